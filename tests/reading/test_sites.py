"""Places described and not named: their kind, what they lie near, and no point of their own."""

from __future__ import annotations

import pytest

from tests.reading.desk import Desk
from whoholds.model import Area, Described, Effect, Place, PlaceRole, Unplaced


@pytest.mark.parametrize(
    ("language", "text", "anchor", "kind"),
    [
        ("en", "Rebels entered the outskirts of Aleppo.", "Aleppo", "outskirt"),
        ("en", "Rebels captured a hill near Aleppo.", "Aleppo", "hill"),
        ("en", "Rebels entered the suburbs of Damascus.", "Damascus", "suburb"),
        ("fr", "Les rebelles sont entrés dans les faubourgs d'Alep.", "Alep", "faubourg"),
        ("fr", "Les rebelles sont entrés dans la banlieue de Damas.", "Damas", "banlieue"),
        ("fr", "Les forces du régime se sont retirées d'une base aérienne au sud-ouest de Damas.", "Damas", "base"),
    ],
)
def test_a_described_place_keeps_its_kind_and_its_anchor(
    desk: Desk, language: str, text: str, anchor: str, kind: str
) -> None:
    claim = desk.only(text, language)
    assert isinstance(claim.place, Described)
    assert claim.place.anchor.name == anchor
    assert claim.place.kind.startswith(kind)
    assert claim.place_role is PlaceRole.NEAR
    assert claim.place.name in text


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Rebels captured several villages."),
        ("en", "Rebels captured two army bases."),
        ("fr", "Les rebelles ont pris plusieurs villages."),
        ("fr", "Les rebelles ont pris deux bases militaires."),
    ],
)
def test_places_without_a_name_or_an_anchor_are_unplaced_with_a_reason(desk: Desk, language: str, text: str) -> None:
    claim = desk.only(text, language)
    assert isinstance(claim.place, Unplaced) and claim.place.reason
    assert claim.place_role is None and claim.control is Effect.GAINS


@pytest.mark.parametrize(
    ("language", "text", "name"),
    [
        ("en", "HTS captured the town of Saraqib.", "Saraqib"),
        ("en", "HTS captured the key town of Saraqib in Idlib province.", "Saraqib"),
        ("en", "HTS captured the centre of Aleppo.", "Aleppo"),
        ("fr", "HTS a pris la ville de Saraqeb.", "Saraqeb"),
        ("fr", "HTS a pris le centre d'Alep.", "Alep"),
    ],
)
def test_a_town_of_that_name_and_parts_inside_it_are_the_town(desk: Desk, language: str, text: str, name: str) -> None:
    claim = desk.only(text, language)
    assert isinstance(claim.place, Place)
    assert (claim.place.name, claim.place_role) == (name, PlaceRole.AT)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "HTS controls Idlib province."),
        ("fr", "Les rebelles tiennent la province d'Idleb."),
    ],
)
def test_a_province_is_an_area_and_not_its_capital(desk: Desk, language: str, text: str) -> None:
    place = desk.only(text, language).place
    assert isinstance(place, Area) and place.kind == "area"


def test_the_same_name_may_be_town_and_province(desk: Desk) -> None:
    town = desk.only("HTS holds Idlib.", "en").place
    province = desk.only("HTS holds Idlib province.", "en").place
    assert isinstance(town, Place) and isinstance(province, Area)
    assert town.id != province.id


@pytest.mark.parametrize(
    ("language", "text", "roles"),
    [
        ("en", "The Syrian army withdrew from Hama to Homs.", {"Hama": "from", "Homs": "to"}),
        ("fr", "L'armée syrienne s'est retirée de Hama vers Homs.", {"Hama": "from", "Homs": "to"}),
    ],
)
def test_both_ends_of_a_movement(desk: Desk, language: str, text: str, roles: dict[str, str]) -> None:
    claims = desk.claims(text, language)
    found = {c.place.name: c.place_role.value for c in claims if isinstance(c.place, Place) and c.place_role}
    assert found == roles
    control = {c.place.name: c.control for c in claims if isinstance(c.place, Place)}
    assert control == {"Hama": Effect.LOSES, "Homs": Effect.NONE}


def test_a_country_that_soldiers_flee_to_is_an_area_and_nothing_is_lost_there(desk: Desk) -> None:
    claim = desk.only("Syrian soldiers fled to Iraq.", "en", event="flee")
    assert isinstance(claim.place, Area)
    assert (claim.place_role, claim.control) == (PlaceRole.TO, Effect.NONE)
