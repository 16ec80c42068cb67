from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from whoholds.control.board import board
from whoholds.control.living import DAYS_KEPT, Living, Maps
from whoholds.control.viewpoints import Viewpoint
from whoholds.model import Event, Factuality, Holding

from .sayings import D0, DALE, FORD, MILL, NORTH, NOWHERE, SOUTH, WEIGHTS, WORLD, Press, Stored, changed

ON = D0 + timedelta(days=9)
SAID = st.tuples(
    st.sampled_from(["monitor:watch", "residents", "north_radio", "south_radio"]),
    st.sampled_from([Event.CAPTURE, Event.HOLD, Event.WITHDRAW, Event.CLASH]),
    st.sampled_from(["north_army", "south_army"]),
    st.sampled_from([MILL, FORD, DALE, NOWHERE]),
    st.integers(0, 12),
)


Told = tuple[str, Event, str, object, int]


def whole(said: list[Stored]) -> dict[str, Holding]:
    return board(said, WORLD.actors, WORLD.theatre, WEIGHTS, ON)


def sayings(plan: list[Told]) -> list[Stored]:
    say = Press()
    for speaker, event, actor, place, day in plan:
        say(speaker, event, actor, place=place, day=day)  # type: ignore[arg-type]
    return say.said


@given(st.lists(SAID, max_size=8), st.randoms(use_true_random=False))
def test_at_any_moment_it_is_the_board_of_what_it_has(
    plan: list[tuple[str, Event, str, object, int]], dice: object
) -> None:
    said, living = sayings(plan), Living(WORLD, WEIGHTS)
    mixed = said[:]
    dice.shuffle(mixed)  # type: ignore[attr-defined]
    for n, stored in enumerate(mixed, 1):
        living.add([stored])
        assert living.board(ON) == whole(mixed[:n])
    left = mixed[::2]
    living.remove([stored.claim.id for stored in mixed if stored not in left])
    assert living.board(ON) == whole(left)


def test_a_new_claim_touches_its_place_only() -> None:
    say, living = Press(), Living(WORLD, WEIGHTS)
    say("monitor:watch", Event.CAPTURE, "north_army")
    say("monitor:watch", Event.CAPTURE, "north_army", place=FORD)
    assert living.add(say.said) == {MILL.id, FORD.id}
    living.board(ON)
    assert living.worked_out == 2
    assert living.add([say("residents", Event.HOLD, "south_army", day=3)]) == {MILL.id}
    living.board(ON)
    assert living.worked_out == 3
    living.board(ON)
    assert living.worked_out == 3


def test_a_corrected_claim_moves_to_its_place() -> None:
    say, living = Press(), Living(WORLD, WEIGHTS)
    first = say("monitor:watch", Event.CAPTURE, "north_army")
    living.add([first])
    moved = replace(first, claim=replace(first.claim, place=FORD))
    assert living.add([moved]) == {MILL.id, FORD.id}
    assert set(living.board(ON)) == {FORD.id}


def test_the_short_answer_is_the_long_one() -> None:
    say, living = Press(), Living(WORLD, WEIGHTS)
    say("monitor:watch", Event.CAPTURE, "north_army")
    say("south_radio", Event.CAPTURE, "north_army", factuality=Factuality.CERTAIN_NOT)
    living.add(say.said)
    held = living.holding(MILL.id, ON)
    assert held is not None and living.answer(MILL.id, ON) == (held.holder, held.probability)
    assert living.answer("nowhere", ON) == ("unknown", 1.0)
    assert living.holding(MILL.id, D0 - timedelta(days=99)) is None


def test_areas_only_where_they_are_asked_for() -> None:
    say, living = Press(), Living(WORLD, WEIGHTS)
    living.add([say("monitor:watch", Event.CAPTURE, "north_army", place=DALE)])
    assert living.board(ON) == {} and set(living.board(ON, areas=True)) == {DALE.id}


def test_what_a_viewpoint_does_not_admit_touches_nothing() -> None:
    say = Press()
    living = Living(replace(WORLD, viewpoint=Viewpoint(name="n", speakers="neutral")), WEIGHTS)
    assert living.add([say("north_radio", Event.CAPTURE, "north_army")]) == set()
    assert living.answer(MILL.id, ON)[0] not in (NORTH, SOUTH)


@given(st.lists(SAID, max_size=6), st.lists(st.booleans(), min_size=6, max_size=6))
def test_it_follows_whatever_the_claims_become(plan: list[Told], kept: list[bool]) -> None:
    said, living = sayings(plan), Living(WORLD, WEIGHTS)
    living.follow(said)
    assert living.board(ON) == whole(said)
    left = [stored for stored, stays in zip(said, kept, strict=False) if stays]
    moved = [replace(s, claim=replace(s.claim, place=FORD)) for s in left[:1]] + left[1:]
    living.follow(moved)
    assert living.board(ON) == whole(moved)
    assert living.follow(moved) == set(), "nothing new touches nothing"


def test_no_more_days_are_kept_than_there_is_room_for() -> None:
    say, living = Press(), Living(WORLD, WEIGHTS)
    living.add([say("monitor:watch", Event.CAPTURE, "north_army")])
    for day in range(DAYS_KEPT + 5):
        living.holding(MILL.id, ON + timedelta(days=day))
    assert len(living._kept[MILL.id]) == DAYS_KEPT


def test_maps_are_boards_living_or_not() -> None:
    say, maps = Press(), Maps()
    say("monitor:watch", Event.CAPTURE, "north_army")
    for live in (True, False, True):
        assert maps.board(say.said, WORLD, WEIGHTS, ON, live=live) == whole(say.said)
        say("residents", Event.HOLD, "south_army", place=FORD)
    around = changed("neighbours", influence=1.0)
    by_board = board(say.said, WORLD.actors, WORLD.theatre, around, ON)
    assert Maps().board(say.said, WORLD, around, ON, live=True) == by_board
