"""A longer text in which nobody fights makes no claims, however warlike its words."""

from __future__ import annotations

import pytest

from tests.reading.desk import Desk

KITCHEN = (
    "The new restaurant has conquered the old town of Aleppo. Its cook, who retreated to the kitchen after an hour, "
    "says that she will not surrender to fashion. Guests besiege the counter at noon, and by evening the dessert has "
    "captured every table. A rival from Homs tried to seize the prize for the best soup in Hama and lost. "
    "The menu, she says, will hold its ground until spring, when a second place opens in Damascus, and the family "
    "plans to advance to the coast."
)
FIGHTERS = " Rebels captured Saraqib on Thursday."
CUISINE = (
    "Le nouveau restaurant a conquis la vieille ville d'Alep. Sa cuisinière, repliée dans l'arrière-salle, "
    "assure qu'elle ne capitulera pas devant la mode. Les clients assiègent le comptoir à midi, et le soir le "
    "dessert s'empare des tables. Une rivale de Homs a tenté de prendre le prix de la meilleure soupe de Hama, et "
    "l'a perdu. La carte tiendra bon jusqu'au printemps, quand une seconde adresse ouvrira à Damas ; la famille "
    "veut ensuite avancer vers la côte."
)
COMBATS = " Les rebelles ont pris Saraqeb jeudi."


@pytest.mark.parametrize(("language", "text"), [("en", KITCHEN), ("fr", CUISINE)])
def test_nobody_fights_in_a_kitchen(desk: Desk, language: str, text: str) -> None:
    assert len(text) > 400
    assert desk.claims(text, language) == ()


@pytest.mark.parametrize(
    ("language", "text", "place"),
    [("en", "HTS captured Saraqib.", "Saraqib"), ("fr", "HTS a pris Saraqeb.", "Saraqeb")],
)
def test_a_short_text_is_taken_at_its_word(desk: Desk, language: str, text: str, place: str) -> None:
    assert [b[2] for b in desk.briefs(text, language)] == [place]


@pytest.mark.parametrize(("language", "text", "more"), [("en", KITCHEN, FIGHTERS), ("fr", CUISINE, COMBATS)])
def test_one_sentence_about_fighters_is_found_among_many_about_food(
    desk: Desk, language: str, text: str, more: str
) -> None:
    found = desk.briefs(text + "\n\n" + more.strip(), language)
    assert ("capture", "rebels:syria", more.split()[2] if language == "en" else "Saraqeb", "CT+", "narrator") in found
