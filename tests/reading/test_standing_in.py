"""A building or base that only its town places is not the town."""

from __future__ import annotations

import pytest

from tests.reading.desk import Desk
from whoholds.model import Event, PlaceRole


def roles(desk: Desk, text: str, language: str) -> set[tuple[str | None, PlaceRole | None]]:
    events = (Event.CAPTURE, Event.HOLD, Event.LOSS)
    return {(c.place.name, c.place_role) for c in desk.claims(text, language) if c.event in events}


@pytest.mark.parametrize(
    ("language", "town", "text"),
    [
        ("en", "Khartoum", "The Sudanese army has seized the central bank in Khartoum from the RSF."),
        ("en", "Goma", "M23 fighters took over a military camp in Goma, residents said."),
        ("en", "Aleppo", "Rebels captured a military base in Aleppo, the Observatory said."),
        ("en", "Wad Madani", "Sudan's army raised its flag over the police station in Wad Madani."),
        ("fr", "Goma", "Le M23 a pris une caserne à Goma, selon des habitants."),
    ],
)
def test_who_takes_a_site_has_not_taken_the_town(desk: Desk, language: str, town: str, text: str) -> None:
    assert roles(desk, text, language) == {(town, PlaceRole.NEAR)}


@pytest.mark.parametrize(
    ("language", "town", "text"),
    [
        ("en", "Goma", "M23 fighters took the city of Goma, residents said."),
        ("en", "Goma", "M23 fighters took the centre of Goma, residents said."),
        ("en", "Bara", "The Sudanese army captured the town of Bara and its base."),
        ("en", "Hama", "Rebels captured the city centre of Hama, the Observatory said."),
        ("fr", "Goma", "Le M23 a pris la ville de Goma, selon des habitants."),
    ],
)
def test_who_takes_the_town_or_its_centre_has(desk: Desk, language: str, town: str, text: str) -> None:
    assert (town, PlaceRole.AT) in roles(desk, text, language)


def test_a_site_that_the_gazetteer_has_is_itself(desk: Desk) -> None:
    assert roles(desk, "Les rebelles ont pris la prison centrale de Hama en Syrie.", "fr") == {
        ("prison centrale de Hama", PlaceRole.AT)
    }
