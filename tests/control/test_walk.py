"""One place over many days is what asking for each day by itself says, to the stretch."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from whoholds.control.case import answer_probability, by_place, case_of
from whoholds.control.evidence import Evidence
from whoholds.control.filter import Filter
from whoholds.control.history import spans
from whoholds.control.standing import verdict
from whoholds.control.walk import STEP, Stretch, Walker
from whoholds.model import Event, Factuality, Standing

from .sayings import D0, FORD, MILL, NORTH, SIDES, SOUTH, WEIGHTS, WORLD, Press, Stored, evidence
from .test_filter import dispatches

FILTER = Filter(SIDES, WEIGHTS)
DAY = timedelta(days=1)


def plainly(evidence: list[Evidence], first: date, last: date, initial: str | None = None) -> list[Stretch]:
    """Each day by itself, as the board of that day has it."""
    day, out = max(first, min(min([e.day, *(p.day for p in e.parts)]) for e in evidence)), list[Stretch]()
    while day <= last:
        case = case_of(evidence, day, FILTER, initial)
        if case.evidence:
            span = spans(case)[-1]
            probability = answer_probability(case.state(), span.holder, FILTER)
            found = verdict(case, span.holder, probability, span.start)
            now = Stretch(day, day, span.holder, probability, found.standing, found.threatened)
            if out and out[-1].like(now):
                held = out[-1]
                out[-1] = Stretch(held.start, day, held.holder, held.probability, held.standing, held.threatened)
            else:
                out.append(now)
        day += DAY
    return out


def same(found: tuple[Stretch, ...], wanted: list[Stretch]) -> None:
    assert [(s.start, s.end, *s.key) for s in found] == [(s.start, s.end, *s.key) for s in wanted]
    assert [s.probability for s in found] == pytest.approx([s.probability for s in wanted], abs=1e-9)


@settings(max_examples=60, deadline=None)
@given(dispatches(), st.integers(-3, 20), st.integers(0, 60), st.sampled_from([None, NORTH]))
def test_it_is_what_each_day_by_itself_says(said: list[Stored], first: int, days: int, initial: str | None) -> None:
    start = D0 + timedelta(days=first)
    for told in by_place(said, WORLD, WEIGHTS).values():
        end = start + timedelta(days=days)
        same(Walker(FILTER).stretches(told, start, end, initial), plainly(told, start, end, initial))


@settings(max_examples=30, deadline=None)
@given(dispatches(), st.integers(0, 12), st.integers(0, 12))
def test_a_part_of_the_range_is_that_part_of_the_whole(said: list[Stored], first: int, more: int) -> None:
    a, b = D0 + timedelta(days=first), D0 + timedelta(days=first + more)
    for told in by_place(said, WORLD, WEIGHTS).values():
        part = Walker(FILTER).stretches(told, a, b)
        whole = Walker(FILTER).stretches(told, D0, D0 + timedelta(days=40))
        for day in (a, b):
            one, other = ([s.key for s in some if s.start <= day <= s.end] for some in (part, whole))
            assert one == other


def test_a_long_silence_fades_and_goes_stale() -> None:
    say = Press()
    for voice in ("residents", "monitor:one", "narrator"):
        say(voice, Event.CAPTURE, "north_army")
    say("south_army", Event.BESIEGE, "south_army", day=30)
    say("south_radio", Event.CAPTURE, "north_army", day=31, factuality=Factuality.CERTAIN_NOT)
    say("monitor:one", Event.CAPTURE, "south_army", day=200)
    told, end = evidence(say.said), D0 + timedelta(days=700)
    found = Walker(FILTER).stretches(told, D0, end)
    same(found, plainly(told, D0, end))
    assert {NORTH, SOUTH} <= {s.holder for s in found}
    assert {Standing.ASSESSED, Standing.STALE} <= {s.standing for s in found}
    assert any(s.threatened for s in found)


def test_a_place_that_is_only_threatened_has_no_holder() -> None:
    say = Press()
    say("residents", Event.ADVANCE, "north_army")
    told, end = evidence(say.said), D0 + timedelta(days=40)
    found = Walker(FILTER).stretches(told, D0, end)
    same(found, plainly(told, D0, end))
    assert found[0].threatened and not found[-1].threatened


def test_a_walker_keeps_places_apart() -> None:
    say = Press()
    say("residents", Event.HOLD, "north_army", place=MILL)
    say("residents", Event.HOLD, "south_army", place=FORD)
    walker, end = Walker(FILTER), D0 + timedelta(days=9)
    holders = [walker.stretches(told, D0, end)[-1].holder for told in by_place(say.said, WORLD, WEIGHTS).values()]
    assert sorted(holders) == [NORTH, SOUTH]


def test_nothing_is_said_in_the_range() -> None:
    say = Press()
    say("residents", Event.HOLD, "north_army", day=9)
    assert Walker(FILTER).stretches(evidence(say.said), D0, D0 + timedelta(days=3)) == ()


def test_alike_needs_the_same_answer() -> None:
    one = Stretch(D0, D0, NORTH, 0.8, Standing.CLAIMED, False)
    assert one.like(Stretch(D0, D0, NORTH, 0.8 + STEP / 2, Standing.CLAIMED, False))
    assert one.key == (NORTH, Standing.CLAIMED, False)


@given(dispatches(6), st.sampled_from([0.8, 1.2]))
def test_answers_that_were_learnt_to_be_surer_are_so_here(said: list[Stored], sharpness: float) -> None:
    filter = Filter(SIDES, WEIGHTS.over({"answer": {"sharpness": sharpness}}, "test"))
    for told in by_place(said, WORLD, filter.weights).values():
        last = D0 + timedelta(days=12)
        found = Walker(filter).stretches(told, last, last)
        case = case_of(told, last, filter)
        if found and case.evidence:
            span = spans(case)[-1]
            assert found[-1].holder == span.holder
            assert found[-1].probability == pytest.approx(answer_probability(case.state(), span.holder, filter))
