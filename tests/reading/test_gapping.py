"""Second clauses that leave their verb to the first."""

from __future__ import annotations

import pytest

from tests.reading.desk import Desk

ARMY = "armed_forces_of_the_democratic_republic_of_the_congo"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The M23 took Sake and the Congolese army Minova."),
        ("en", "The M23 captured Sake, and the Congolese army Minova."),
        ("fr", "Le M23 a pris Sake, et l'armée congolaise Minova."),
    ],
)
def test_who_took_what(desk: Desk, language: str, text: str) -> None:
    found = {(c.actor.key, getattr(c.place, "name", None)) for c in desk.claims(text, language) if c.actor}
    assert found == {("m23", "Sake"), (ARMY, "Minova")}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The M23 took Sake and attacked the Congolese army in Minova."),
        ("en", "The M23 took Sake and Minova."),
        ("en", "The M23 took Sake from the Congolese army."),
        ("fr", "Le M23 a pris Sake et Minova à l'armée congolaise."),
    ],
)
def test_an_actor_with_a_verb_or_preposition_of_its_own_takes_nothing(desk: Desk, language: str, text: str) -> None:
    takers = {c.actor.key for c in desk.claims(text, language) if c.event.value == "capture" and c.actor}
    assert takers == {"m23"}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Kunduz fell to the Taliban on Sunday, Taloqan a day later."),
        ("fr", "Kunduz est tombée aux mains des talibans dimanche, Taloqan le lendemain."),
    ],
)
def test_a_name_and_a_day_go_the_way_of_the_first(desk: Desk, language: str, text: str) -> None:
    found = [(c.event.value, getattr(c.place, "name", None)) for c in desk.claims(text, language)]
    assert sorted(found) == [("capture", "Kunduz"), ("capture", "Taloqan")]


def test_a_name_without_a_day_is_left_alone(desk: Desk) -> None:
    found = [getattr(c.place, "name", None) for c in desk.claims("Kunduz fell on Sunday, Taloqan is quiet.", "en")]
    assert found == ["Kunduz"]
