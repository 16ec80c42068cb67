from __future__ import annotations

from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whoholds.control.board import board
from whoholds.control.changes import Change, Turn, changes
from whoholds.control.weights import Weights
from whoholds.model import Event, Factuality, Standing

from .sayings import D0, DALE, FORD, MILL, NORTH, SOUTH, WEIGHTS, WORLD, Press, Stored, changed

CT_NOT = Factuality.CERTAIN_NOT


@pytest.fixture
def say() -> Press:
    return Press()


def between(said: list[Stored], first: int, last: int, weights: Weights = WEIGHTS, **more: bool) -> list[Change]:
    return changes(said, WORLD, weights, D0 + timedelta(first), D0 + timedelta(last), **more)


def turns(said: list[Stored], first: int = -20, last: int = 30, weights: Weights = WEIGHTS) -> list[tuple[int, Turn]]:
    return [((c.day - D0).days, c.turn) for c in between(said, first, last, weights)]


def test_a_town_that_changes_hands(say: Press) -> None:
    say("monitor:watch", Event.HOLD, "south_army", day=-3)
    taken = say("monitor:watch", Event.CAPTURE, "north_army", target="south_army")
    told = between(say.said, -1, 3)
    assert [(c.day, c.turn, c.since) for c in told] == [(D0, Turn.TAKEN, SOUTH)]
    assert told[0].after.holder == NORTH and told[0].before.holder == SOUTH
    assert [id for id, _ in told[0].deciding] == [taken.claim.id]
    assert told[0].deciding[0][1] > 0.5 and told[0].after.why


def test_what_was_so_before_is_no_change(say: Press) -> None:
    say("monitor:watch", Event.CAPTURE, "north_army")
    assert turns(say.said, 1, 9) == []
    assert turns(say.said, 0, 9) == [(0, Turn.TAKEN)]


def test_a_fight_makes_it_contested(say: Press) -> None:
    say("monitor:watch", Event.HOLD, "south_army", day=-1)
    say("monitor:watch", Event.CLASH, "north_army", target="south_army")
    say("residents", Event.ENTER, "north_army")
    told = between(say.said, 0, 3)
    assert [c.turn for c in told] == [Turn.CONTESTED] and told[0].since == SOUTH


def test_claimed_and_denied(say: Press) -> None:
    say("north_radio", Event.CAPTURE, "north_army")
    say("south_office", Event.CAPTURE, "north_army", factuality=CT_NOT, after=0.8)
    told = between(say.said, 0, 3)
    assert [c.turn for c in told] == [Turn.DENIED]
    assert told[0].after.standing is Standing.DENIED and len(told[0].deciding) == 2


def test_lost_by_admission_and_to_nobody_known(say: Press) -> None:
    say("monitor:watch", Event.HOLD, "south_army", day=-2)
    say("south_office", Event.WITHDRAW, "south_army")
    assert (0, Turn.LOST) in turns(say.said, -1, 5)


def test_who_is_first_known_to_hold_it_has_not_taken_it(say: Press) -> None:
    say("monitor:watch", Event.CAPTURE, "north_army", target="south_army")
    sensitive = changed("changes", probability=0.5, settle_days=0)
    assert turns(say.said, weights=sensitive) == [(-1, Turn.KNOWN), (0, Turn.TAKEN)], "the day before it is implied"
    again = Press()
    again("monitor:watch", Event.HOLD, "north_army")
    assert turns(again.said) == [(0, Turn.KNOWN)]


def test_a_claim_that_is_confirmed(say: Press) -> None:
    say("north_radio", Event.CAPTURE, "north_army")
    say("monitor:watch", Event.HOLD, "north_army", day=4)
    told = turns(say.said, -1, 9, changed("changes", probability=0.5))
    assert told == [(0, Turn.TAKEN), (4, Turn.CONFIRMED)]


def test_silence_makes_it_stale_once(say: Press) -> None:
    say("monitor:watch", Event.CAPTURE, "north_army")
    assert turns(say.said, 1, 200) == [(WEIGHTS.standing.stale_days + 1, Turn.STALE)]
    assert between(say.said, 1, 200)[0].deciding == ()


def test_what_does_not_last_is_no_change(say: Press) -> None:
    say("monitor:watch", Event.HOLD, "south_army", day=-3)
    say("monitor:watch", Event.CAPTURE, "north_army", target="south_army")
    say("monitor:other", Event.CAPTURE, "south_army", target="north_army", day=1)
    say("residents", Event.CAPTURE, "south_army", target="north_army", day=1)
    settled = changed("changes", settle_days=2)
    assert turns(say.said, -1, 6, settled) == []
    assert turns(say.said, -1, 0, settled) == [(0, Turn.TAKEN)], "the last one may yet last"


def test_what_is_hardly_likely_is_no_change(say: Press) -> None:
    say("north_radio", Event.CAPTURE, "north_army")
    assert turns(say.said, -1, 3, changed("changes", probability=0.99)) == []
    assert turns(say.said, -1, 3, changed("changes", probability=0.5)) == [(0, Turn.TAKEN)]


def test_areas_only_where_they_are_asked_for(say: Press) -> None:
    say("monitor:watch", Event.CAPTURE, "north_army", place=DALE)
    assert between(say.said, -1, 3) == []
    assert len(between(say.said, -1, 3, areas=True)) == 1


def test_by_day_and_then_by_place(say: Press) -> None:
    say("monitor:watch", Event.CAPTURE, "north_army", day=2, place=MILL)
    say("monitor:watch", Event.CAPTURE, "north_army", day=1, place=MILL)
    say("monitor:watch", Event.CAPTURE, "north_army", day=1, place=FORD)
    assert [(c.place, (c.day - D0).days) for c in between(say.said, 0, 5)] == [("Ford", 1), ("Millbrook", 1)]


@given(st.lists(st.tuples(st.sampled_from(["north", "south"]), st.integers(0, 12)), min_size=1, max_size=5))
def test_every_change_begins_where_the_one_before_ended(plan: list[tuple[str, int]]) -> None:
    say = Press()
    for side, day in plan:
        say("monitor:watch", Event.CAPTURE, f"{side}_army", day=day)
    told = between(say.said, -1, 20)
    for before, after in pairwise(told):
        assert before.day < after.day and before.after == after.before
    assert between(say.said[::-1], -1, 20) == told


def test_neighbours_have_a_say_in_changes_where_they_have_one_on_the_board() -> None:
    full = changed("neighbours", influence=1.0, most=2.0, km=200.0)
    say = Press()
    say("north_radio", Event.CAPTURE, "north_army")
    for day in (2, 3):
        say("monitor:watch", Event.CAPTURE, "south_army", place=FORD, day=day)
        say("residents", Event.CAPTURE, "south_army", place=FORD, day=day)
    differ = 0
    for weights in (WEIGHTS, full):
        days = [D0 + timedelta(n) for n in range(-1, 9)]
        boards = [board(say.said, WORLD.actors, WORLD.theatre, weights, day) for day in days]
        for change in between(say.said, 0, 8, weights):
            on = boards[days.index(change.day)][change.place_id]
            assert (change.after.holder, change.after.probability) == (on.holder, on.probability)
        mill = [b[MILL.id].probability for b in boards[1:]]
        differ += max(mill) - min(mill) > 0.05
    assert differ == 1, "the town next door moves the answer only where neighbours have influence"
