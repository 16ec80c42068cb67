"""What one could have known each day is, each day, the board of the claims known when it ended."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from whoholds.control.board import board
from whoholds.control.case import by_place
from whoholds.control.filter import Filter
from whoholds.control.knowledge import Known, as_it_came
from whoholds.control.timeline import Line
from whoholds.control.walk import STEP, Walker
from whoholds.model import Event, Factuality

from .sayings import D0, DALE, MILL, NORTH, SIDES, SOUTH, WEIGHTS, WORLD, Press, Stored
from .test_filter import dispatches

LAST = D0 + timedelta(days=20)


def end_of(day: date) -> datetime:
    return datetime.combine(day, time(23, 59, 59), UTC)


def then(said: Sequence[Stored], day: date) -> list[Stored]:
    return [stored for stored in said if stored.known_from <= end_of(day)]


def known(said: Sequence[Stored]) -> Iterator[tuple[date, Known]]:
    for day in sorted({stored.known_from.date() for stored in said}):
        yield day, by_place(then(said, day), WORLD, WEIGHTS)


def lines(said: Sequence[Stored], first: date = D0, last: date = LAST) -> dict[str, Line]:
    return as_it_came(known(said), Walker(Filter(SIDES, WEIGHTS)), first, last, {})


@settings(max_examples=40, deadline=None)
@given(dispatches(), st.integers(0, 20), st.lists(st.integers(0, 6), min_size=1, max_size=8))
def test_each_day_is_the_board_of_what_was_known_when_it_ended(
    said: list[Stored], later: int, delays: list[int]
) -> None:
    late = [replace(s, known_from=s.known_from + timedelta(days=delays[i % len(delays)])) for i, s in enumerate(said)]
    day, found = D0 + timedelta(days=later), lines(late)
    holdings = board(then(late, day), WORLD.actors, WORLD.theatre, WEIGHTS, day)
    shown = {p: s for p, line in found.items() for s in line.stretches if s.start <= day <= s.end}
    assert set(shown) == set(holdings)
    for place, holding in holdings.items():
        assert shown[place].key == (holding.holder, holding.standing, holding.threatened)
        assert abs(shown[place].probability - holding.probability) < STEP


def test_what_came_late_changes_no_day_before_it_came() -> None:
    say = Press()
    say("monitor:one", Event.HOLD, "north_army")
    say("monitor:one", Event.CAPTURE, "south_army", day=3, after=5)
    found = lines(say.said)[str(MILL.id)].stretches
    holder = {s.start + timedelta(days=i): s.holder for s in found for i in range((s.end - s.start).days + 1)}
    assert holder[D0 + timedelta(days=7)] == NORTH  # taken on the third day, and nobody knew
    assert holder[D0 + timedelta(days=8)] == SOUTH


def test_nothing_is_told_of_a_place_before_it_was_heard_of() -> None:
    say = Press()
    say("monitor:one", Event.HOLD, "north_army", day=0, after=4)
    found = lines(say.said)[str(MILL.id)].stretches
    assert found[0].start == D0 + timedelta(days=4)


def test_an_area_is_left_out_and_a_range_is_kept() -> None:
    say = Press()
    say("monitor:one", Event.HOLD, "north_army", place=DALE)
    say("monitor:one", Event.HOLD, "north_army")
    found = lines(say.said, D0 + timedelta(days=2), D0 + timedelta(days=5))
    assert set(found) == {MILL.id}
    stretches = found[str(MILL.id)].stretches
    assert (stretches[0].start, stretches[-1].end) == (D0 + timedelta(days=2), D0 + timedelta(days=5))


def test_like_answers_are_one_stretch_though_more_was_known() -> None:
    say = Press()
    for day in range(4):
        say("monitor:one", Event.HOLD, "north_army", day=0, after=day + 0.1, quote=f"held, said for the {day} time now")
    say("south_radio", Event.CAPTURE, "south_army", day=9, factuality=Factuality.POSSIBLE)
    found = lines(say.said)[str(MILL.id)].stretches
    assert all(not a.like(b) for a, b in pairwise(found))


def test_nothing_known_nothing_shown() -> None:
    assert lines([]) == {}
