"""Whom a statement names, and what makes it count less."""

from __future__ import annotations

import pytest

from whoholds.control.filter import Filter
from whoholds.model import Event, Factuality

from .sayings import D0, NORTH, SOUTH, WEIGHTS, Press, case, chances


@pytest.fixture
def say() -> Press:
    return Press()


def test_a_denial_is_no_later_news_than_the_undated_claim_that_it_denies(say: Press) -> None:
    """Which of two turns came last is open where one has no day; a denial tells of no turn."""
    say("monitor:watch", Event.CAPTURE, "north_army", day=None, after=0.5)
    say("south_army", Event.CAPTURE, "north_army", factuality=Factuality.CERTAIN_NOT, day=0, after=0.7)
    assert [c.factor for c in case(say.said, 0).items] == [1.0, 1.0]
    say("south_army", Event.HOLD, "south_army", day=0, after=0.8)
    assert WEIGHTS.date.undated in {c.factor for c in case(say.said, 0).items}


def test_of_two_sides_what_one_admits_to_have_lost_is_the_others(say: Press) -> None:
    """Nobody names the taker; with three sides in the war nobody is named either."""
    say("south_army", Event.LOSS, "south_army")
    filter = Filter((NORTH, SOUTH), WEIGHTS)
    items = case(say.said, 0).items
    prior = filter.prior(items)
    assert prior[0] == prior[1]
    two = dict(zip(filter.states, filter.at(items, D0, prior), strict=True))
    three = chances(say.said, 0)
    assert two[NORTH] > WEIGHTS.answer.take > three[NORTH]
    assert two[SOUTH] < 0.1


def test_of_two_sides_a_boast_names_only_who_boasts(say: Press) -> None:
    say("north_army", Event.CAPTURE, "north_army")
    filter = Filter((NORTH, SOUTH), WEIGHTS)
    prior = filter.prior(case(say.said, 0).items)
    assert prior[0] > 10 * prior[1]


def test_who_is_said_not_to_have_taken_it_is_no_candidate_by_that(say: Press) -> None:
    """What an army failed to take is no ground for thinking that it has it; who claims it is one, whoever denies it."""
    filter = Filter((NORTH, SOUTH), WEIGHTS)
    say("monitor:watch", Event.CAPTURE, "north_army", factuality=Factuality.CERTAIN_NOT)
    denied = filter.prior(case(say.said, 0).items)
    say("north_army", Event.CAPTURE, "north_army", after=0.2)
    claimed = filter.prior(case(say.said, 0).items)
    assert claimed[0] > 2 * denied[0] and denied[-1] > 3 * denied[0]
