from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whoholds.reference.imports.drafts import MOST_NAMES, Draft, Rejected, checked, number, people

TOWN = Draft("gn:9", "Town", "settlement", "SY", 35.0, 36.0, where="line 1")


def test_a_good_draft_passes() -> None:
    assert checked(TOWN) == TOWN


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"name": "…"}, "letters"),
        ({"name": "x" * 1000}, "too long"),
        ({"name": "", "id": ""}, "no name"),
        ({"lat": None}, "half"),
        ({"lat": 91.0}, "no such point"),
        ({"lon": -180.5}, "no such point"),
    ],
)
def test_what_cannot_be_taken_in(change: dict[str, object], why: str) -> None:
    refused = checked(replace(TOWN, **change))
    assert isinstance(refused, Rejected)
    assert refused.where == "line 1"
    assert why in refused.why


def test_unusable_names_fall_out_of_a_good_draft() -> None:
    draft = checked(replace(TOWN, names=("Town", "", "y" * 500, "Toun", "Toun"), labels={"en": "", "fr": "Ville"}))
    assert isinstance(draft, Draft)
    assert draft.names == ("Toun",)
    assert draft.labels == {"fr": "Ville"}


def test_names_without_number() -> None:
    draft = checked(replace(TOWN, names=tuple(f"T{i}" for i in range(5_000))))
    assert isinstance(draft, Draft)
    assert len(draft.names) == MOST_NAMES


@pytest.mark.parametrize(("text", "value"), [("34.5", 34.5), (" -1,25 ", -1.25), ("1e1", 10.0)])
def test_numbers(text: str, value: float) -> None:
    assert number(text, "x") == value


@pytest.mark.parametrize("text", ["", "north", "nan", "inf", "1.2.3", "=1+1"])
def test_no_numbers(text: str) -> None:
    with pytest.raises(ValueError, match="the latitude"):
        number(text, "the latitude")


@pytest.mark.parametrize(
    ("text", "count"), [("", 0), ("1 200", 1200), ("1,200", 1200), ("many", 0), ("-5", 0), ("12.0", 12)]
)
def test_people(text: str, count: int) -> None:
    assert people(text) == count


@given(st.text(max_size=40))
def test_any_cell_is_a_population(text: str) -> None:
    assert 0 <= people(text) <= 2_000_000_000


@given(
    name=st.text(max_size=30),
    lat=st.floats(allow_nan=False) | st.none(),
    lon=st.floats(allow_nan=False) | st.none(),
    names=st.lists(st.text(max_size=20)),
)
def test_what_is_kept_reads_back(name: str, lat: float | None, lon: float | None, names: list[str]) -> None:
    draft = checked(Draft("gn:1", name, "settlement", "SY", lat, lon, names=tuple(names)))
    if isinstance(draft, Draft):
        assert Draft.from_dict(draft.as_dict()) == draft
        assert checked(draft) == draft
