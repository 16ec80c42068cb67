from __future__ import annotations

import math
from datetime import timedelta

import pytest

from whoholds.control.board import board
from whoholds.control.case import by_place
from whoholds.control.filter import Filter
from whoholds.control.neighbours import tilts
from whoholds.control.weights import Weights
from whoholds.model import Event, Holding, Place

from .sayings import D0, NORTH, SIDES, SOUTH, WEIGHTS, WORLD, Press, Stored, changed

ON = D0 + timedelta(days=1)
FULL = changed("neighbours", influence=1.0)


def town(name: str, lat: float) -> Place:
    return Place(name, f"t:{name}", name, lat, 20.0, "settlement", "", 1.0)


HOME, NEAR, NEXT, FAR = town("home", 10.0), town("near", 10.05), town("next", 9.95), town("far", 12.0)


@pytest.fixture
def said() -> list[Stored]:
    say = Press()
    say("north_radio", Event.CAPTURE, "north_army", target="south_army", place=HOME)
    for place in (NEAR, NEXT):
        say("monitor:watch", Event.HOLD, "south_army", place=place)
    say("monitor:watch", Event.HOLD, "north_army", place=FAR)
    return say.said


def told(said: list[Stored], weights: Weights) -> dict[str, Holding]:
    return board(said, WORLD.actors, WORLD.theatre, weights, ON)


def test_off_as_shipped(said: list[Stored]) -> None:
    assert WEIGHTS.neighbours.influence == 0.0
    assert tilts(by_place(said, WORLD, WEIGHTS), Filter(SIDES, WEIGHTS), ON, {}) == {}


def test_places_around_lend_what_they_are(said: list[Stored]) -> None:
    plain, with_them = told(said, WEIGHTS), told(said, FULL)
    assert plain[HOME.id].holder == NORTH
    if with_them[HOME.id].holder == NORTH:
        assert with_them[HOME.id].probability < plain[HOME.id].probability
    assert with_them[NEAR.id].holder == SOUTH
    assert with_them[FAR.id] == plain[FAR.id], "too far from all others"


def test_no_further_than_the_bound(said: list[Stored]) -> None:
    for most in (0.0, 0.3, 2.0):
        weights = changed("neighbours", influence=1.0, most=most)
        found = tilts(by_place(said, WORLD, weights), Filter(SIDES, weights), ON, {})
        assert set(found) == {HOME.id, NEAR.id, NEXT.id}
        for tilt in found.values():
            assert all(abs(math.log(t)) <= most + 1e-12 for t in tilt) and tilt[-2:] == (1.0, 1.0)


def test_the_steps_still_add_up(said: list[Stored]) -> None:
    for held in told(said, FULL).values():
        logit = math.log(held.probability / (1 - held.probability))
        assert held.prior + sum(r.log_odds for r in held.because) == pytest.approx(logit, abs=1e-9)
