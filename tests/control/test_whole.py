from __future__ import annotations

import random
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from whoholds.control.case import by_place, case_of
from whoholds.control.filter import Filter
from whoholds.control.needs import World
from whoholds.control.viewpoints import Viewpoint
from whoholds.control.weights import Weights
from whoholds.control.whole import Whole, whole
from whoholds.model import Basis, Event, Factuality, PlaceRole, Precision, When
from whoholds.reports.copies import fingerprint, packed

from .sayings import (
    CAMP,
    D0,
    DALE,
    FORD,
    MILL,
    NORTH,
    NOWHERE,
    QUARTER,
    SOUTH,
    WEIGHTS,
    WORLD,
    Actors,
    Press,
    Start,
    Stored,
    Theatre,
)

SPEAKERS = ["narrator", "monitor:watch", "residents", "north_army", "south_radio", "south_army", "turncoats", "rumour"]
EVENTS = [
    Event.CAPTURE,
    Event.HOLD,
    Event.LOSS,
    Event.WITHDRAW,
    Event.ENTER,
    Event.CLASH,
    Event.OFFENSIVE,
    Event.BESIEGE,
]
TEXTS = [b"", b"", packed(fingerprint("The old mill has changed hands twice in one long night. " * 9))]
LINES = World(Actors(), Theatre(), {"Radio North": NORTH, "Radio South": "south_army"})


@st.composite
def sayings(draw: st.DrawFn) -> list[Stored]:
    """Claims of every kind, with whatever makes two of them one origin, or one of them late, faint or frank."""
    say = Press()
    for _ in range(draw(st.integers(1, 14))):
        actor = draw(st.sampled_from(["north_army", "south_army", "turncoats", "strangers", None]))
        day = draw(st.one_of(st.none(), st.integers(0, 6)))
        stored = say(
            draw(st.sampled_from(SPEAKERS)),
            draw(st.sampled_from(EVENTS)),
            actor,
            target=draw(st.sampled_from(["north_army", "south_army", None, None])),
            day=day,
            until=draw(st.one_of(st.none(), st.integers(day, day + 3))) if day is not None else None,
            after=draw(st.sampled_from([0.25, 0.5, 0.5, 1.5, 8.0, 20.0])),
            factuality=draw(st.sampled_from([Factuality.CERTAIN] * 3 + list(Factuality))),
            place=draw(st.sampled_from([MILL, MILL, MILL, FORD, CAMP, QUARTER, DALE, NOWHERE])),
            role=draw(st.sampled_from([PlaceRole.AT, PlaceRole.AT, PlaceRole.NEAR, PlaceRole.FROM, None])),
            outlet=draw(st.sampled_from(["The Valley Post", "Radio North", "Radio South", None])),
            report=draw(st.sampled_from(["r1", "r2", None])),
            headline=draw(st.sampled_from([False, False, True])),
            quote=draw(st.sampled_from(["the town at the mill fell before dawn today", "short words", None])),
            basis=draw(st.sampled_from([Basis.STATED, Basis.INFERRED])),
            precision=draw(st.sampled_from([Precision.DAY, Precision.WEEK])),
            dated=draw(st.sampled_from([True, True, False])),
            confidence=draw(st.sampled_from([1.0, 0.8])),
        )
        more = {
            "wire": draw(st.sampled_from([None, None, "AFP"])),
            "fingerprint": draw(st.sampled_from(TEXTS)),
            "story": draw(st.sampled_from([None, None, None, "s1"])),
            "alone": draw(st.sampled_from([False, False, False, True])),
        }
        say.said[-1] = replace(stored, **more)
    return say.said


def same_as_each_place(said: list[Stored], world: World, weights: Weights, on: date, *, areas: bool = True) -> Whole:
    """Every state of the whole is what the case of its place says, on the day asked about and on days spoken of."""
    told = whole(said, world, weights, on, areas=areas)
    filter = Filter(world.sides, weights)
    cases = {key: case_of(e, on, filter, world.initial.get(key)) for key, e in by_place(said, world, weights).items()}
    cases = {key: case for key, case in cases.items() if case.evidence and (areas or not case.site.area)}
    assert sorted(told.places) == sorted(cases)
    for n, id in enumerate(told.places):
        assert told.run.last[n] == pytest.approx(cases[id].state(), abs=1e-9), id
        at = {day.toordinal(): state for day, state in filter.daily(cases[id].told, on, cases[id].prior)}
        for k in np.flatnonzero(told.run.place == n):
            assert told.run.states[k] == pytest.approx(at[int(told.run.day[k])], abs=1e-9)
    return told


