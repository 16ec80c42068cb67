"""Whose weapons killed or hit, where the weapons are the subject."""

from __future__ import annotations

import pytest

from tests.reading.desk import Desk


@pytest.mark.parametrize(
    ("language", "text", "event", "actor"),
    [
        ("fr", "Une frappe israélienne a tué six personnes à Nabatiyé.", "kill", "israel_defense_forces"),
        ("fr", "Un enfant a été tué par des tirs israéliens à Nabatiyé.", "kill", "israel_defense_forces"),
        ("fr", "Des roquettes tirées par le Hezbollah ont touché Kiryat Shmona.", "shelling", "hezbollah"),
        ("en", "An Israeli strike killed six people in Nabatieh.", "kill", "israel_defense_forces"),
    ],
)
def test_weapons_are_somebodys(desk: Desk, language: str, text: str, event: str, actor: str) -> None:
    found = [(c.event.value, c.actor.key if c.actor else None) for c in desk.claims(text, language)]
    assert (event, actor) in found


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Une frappe a tué six personnes à Nabatiyé."),
        ("fr", "Un obus tombé près de Goma a tué une femme."),
        ("en", "A strike on Nabatieh killed six people."),
    ],
)
def test_nobodys_weapons_stay_nobodys(desk: Desk, language: str, text: str) -> None:
    kills = [c for c in desk.claims(text, language) if c.event.value == "kill"]
    assert kills and all(c.actor is None for c in kills)
