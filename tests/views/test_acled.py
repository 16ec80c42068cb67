from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.views.coded import ACTORS, ARMY, CIVILIANS, REBELS, anything, read, said
from tests.views.samples import AREA, DESCRIBED, PLACE, UNPLACED, Stored, claim
from tests.views.test_csv import DANGEROUS
from whoholds.model import ActorRef, Claim, Effect, Event, Factuality, Quantity, When
from whoholds.views import acled
from whoholds.views.coding import codings

KNOWN = {tuple(t) for t in [*codings()["acled"]["types"].values(), *codings()["acled"]["special"].values()]}


def row(made: Claim) -> dict[str, str]:
    (found,) = read(acled.claims([Stored(made)], ACTORS))
    return found


def kind(made: Claim) -> str | None:
    found = read(acled.claims([Stored(made)], ACTORS))
    return found[0]["sub_event_type"] if found else None


def test_the_columns_are_theirs_in_their_order_and_ours_are_marked() -> None:
    header = next(iter(acled.claims([], ACTORS))).strip().split(",")
    assert header[:4] == ["event_id_cnty", "event_date", "year", "time_precision"]
    assert header[30] == "timestamp" and len(acled.COLUMNS) == 31
    assert all(name.startswith("wh_") for name in header[31:])
    assert len(header) == len(set(header))


def test_a_claim_as_a_row() -> None:
    found = row(claim())
    assert found["event_id_cnty"] == "wh-c1" and found["wh_claim_id"] == "c1"
    assert (found["event_date"], found["year"], found["time_precision"]) == ("2024-12-05", "2024", "1")
    assert (found["actor1"], found["inter1"], found["actor2"]) == ("Syrian Armed Forces", "State forces", "")
    assert (found["iso"], found["country"], found["location"]) == ("760", "Syria", "Hama")
    assert (found["latitude"], found["longitude"], found["geo_precision"]) == ("35.1318", "36.7578", "1")
    assert (found["source"], found["notes"]) == ("Courier Seven", "the army left Hama")
    assert (found["wh_speaker"], found["wh_factuality"], found["wh_loses"]) == (
        "residents",
        "CT+",
        "syrian_armed_forces",
    )
    assert found["timestamp"] == "1733392800" and found["fatalities"] == ""


@pytest.mark.parametrize(
    ("event", "actor", "target", "control", "wanted"),
    [
        (Event.CAPTURE, ARMY, REBELS, Effect.GAINS, "Government regains territory"),
        (Event.CAPTURE, REBELS, ARMY, Effect.GAINS, "Non-state actor overtakes territory"),
        (Event.CAPTURE, ActorRef("russian_armed_forces"), None, Effect.GAINS, "Non-state actor overtakes territory"),
        (Event.CAPTURE, None, None, Effect.GAINS, "Non-state actor overtakes territory"),
        (Event.LOSS, ARMY, None, Effect.LOSES, "Non-state actor overtakes territory"),
        (Event.LOSS, REBELS, ARMY, Effect.LOSES, "Government regains territory"),
        (Event.LOSS, REBELS, None, Effect.LOSES, None),
        (Event.HANDOVER, REBELS, None, Effect.GAINS, "Non-violent transfer of territory"),
        (Event.WITHDRAW, ARMY, None, Effect.LOSES, "Non-violent transfer of territory"),
        (Event.WITHDRAW, ARMY, None, Effect.NONE, "Change to group/activity"),
        (Event.ATTACK, REBELS, CIVILIANS, Effect.NONE, "Attack"),
        (Event.ATTACK, REBELS, ARMY, Effect.NONE, "Armed clash"),
        (Event.DETAIN, ARMY, CIVILIANS, Effect.NONE, "Arrests"),
        (Event.DETAIN, REBELS, CIVILIANS, Effect.NONE, "Abduction/forced disappearance"),
        (Event.AIR_STRIKE, None, None, Effect.NONE, "Air/drone strike"),
        (Event.HOLD, ARMY, None, Effect.HOLDS, None),
        (Event.APPEAL, ARMY, None, Effect.NONE, None),
    ],
)
def test_types(event: Event, actor: ActorRef | None, target: ActorRef | None, control: Effect, wanted: str) -> None:
    assert kind(said(event, actor, target, control)) == wanted


@pytest.mark.parametrize("value", [f for f in Factuality if f.polarity <= 0])
def test_what_did_not_happen_is_no_event(value: Factuality) -> None:
    assert read(acled.claims([Stored(replace(claim(), factuality=value))], ACTORS)) == []


@pytest.mark.parametrize(
    ("when", "day", "precision"),
    [
        (When(), "", ""),
        (When(date(2024, 12, 1), date(2024, 12, 1)), "2024-12-01", "1"),
        (When(date(2024, 12, 1), date(2024, 12, 7)), "2024-12-01", "2"),
        (When(date(2024, 12, 1), date(2024, 12, 8)), "2024-12-01", "3"),
        (When(None, date(2024, 12, 8)), "2024-12-08", "3"),
    ],
)
def test_a_day_is_never_that_of_publication(when: When, day: str, precision: str) -> None:
    found = row(replace(claim(), when=when))
    assert (found["event_date"], found["time_precision"]) == (day, precision)


def test_places_say_how_exact_they_are() -> None:
    assert row(claim(place=PLACE))["geo_precision"] == "1"
    described = row(claim(place=DESCRIBED))
    assert (described["geo_precision"], described["location"]) == ("2", "Hama")
    assert (described["wh_place"], described["wh_place_form"]) == ("a base south-west of Hama", "described")
    assert row(claim(place=AREA))["geo_precision"] == "3"
    nowhere = row(claim(place=UNPLACED))
    assert nowhere["latitude"] == nowhere["geo_precision"] == nowhere["country"] == ""


def test_who_gains_and_who_loses_stand_in_columns_of_their_own() -> None:
    taken = row(said(Event.CAPTURE, REBELS, ARMY, Effect.GAINS))
    assert (taken["wh_gains"], taken["wh_loses"]) == ("rebels:syria", "syrian_armed_forces")
    assert taken["interaction"] == "Rebel group-State forces" and taken["civilian_targeting"] == ""
    assert row(said(Event.ATTACK, REBELS, CIVILIANS))["civilian_targeting"] == "Civilian targeting"


def test_only_counted_deaths_are_fatalities() -> None:
    killed = replace(said(Event.KILL, None, CIVILIANS), quantity=Quantity(19, "civilians"))
    assert row(killed)["fatalities"] == "19"
    assert row(replace(killed, quantity=None))["fatalities"] == ""


@given(st.lists(anything(), max_size=4))
def test_whatever_is_said_the_table_is_whole_and_safe(stored: list[Stored]) -> None:
    rows = read(acled.claims(stored, ACTORS))
    assert len(rows) <= len(stored)
    for found in rows:
        assert set(found) == {*acled.COLUMNS, *acled.OURS}, "no cell breaks out of its column"
        assert (found["disorder_type"], found["event_type"], found["sub_event_type"]) in KNOWN
        numbers = ("latitude", "longitude", "timestamp")
        assert not any(v.lstrip().startswith(DANGEROUS) for k, v in found.items() if k not in numbers)
