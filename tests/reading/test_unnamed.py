"""Men whom a text brings in as unknown get no group's name, however near one is named."""

from __future__ import annotations

import pytest

from tests.reading.desk import Desk

BEFORE = {
    "en": "Al-Shabaab has attacked the district for months. ",
    "fr": "Al-Chabab attaque le district depuis des mois. ",
}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "On Monday gunmen attacked Afgooye and killed two elders."),
        ("fr", "Lundi, des hommes armés ont attaqué Afgooye et tué deux anciens."),
        ("fr", "Lundi, des hommes à moto ont attaqué Afgooye."),
    ],
)
def test_unknown_men_stay_unknown(desk: Desk, language: str, text: str) -> None:
    found = [c for c in desk.claims(BEFORE[language] + text, language) if c.event.value in ("attack", "offensive")]
    keys = [c.actor.key if c.actor else None for c in found]
    assert len(found) == 2
    assert keys.count("al_shabaab") == 1, "that of the months before, not that of Monday"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The fighters then left Afgooye."),
        ("fr", "Les combattants ont ensuite quitté Afgooye."),
    ],
)
def test_men_whom_a_text_knows_are_its_group(desk: Desk, language: str, text: str) -> None:
    found = [c for c in desk.claims(BEFORE[language] + text, language) if c.event.value == "withdraw"]
    assert [c.actor.key for c in found if c.actor] == ["al_shabaab"]
