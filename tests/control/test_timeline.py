from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from whoholds.control.board import board
from whoholds.control.timeline import Line, timeline
from whoholds.control.walk import STEP, Stretch
from whoholds.model import Event, Factuality, Standing

from .sayings import D0, DALE, FORD, MILL, NORTH, SOUTH, WEIGHTS, WORLD, Press, Stored
from .test_filter import dispatches


def shown(said: list[Stored], first: int = 0, last: int = 20) -> dict[str, Line]:
    days = D0 + timedelta(days=first), D0 + timedelta(days=last)
    return timeline(said, WORLD.actors, WORLD.theatre, WEIGHTS, *days)


def on(line: Line, day: date) -> Stretch | None:
    return next((s for s in line.stretches if s.start <= day <= s.end), None)


def test_nothing_said_nothing_shown() -> None:
    assert shown([]) == {}


def test_a_place_that_changes_hands_has_a_stretch_for_each_holder() -> None:
    say = Press()
    for voice in ("residents", "monitor:one", "narrator"):
        say(voice, Event.HOLD, "north_army", place=MILL, day=0)
    for voice in ("residents", "monitor:one", "narrator"):
        say(voice, Event.CAPTURE, "south_army", place=MILL, day=6)
    found = shown(say.said)[str(MILL.id)]
    assert next(s.holder for s in found.stretches if s.holder in (NORTH, SOUTH)) == NORTH
    assert found.stretches[-1].holder == SOUTH
    before, after = on(found, D0 + timedelta(days=2)), on(found, D0 + timedelta(days=8))
    assert before is not None and before.holder == NORTH
    assert after is not None and after.holder == SOUTH


def test_silence_turns_a_stretch_stale() -> None:
    say = Press()
    for voice in ("residents", "monitor:one", "narrator"):
        say(voice, Event.HOLD, "north_army", place=MILL, day=0)
    late = WEIGHTS.standing.stale_days + 3
    found = shown(say.said, last=late)[str(MILL.id)]
    assert found.stretches[0].standing is Standing.ASSESSED
    assert found.stretches[-1].standing in (Standing.STALE, Standing.UNKNOWN)


def test_an_area_is_left_out_and_places_keep_apart() -> None:
    say = Press()
    say("residents", Event.HOLD, "north_army", place=DALE, day=0)
    say("residents", Event.HOLD, "north_army", place=MILL, day=0)
    say("residents", Event.HOLD, "south_army", place=FORD, day=1)
    found = shown(say.said)
    assert set(found) == {MILL.id, FORD.id}
    assert found[str(FORD.id)].site.label == FORD.label
    assert found[str(FORD.id)].stretches[0].start == D0 + timedelta(days=1)


def test_the_range_cuts_both_ends() -> None:
    say = Press()
    say("residents", Event.HOLD, "north_army", place=MILL, day=0)
    found = shown(say.said, first=3, last=5)[str(MILL.id)]
    assert (found.stretches[0].start, found.stretches[-1].end) == (D0 + timedelta(days=3), D0 + timedelta(days=5))


def test_a_threat_is_a_stretch_of_its_own() -> None:
    say = Press()
    say("residents", Event.HOLD, "north_army", place=MILL, day=0)
    say("residents", Event.BESIEGE, "south_army", place=MILL, day=3)
    found = shown(say.said)[str(MILL.id)]
    begins = [s for s in found.stretches if s.threatened]
    assert begins and begins[0].start == D0 + timedelta(days=3)
    assert not on(found, D0 + timedelta(days=1)).threatened


def test_alike_means_the_same_answer_with_nearly_the_same_probability() -> None:
    one = Stretch(D0, D0, NORTH, 0.8, Standing.CLAIMED, False)
    assert one.like(Stretch(D0, D0, NORTH, 0.8 + STEP / 2, Standing.CLAIMED, False))
    assert not one.like(Stretch(D0, D0, NORTH, 0.8 + STEP * 2, Standing.CLAIMED, False))
    assert not one.like(Stretch(D0, D0, SOUTH, 0.8, Standing.CLAIMED, False))
    assert not one.like(Stretch(D0, D0, NORTH, 0.8, Standing.ASSESSED, False))
    assert not one.like(Stretch(D0, D0, NORTH, 0.8, Standing.CLAIMED, True))


def test_a_denial_shows_on_the_day_it_is_said() -> None:
    say = Press()
    say("north_radio", Event.CAPTURE, "north_army", place=MILL, day=2)
    say("south_radio", Event.CAPTURE, "north_army", place=MILL, day=4, factuality=Factuality.CERTAIN_NOT)
    found = shown(say.said)[str(MILL.id)]
    assert {s.standing for s in found.stretches} >= {Standing.DENIED} or found.stretches[-1].holder == "unknown"


@settings(max_examples=25)
@given(dispatches(), st.integers(0, 20))
def test_every_day_is_as_the_board_of_that_day_says(said: list[Stored], later: int) -> None:
    day = D0 + timedelta(days=later)
    lines = timeline(said, WORLD.actors, WORLD.theatre, WEIGHTS, D0, D0 + timedelta(days=20))
    holdings = board(said, WORLD.actors, WORLD.theatre, WEIGHTS, day)
    for key, holding in holdings.items():
        stretch = on(lines[key], day)
        assert stretch is not None
        assert (stretch.holder, stretch.standing, stretch.threatened) == (
            holding.holder,
            holding.standing,
            holding.threatened,
        )
        assert abs(stretch.probability - holding.probability) < STEP


@settings(max_examples=25)
@given(dispatches())
def test_stretches_follow_each_other_without_a_gap(said: list[Stored]) -> None:
    for line in shown(said).values():
        for a, b in pairwise(line.stretches):
            assert b.start == a.end + timedelta(days=1)
            assert not a.like(b)
        assert all(s.start <= s.end for s in line.stretches)
