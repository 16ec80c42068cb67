"""Arrows: where they end, where they may begin, and when none is drawn."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.control.sayings import D0, FORD, MILL, WEIGHTS, WORLD, Press
from whoholds.control.happenings import Window, told_in
from whoholds.control.moves import NEAR, SAID, UNKNOWN, Move, moves
from whoholds.model import Event, Factuality, Holding, Place, PlaceRole, Standing

HILL = Place("Hill", "t:hill", "Hill", 10.2, 20.0, "settlement", "", 1.0)  # 22 km from Millbrook
FAR = Place("Far", "t:far", "Far", 12.0, 20.0, "settlement", "", 1.0)


def held(
    place: Place,
    side: str = "north",
    since: date | None = None,
    standing: Standing = Standing.ASSESSED,
) -> Holding:
    return Holding(place.id, place.label, place.lat, place.lon, since, None, side, 0.9, standing)


def seen(press: Press, *holdings: Holding, km: float = 50.0, day: int = 0) -> list[Move]:
    found = told_in(press.said, WORLD, WEIGHTS, Window(D0 + timedelta(days=day)))
    return moves(found, press.said, {h.place_id: h for h in holdings}, km)


def advance(**more: object) -> Press:
    press = Press()
    press("monitor", Event.ADVANCE, "north_army", **more)
    return press


def test_an_arrow_begins_where_the_report_says() -> None:
    press = Press()
    press("monitor", Event.ADVANCE, "north_army", report="r", role=PlaceRole.TOWARD)
    press("monitor", Event.ADVANCE, "north_army", report="r", place=FAR, role=PlaceRole.FROM)
    (one,) = seen(press, held(HILL))
    assert one.origin is not None
    assert (one.place.label, one.origin.label, one.basis, one.side) == ("Millbrook", "Far", SAID, "north")
    assert one.km == pytest.approx(222.4, abs=1)


@pytest.mark.parametrize("change", ["actor", "report", "words", "event"])
def test_only_the_same_words_about_the_same_actor_say_where_it_comes_from(change: str) -> None:
    press = Press()
    target = press("monitor", Event.ADVANCE, "north_army", report="r", role=PlaceRole.TOWARD)
    actor = "south_army" if change == "actor" else "north_army"
    event = Event.FLEE if change == "event" else Event.ADVANCE
    report = "other" if change == "report" else "r"
    source = press("monitor", event, actor, report=report, place=FAR, role=PlaceRole.FROM)
    if change == "words":
        moved = replace(source.claim, start=target.claim.end + 10, end=target.claim.end + 20)
        press.said[-1] = replace(source, claim=moved)
    (one,) = [m for m in seen(press) if m.place.id == MILL.id]
    assert (one.origin, one.basis, one.km) == (None, UNKNOWN, 0.0)


def test_where_no_report_says_it_the_nearest_place_of_that_side_is_taken_and_called_so() -> None:
    (one,) = seen(advance(), held(FAR), held(HILL))
    assert one.origin is not None
    assert (one.origin.label, one.basis) == ("Hill", NEAR)


@pytest.mark.parametrize(
    "holding",
    [
        held(HILL, "south"),
        held(HILL, "contested", standing=Standing.CONTESTED),
        held(HILL, standing=Standing.STALE),
        held(HILL, standing=Standing.DENIED),
        held(HILL, since=D0),  # taken on the same day: nobody came from there
        held(FAR),
        held(MILL),
    ],
)
def test_no_arrow_begins_where_the_map_does_not_support_it(holding: Holding) -> None:
    (one,) = seen(advance(), holding)
    assert (one.origin, one.basis) == (None, UNKNOWN)


def test_no_inferred_arrow_where_the_setting_says_so() -> None:
    assert seen(advance(), held(HILL), km=0)[0].origin is None


def test_a_place_held_since_the_day_before_will_do() -> None:
    assert seen(advance(), held(HILL, since=D0 - timedelta(days=1)))[0].basis == NEAR


@pytest.mark.parametrize("role", [PlaceRole.AT, PlaceRole.TOWARD, PlaceRole.NEAR, None])
def test_an_advance_ends_at_toward_and_near_its_place(role: PlaceRole | None) -> None:
    assert [m.place.label for m in seen(advance(role=role))] == ["Millbrook"]


@pytest.mark.parametrize("role", [PlaceRole.FROM, PlaceRole.TO])
def test_an_advance_ends_neither_where_it_comes_from_nor_in_another_matter(role: PlaceRole) -> None:
    assert seen(advance(role=role)) == []


@pytest.mark.parametrize("event", [Event.HOLD, Event.SHELLING, Event.WITHDRAW, Event.BESIEGE])
def test_other_events_move_nobody(event: Event) -> None:
    press = Press()
    press("monitor", event, "north_army")
    assert seen(press, held(HILL)) == []


def test_what_is_denied_or_done_by_no_party_moves_nobody() -> None:
    press = Press()
    press("south_army", Event.ADVANCE, "north_army", factuality=Factuality.CERTAIN_NOT)
    press("monitor", Event.ADVANCE, "villagers")
    assert seen(press, held(HILL)) == []


def test_an_arrow_says_whether_the_place_was_taken_and_whether_only_its_side_says_so() -> None:
    press = Press()
    press("north_radio", Event.CAPTURE, "north_army")
    assert [(m.taken, m.interested) for m in seen(press)] == [(True, True)]
    press("monitor", Event.ENTER, "north_army")
    assert [(m.taken, m.interested, len(m.claims)) for m in seen(press)] == [(True, False, 2)]


def test_two_sides_that_advance_on_one_place_are_two_arrows() -> None:
    press = Press()
    press("monitor", Event.ADVANCE, "north_army")
    press("monitor", Event.ADVANCE, "south_army")
    press("monitor", Event.ADVANCE, "south_army", place=FORD)
    assert [(m.place.label, m.side) for m in seen(press)] == [
        ("Ford", "south"),
        ("Millbrook", "north"),
        ("Millbrook", "south"),
    ]


@given(st.lists(st.tuples(st.floats(9, 11), st.floats(19, 21), st.sampled_from(["north", "south"])), max_size=8))
def test_an_inferred_origin_is_the_sides_own_within_reach_and_none_is_nearer(
    around: list[tuple[float, float, str]],
) -> None:
    places = [
        held(Place(f"p{i}", f"t:{i}", f"p{i}", lat, lon, "settlement", "", 1.0), side)
        for i, (lat, lon, side) in enumerate(around)
    ]
    (one,) = seen(advance(), *places)
    if one.origin is None:
        return
    assert one.km <= 50.0
    origin = next(h for h in places if h.place_id == one.origin.id)
    assert origin.holder == "north"
    others = seen(advance(), *[h for h in places if h is not origin])[0]
    assert others.origin is None or others.km >= one.km
