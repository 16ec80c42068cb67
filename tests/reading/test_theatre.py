"""Theatre and places of short texts: what the only people or the only small town named says of the rest."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.reading.desk import Desk
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


@given(text=st.text(max_size=200))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=40)
def test_any_text_gives_places_in_order_and_inside_it(ground: Callable[..., Ground], text: str) -> None:
    places = ground(text).places
    assert places == sorted(places, key=lambda p: p.start)
    assert all(0 <= p.start < p.end <= len(text) for p in places)
