from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whoholds.control.course import Course, Span, settled
from whoholds.model import Event

from .sayings import D0, Press, case

KINDS = (
    ("monitor:watch", Event.CAPTURE, "north_army"),
    ("north_army", Event.CAPTURE, "north_army"),
    ("south_radio", Event.HOLD, "south_army"),
    ("residents", Event.CLASH, "north_army"),
    ("south_army", Event.WITHDRAW, "south_army"),
)
PLAN = st.lists(st.tuples(st.integers(0, len(KINDS) - 1), st.integers(0, 300)), min_size=1, max_size=6)


def press(plan: list[tuple[int, int]]) -> Press:
    say = Press()
    for kind, day in plan:
        speaker, event, actor = KINDS[kind]
        say(speaker, event, actor, day=day)
    return say


@given(PLAN, st.integers(0, 700))
def test_a_course_ends_where_the_filter_does(plan: list[tuple[int, int]], on: int) -> None:
    asked = case(press(plan).said, on)
    if not asked.evidence:
        return
    course = asked.course
    assert course.point is not None and course.point.day == asked.on == course.spans[-1].end
    assert course.point.told == pytest.approx(asked.filter.at(asked.told, asked.on, asked.prior), abs=1e-12)
    for before, after in zip(course.spans, course.spans[1:], strict=False):
        assert after.start == before.end + timedelta(days=1)
        assert after.holder != before.holder


@given(PLAN, st.integers(0, 300), st.integers(0, 400))
def test_going_on_later_is_going_at_once(plan: list[tuple[int, int]], last: int, more: int) -> None:
    said = [s for s in press(plan).said if s.claim.when.end and (s.claim.when.end - D0).days <= last]
    if not said:
        return
    early, late = case(said, last), case(said, last + more)
    if not early.evidence:
        return
    moved = early.moved(late.on)
    assert moved.course.spans == late.course.spans
    assert moved.state() == late.state()


def test_before_anything_is_said_nothing_has_begun() -> None:
    assert Course() == Course((), None)
    say = Press()
    say("monitor:watch", Event.CAPTURE, "north_army", day=5)
    assert case(say.said, 9).spoken.spans


def test_a_short_interlude_is_no_change() -> None:
    day = [D0 + timedelta(days=n) for n in range(30)]
    held = [Span(None, day[4], "a"), Span(day[5], day[5], "b"), Span(day[6], day[20], "a")]
    assert settled(held, 3) == [Span(None, day[20], "a")]
    assert settled(held, 1) == held
    assert settled(held[:2], 3) == held[:2], "the last may yet last"
