from __future__ import annotations

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from whoholds.control.board import glances
from whoholds.control.living import Living
from whoholds.model import Event

from .sayings import D0, DALE, FORD, MILL, WEIGHTS, WORLD, Press
from .test_living import ON, SAID, Told, sayings


@given(st.lists(SAID, max_size=8), st.integers(-2, 20))
def test_its_sites_are_those_that_have_an_answer(plan: list[Told], day: int) -> None:
    living, on = Living(WORLD, WEIGHTS), D0 + timedelta(days=day)
    living.follow(sayings(plan))
    board = living.now.board(on)
    assert board == glances(living._followed.values(), WORLD, WEIGHTS, on)
    assert [site.id for site in living.now.sites(on)] == list(board) == sorted(board)
    for key, held in board.items():
        assert living.now.answer(key, on) == (held.holder, held.probability)


def test_sites_that_lie_elsewhere_are_left_out() -> None:
    say, living = Press(), Living(WORLD, WEIGHTS)
    for place in (MILL, FORD, DALE):
        say("monitor:watch", Event.CAPTURE, "north_army", place=place)
    living.follow(say.said)
    north = [site.id for site in living.now.sites(ON, lambda lon, lat: lat > 10.2)]
    assert north == [FORD.id]
    assert [site.id for site in living.now.sites(ON)] == sorted([FORD.id, MILL.id]), "areas are no settlements"
    assert DALE.id in living.now.board(ON, areas=True)


def test_nobody_knows_of_a_place_that_is_not_there() -> None:
    now = Living(WORLD, WEIGHTS).now
    assert now.glance(MILL.id, ON) is None
    assert now.answer(MILL.id, ON) == ("unknown", 1.0)
    assert now.sites(ON) == [] and now.board(ON) == {}
