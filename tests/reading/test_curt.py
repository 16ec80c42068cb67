"""Curt replies: a word at the head of a sentence, before who says it, answers the sentence before."""

from __future__ import annotations

import pytest

from tests.reading.desk import Desk, about

ARMY = "armed_forces_of_the_democratic_republic_of_the_congo"


@pytest.mark.parametrize(
    ("text", "language", "place", "speaker"),
    [
        ("The M23 has captured Walikale, social media posts say. Not so, says the army.", "en", "Walikale", ARMY),
        ("The M23 says it has captured Walikale. Untrue, the Congolese army said.", "en", "Walikale", ARMY),
        ("The M23 says it has captured Walikale. False, according to the Congolese army.", "en", "Walikale", ARMY),
        ("« Le M23 a pris Walikale. » FAUX, répond l'armée congolaise.", "fr", "Walikale", ARMY),
        ("Le M23 dit avoir pris Walikale. Faux, selon l'armée congolaise.", "fr", "Walikale", ARMY),
        ("Le M23 dit avoir pris Walikale. « Faux », répond l'armée congolaise.", "fr", "Walikale", ARMY),
        ("« Lyman est tombée. » Faux, selon Kiev.", "fr", "Lyman", "officials:ukraine"),
        ("Has Lyman fallen? No, says Kyiv.", "en", "Lyman", "officials:ukraine"),
    ],
)
def test_a_curt_reply_denies_what_stands_before(desk: Desk, text: str, language: str, place: str, speaker: str) -> None:
    values = {c.speaker.key: c.factuality.value for c in about(desk.claims(text, language), place)}
    assert values[speaker] == "CT-"
    assert "narrator" not in values


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The M23 says it has captured Walikale. True, says the Congolese army.", "en"),
        ("Le M23 dit avoir pris Walikale. Exact, confirme l'armée congolaise.", "fr"),
    ],
)
def test_or_confirms_it(desk: Desk, text: str, language: str) -> None:
    values = {c.speaker.key: c.factuality.value for c in desk.claims(text, language)}
    assert values == {"m23": "CT+", ARMY: "CT+"}


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The M23 says it has captured Walikale. No, the story is not over.", "en"),
        ("Le M23 dit avoir pris Walikale. Non, rien n'est fini.", "fr"),
        ("The M23 says it has captured Walikale. False dawn, says the Congolese army.", "en"),
    ],
)
def test_other_openings_answer_nothing(desk: Desk, text: str, language: str) -> None:
    assert {c.speaker.key for c in desk.claims(text, language)} == {"m23"}


def test_a_denial_told_at_length_is_not_told_twice(desk: Desk) -> None:
    text = "Un commandant rebelle dit que ses hommes sont à Hama. Faux, répond l'armée : personne n'est entré à Hama."
    denied = [c for c in desk.claims(text, "fr") if c.factuality.polarity < 0]
    assert len(denied) == 1


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The mayor of Lyman denied that Ukrainian troops had left.", "en"),
        ("The town council of Lyman denies any Ukrainian withdrawal.", "en"),
        ("Le maire de Lyman dément tout retrait ukrainien.", "fr"),
    ],
)
def test_a_town_speaks_of_itself(desk: Desk, text: str, language: str) -> None:
    claim = desk.only(text, language, event="withdraw")
    assert (claim.factuality.value, [claim]) == ("CT-", about([claim], "Lyman"))


@pytest.mark.parametrize(
    ("text", "language", "event", "factuality", "speaker"),
    [
        ("No Russian soldier in Lyman, says Kyiv.", "en", "hold", "CT-", "officials:ukraine"),
        ("Rebels inside Goma, say residents.", "en", "enter", "CT+", "residents"),
        ("M23 fighters back in Walikale.", "en", "enter", "CT+", "narrator"),
        ("L'armée congolaise de retour à Goma.", "fr", "enter", "CT+", "narrator"),
    ],
)
def test_no_verb_but_who_says_it(
    desk: Desk, text: str, language: str, event: str, factuality: str, speaker: str
) -> None:
    claim = desk.only(text, language)
    assert (claim.event.value, claim.factuality.value, claim.speaker.key) == (event, factuality, speaker)


def test_neither_nor_loses_nothing(desk: Desk) -> None:
    text = "Nous n'avons perdu ni Djibo ni Barsalogho, affirme l'armée burkinabè."
    claims = desk.claims(text, "fr")
    assert {(c.event.value, c.factuality.value) for c in claims} == {("loss", "CT-")}
    assert len(claims) == 2


def test_what_is_ours_is_the_speakers(desk: Desk) -> None:
    claim = desk.only("Lyman is ours, a Ukrainian commander wrote.", "en", event="hold")
    assert claim.actor is not None
    assert claim.actor.key == "armed_forces_of_ukraine"
