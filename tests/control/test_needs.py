"""The world that claims are weighed against: sides of actors, and of outlets that speak for one."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whoholds.control.evidence import Interest
from whoholds.control.needs import World
from whoholds.model import Event, Factuality
from whoholds.reference.actors import Actors as RealActors
from whoholds.reference.outlets import Outlets

from .sayings import D0, NORTH, SIDES, SOUTH, WORLD, Actors, Press, Theatre, chances, one

TOLD = replace(
    WORLD, outlets={"Northern Star": NORTH, "Radio": "north_radio", "Weather Vane": "turncoats", "Far": "abroad"}
)


def test_sides_come_in_the_theatres_order() -> None:
    assert WORLD.sides == SIDES
    assert World(Actors(), Theatre(sides=())).sides == ()


@pytest.mark.parametrize(
    ("key", "side"),
    [
        ("north_army", NORTH),
        ("south_radio", SOUTH),
        ("residents", None),
        ("abroad_army", None),
        (None, None),
        ("", None),
    ],
)
def test_the_side_of_an_actor_is_one_of_this_theatre_or_none(key: str | None, side: str | None) -> None:
    assert WORLD.side(key, D0) == side


@pytest.mark.parametrize(
    ("outlet", "side"),
    [
        ("Northern Star", NORTH),
        ("Radio", NORTH),
        ("Far", None),
        ("The Valley Post", None),
        (None, None),
    ],
)
def test_the_narrator_of_an_outlet_speaks_for_whom_it_speaks_for(outlet: str | None, side: str | None) -> None:
    claim = Press()("narrator", Event.CAPTURE, "north_army", outlet=outlet)
    assert one(claim, TOLD).speaker_side == side
    assert one(claim, WORLD).speaker_side is None


@pytest.mark.parametrize(("day", "side"), [(0, NORTH), (4, NORTH), (5, SOUTH), (9, SOUTH)])
def test_an_outlet_follows_its_actor_to_another_side(day: int, side: str) -> None:
    claim = Press()("narrator", Event.HOLD, "north_army", outlet="Weather Vane", day=day)
    assert one(claim, TOLD).speaker_side == side


def test_who_is_quoted_speaks_for_himself_whatever_the_outlet() -> None:
    say = Press()
    assert one(say("residents", Event.CAPTURE, "north_army", outlet="Northern Star"), TOLD).speaker_side is None
    assert one(say("south_radio", Event.CAPTURE, "north_army", outlet="Northern Star"), TOLD).speaker_side == SOUTH


def test_a_mouthpiece_and_its_side_are_one_voice() -> None:
    say = Press()
    told = say("narrator", Event.CAPTURE, "north_army", outlet="Northern Star")
    radio = say("north_radio", Event.CAPTURE, "north_army")
    assert one(told, TOLD).voice == one(radio, TOLD).voice == "side:north"
    assert one(told, TOLD).interest is Interest.OWN_GAIN


def test_a_mouthpiece_counts_as_a_boast_and_its_admission_as_one() -> None:
    boast = Press()("narrator", Event.CAPTURE, "north_army", outlet="Northern Star")
    admission = Press()("narrator", Event.CAPTURE, "south_army", target="north_army", outlet="Northern Star")
    assert one(admission, TOLD).interest is Interest.ADMISSION
    assert chances([boast], 0, TOLD)[NORTH] < chances([boast], 0, WORLD)[NORTH]
    assert chances([admission], 0, TOLD)[SOUTH] > 0.7


def test_ten_mouthpieces_say_no_more_than_one() -> None:
    outlets = {f"Star {n}": NORTH for n in range(10)}
    say = Press()
    for name in outlets:
        say("narrator", Event.CAPTURE, "north_army", outlet=name)
    world = replace(WORLD, outlets=outlets)
    assert chances(say.said, 1, world)[NORTH] == pytest.approx(chances(say.said[:1], 1, world)[NORTH], abs=1e-9)


@given(st.sampled_from(list(Event)), st.sampled_from(list(Factuality)), st.sampled_from([*TOLD.outlets, None]))
def test_outlets_never_change_what_is_said_of_whom(event: Event, factuality: Factuality, outlet: str | None) -> None:
    claim = Press()("narrator", event, "north_army", factuality=factuality, outlet=outlet)
    with_, without = one(claim, TOLD), one(claim, WORLD)
    assert with_.proposition == without.proposition
    assert with_.day == without.day and with_.threat == without.threat


def test_the_outlets_that_ship_speak_for_sides_of_their_theatres() -> None:
    actors, lines = RealActors.load(), Outlets.load().lines
    syria, yemen = actors.theatre("syria"), actors.theatre("yemen")
    day = D0.replace(year=2024, month=12, day=1)
    world = World(actors, syria, lines)
    assert world.side(lines["Canal E"], day) == "sy_opp"
    assert world.side(lines["SANA"], day) == "sy_gov"
    assert world.side(lines["SANA"], day + timedelta(days=60)) == "sy_opp"
    assert World(actors, yemen, lines).side(lines["Al-Masirah"], day) == "ye_houthi"
    assert World(actors, yemen, lines).side(lines["Canal E"], day) is None
