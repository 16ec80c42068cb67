"""Places said to belong to a people: what it was, is again, and what only describes a town."""

from __future__ import annotations

import pytest

from tests.reading.desk import Desk, brief

RUSSIAN, UKRAINIAN = "russian_armed_forces", "armed_forces_of_ukraine"
SAID = [
    ("en", "hold", UKRAINIAN, "CT+", "Lyman is still Ukrainian."),
    ("en", "hold", UKRAINIAN, "CT+", "Lyman remains Ukrainian."),
    ("en", "hold", RUSSIAN, "CT+", "Lyman is now Russian."),
    ("en", "capture", UKRAINIAN, "CT+", "Lyman is Ukrainian again."),
    ("en", "loss", RUSSIAN, "CT+", "Lyman is no longer Russian."),
    ("fr", "hold", UKRAINIAN, "CT+", "Lyman reste ukrainienne."),
    ("fr", "hold", RUSSIAN, "CT+", "Lyman est toujours russe."),
    ("fr", "capture", UKRAINIAN, "CT+", "Lyman est redevenue ukrainienne."),
    ("fr", "loss", UKRAINIAN, "CT+", "Lyman n'est plus ukrainienne."),
]


@pytest.mark.parametrize(("language", "event", "actor", "factuality", "text"), SAID)
def test_whose_a_place_is(desk: Desk, language: str, event: str, actor: str, factuality: str, text: str) -> None:
    assert [brief(c) for c in desk.claims(text, language)] == [(event, actor, "Lyman", factuality, "narrator")]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Lyman is a Ukrainian town."),
        ("en", "The flag over Lyman is Ukrainian."),
        ("en", "The mayor of Lyman is still Ukrainian."),
        ("fr", "Lyman est une ville ukrainienne."),
        ("fr", "La bière de Lyman reste ukrainienne."),
    ],
)
def test_an_adjective_that_only_describes_says_nothing(desk: Desk, language: str, text: str) -> None:
    assert [c for c in desk.claims(text, language) if c.rule.endswith("(people)")] == []


@pytest.mark.parametrize(
    ("language", "text", "speaker"),
    [
        ("en", "Lyman remains Ukrainian, residents said.", "residents"),
        ("fr", "Lyman reste ukrainienne, selon des habitants.", "residents"),
    ],
)
def test_it_has_a_speaker_as_any_claim(desk: Desk, language: str, text: str, speaker: str) -> None:
    assert [c.speaker.key for c in desk.claims(text, language)] == [speaker]


@pytest.mark.parametrize(
    ("language", "text", "actor"),
    [
        ("fr", "Bunia est sous contrôle rebelle.", "m23"),
        ("fr", "Bunia est toujours aux mains gouvernementales.", None),
    ],
)
def test_french_adjectives_of_a_side_are_people_too(desk: Desk, language: str, text: str, actor: str | None) -> None:
    found = [c.actor.key for c in desk.claims(text, language) if c.actor is not None]
    assert found == ([actor] if actor else found)
