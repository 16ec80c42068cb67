from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.asking.stub import proposed
from whoholds.errors import DataError
from whoholds.reading.second.wire import MOST_CLAIMS, SAID, Answer, Number, Proposed, parse, said

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=10,
)
FIELDS = tuple(Proposed.model_fields)


def answer(*items: Any) -> Answer:
    return parse(json.dumps({"claims": list(items)}))


def test_a_claim_of_the_right_shape() -> None:
    found = answer(proposed(quantity={"value": 3, "unit": "villages", "approx": True}))
    assert found.rejected == ()
    (claim,) = found.claims
    assert (claim.event, claim.place, claim.quantity) == (
        "capture",
        "Hama",
        Number(value=3, unit="villages", approx=True),
    )


@pytest.mark.parametrize("field", FIELDS)
def test_every_field_must_be_there(field: str) -> None:
    short = proposed()
    del short[field]
    found = answer(proposed(), short)
    assert len(found.claims) == 1 and found.rejected[0][0].startswith(f"shape: {field}")


@pytest.mark.parametrize("field", FIELDS)
def test_every_field_has_its_type(field: str) -> None:
    found = answer(proposed(**{field: {"unheard": "of"}}))
    assert found.claims == () and field in found.rejected[0][0]


@given(JSON)
def test_whatever_stands_among_the_claims_only_costs_itself(item: Any) -> None:
    found = answer(proposed(), item)
    assert len(found.claims) + len(found.rejected) == 2
    assert found.claims[0].place == "Hama"


@given(st.text() | JSON.map(json.dumps))
def test_any_answer_is_read_or_refused(text: str) -> None:
    try:
        found = parse(text)
    except DataError as error:
        assert error.code in ("model.answer_broken", "model.answer_shape") and error.hint
    else:
        assert isinstance(found, Answer)


@pytest.mark.parametrize("number", ["1e999", "-1e999", "true", '"5"'])
def test_a_number_that_cannot_be_counted_with_is_none(number: str) -> None:
    text = json.dumps({"claims": [proposed(quantity={"value": 0, "unit": "x", "approx": False})]})
    found = parse(text.replace('"value": 0', f'"value": {number}'))
    assert found.claims == () and found.rejected[0][0].startswith("shape: quantity.value")


def test_what_was_said_is_kept_short_and_in_plain_letters() -> None:
    text = said({"quote": "\ud800 «" + "x" * 2_000})
    assert len(text) == SAID and text.isascii()
    assert answer(proposed(quote="\ud800")).rejected or answer(proposed(quote="\ud800")).claims
    assert json.loads(said(Proposed.model_validate(proposed())))["event"] == "capture"


def test_only_so_many_claims_are_looked_at() -> None:
    found = answer(*[proposed()] * (MOST_CLAIMS + 5))
    assert len(found.claims) == MOST_CLAIMS
    assert found.rejected == (
        (f"too many: only the first {MOST_CLAIMS} claims of an answer are looked at", str(MOST_CLAIMS + 5)),
    )


@pytest.mark.parametrize("fence", ["```json\n{}\n```", "```\n{}\n```", "  ```json\n{}```  ", "{}"])
def test_a_fence_is_taken_off(fence: str) -> None:
    body = json.dumps({"claims": [proposed()]})
    assert len(parse(fence.replace("{}", body)).claims) == 1
