from __future__ import annotations

import itertools
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from whoholds.control.board import board
from whoholds.control.course import Span, _next, settled
from whoholds.control.filter import UNKNOWN
from whoholds.control.history import began_on, history, namer, spans
from whoholds.errors import UsageError
from whoholds.model import Event, Factuality, Holding

from .sayings import D0, FORD, MILL, NORTH, SOUTH, WEIGHTS, WORLD, Press, Stored, case
from .test_filter import dispatches


@pytest.fixture
def say() -> Press:
    return Press()


def told(said: list[Stored], until: int = 30, **more: object) -> list[Holding]:
    return history(said, WORLD.actors, WORLD.theatre, WEIGHTS, D0 + timedelta(days=until), **more)


def day(n: int) -> object:
    return D0 + timedelta(days=n)


def test_no_claim_no_history(say: Press) -> None:
    say("narrator", Event.PROTEST, "protesters")
    assert told(say.said) == []


def test_one_capture_divides_the_time(say: Press) -> None:
    say("monitor:watch", Event.CAPTURE, "north_army", target="south_army")
    before, after = told(say.said)
    assert (before.holder, before.valid_from, before.valid_to) == (SOUTH, None, day(-1))
    assert (after.holder, after.valid_from, after.valid_to) == (NORTH, day(0), None)


def test_held_from_the_first_word_on_has_no_beginning(say: Press) -> None:
    say("monitor:watch", Event.HOLD, "north_army")
    (only,) = told(say.said)
    assert (only.holder, only.valid_from, only.valid_to) == (NORTH, None, None)


def test_taken_on_the_first_day_that_is_spoken_of_begins_then(say: Press) -> None:
    say("monitor:watch", Event.CAPTURE, "north_army")
    (only,) = told(say.said)
    assert (only.holder, only.valid_from) == (NORTH, day(0))


def test_a_late_admission_rewrites_the_past(say: Press) -> None:
    say("residents", Event.HOLD, "south_army", day=0)
    first = told(say.said, 9)
    assert [h.holder for h in first] == [SOUTH]
    say("monitor:watch", Event.CAPTURE, "north_army", target="south_army", day=2, after=6)
    say("south_radio", Event.LOSS, "south_army", day=2, after=7)
    later = told(say.said, 9)
    assert [h.holder for h in later] == [SOUTH, NORTH]
    assert later[1].valid_from == day(2)


def test_an_interlude_of_a_day_is_no_change(say: Press) -> None:
    for n in (0, 1, 3, 4):
        say("monitor:watch", Event.HOLD, "north_army", day=n)
        say("residents", Event.CAPTURE, "north_army", day=n)
    say("monitor:other", Event.CAPTURE, "south_army", day=2)
    say("witnesses", Event.CAPTURE, "south_army", day=2)
    say("monitor:other", Event.CAPTURE, "north_army", target="south_army", day=3)
    assert [h.holder for h in told(say.said)] == [NORTH]
    assert [h.holder for h in told(say.said, 2)] == [NORTH, SOUTH], "the last one may yet last"


def test_a_holder_is_kept_through_doubt(say: Press) -> None:
    say("monitor:watch", Event.HOLD, "south_army", day=0)
    say("north_radio", Event.CAPTURE, "north_army", day=3)
    answers = told(say.said)
    assert answers[-1].holder == SOUTH
    assert answers[-1].probability < told(say.said, 2)[-1].probability


def test_several_places_need_a_choice(say: Press) -> None:
    say("residents", Event.HOLD, "north_army", place=MILL)
    say("residents", Event.HOLD, "south_army", place=FORD)
    with pytest.raises(UsageError) as caught:
        told(say.said)
    assert caught.value.code == "history.several_places"
    assert [h.place for h in told(say.said, place_id=FORD.id)] == ["Ford"]
    assert told(say.said, place_id="t:none") == []


def test_a_known_holder_at_the_start_is_used(say: Press) -> None:
    say("narrator", Event.OFFENSIVE, "north_army")
    assert told(say.said)[-1].holder == "unknown"
    assert told(say.said, initial={MILL.id: SOUTH})[-1].holder == SOUTH


