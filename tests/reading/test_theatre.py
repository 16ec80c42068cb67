"""Theatre and places of short texts: what the only people or the only small town named says of the rest."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.reading.desk import Desk, report_of
from whoholds.errors import NotFound
from whoholds.model import Place
from whoholds.reading.theatre import Ground, Grounds


@pytest.fixture(scope="module")
def ground(desk: Desk) -> Callable[..., Ground]:
    grounds = Grounds(desk.reader.actors, desk.reader.toponyms)
    return lambda text, language="en": grounds.of(text, language, None)


@pytest.mark.parametrize(
    ("text", "theatre"),
    [
        ("Rebels captured Saraqib on Thursday.", "syria"),
        ("The fighters left Ras Lanuf in the evening.", "libya"),
        ("The Sudanese capital is quiet.", "sudan"),
        ("The bakery opens at noon.", None),
        ("Philippine troops retook most of Marawi.", "philippines"),
    ],
)
def test_a_short_text_finds_its_theatre_or_none(ground: Callable[..., Ground], text: str, theatre: str | None) -> None:
    found = ground(text).theatre
    assert (found.key if found else None) == theatre


@pytest.mark.parametrize(
    ("language", "text", "town"),
    [
        ("en", "The Sudanese capital is quiet.", "Khartoum"),
        ("en", "In Mali, rebels are marching on the capital.", "Bamako"),
        ("en", "Rebels in Mali have taken a regional capital.", None),
        ("en", "The capital of Gezira state fell to the RSF, in Sudan.", None),
        ("fr", "La capitale soudanaise est calme.", "Khartoum"),
    ],
)
def test_the_capital_is_the_town_it_means(
    ground: Callable[..., Ground], language: str, text: str, town: str | None
) -> None:
    places = ground(text, language).places
    meant = [p.place for p in places if "capital" in text[p.start : p.end]]
    assert [p.label for p in meant if isinstance(p, Place)] == ([town] if town else [])


DECLARED = [
    # declared, text, language, home, theatre
    ("sudan", "The army entered the town at dawn, residents said.", "en", "", "sudan"),
    ("sudan", "L'armée est entrée dans la ville à l'aube.", "fr", "", "sudan"),
    ("sudan", "The army took Tina and left.", "en", "", "sudan"),
    ("sudan", "Crowds filled Lyon and Marseille, France, on Sunday.", "en", "", None),
    ("sudan", "Rebels captured Saraqib on Thursday.", "en", "", "syria"),
    ("sudan chad", "The army entered the town at dawn.", "en", "", None),
    ("sudan ukraine", "The army entered the town at dawn.", "en", "UA", "ukraine"),
    ("", "The army entered the town at dawn.", "en", "", None),
]


@pytest.mark.parametrize(("declared", "text", "language", "home", "theatre"), DECLARED)
def test_a_declared_theatre_is_taken_where_a_text_points_nowhere(
    desk: Desk, declared: str, text: str, language: str, home: str, theatre: str | None
) -> None:
    grounds = Grounds(desk.reader.actors, desk.reader.toponyms, declared.split())
    found = grounds.of(text, language, date(2024, 1, 5), home).theatre
    assert (found.key if found else None) == theatre


def test_a_theatre_that_was_not_going_on_is_not_taken(desk: Desk) -> None:
    grounds = Grounds(desk.reader.actors, desk.reader.toponyms, ["nagorno_karabakh"])
    end = desk.reader.actors.theatre("nagorno_karabakh").start
    assert grounds.of("The army entered the town.", "en", end.replace(year=end.year - 5)).theatre is None


def test_an_unknown_theatre_is_refused_by_name(desk: Desk) -> None:
    with pytest.raises(NotFound, match="atlantis"):
        Grounds(desk.reader.actors, desk.reader.toponyms, ["atlantis"])


@given(text=st.text(max_size=200))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=40)
def test_any_text_gives_places_in_order_and_inside_it(ground: Callable[..., Ground], text: str) -> None:
    places = ground(text).places
    assert places == sorted(places, key=lambda p: p.start)
    assert all(0 <= p.start < p.end <= len(text) for p in places)


@pytest.mark.parametrize(
    ("home", "theatre"), [("CD", "dr_congo"), ("UA", "ukraine"), ("SD", "sudan"), ("FR", None), ("", None)]
)
def test_where_a_text_points_nowhere_its_outlets_country_tips_the_scales(
    desk: Desk, home: str, theatre: str | None
) -> None:
    found = Grounds(desk.reader.actors, desk.reader.toponyms).of("The army left the town on Monday.", "en", None, home)
    assert (found.theatre.key if found.theatre else None) == theatre


@pytest.mark.parametrize("home", ["CD", "UA", "FR", ""])
def test_an_outlets_country_does_not_overrule_the_text(desk: Desk, home: str) -> None:
    text = "Sudanese soldiers entered El Fasher on Monday."
    found = Grounds(desk.reader.actors, desk.reader.toponyms).of(text, "en", None, home)
    assert found.theatre is not None and found.theatre.key == "sudan"
    assert [p.place.country for p in found.places if isinstance(p.place, Place)] == ["SD"]


def test_the_reader_asks_for_the_outlet(desk: Desk) -> None:
    report = report_of("L'armée a quitté la ville lundi.", "fr")
    assert desk.reader.work(report).theatre is None
    found = desk.reader.work(replace(report, outlet="Radio Okapi")).theatre
    assert found is not None and found.key == "dr_congo"


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("Fighters attacked Djibo, Barsalogho and Kaya.", "BF"),
        ("Fighters attacked Kidal, Gao and Djibo.", "ML"),
        ("Fighters attacked Djibo and Kidal.", "ML"),
        ("Fighters attacked Tillabéri, Ayorou and Ouallam.", "NE"),
    ],
)
def test_the_country_of_most_places_heads_its_theatre(ground: Callable[..., Ground], text: str, first: str) -> None:
    found = ground(text).theatre
    assert found is not None
    assert (found.key, found.countries[0]) == ("sahel", first)
    assert sorted(found.countries) == ["BF", "ML", "NE"]


def test_the_army_is_that_of_the_country_where_it_plays(desk: Desk) -> None:
    claims = desk.claims("The army has retaken Djibo, Barsalogho and Kaya.", "en")
    assert {c.actor.key for c in claims if c.actor} == {"burkina_faso_armed_forces"}
