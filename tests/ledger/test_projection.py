from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.ledger.samples import (
    AIR_BASE,
    ARMY,
    HAMA,
    IDLIB,
    NOWHERE,
    REBELS,
    START,
    claim,
    reading,
    report,
)
from whoholds.ledger import entries as e
from whoholds.ledger import projection
from whoholds.ledger.projection import fold_text, place_columns
from whoholds.model import Area, Place, PlaceRef, Unplaced
from whoholds.reports.copies import fingerprint, unpacked

OF = report("Rebels took Hama. The army left an air base.")


def entry(kind: e.Kind, record: object, seq: int = 1) -> e.Entry:
    return e.Entry(seq, kind, "x", e.payload(record), START, START, "0" * 64)


def test_a_report_is_one_row_and_one_for_its_text() -> None:
    (table, row), (other, text) = projection.rows(entry(e.Kind.REPORT, OF), {}.__getitem__)
    assert table == "reports"
    assert (row["id"], row["outlet"], row["language"]) == (OF.id, OF.outlet, "en")
    assert row["published"] == "2024-12-05T12:00:00.000000Z"
    assert (other, text["seq"], text["wire"]) == ("texts", 1, None)
    assert unpacked(text["fingerprint"]) == fingerprint(OF.text)


def test_an_agency_is_found_in_the_text_or_named_by_the_page() -> None:
    credited = report("HAMA, Dec 5 (Reuters) - Rebels took Hama.")
    by_page = replace(OF, provenance={"wire": "AFP (html:author)"})
    wires = [
        dict(projection.rows(entry(e.Kind.REPORT, r), {}.__getitem__))["texts"]["wire"] for r in (credited, by_page)
    ]
    assert wires == ["Reuters", "AFP"]


def test_what_a_report_does_not_know_stays_unknown() -> None:
    (_, row), _ = projection.rows(entry(e.Kind.REPORT, report("x", outlet=None, published=None)), {}.__getitem__)
    assert row["outlet"] is None
    assert row["published"] is None


def test_a_reading_is_one_row_and_one_for_each_claim_in_order() -> None:
    found = reading(OF, claim(OF, "took Hama"), claim(OF, "left an air base", AIR_BASE, key="2"))
    rows = list(projection.rows(entry(e.Kind.READING, found, seq=7), {OF.id: 3}.__getitem__))
    assert [table for table, _ in rows] == ["readings", "claims", "claims"]
    assert [(row["reading_seq"], row["ordinal"], row["report_seq"]) for _, row in rows[1:]] == [(7, 0, 3), (7, 1, 3)]


@pytest.mark.parametrize("kind", [e.Kind.DECISION, e.Kind.SETTING])
def test_decisions_and_settings_have_no_rows(kind: e.Kind) -> None:
    assert list(projection.rows(entry(kind, {"a": 1}), {}.__getitem__)) == []


def test_claim_columns() -> None:
    row = projection.claim_row(
        claim(OF, "took Hama", actor=REBELS, target=ARMY, start=date(2024, 12, 5), end=date(2024, 12, 6))
    )
    assert (row["actor"], row["target"], row["speaker"]) == (REBELS.key, ARMY.key, "narrator")
    assert (row["event"], row["factuality"], row["control"]) == ("capture", "CT+", "gains")
    assert (row["when_start"], row["when_end"]) == ("2024-12-05", "2024-12-06")
    assert row["headline"] == 0


def test_unknown_time_and_actor_stay_unknown() -> None:
    row = projection.claim_row(claim(OF, "took Hama", actor=None))
    assert (row["actor"], row["when_start"], row["when_end"]) == (None, None, None)


def test_the_claim_comes_back_from_its_row() -> None:
    for place in (HAMA, IDLIB, AIR_BASE, NOWHERE, Unplaced(None, "none named")):
        one = claim(OF, "took Hama", place)
        assert projection.claim_of(projection.claim_row(one)["record"]) == one


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        (HAMA, ("place", "gn:1", None, 35.13)),
        (IDLIB, ("area", "gn:4", None, 35.93)),
        (AIR_BASE, ("described", "gn:3", "SW", None)),
        (NOWHERE, ("unplaced", None, None, None)),
        (Area("the south", None, "the south", 33.0, 36.0), ("area", None, None, 33.0)),
    ],
)
def test_place_columns(place: PlaceRef, expected: tuple[object, ...]) -> None:
    row = place_columns(place)
    assert (row["place_form"], row["place_id"], row["relation"], row["lat"]) == expected


def test_a_description_is_filed_under_its_anchor_but_is_no_point() -> None:
    row = place_columns(AIR_BASE)
    assert row["place_label"] == "damascus"
    assert (row["lat"], row["lon"]) == (None, None)


def test_every_place_form_has_the_same_columns() -> None:
    keys = {frozenset(place_columns(place)) for place in (HAMA, IDLIB, AIR_BASE, NOWHERE)}
    assert len(keys) == 1


def test_search_text_holds_quote_place_and_actors() -> None:
    row = projection.claim_row(claim(OF, "took Hama", replace(HAMA, name="Hamāh"), speaker=ARMY))
    for word in ("took hama", "hamah", "rebels:syria", "the army"):
        assert word in row["search"]


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold_text(fold_text(text)) == fold_text(text)


@given(st.text(), st.text(), st.text())
def test_what_is_within_stays_within(before: str, word: str, after: str) -> None:
    assert fold_text(f" {word} ") in fold_text(f"{before} {word} {after}")


@pytest.mark.parametrize(
    ("one", "two"),
    [("Été", "ete"), ("s’emparer", "s'emparer"), ("STRASSE", "straße"), ("a\n b", "a b"), ("a\0b", "a b"), ("𝐀", "a")],
)
def test_folding_ignores_case_accents_and_spacing(one: str, two: str) -> None:
    assert fold_text(one) == fold_text(two)


def test_place_names_of_any_length_are_columns() -> None:
    long = Place("x" * 5000, "gn:9", "X", 0.0, 0.0, "settlement", "SY", 0.5)
    assert place_columns(long)["place_id"] == "gn:9"