@settings(max_examples=50)
@given(dispatches(8))
def test_intervals_are_consecutive_and_end_open(said: list[Stored]) -> None:
    say = Press(count=500)
    say("unnamed", Event.CLASH, "east_army", day=-3)
    told_ = told([*said, *say.said], 14)
    assert told_[-1].valid_to is None
    for one, two in itertools.pairwise(told_):
        assert one.valid_to is not None and two.valid_from == one.valid_to + timedelta(days=1)
        assert one.holder != two.holder
    assert all(h.valid_from is not None for h in told_[1:])


@settings(max_examples=50)
@given(dispatches(8))
def test_the_last_interval_is_what_the_board_says(said: list[Stored]) -> None:
    say = Press(count=500)
    say("unnamed", Event.CLASH, "east_army", day=-3)
    said = [*said, *say.said]
    on = D0 + timedelta(days=14)
    shown = board(said, WORLD.actors, WORLD.theatre, WEIGHTS, on)
    assert list(shown.values()) == [told(said, 14)[-1]]


@settings(max_examples=30)
@given(dispatches(8))
def test_holders_do_not_flicker(said: list[Stored]) -> None:
    say = Press(count=500)
    say("unnamed", Event.CLASH, "east_army", day=-3)
    held = spans(case([*said, *say.said], 14))
    for before, middle, after in zip(held, held[1:], held[2:], strict=False):
        lasted = (middle.end - middle.start).days + 1 if middle.start else 99
        assert lasted >= WEIGHTS.answer.settle_days or before.holder != after.holder


def test_names_for_sentences() -> None:
    name = namer(WORLD)
    assert name("north") == "the North"
    assert name("narrator@The Valley Post") == "The Valley Post"
    assert name("narrator") == "the report itself"
    assert name("monitor:watch") == "monitor:watch"


def test_denied_then_admitted(say: Press) -> None:
    """The course that a capital's garrison took: told, denied, told again, admitted."""
    say("residents", Event.HOLD, "south_army", day=0)
    say("north_radio", Event.ENTER, "north_army", day=2, after=0.2)
    say("south_office", Event.ENTER, "north_army", day=2, after=0.3, factuality=Factuality.CERTAIN_NOT)
    say("residents", Event.CLASH, None, day=2, after=0.4)
    say("monitor:watch", Event.CLASH, None, day=2, after=0.5)
    say("south_army", Event.ENTER, "north_army", day=2, after=0.8)
    say("south_army", Event.WITHDRAW, "south_army", day=2, after=0.8)
    noon = [s for s in say.said if (s.published and s.published.hour < 8) or s.claim.when.end == D0]
    assert told(noon, 2)[-1].holder == SOUTH
    evening = told(say.said, 3)[-1]
    assert evening.holder == NORTH and evening.standing.value == "assessed"


@given(st.lists(st.tuples(st.integers(0, 6), st.integers(0, 700)), min_size=1, max_size=7), st.integers(0, 900))
def test_days_that_are_passed_over_change_nothing(told: list[tuple[int, int]], on: int) -> None:
    say = Press()
    kinds = [
        ("monitor:watch", Event.CAPTURE, "north_army"),
        ("north_army", Event.CAPTURE, "north_army"),
        ("south_radio", Event.HOLD, "south_army"),
        ("residents", Event.CLASH, "north_army"),
        ("narrator", Event.ENTER, "south_army"),
        ("south_army", Event.WITHDRAW, "south_army"),
        ("rumour", Event.CAPTURE, "south_army"),
    ]
    for kind, day in told:
        speaker, event, actor = kinds[kind]
        say(speaker, event, actor, day=day)
    asked = case(say.said, on)
    if not asked.evidence:
        return
    every = dict(asked.filter.daily(asked.told, asked.on, asked.prior))
    some = dict(asked.filter.daily(asked.told, asked.on, asked.prior, lambda _: 0.01))
    assert asked.on in some and all(every[day] == pytest.approx(state, abs=1e-12) for day, state in some.items())
    last = None
    for day, state in every.items():
        last = state if day in some else last
        assert max(abs(a - b) for a, b in zip(state, last or state, strict=True)) < 0.01 + 1e-12
    holder, held = UNKNOWN, []
    for day, state in every.items():
        holder, before = _next(holder, state, asked.filter), holder
        if held and holder == before:
            held[-1] = Span(held[-1].start, day, holder)
        else:
            held.append(Span(day if held or began_on(asked, day, holder) else None, day, holder))
    assert spans(asked) == settled(held, asked.filter.weights.answer.settle_days)
