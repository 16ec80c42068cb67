from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from whoholds.control.board import board, glances
from whoholds.control.glance import Glance
from whoholds.control.living import Living, Maps
from whoholds.control.viewpoints import Viewpoint
from whoholds.model import Event, Factuality

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


def whole(said: list[Stored]) -> dict[str, Glance]:
    return glances(said, WORLD, WEIGHTS, ON)


def sayings(plan: list[Told]) -> list[Stored]:
    say = Press()
    for speaker, event, actor, place, day in plan:
        say(speaker, event, actor, place=place, day=day)
    return say.said


@given(st.lists(SAID, max_size=8), st.randoms(use_true_random=False))
def test_at_any_moment_it_is_the_board_of_what_it_has(
    plan: list[tuple[str, Event, str, object, int]], dice: object
) -> None:
    said, living = sayings(plan), Living(WORLD, WEIGHTS)
    mixed = said[:]
    dice.shuffle(mixed)
    for n, stored in enumerate(mixed, 1):
        living.add([stored])
        assert living.now.board(ON) == whole(mixed[:n])
    left = mixed[::2]
    living.remove([stored.claim.id for stored in mixed if stored not in left])
    assert living.now.board(ON) == whole(left)


def test_a_new_claim_touches_its_place_only() -> None:
    say, living = Press(), Living(WORLD, WEIGHTS)
    say("monitor:watch", Event.CAPTURE, "north_army")
    say("monitor:watch", Event.CAPTURE, "north_army", place=FORD)
    assert living.add(say.said) == {MILL.id, FORD.id}
    before = living.now
    told = before.board(ON)
    assert living.now is before, "nothing new"
    assert living.add([say("residents", Event.HOLD, "south_army", day=3)]) == {MILL.id}
    assert living.now.places[FORD.id] is before.places[FORD.id], "worked out once"
    assert living.now.places[MILL.id] is not before.places[MILL.id]
    assert living.now.board(ON)[MILL.id] != told[MILL.id]
    assert before.board(ON) == told, "what one has asked stays as it was"


def test_a_corrected_claim_moves_to_its_place() -> None:
    say, living = Press(), Living(WORLD, WEIGHTS)
    first = say("monitor:watch", Event.CAPTURE, "north_army")
    living.add([first])
    moved = replace(first, claim=replace(first.claim, place=FORD))
    assert living.add([moved]) == {MILL.id, FORD.id}
    assert set(living.now.board(ON)) == {FORD.id}


def test_the_short_answer_is_the_long_one() -> None:
    say, living = Press(), Living(WORLD, WEIGHTS)
    say("monitor:watch", Event.CAPTURE, "north_army")
    say("south_radio", Event.CAPTURE, "north_army", factuality=Factuality.CERTAIN_NOT)
    living.add(say.said)
    held = living.now.glance(MILL.id, ON)
    assert held is not None and living.now.answer(MILL.id, ON) == (held.holder, held.probability)
    assert living.now.answer("nowhere", ON) == ("unknown", 1.0)
    assert living.now.glance(MILL.id, D0 - timedelta(days=99)) is None


def test_areas_only_where_they_are_asked_for() -> None:
    say, living = Press(), Living(WORLD, WEIGHTS)
    living.add([say("monitor:watch", Event.CAPTURE, "north_army", place=DALE)])
    assert living.now.board(ON) == {} and set(living.now.board(ON, areas=True)) == {DALE.id}


def test_what_a_viewpoint_does_not_admit_touches_nothing() -> None:
    say = Press()
    living = Living(replace(WORLD, viewpoint=Viewpoint(name="n", speakers="neutral")), WEIGHTS)
    assert living.add([say("north_radio", Event.CAPTURE, "north_army")]) == set()
    assert living.now.answer(MILL.id, ON)[0] not in (NORTH, SOUTH)


@given(st.lists(SAID, max_size=6), st.lists(st.booleans(), min_size=6, max_size=6))
def test_it_follows_whatever_the_claims_become(plan: list[Told], kept: list[bool]) -> None:
    said, living = sayings(plan), Living(WORLD, WEIGHTS)
    living.follow(said)
    assert living.now.board(ON) == whole(said)
    left = [stored for stored, stays in zip(said, kept, strict=False) if stays]
    moved = [replace(s, claim=replace(s.claim, place=FORD)) for s in left[:1]] + left[1:]
    living.follow(moved)
    assert living.now.board(ON) == whole(moved)
    assert living.follow(moved) == set(), "nothing new touches nothing"


def test_maps_follow_the_ledger_and_give_back_what_was_there_before() -> None:
    say, maps = Press(), Maps()
    say("monitor:watch", Event.CAPTURE, "north_army")
    first = maps.at(1, lambda: list(say.said), WORLD, WEIGHTS)
    assert first.board(ON) == whole(say.said)
    say("residents", Event.HOLD, "south_army", place=FORD)
    assert maps.at(1, lambda: list(say.said), WORLD, WEIGHTS) is first, "the same state of the ledger"
    assert maps.at(2, lambda: list(say.said), WORLD, WEIGHTS).board(ON) == whole(say.said)
    assert set(first.board(ON)) == {MILL.id}


def test_an_explained_board_and_one_at_a_glance_have_the_same_answers() -> None:
    say = Press()
    say("monitor:watch", Event.CAPTURE, "north_army")
    say("residents", Event.HOLD, "south_army", place=FORD)
    around = changed("neighbours", influence=1.0)
    explained = board(say.said, WORLD.actors, WORLD.theatre, around, ON)
    seen = glances(say.said, WORLD, around, ON)
    assert {key: held.probability for key, held in explained.items()} == {k: g.probability for k, g in seen.items()}
