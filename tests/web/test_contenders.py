from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.web.samples import corpus
from whoholds.model import Effect, Standing
from whoholds.settings import Settings
from whoholds.web.contenders import _for_it, in_dispute
from whoholds.web.desk import Desk

DAYS = [date(2024, 12, n) for n in range(1, 9)]


@pytest.fixture(scope="module")
def desk(filled: Settings) -> Desk:
    return Desk.open(filled)


@given(st.sampled_from(DAYS))
def test_only_places_in_dispute_have_contenders_and_those_are_sides_that_are_spoken_of(desk: Desk, on: date) -> None:
    state = desk.state()
    holdings = state.board(on)
    found = in_dispute(holdings, state.claims, desk.actors, state.theatre, on)
    sides = [side.key for side in state.theatre.sides]
    for key, held in holdings.items():
        disputed = held.holder == "contested" or held.standing in (Standing.CONTESTED, Standing.DENIED)
        assert (key in found) is disputed
        if disputed:
            told = [state.claims[id].claim for id in held.claims]
            named = {
                desk.actors.side(actor.key, state.theatre, on)
                for claim in told
                for actor in (claim.actor, claim.target)
                if actor is not None
            }
            assert len(found[key]) <= 2 == len({*found[key], "", " "} - set(sides)) and set(found[key]) <= named


def test_a_place_of_which_no_claim_is_left_is_between_nobody(desk: Desk) -> None:
    state = desk.state()
    for on in DAYS:
        holdings = state.board(on)
        assert set(in_dispute(holdings, {}, desk.actors, state.theatre, on).values()) <= {()}


def test_a_denial_and_what_says_nothing_of_control_name_nobody(desk: Desk) -> None:
    state = desk.state()
    for on in DAYS:
        holdings = state.board(on)
        speaking = {
            id: stored
            for id, stored in state.claims.items()
            if stored.claim.factuality.polarity >= 0 and stored.claim.control is not Effect.NONE
        }
        every = in_dispute(holdings, state.claims, desk.actors, state.theatre, on)
        assert in_dispute(holdings, speaking, desk.actors, state.theatre, on) == every


def test_a_denial_names_nobody_as_a_contender(desk: Desk) -> None:
    for _, claims in corpus():
        for claim in claims:
            named = _for_it(claim)
            if claim.factuality.polarity < 0 or claim.actor is None:
                assert named == []
            elif claim.control in (Effect.GAINS, Effect.HOLDS):
                assert named == [claim.actor]
            assert _for_it(replace(claim, actor=None)) == []
