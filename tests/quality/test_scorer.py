from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.quality.scorer import (
    Tally,
    actor_points,
    distance_km,
    event_points,
    fold,
    gold_spans,
    pair,
    polarity,
    same_place,
    same_standing,
    score,
)

TEXT = "The northern column took Alder on Monday, a monitor said. The garrison denied it had lost Alder."
ALDER = {"name": "Alder", "lat": 35.0, "lon": 37.0}
SIDES = {"column": "north", "militia": "north", "garrison": "south"}


def side(key: str) -> str | None:
    return SIDES.get(key)


def claim(quote: str = "The northern column took Alder", **changes: Any) -> dict[str, Any]:
    start = TEXT.find(quote)
    made = {
        "quote": quote,
        "start": start,
        "end": start + len(quote),
        "event": "capture",
        "actor": "column",
        "place": ALDER,
        "speaker": "monitor",
        "factuality": "CT+",
        "control": "gains",
    }
    return made | changes


def result(read: list[dict[str, Any]], gold: list[dict[str, Any]]) -> dict[str, float]:
    return score([{"id": "a", "lang": "en", "text": TEXT, "claims": gold}], {"a": read}, side)


def test_a_reading_that_is_the_gold_scores_one() -> None:
    gold = [claim(), claim("The garrison denied it had lost Alder", event="loss", actor="garrison", control="loses")]
    assert result(gold, gold) == {"en/found": 1.0, "en/located": 1.0, "en/control": 1.0}


def test_nothing_read_scores_nought() -> None:
    assert set(result([], [claim()]).values()) == {0.0}


def test_a_claim_too_many_costs() -> None:
    extra = claim("The garrison denied", event="kill", control="none")
    found = result([claim(), extra], [claim()])
    assert found["en/found"] == pytest.approx(2 / 3)
    assert found["en/control"] == 1.0  # a killing says nothing of control


@pytest.mark.parametrize(
    ("change", "found", "located", "control"),
    [
        ({"event": "handover"}, 1, 1, 1),  # alike
        ({"event": "kill"}, 0, 0, 0),
        ({"place": {"name": "Birch", "lat": 36.0, "lon": 37.0}}, 1, 0, 0),
        ({"place": None}, 1, 0, 0),
        ({"actor": "militia"}, 1, 1, 1),  # of the same side
        ({"actor": "garrison"}, 1, 1, 0),
        ({"actor": None}, 1, 1, 0),
        ({"speaker": "residents"}, 1, 1, 1),  # no party either
        ({"speaker": "narrator"}, 1, 1, 0),
        ({"speaker": "column"}, 1, 1, 0),
        ({"factuality": "PR+"}, 1, 1, 1),
        ({"factuality": "CT-"}, 1, 1, 0),
        ({"factuality": "U"}, 1, 1, 0),
        ({"control": "contests"}, 1, 1, 0),
    ],
)
def test_each_slot_costs_what_it_should(change: dict[str, Any], found: int, located: int, control: int) -> None:
    scored = result([claim(**change)], [claim()])
    assert (scored["en/found"] > 0, scored["en/located"] > 0, scored["en/control"] > 0) == (
        bool(found),
        bool(located),
        bool(control),
    )


def test_spans_must_overlap() -> None:
    assert result([claim("The garrison denied it")], [claim()])["en/found"] == 0


def test_a_gold_claim_counts_where_it_is_said_again() -> None:
    gold = claim(also=["lost Alder"])
    assert result([claim("it had lost Alder")], [gold])["en/found"] == 1.0


def test_one_gold_claim_is_found_once_by_the_better_reading() -> None:
    worse = claim(place=None)
    assert pair([worse, claim()], [claim()], TEXT, side) == [(1, 0)]


@pytest.mark.parametrize(
    ("read", "gold", "same"),
    [
        (None, None, True),
        (None, ALDER, False),
        (ALDER, None, False),
        ({"name": "x", "lat": 35.08, "lon": 37.0}, ALDER, True),
        ({"name": "Alder", "lat": 35.2, "lon": 37.0}, ALDER, False),
        ({"name": "x", "lat": 36.0, "lon": 37.0}, {**ALDER, "kind": "area"}, True),
        ({"name": "ALDER", "lat": 40.0, "lon": 37.0}, {**ALDER, "kind": "line"}, True),
        ({"name": "Álder", "lat": None, "lon": None}, ALDER, True),
    ],
)
def test_places(read: dict[str, Any] | None, gold: dict[str, Any] | None, same: bool) -> None:
    assert same_place(read, gold) is same


def test_distance_of_a_degree_of_latitude() -> None:
    assert distance_km({"lat": 0, "lon": 0}, {"lat": 1, "lon": 0}) == pytest.approx(111.19, abs=0.01)


def test_spans_are_found_at_every_repetition() -> None:
    assert gold_spans("aba aba", {"quote": "aba"}) == [(0, 3), (4, 7)]
    assert gold_spans("aba", {"quote": ""}) == []


def test_polarity() -> None:
    assert [polarity(v) for v in ("CT+", "PS-", "U", None)] == ["yes", "no", "open", "open"]


def test_speakers_without_a_side_weigh_alike() -> None:
    assert same_standing("residents", "monitor", side)
    assert same_standing("militia", "column", side)
    assert not same_standing("garrison", "column", side)
    assert not same_standing("narrator", "monitor", side)
    assert same_standing(None, None, side)


@given(st.text(), st.text())
def test_folding_ignores_case_and_is_stable(a: str, b: str) -> None:
    assert fold(fold(a)) == fold(a)
    assert fold(a + b) == fold(a) + fold(b) or not (a + b).isascii()


@given(st.sampled_from(["capture", "handover", "kill", "loss", "withdraw", "redeploy"]), st.data())
def test_events_are_alike_both_ways(event: str, data: st.DataObject) -> None:
    other = data.draw(st.sampled_from(["capture", "handover", "kill", "loss", "withdraw", "redeploy"]))
    assert event_points(event, other) == event_points(other, event)
    assert event_points(event, event) == 1


@given(st.integers(0, 50), st.integers(0, 50), st.integers(0, 50))
def test_f1_is_the_harmonic_mean(hit: int, more_read: int, more_gold: int) -> None:
    tally = Tally(hit, hit + more_read, hit + more_gold)
    assert 0 <= tally.f1 <= 1
    if hit:
        precision, recall = hit / tally.read, hit / tally.gold
        assert tally.f1 == pytest.approx(2 * precision * recall / (precision + recall))


def test_an_actor_of_no_side_is_not_half_right() -> None:
    assert actor_points("residents", "monitor", side) == 0
    assert actor_points("militia", "column", side) == 0.5
    assert actor_points(None, None, side) == 1
