from __future__ import annotations

import math
from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from whoholds.control.board import board, explain
from whoholds.control.changes import Turn, changes
from whoholds.control.history import history
from whoholds.control.initial import statement
from whoholds.control.living import Living
from whoholds.control.mass import Mass
from whoholds.control.needs import World
from whoholds.control.sentences import sentences
from whoholds.control.timeline import timeline
from whoholds.model import Event, Standing

from .masses import parts_of
from .sayings import D0, EAST, FORD, NORTH, SIDES, SOUTH, WEIGHTS, Actors, Press, Start, Stored, Theatre, case

ON = D0 + timedelta(days=3)
EARLY = D0 - timedelta(days=40)


def world(side: str = SOUTH, on: date = EARLY, place: str = "t:mill") -> World:
    return World(Actors(), Theatre(initial={place: Start(side, on)}))


@pytest.fixture
def say() -> Press:
    return Press()


def held(said: list[Stored], world: World, on: date = ON) -> dict[str, tuple[str, Standing]]:
    found = board(said, world.actors, world.theatre, WEIGHTS, on)
    return {key: (h.holder, h.standing) for key, h in found.items()}


def test_a_place_under_attack_is_still_its_holders(say: Press) -> None:
    say("monitor:watch", Event.OFFENSIVE, "north_army", target="south_army")
    plain = board(say.said, Actors(), Theatre(), WEIGHTS, ON)["t:mill"]
    begun = board(say.said, Actors(), world().theatre, WEIGHTS, ON)["t:mill"]
    assert begun.holder == SOUTH and begun.threatened
    assert plain.holder != SOUTH or begun.probability > plain.probability
    assert "an atlas of 2030" in begun.rule and "31 March 2031" in begun.rule


def test_it_makes_nothing_assessed_and_is_nobodys_claim(say: Press) -> None:
    say("north_radio", Event.OFFENSIVE, "north_army", target="south_army")
    told = explain(say.said, Actors(), world().theatre, WEIGHTS, ON, place_id="t:mill")
    assert told.holding.standing is Standing.CLAIMED
    assert (told.reports, told.origins, len(told.steps)) == (1, 1, 1)
    assert [reason.claim_id for reason in told.holding.because] == [say.said[0].claim.id]


def test_a_place_without_claims_stays_unanswered(say: Press) -> None:
    say("monitor:watch", Event.CAPTURE, "north_army", place=FORD)
    assert set(held(say.said, world())) == {FORD.id}


def test_the_steps_still_add_up_and_the_start_is_told_with_them(say: Press) -> None:
    say("north_radio", Event.CAPTURE, "north_army", target="south_army")
    say("monitor:watch", Event.CAPTURE, "north_army", day=1)
    told = explain(say.said, Actors(), world().theatre, WEIGHTS, ON, place_id="t:mill")
    assert told.prior + sum(step.log_odds for step in told.steps) == pytest.approx(told.total, abs=1e-9)
    without = explain(say.said, Actors(), Theatre(), WEIGHTS, ON, place_id="t:mill")
    assert told.prior < without.prior, "the start speaks against the new holder"
    assert told.begun is not None and without.begun is None
    assert sentences("fr").clause(told.begun, str).startswith("tenue par south le 31 mars 2031")


def test_evidence_outweighs_it(say: Press) -> None:
    say("monitor:watch", Event.CAPTURE, "north_army", target="south_army")
    say("south_army", Event.WITHDRAW, "south_army")
    assert held(say.said, world())["t:mill"] == (NORTH, Standing.ASSESSED)


def test_it_counts_from_its_day_on(say: Press) -> None:
    say("residents", Event.CLASH, "north_army", target="south_army", day=-5)
    late = world(on=D0 + timedelta(days=2))
    before = board(say.said, Actors(), Theatre(), WEIGHTS, D0)
    assert board(say.said, Actors(), late.theatre, WEIGHTS, D0) == before
    assert held(say.said, late)["t:mill"][0] == SOUTH


@pytest.mark.parametrize("on", [D0 - timedelta(days=300), EARLY, D0, D0 + timedelta(days=1)])
def test_everything_that_answers_knows_it(say: Press, on: date) -> None:
    say("residents", Event.CLASH, "north_army", target="south_army", day=-5)
    say("north_radio", Event.CAPTURE, "north_army", day=1)
    at = world(on=on)
    living = Living(at, WEIGHTS)
    living.add(say.said)
    first, last = D0 - timedelta(days=6), D0 + timedelta(days=9)
    lines = timeline(say.said, at.actors, at.theatre, WEIGHTS, first, last)
    for n in range((last - first).days + 1):
        day = first + timedelta(days=n)
        told = board(say.said, at.actors, at.theatre, WEIGHTS, day)
        seen = living.now.board(day)
        assert {key: held.probability for key, held in seen.items()} == {k: h.probability for k, h in told.items()}
        stretches = [s for s in lines["t:mill"].stretches if s.start <= day <= s.end]
        assert [(s.holder, s.standing) for s in stretches] == [(h.holder, h.standing) for h in told.values()]
    past = history(say.said, at.actors, at.theatre, WEIGHTS, last)
    assert past[-1] == board(say.said, at.actors, at.theatre, WEIGHTS, last)["t:mill"]


def test_the_arrays_agree(say: Press) -> None:
    say("residents", Event.CLASH, "north_army", target="south_army", day=-5)
    say("north_radio", Event.CAPTURE, "north_army", day=1)
    for start in (Start(SOUTH, EARLY), Start(EAST, D0)):
        asked = case(say.said, 3, World(Actors(), Theatre(initial={"t:mill": start})))
        run = Mass(asked.filter, np.array([asked.prior])).run(parts_of([asked], asked.filter, EARLY), (ON - EARLY).days)
        assert run.last[0] == pytest.approx(asked.state(), abs=1e-12)


def test_losing_what_one_began_with_is_a_change(say: Press) -> None:
    say("residents", Event.CLASH, "north_army", target="south_army", day=-9)
    say("monitor:watch", Event.CAPTURE, "north_army", target="south_army")
    say("residents", Event.CAPTURE, "north_army", target="south_army")
    found = changes(say.said, world(), WEIGHTS, D0, ON)
    assert [(c.turn, c.since, c.before.holder, c.after.holder) for c in found] == [(Turn.TAKEN, SOUTH, SOUTH, NORTH)]


@given(st.sampled_from(SIDES), st.integers(-20, 2), st.integers(0, 4))
def test_its_side_is_never_less_likely_for_it(side: str, day: int, claims: int) -> None:
    say = Press()
    for n in range(claims + 1):
        say("monitor:watch" if n % 2 else "north_radio", Event.CLASH, "north_army", target="south_army", day=n)
    plain = case(say.said, 3, World(Actors(), Theatre()))
    begun = case(say.said, 3, world(side, D0 + timedelta(days=day)))
    i = plain.filter.states.index(side)
    assert sum(begun.state()) == pytest.approx(1.0)
    assert begun.state()[i] >= plain.state()[i] - 1e-12


def test_the_statement_has_the_odds_of_the_weights() -> None:
    weights = WEIGHTS.over({"prior": {"initial": 20.0}}, "test")
    e = statement(Start(NORTH, D0), replace(case([Press()("residents", Event.HOLD, "north_army")], 3).site), weights)
    assert e.strength == pytest.approx(math.log(20.0))
    assert e.day == D0 - timedelta(days=1), "the day begins with it"