@given(sayings(), st.integers(0, 25), st.booleans())
def test_the_whole_is_each_place(said: list[Stored], on: int, areas: bool) -> None:
    same_as_each_place(said, LINES, WEIGHTS, D0 + timedelta(days=on), areas=areas)


@given(sayings(), st.sampled_from([NORTH, SOUTH]), st.integers(-3, 8))
def test_with_what_is_known_of_the_start(said: list[Stored], side: str, day: int) -> None:
    theatre = Theatre(initial={MILL.id: Start(side, D0 + timedelta(days=day)), "t:none": Start(side, D0)})
    same_as_each_place(said, World(Actors(), theatre, initial={FORD.id: side}), WEIGHTS, D0 + timedelta(days=6))


@given(sayings())
def test_with_two_sides_only(said: list[Stored]) -> None:
    same_as_each_place(said, World(Actors(), Theatre(sides=Theatre().sides[:2])), WEIGHTS, D0 + timedelta(days=9))


@given(sayings())
def test_as_a_viewpoint_tells_it(said: list[Stored]) -> None:
    for viewpoint in (
        Viewpoint(name="a", speakers="neutral"),
        Viewpoint(name="b", against_interest=True, without_outlets=("Radio North",)),
    ):
        world = World(Actors(), Theatre(), {"Radio North": NORTH}, viewpoint=viewpoint)
        same_as_each_place(said, world, WEIGHTS, D0 + timedelta(days=9))


@given(sayings(), st.randoms(use_true_random=False))
def test_no_order_of_adding_matters(said: list[Stored], chance: random.Random) -> None:
    one = whole(said, LINES, WEIGHTS, D0 + timedelta(days=9))
    mixed = [*said, *said[:2]]
    chance.shuffle(mixed)
    other = whole(mixed, LINES, WEIGHTS, D0 + timedelta(days=9))
    states = dict(zip(other.places, other.run.last, strict=True))
    assert sorted(one.places) == sorted(states)
    for id, state in zip(one.places, one.run.last, strict=True):
        assert state == pytest.approx(states[id], abs=1e-12)


def test_what_is_given_again_counts_as_given_last() -> None:
    say = Press()
    say("monitor:watch", Event.CAPTURE, "north_army")
    say("monitor:watch", Event.HOLD, "south_army", place=FORD)
    first, second = say.said
    anew = replace(first, claim=replace(first.claim, place=FORD))
    nothing = replace(second, claim=replace(second.claim, place=NOWHERE))
    told = same_as_each_place([anew, nothing], WORLD, WEIGHTS, D0)
    again = whole([first, second, anew, nothing], WORLD, WEIGHTS, D0)
    assert again.places == told.places == (FORD.id,)
    assert again.run.last == pytest.approx(told.run.last)


def test_nothing_said_is_nobody_told() -> None:
    told = whole([], WORLD, WEIGHTS, D0)
    assert told.places == () and told.run.last.shape == (0, 5) and len(told.run.day) == 0
    say = Press()
    say("monitor:watch", Event.CAPTURE, "north_army", day=9)
    assert whole(say.said, WORLD, WEIGHTS, D0).places == ()


def test_a_microsecond_orders_what_is_said() -> None:
    say = Press()
    noon = datetime(2031, 5, 10, 12, tzinfo=UTC)
    for n, (speaker, actor) in enumerate([("north_army", "north_army"), ("north_army", "south_army")] * 3):
        say(speaker, Event.CAPTURE, actor, when=When(D0, D0, Precision.DAY, Basis.STATED), place=MILL)
        say.said[-1] = replace(say.said[-1], published=noon + timedelta(microseconds=5 - n))
    same_as_each_place(say.said, WORLD, WEIGHTS, D0 + timedelta(days=1))


def test_more_places_than_are_worked_out_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("whoholds.control.whole.AT_ONCE", 3)
    say = Press()
    for n in range(10):
        place = replace(MILL, id=f"t:{n}")
        say("south_army", Event.LOSS, "south_army", place=place)
        say("south_army", Event.CAPTURE, "south_army", place=place, after=0.8)
        say("monitor:watch", Event.CAPTURE, "north_army" if n % 2 else "south_army", place=place, day=n)
    told = same_as_each_place(say.said, WORLD, WEIGHTS, D0 + timedelta(days=12))
    assert len(told.places) == 10
