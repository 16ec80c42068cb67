"""A reading as one JSON line: every field of a claim, and what is unknown as null."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whoholds.model import (
    UNKNOWN_WHEN,
    ActorRef,
    Area,
    Attribution,
    Basis,
    Block,
    Claim,
    Described,
    Effect,
    Event,
    Factuality,
    Place,
    PlaceMention,
    PlaceRole,
    Precision,
    Quantity,
    Reading,
    Report,
    TimeMention,
    Unplaced,
    When,
)
from whoholds.views.reading_json import (
    attribution_row,
    claim_row,
    place_row,
    reading_row,
    time_row,
    when_row,
)

TEXT = "Rebels captured Hama on Thursday."
HAMA = Place("Hama", "gn:170017", "Hama", 35.1318, 36.7578, "city", "SY", 0.9)
DAY = When(date(2024, 12, 5), date(2024, 12, 5), Precision.DAY, Basis.STATED, "on Thursday")
CLAIM = Claim(
    id="c-1",
    report_id="r-1",
    start=0,
    end=20,
    quote=TEXT[:20],
    event=Event.CAPTURE,
    actor=ActorRef("rebels:syria", "Rebels", 0, 6),
    target=None,
    place=HAMA,
    place_role=PlaceRole.AT,
    speaker=ActorRef("narrator"),
    chain=("narrator",),
    factuality=Factuality.CERTAIN,
    when=DAY,
    quantity=None,
    control=Effect.GAINS,
    rule="en:capture",
    confidence=0.8,
)
REPORT = Report("r-1", "0" * 64, "row-7", TEXT, (Block(0, len(TEXT), "en"),))


def test_a_claim_as_data() -> None:
    row = claim_row(CLAIM)
    assert row["event"] == "capture" and row["control"] == "gains" and row["factuality"] == "CT+"
    assert (row["actor"], row["target"], row["speaker"], row["chain"]) == (
        "rebels:syria",
        None,
        "narrator",
        ["narrator"],
    )
    assert row["place"]["name"] == "Hama" and row["place"]["id"] == "gn:170017"
    assert (row["place"]["lat"], row["place"]["lon"]) == (35.1318, 36.7578)
    assert row["time"] == {"start": "2024-12-05", "end": "2024-12-05", "precision": "day", "basis": "stated"}
    assert row["quantity"] is None and row["headline"] is False and row["answers"] is None
    assert (row["start"], row["end"], row["quote"]) == (0, 20, TEXT[:20])


def test_the_fields_that_scorers_take_are_all_there() -> None:
    wanted = "start end quote event actor target place place_role speaker factuality time quantity control headline"
    assert set(wanted.split()) <= set(claim_row(CLAIM))


def test_what_is_unknown_is_null() -> None:
    row = claim_row(replace(CLAIM, actor=None, place=Unplaced(None, "none named"), place_role=None, when=UNKNOWN_WHEN))
    assert row["actor"] is row["place"] is row["place_role"] is row["time"] is None


def test_an_area_says_its_kind_and_a_settlement_does_not() -> None:
    area = place_row(Area("Idlib province", "gn:1", "Idlib", 35.9, 36.6, "area", "SY", 0.8))
    assert area is not None and area["kind"] == "area"
    line = place_row(Area("frontière", None, "border", 33.1, 35.9, "line"))
    assert line is not None and line["kind"] == "line" and line["id"] is None
    town = place_row(HAMA)
    assert town is not None and "kind" not in town and town["what"] == "city"


def test_a_described_place_gives_its_anchor_and_says_so() -> None:
    row = place_row(Described("a base south-west of Hama", "base", "SW", HAMA, 9.6))
    assert row is not None
    assert row["name"] == "Hama" and row["lat"] == HAMA.lat
    assert row["described"] == {
        "phrase": "a base south-west of Hama",
        "kind": "base",
        "relation": "SW",
        "distance_km": 9.6,
    }


def test_a_name_that_no_row_deserves_keeps_its_name_and_the_reason() -> None:
    row = place_row(Unplaced("Nowhere", "no candidate"))
    assert row == {"name": "Nowhere", "lat": None, "lon": None, "unplaced": "no candidate"}
    assert place_row(Unplaced(None, "none named")) is None


@pytest.mark.parametrize(
    ("value", "shown"), [(2000.0, 2000), (1.5, 1.5), (0.0, 0)], ids=["whole", "with a fraction", "zero"]
)
def test_whole_quantities_are_whole(value: float, shown: float) -> None:
    row = claim_row(replace(CLAIM, quantity=Quantity(value, "soldiers", True)))
    assert row["quantity"] == {"value": shown, "unit": "soldiers", "approx": True}
    assert isinstance(row["quantity"]["value"], type(shown))


def test_an_interval_may_be_open() -> None:
    assert when_row(UNKNOWN_WHEN) is None
    row = when_row(When(None, date(2024, 12, 5), Precision.INTERVAL, Basis.STATED))
    assert row == {"start": None, "end": "2024-12-05", "precision": "interval", "basis": "stated"}


def test_times_and_attributions() -> None:
    assert time_row(TimeMention(21, 32, DAY)) == {"start": 21, "end": 32, "from": "2024-12-05", "to": "2024-12-05"}
    assert time_row(TimeMention(0, 3, UNKNOWN_WHEN)) == {"start": 0, "end": 3, "from": None, "to": None}
    spans = Attribution(((0, 6),), ((7, 11),), ((12, 20), (22, 30)))
    assert attribution_row(spans) == {"source": [[0, 6]], "cue": [[7, 11]], "content": [[12, 20], [22, 30]]}


def test_a_reading_is_named_as_its_report() -> None:
    reading = Reading("r-1", "rules-1", (CLAIM,), (), (TimeMention(21, 32, DAY),), (PlaceMention(16, 20, HAMA),))
    row = reading_row(REPORT, reading)
    assert (row["id"], row["report"], row["reader"]) == ("row-7", "r-1", "rules-1")
    assert [c["id"] for c in row["claims"]] == ["c-1"]
    assert row["places"][0]["start"] == 16 and row["places"][0]["name"] == "Hama"
    assert len(row["times"]) == 1 and row["attributions"] == []
    assert json.loads(json.dumps(row)) == row


def test_a_place_mention_without_a_place_is_still_listed() -> None:
    reading = Reading("r-1", "rules-1", (), (), (), ())
    assert reading_row(REPORT, replace(reading, places=(PlaceMention(16, 20, Unplaced(None, "x")),)))["places"] == [
        {"start": 16, "end": 20, "name": None}
    ]


@given(
    st.sampled_from(list(Event)),
    st.sampled_from(list(Factuality)),
    st.sampled_from(list(Effect)),
    st.sampled_from([None, *PlaceRole]),
    st.text(max_size=20),
)
def test_any_claim_is_plain_json(
    event: Event, factuality: Factuality, control: Effect, role: PlaceRole | None, quote: str
) -> None:
    claim = replace(CLAIM, event=event, factuality=factuality, control=control, place_role=role, quote=quote)
    row = json.loads(json.dumps(claim_row(claim), ensure_ascii=False))
    assert (row["event"], row["factuality"], row["control"]) == (event.value, factuality.value, control.value)
    assert row["quote"] == quote
