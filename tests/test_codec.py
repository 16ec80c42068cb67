from __future__ import annotations

import inspect
import json
import types
import typing
from dataclasses import fields, is_dataclass, replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.ledger.samples import AIR_BASE, DAMASCUS, HAMA, IDLIB, NOWHERE, claim, reading, report
from whoholds import codec, model
from whoholds.errors import DataError
from whoholds.model import Area, Claim, Described, Holding, Place, PlaceRef, Reading, Report, Unplaced, When

RECORDS = [cls for _, cls in inspect.getmembers(model, is_dataclass) if inspect.isclass(cls)]
texts = st.text(max_size=20)
PLAIN: dict[Any, st.SearchStrategy[Any]] = {
    str: texts,
    int: st.integers(),
    bool: st.booleans(),
    float: st.floats(allow_nan=False, allow_infinity=False),
    date: st.dates(),
    datetime: st.datetimes(timezones=st.just(UTC)),
    type(None): st.none(),
}


def values(kind: Any) -> st.SearchStrategy[Any]:
    """Any value of a type that occurs in a record."""
    origin, arguments = typing.get_origin(kind), typing.get_args(kind)
    if kind in PLAIN:
        return PLAIN[kind]
    if origin in (typing.Union, types.UnionType):
        return st.one_of(*map(values, arguments))
    if origin is tuple and arguments[-1] is Ellipsis:
        return st.lists(values(arguments[0]), max_size=3).map(tuple)
    if origin is tuple:
        return st.tuples(*map(values, arguments))
    if origin is not None:
        return st.dictionaries(values(arguments[0]), values(arguments[1]), max_size=3)
    if is_dataclass(kind):
        return st.builds(kind, **{name: values(hint) for name, hint in typing.get_type_hints(kind).items()})
    return st.sampled_from(kind)


@pytest.mark.parametrize("record", RECORDS)
@settings(max_examples=30, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(data=st.data())
def test_every_record_comes_back_exactly(record: Any, data: st.DataObject) -> None:
    one = data.draw(values(record))
    as_data = codec.encode(one)
    assert codec.decode(record, json.loads(json.dumps(as_data))) == one


def test_the_parts_of_a_record_keep_their_types() -> None:
    of = report("Rebels took Hama.")
    back = codec.decode(Claim, json.loads(codec.canonical(claim(of, "took Hama", start=date(2024, 12, 5)))))
    assert type(back.place) is Place
    assert type(back.chain) is tuple
    assert type(back.mentions) is tuple and type(back.mentions[0]) is tuple
    assert type(back.event) is model.Event
    assert type(back.when) is When
    assert back.when.start is not None and type(back.when.start).__name__ == "date"


@pytest.mark.parametrize("place", [HAMA, IDLIB, AIR_BASE, NOWHERE, replace(AIR_BASE, anchor=IDLIB)])
def test_members_of_a_union_are_told_apart(place: PlaceRef) -> None:
    data = codec.encode(place)
    assert data["is"] == type(place).__name__
    assert codec.decode(PlaceRef, data) == place


def test_only_members_of_unions_carry_their_name() -> None:
    of = report("Rebels took Hama.")
    assert "is" not in codec.encode(of)
    assert "is" not in codec.encode(claim(of, "took Hama"))


def test_a_whole_number_may_stand_for_a_float() -> None:
    data = codec.encode(DAMASCUS)
    data["lat"] = 33
    back = codec.decode(Place, data)
    assert back.lat == 33.0
    assert type(back.lat) is float


def test_fields_with_defaults_may_be_missing() -> None:
    of = report("Rebels took Hama.")
    data = codec.encode(of)
    for name in ("title", "outlet", "published", "provenance", "first_seen"):
        del data[name]
    back = codec.decode(Report, data)
    assert (back.title, back.outlet, back.published, back.provenance) == (None, None, None, {})


def test_fields_from_a_later_version_are_left_aside() -> None:
    of = report("Rebels took Hama.")
    assert codec.decode(Report, codec.encode(of) | {"mood": "calm"}) == of


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        (Report, {}),
        (Report, None),
        (Report, "text"),
        (Report, []),
        (Claim, {"id": "c-1"}),
        (When, {"start": "yesterday"}),
        (When, {"precision": "roughly"}),
        (PlaceRef, {"is": "Elsewhere"}),
        (PlaceRef, {"name": "Hama"}),
        (Reading, {"report_id": "r", "reader": "x", "claims": [{}]}),
    ],
)
def test_malformed_data_is_one_error(kind: Any, data: object) -> None:
    with pytest.raises(DataError) as caught:
        codec.decode(kind, data)
    assert caught.value.code == "record.malformed"


def test_a_missing_field_is_named() -> None:
    of = report("Rebels took Hama.")
    data = codec.encode(of)
    del data["text"]
    with pytest.raises(DataError) as caught:
        codec.decode(Report, data)
    assert "text" in caught.value.message
    assert caught.value.subject == "Report"


def test_canonical_bytes_do_not_depend_on_order() -> None:
    one, two = report("x"), report("x")
    one = replace(one, provenance={"a": "1", "b": "2"})
    two = replace(two, provenance={"b": "2", "a": "1"})
    assert codec.canonical(one) == codec.canonical(two)


def test_canonical_bytes_are_plain_sorted_utf8_json() -> None:
    made = codec.canonical({"z": "é", "a": [1.5, None, True]})
    assert made == '{"a":[1.5,null,true],"z":"é"}'.encode()


@given(texts)
def test_canonical_bytes_tell_texts_apart(text: str) -> None:
    assert json.loads(codec.canonical({"text": text})) == {"text": text}
    assert codec.canonical(report(text)) != codec.canonical(report(text + "."))


@pytest.mark.parametrize("value", [float("nan"), float("inf"), float("-inf")])
def test_what_json_cannot_say_is_refused(value: float) -> None:
    with pytest.raises(ValueError, match="JSON"):
        codec.canonical({"value": value})


def test_mappings_get_text_keys() -> None:
    assert codec.encode({1: (2, 3)}) == {"1": [2, 3]}


def test_a_nested_reading_survives() -> None:
    of = report("Rebels took Hama. The army left an air base.")
    found = reading(of, claim(of, "took Hama"), claim(of, "left an air base", AIR_BASE, key="2"))
    assert codec.decode(Reading, json.loads(codec.canonical(found))) == found


def test_every_union_of_records_is_tagged() -> None:
    """A union of records that the codec does not know could not be read back."""
    for record in RECORDS:
        for name, hint in typing.get_type_hints(record).items():
            members = [m for m in typing.get_args(hint) if is_dataclass(m)]
            if len(members) > 1:
                assert set(members) <= codec._TAGGED, f"{record.__name__}.{name}"
    assert {Place, Area, Described, Unplaced} == codec._TAGGED


def test_no_record_field_is_called_like_the_tag() -> None:
    assert "is" not in {field.name for record in RECORDS for field in fields(record)}
    assert "place_id" in {field.name for field in fields(Holding)}
