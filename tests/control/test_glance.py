from __future__ import annotations

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from whoholds.control.board import board
from whoholds.control.glance import Glance, claims_of, origins_of
from whoholds.control.living import Living, Maps
from whoholds.model import Event, Holding

from .sayings import D0, FORD, MILL, WEIGHTS, WORLD, Press
from .test_living import ON, SAID, Told, sayings


def same(held: Holding, seen: Glance) -> None:
    """Every field of a glance is the holding's."""
    for key in ("place_id", "place", "lat", "lon", "holder", "probability", "standing", "threatened", "rule", "why"):
        assert getattr(seen, key) == getattr(held, key), key
    assert (seen.valid_from, seen.valid_to) == (held.valid_from, held.valid_to)
    assert claims_of(seen) == claims_of(held) == [reason.claim_id for reason in held.because]
    assert claims_of(seen, copies=False) == claims_of(held, copies=False)
    assert origins_of(seen) == origins_of(held) == len({reason.origin for reason in held.because})


@given(st.lists(SAID, max_size=8), st.integers(0, 14))
def test_a_glance_is_the_answer_of_the_board(plan: list[Told], days: int) -> None:
    living, on = Living(WORLD, WEIGHTS), D0 + timedelta(days=days)
    living.follow(sayings(plan))
    held = board(living._followed.values(), WORLD.actors, WORLD.theatre, WEIGHTS, on)
    assert [site.id for site in living.now.sites(on)] == sorted(held)
    for key, answer in held.items():
        seen = living.now.glance(key, on)
        assert seen is not None
        same(answer, seen)


def test_where_nothing_is_said_there_is_nothing_to_see() -> None:
    say, living = Press(), Living(WORLD, WEIGHTS)
    living.add([say("monitor:watch", Event.CAPTURE, "north_army", day=5)])
    assert living.now.glance(FORD.id, ON) is None
    assert living.now.glance(MILL.id, D0) is None
    assert living.now.sites(D0) == []
    assert [site.id for site in living.now.sites(ON)] == [MILL.id]


def test_places_follow_what_is_taken_in_and_left_out() -> None:
    say, living = Press(), Living(WORLD, WEIGHTS)
    first, second = (say("monitor:watch", Event.CAPTURE, "north_army", place=p) for p in (MILL, FORD))
    living.add([first, second])
    assert {site.id for site in living.now.sites(ON)} == {MILL.id, FORD.id}
    living.remove([first.claim.id])
    assert [site.id for site in living.now.sites(ON)] == [FORD.id]


def test_claims_are_read_again_only_in_a_new_state_of_the_ledger() -> None:
    say, maps, asked = Press(), Maps(), []
    say("monitor:watch", Event.CAPTURE, "north_army")

    def claims() -> list[object]:
        asked.append(len(say.said))
        return list(say.said)

    for state in (1, 1, 2, 2):
        assert maps.at(state, claims, WORLD, WEIGHTS).glance(MILL.id, ON)
    assert asked == [1, 1]
