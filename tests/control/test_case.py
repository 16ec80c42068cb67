from __future__ import annotations

import math
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whoholds.control.case import answer_probability, by_place, case_of, logit
from whoholds.control.filter import Filter, likeliest
from whoholds.model import Event

from .sayings import CAMP, D0, DALE, FORD, MILL, SIDES, WEIGHTS, WORLD, Press, Stored, evidence
from .test_filter import dispatches


@given(st.floats(1e-6, 1 - 1e-6))
def test_logit_is_the_inverse_of_the_logistic_function(p: float) -> None:
    assert 1 / (1 + math.exp(-logit(p))) == pytest.approx(p)


def test_claims_are_filed_by_place() -> None:
    say = Press()
    say("residents", Event.HOLD, "north_army", place=FORD)
    say("residents", Event.HOLD, "north_army", place=MILL)
    say("residents", Event.HOLD, "north_army", place=CAMP)
    say("residents", Event.HOLD, "north_army", place=DALE)
    say("residents", Event.PROTEST, "protesters", place=FORD)
    places = by_place(say.said, WORLD, WEIGHTS)
    assert {key: len(found) for key, found in places.items()} == {"t:dale": 1, "t:ford": 1, "t:mill": 2}
    assert list(places) == sorted(places)


def test_a_place_is_called_as_a_claim_names_it_not_as_it_describes_another() -> None:
    say = Press()
    say("residents", Event.HOLD, "north_army", place=CAMP)
    say("residents", Event.HOLD, "north_army", place=MILL)
    site = case_of(evidence(say.said), D0, Filter(SIDES, WEIGHTS)).site
    assert (site.label, site.beside) == ("Millbrook", False)


def test_later_days_are_left_out() -> None:
    say = Press()
    say("residents", Event.HOLD, "north_army", day=0)
    say("residents", Event.HOLD, "south_army", day=9)
    found = case_of(evidence(say.said), D0 + timedelta(days=3), Filter(SIDES, WEIGHTS))
    assert [e.claim_id for e in found.evidence] == ["c0001"]


def test_a_report_of_tomorrow_tells_who_held_it_today() -> None:
    say = Press()
    say("residents", Event.CAPTURE, "north_army", target="south_army", day=1)
    found = case_of(evidence(say.said), D0, Filter(SIDES, WEIGHTS))
    assert found.evidence and likeliest(found.state()) == SIDES.index("south")


def test_unknown_has_the_chance_that_the_best_answer_is_wrong() -> None:
    say = Press()
    say("residents", Event.HOLD, "north_army")
    found = case_of(evidence(say.said), D0, Filter(SIDES, WEIGHTS))
    state = found.state()
    assert answer_probability(state, "unknown", found.filter) == pytest.approx(1 - max(state[:-1]))
    assert answer_probability(state, "north", found.filter) == state[0]


@given(dispatches(7), st.randoms(use_true_random=False))
def test_the_order_of_adding_is_never_seen(said: list[Stored], chance: object) -> None:
    say = Press(count=500)
    say("unnamed", Event.CLASH, "east_army", day=-3)
    said = [*said, *say.said]
    shuffled = list(said)
    chance.shuffle(shuffled)
    on = D0 + timedelta(days=9)
    one = case_of(evidence(said), on, Filter(SIDES, WEIGHTS))
    other = case_of(evidence(shuffled), on, Filter(SIDES, WEIGHTS))
    assert one.evidence == other.evidence
    assert one.state() == other.state()
