"""What a rumour tells that the sentence itself calls false is denied by whoever says so."""

from __future__ import annotations

import pytest

from tests.reading.desk import Desk, about, parsed
from whoholds.reading.attribution import cues
from whoholds.reading.dismissals import dismissed
from whoholds.reading.grammar import grammar_for

FALSE = [
    ("en", "Reports that Bakhmut has fallen are false, the Ukrainian army said.", "Bakhmut", "armed_forces_of_ukraine"),
    ("en", "There is no truth in reports that Bakhmut has fallen, the Ukrainian army said.", "Bakhmut",
     "armed_forces_of_ukraine"),
    ("en", "Rumours of the fall of Goma are baseless.", "Goma", "narrator"),
    ("fr", "Les rumeurs de la chute de Goma sont sans fondement, dit l'armée congolaise.", "Goma",
     "armed_forces_of_the_democratic_republic_of_the_congo"),
    ("fr", "Les informations sur la chute de Goma sont fausses.", "Goma", "narrator"),
]  # fmt: skip
TRUE = [
    ("en", "Reports that Bakhmut has fallen are not false.", "Bakhmut"),
    ("en", "Reports that Bakhmut has fallen alarmed Kyiv.", "Bakhmut"),
    ("fr", "La rumeur de la chute de Goma court depuis mardi.", "Goma"),
]


@pytest.mark.parametrize(("language", "text", "place", "speaker"), FALSE)
def test_a_rumour_called_false_is_denied(desk: Desk, language: str, text: str, place: str, speaker: str) -> None:
    claims = about(desk.claims(text, language), place)
    assert claims and {c.factuality.polarity for c in claims} == {-1}
    assert {c.speaker.key for c in claims} == {speaker}


@pytest.mark.parametrize(("language", "text", "place"), TRUE)
def test_a_rumour_that_nobody_calls_false_is_not(desk: Desk, language: str, text: str, place: str) -> None:
    assert -1 not in {c.factuality.polarity for c in about(desk.claims(text, language), place)}


@pytest.mark.parametrize(
    ("language", "text", "word", "expected"),
    [
        ("en", "Reports that the rebels have left are untrue.", "left", True),
        ("en", "Reports that rebels left are true.", "left", False),
        ("en", "Rebels left and the story is false.", "left", False),
        ("en", "There is no truth to reports that rebels left.", "left", True),
        ("fr", "L'annonce de la chute du village est mensongère.", "chute", True),
        ("fr", "L'annonce de la chute du village est attendue.", "chute", False),
    ],
)
def test_the_tree_tells_what_is_dismissed(language: str, text: str, word: str, expected: bool) -> None:
    g = grammar_for(parsed(text, language))
    trigger = next(t for t in g.doc if t.text == word)
    assert dismissed(g, trigger, cues(language)) is expected
