"""What a stretch of days shows of the settlements: windows, icons, sieges and how much is told."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.control.sayings import CAMP, D0, DALE, FORD, NOWHERE, WEIGHTS, WORLD, Press
from whoholds.control.happenings import (
    Told,
    Window,
    days_of,
    happenings,
    heat,
    parsed,
    rules,
    sieges,
    told_in,
)
from whoholds.control.viewpoints import Viewpoint
from whoholds.errors import DataError
from whoholds.model import Event, Factuality, PlaceRole, Precision, When

NO, OPEN = Factuality.CERTAIN_NOT, Factuality.UNCOMMITTED


def found(press: Press, day: int = 0, days: int = 1) -> list[Told]:
    return told_in(press.said, WORLD, WEIGHTS, Window(D0 + timedelta(days=day), days))


def icons(press: Press, day: int = 0, days: int = 1) -> list[tuple[str, str, int]]:
    return [(h.place.label, h.icon, h.reports) for h in happenings(found(press, day, days))]


# -- which days -------------------------------------------------------------------------------------------------------


def test_a_claim_is_shown_on_the_day_that_it_speaks_of_and_not_on_that_of_its_telling() -> None:
    press = Press()
    press("monitor", Event.CLASH, "north_army", day=0, after=2.5)
    assert icons(press, 0) == [("Millbrook", "clash", 1)]
    assert icons(press, 2) == []


@pytest.mark.parametrize(("day", "days", "seen"), [(2, 2, False), (2, 3, True), (0, 1, True), (-1, 30, False)])
def test_a_window_reaches_back_over_its_days_and_never_ahead(day: int, days: int, seen: bool) -> None:
    press = Press()
    press("monitor", Event.SHELLING, "north_army", day=0)
    assert bool(icons(press, day, days)) is seen


def test_a_claim_without_a_day_is_shown_on_that_of_its_telling_and_says_so() -> None:
    press = Press()
    stored = press("monitor", Event.CLASH, "north_army", day=None)
    assert days_of(stored) == (D0, D0, False)
    assert [h.dated for h in happenings(found(press))] == [False]
    press("monitor", Event.CLASH, "south_army")
    assert [h.dated for h in happenings(found(press))] == [True]


def test_what_is_told_of_a_whole_month_is_drawn_on_no_day() -> None:
    press = Press()
    press("monitor", Event.CLASH, "north_army", day=0, until=30, precision=Precision.MONTH)
    assert all(icons(press, day) == [] for day in range(31))


def test_a_week_is_still_drawn_on_each_of_its_days() -> None:
    press = Press()
    press("monitor", Event.CLASH, "north_army", day=0, until=6, precision=Precision.WEEK)
    assert all(icons(press, day) for day in range(7))


def test_an_interval_told_backwards_is_an_interval() -> None:
    stored = Press()("monitor", Event.CLASH, "north_army")
    turned = When(D0 + timedelta(days=2), D0, Precision.INTERVAL)
    assert days_of(replace(stored, claim=replace(stored.claim, when=turned)))[:2] == (D0, D0 + timedelta(days=2))


@given(st.integers(1, 30), st.integers(-40, 40), st.integers(0, 6))
def test_a_window_meets_what_shares_a_day_with_it(days: int, start: int, length: int) -> None:
    window = Window(D0, days)
    told = {D0 + timedelta(days=start + i) for i in range(length + 1)}
    own = {D0 - timedelta(days=i) for i in range(days)}
    assert window.meets(min(told), max(told)) is bool(told & own)
    assert window.first == min(own)


# -- which places -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("place", [DALE, CAMP, NOWHERE])
def test_only_named_settlements_are_on_a_layer(place: object) -> None:
    press = Press()
    press("monitor", Event.CLASH, "north_army", place=place)
    assert found(press) == []


@pytest.mark.parametrize("role", [PlaceRole.TOWARD, PlaceRole.TO])
def test_what_only_heads_for_a_place_has_not_happened_there(role: PlaceRole) -> None:
    press = Press()
    press("monitor", Event.ADVANCE, "north_army", role=role)
    assert icons(press) == []


# -- what happened ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("factuality", [NO, OPEN])
def test_what_is_denied_or_left_open_has_no_icon_but_is_told_of(factuality: Factuality) -> None:
    press = Press()
    press("south_army", Event.CAPTURE, "north_army", factuality=factuality)
    assert icons(press) == []
    assert [(h.reports, h.claims) for h in heat(found(press))] == [(1, 1)]


def test_one_icon_stands_for_events_of_a_kind_and_counts_reports_once() -> None:
    press = Press()
    press("monitor", Event.CAPTURE, "north_army", report="one")
    press("monitor", Event.HANDOVER, "north_army", report="one")
    press("monitor", Event.CAPTURE, "north_army", report="two")
    press("monitor", Event.CLASH, "north_army", report="two")
    assert icons(press) == [("Millbrook", "capture", 2), ("Millbrook", "clash", 1)]
    (first, _) = happenings(found(press))
    assert first.claims == ("c0001", "c0002", "c0003")


def test_places_do_not_share_their_icons() -> None:
    press = Press()
    press("monitor", Event.CLASH, "north_army")
    press("monitor", Event.CLASH, "north_army", place=FORD)
    assert sorted(icons(press)) == [("Ford", "clash", 1), ("Millbrook", "clash", 1)]


def test_every_icon_stands_for_some_event_and_no_event_for_two() -> None:
    every = [event for events in rules().icons.values() for event in events]
    assert len(every) == len(set(every))
    assert all(rules().icons.values())
    assert rules().icon(Event.APPEAL) is None
    assert rules().icon(Event.BOMBING) == "strike"


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"longest_days": "x", "icons": {}, "moves": {"events": [], "roles": []}},
        {"longest_days": 7, "icons": {"a": ["conquer"]}, "moves": {"events": [], "roles": []}},
        {"longest_days": 7, "icons": {}, "moves": {"events": [], "roles": ["above"]}},
        {"longest_days": 7, "icons": [], "moves": {"events": [], "roles": []}},
    ],
)
def test_rules_that_make_no_sense_are_refused(data: dict[str, object]) -> None:
    with pytest.raises(DataError) as error:
        parsed(data)
    assert error.value.code == "layers.rules"


# -- sieges and heat --------------------------------------------------------------------------------------------------


def test_a_siege_is_the_besiegers_and_says_whether_only_he_says_so() -> None:
    press = Press()
    press("north_radio", Event.BESIEGE, "north_army")
    assert [(s.side, s.interested) for s in sieges(found(press))] == [("north", True)]
    press("monitor", Event.BESIEGE, "north_militia")
    assert [(s.side, s.interested, len(s.claims)) for s in sieges(found(press))] == [("north", False, 2)]


def test_a_siege_denied_or_by_nobody_known_has_no_ring() -> None:
    press = Press()
    press("monitor", Event.BESIEGE, "north_army", factuality=NO)
    press("monitor", Event.BESIEGE, None)
    press("monitor", Event.BESIEGE, "villagers")
    assert sieges(found(press)) == []


def test_heat_is_by_reports_and_the_most_told_of_comes_first() -> None:
    press = Press()
    for n in range(3):
        press("monitor", Event.CLASH, "north_army", place=FORD, report=f"r{n}")
    for _ in range(5):
        press("monitor", Event.CLASH, "north_army", report="only")
    assert [(h.place.label, h.reports, h.claims) for h in heat(found(press))] == [("Ford", 3, 3), ("Millbrook", 1, 5)]


def test_a_viewpoint_leaves_out_what_it_does_not_admit() -> None:
    press = Press()
    press("north_radio", Event.CLASH, "north_army")
    press("monitor", Event.SHELLING, "north_army")
    neutral = replace(WORLD, viewpoint=Viewpoint(name="neutral", speakers="neutral"))
    seen = told_in(press.said, neutral, WEIGHTS, Window(D0))
    assert [t.claim.event for t in seen] == [Event.SHELLING]


@given(st.randoms(use_true_random=False))
def test_the_order_of_claims_plays_no_part(shuffle: random.Random) -> None:
    press = Press()
    for event in (Event.CLASH, Event.CAPTURE, Event.BESIEGE, Event.SHELLING):
        press("monitor", event, "north_army", report="a")
        press("south_radio", event, "south_army", place=FORD, report="b")
    one = found(press)
    shuffle.shuffle(press.said)
    other = found(press)
    assert happenings(one) == happenings(other)
    assert (heat(one), sieges(one)) == (heat(other), sieges(other))
    twice = told_in([*press.said, *press.said], WORLD, WEIGHTS, Window(D0))
    assert heat(twice) == heat(one)
