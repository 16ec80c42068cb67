"""Who enters what another side has left."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whoholds.control.entering import as_gain, entering, enters, turns_of
from whoholds.control.history import history
from whoholds.control.sentences import sentences
from whoholds.model import Event, Standing

from .sayings import D0, NORTH, SOUTH, WEIGHTS, WORLD, Press, case, chances, one

RULE = WEIGHTS.entered


@pytest.fixture
def say() -> Press:
    return Press()


def left_and_entered(say: Press, entered: int = 0, left: int = 0) -> None:
    say("residents", Event.WITHDRAW, "south_army", day=left)
    say("narrator", Event.ENTER, "north_army", day=entered)


def test_who_enters_when_the_other_has_left_holds_the_place(say: Press) -> None:
    left_and_entered(say)
    told = history(said := say.said, WORLD.actors, WORLD.theatre, WEIGHTS, D0 + timedelta(days=3))[-1]
    assert told.holder == NORTH
    assert told.valid_from == D0 and told.standing in (Standing.CLAIMED, Standing.ASSESSED)
    without = chances([said[1]], 0)
    assert without[NORTH] < chances(said, 0)[NORTH]


def test_the_answer_says_that_it_was_entered_and_not_that_somebody_says_held(say: Press) -> None:
    say("rumour", Event.WITHDRAW, "south_army")
    say("residents", Event.ENTER, "north_army")
    told = history(say.said, WORLD.actors, WORLD.theatre, WEIGHTS, D0)[-1]
    assert told.holder == NORTH
    assert "after others had left" in told.rule and "Said to be held" not in told.rule


def test_of_a_departure_alone_the_answer_says_no_more_than_that(say: Press) -> None:
    say("residents", Event.LOSS, "south_army", target="north_army")
    told = history(say.said, WORLD.actors, WORLD.theatre, WEIGHTS, D0)[-1]
    assert told.holder == NORTH
    assert "Left or lost by" in told.rule and "Said to be held" not in told.rule


@pytest.mark.parametrize(("entered", "follows"), [(-1, False), (0, True), (2, True), (3, False)])
def test_the_departure_comes_first_and_not_long_before(say: Press, entered: int, follows: bool) -> None:
    left_and_entered(say, entered=entered)
    told = entering([(one(s), 1.0) for s in say.said], RULE)
    assert [e.parts[0].shape for e, _ in told] == ["loses", "gains" if follows else "enter"]


def test_who_is_said_to_be_there_still_has_not_left(say: Press) -> None:
    left_and_entered(say)
    say("south_radio", Event.REPEL, "south_army")
    told = entering([(one(s), 1.0) for s in say.said], RULE)
    assert [e.parts[0].shape for e, _ in told] == ["loses", "enter", "holds"]


def test_nobody_follows_himself(say: Press) -> None:
    say("residents", Event.WITHDRAW, "north_army")
    say("narrator", Event.ENTER, "north_army")
    assert [e.parts[0].shape for e, _ in entering([(one(s), 1.0) for s in say.said], RULE)] == ["loses", "enter"]


def test_an_entry_counts_less_than_a_gain_would(say: Press) -> None:
    entry = as_gain(one(say("residents", Event.ENTER, "north_army")), RULE)
    gain = one(say("residents", Event.CAPTURE, "north_army"))
    assert entry.strength == pytest.approx(gain.strength * RULE.weight)
    assert entry.proposition[0] == "enter" and not enters(entry)


def test_turns_tell_who_left_and_who_had_it(say: Press) -> None:
    said = [
        say("residents", Event.WITHDRAW, "south_army"),
        say("residents", Event.HOLD, "north_army", day=3),
        say("residents", Event.CLASH, "north_army", day=4),
    ]
    turns = turns_of((one(s), one(s).day.toordinal()) for s in said)
    assert turns.left == {(SOUTH, D0.toordinal())} and turns.had == {(NORTH, D0.toordinal() + 3)}


@given(st.permutations(range(4)))
def test_the_order_of_telling_does_not_matter(order: list[int]) -> None:
    say = Press()
    left_and_entered(say)
    say("monitor:watch", Event.CLASH, "north_army", day=-2)
    say("north_radio", Event.ENTER, "north_army", day=1)
    assert case([say.said[i] for i in order]).state() == case(say.said).state()


def test_both_languages_have_the_words() -> None:
    for language in ("en", "fr"):
        assert "rule.entered" in sentences(language) and "rule.left" in sentences(language)
