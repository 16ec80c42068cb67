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


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("The M23 holds Sake; the Congolese army, Minova.", {("hold", "m23", "Sake"), ("hold", ARMY, "Minova")}),
        (
            "Sake remains with the Congolese army, and so does Minova.",
            {("hold", ARMY, "Sake"), ("hold", ARMY, "Minova")},
        ),
        ("Sake was lost by the M23, and so was Minova.", {("loss", "m23", "Sake"), ("loss", "m23", "Minova")}),
        (
            "The M23 has left Sake, and so has the Congolese army.",
            {("withdraw", "m23", "Sake"), ("withdraw", ARMY, "Sake")},
        ),
    ],
)
def test_the_same_is_said_of_another(desk: Desk, text: str, wanted: set[tuple[str, str, str]]) -> None:
    found = {(c.event.value, c.actor.key, getattr(c.place, "name", None)) for c in desk.claims(text, "en") if c.actor}
    assert found == wanted


@pytest.mark.parametrize(
    "text",
    [
        "Kunduz fell on Sunday; Taloqan, on Monday.",
        "Kunduz fell on Sunday; then Taloqan.",
        "The base at Kunduz fell on Sunday; Taloqan, a day later.",
    ],
)
def test_a_list_of_what_fell(desk: Desk, text: str) -> None:
    found = {(c.event.value, getattr(c.place, "name", None)) for c in desk.claims(text, "en")}
    assert found == {("loss", "Kunduz"), ("loss", "Taloqan")}


def test_so_much_is_no_likeness(desk: Desk) -> None:
    found = {getattr(c.place, "name", None) for c in desk.claims("Sake fell and so the army left Minova.", "en")}
    assert found == {"Sake", "Minova"}
