"""What one statement says of its own day and of others."""

from __future__ import annotations

import math
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whoholds.control.history import history
from whoholds.control.parts import Told, parts_of
from whoholds.model import Event, PlaceRole

from .sayings import D0, NORTH, SOUTH, WEIGHTS, WORLD, Press, one

PLAIN = Told(1.0, 4.0, 1.0, 1.0)


@pytest.fixture
def say() -> Press:
    return Press()


def test_a_hold_since_a_day_says_that_it_began_then(say: Press) -> None:
    now, then = one(say("monitor:watch", Event.HOLD, "north_army", day=-20, until=0)).parts
    assert (now.shape, now.side, now.day) == ("holds", NORTH, D0)
    assert (then.shape, then.side, then.day) == ("gains", NORTH, D0 - timedelta(days=20))
    assert then.strength == pytest.approx(now.strength * WEIGHTS.before.since)


def test_a_hold_of_one_day_speaks_of_that_day_alone(say: Press) -> None:
    assert [p.day for p in one(say("monitor:watch", Event.HOLD, "north_army")).parts] == [D0]


def test_lines_that_hold_beside_a_place_do_not_begin_a_hold(say: Press) -> None:
    near = one(say("monitor:watch", Event.HOLD, "north_army", day=-20, until=0, role=PlaceRole.NEAR))
    assert [p.shape for p in near.parts] == ["holds"]


def test_the_map_of_the_days_between_knows_of_it(say: Press) -> None:
    """A report of the 30th that a town has been held since the 10th is word of the 20th as well."""
    said = [say("monitor:watch", Event.HOLD, "north_army", day=0, until=20)]
    (told,) = history(said, WORLD.actors, WORLD.theatre, WEIGHTS, D0 + timedelta(days=30))
    assert (told.holder, told.valid_from) == (NORTH, D0)


def test_a_hold_since_then_does_not_undo_what_came_between(say: Press) -> None:
    said = [
        say("monitor:watch", Event.HOLD, "north_army", day=0, until=4),
        say("monitor:watch", Event.CAPTURE, "south_army", target="north_army", day=8),
    ]
    told = history(said, WORLD.actors, WORLD.theatre, WEIGHTS, D0 + timedelta(days=30))
    assert [h.holder for h in told] == [NORTH, SOUTH]


@given(st.sampled_from(["gains", "holds", "loses", "enter", "clash"]), st.integers(0, 400), st.floats(0.1, 1.0))
def test_the_statement_itself_comes_first_and_no_part_is_stronger(shape: str, back: int, weight: float) -> None:
    told = Told(weight, 4.0, 1.0, 1.0)
    first, *others = parts_of(shape, D0, D0 - timedelta(days=back), NORTH, SOUTH, told, WEIGHTS)
    assert (first.shape, first.day, first.side) == (shape, D0, NORTH)
    assert first.strength == pytest.approx(weight * math.log(4.0))
    assert all(part.strength <= first.strength and part.day <= D0 for part in others)


def test_only_a_hold_reaches_back() -> None:
    then = D0 - timedelta(days=9)
    assert not any(p.day == then for p in parts_of("gains", D0, then, NORTH, SOUTH, PLAIN, WEIGHTS))
    assert any(p.day == then for p in parts_of("holds", D0, then, NORTH, None, PLAIN, WEIGHTS))
