"""Words that take something up, on bare parses."""

from __future__ import annotations

import pytest

from tests.reading.desk import parsed
from whoholds.reading.attribution import cues
from whoholds.reading.grammar import grammar_for
from whoholds.reading.replies import Replies

VERBS = [
    ("en", "Rebels left, which the army denies.", "denies", "CT-"),
    ("en", "The army denied this.", "denied", "CT-"),
    ("en", "The army did not deny this.", "deny", "U"),
    ("en", "The mayor confirmed it.", "confirmed", "CT+"),
    ("en", "The mayor said the same.", "said", "CT+"),
    ("en", "The mayor said otherwise.", "said", "CT-"),
    ("en", "The report was later retracted.", "retracted", "CT-"),
    ("en", "The army denied access to the town.", "denied", None),
    ("en", "The mayor said many things.", "said", None),
    ("fr", "L'armée nie.", "nie", "CT-"),
    ("fr", "L'armée affirme que non.", "affirme", "CT-"),
    ("fr", "Le maire soutient le contraire.", "soutient", "CT-"),
    ("fr", "Les rebelles parlent de mensonge.", "parlent", "CT-"),
    ("fr", "Les rebelles parlent de pourparlers.", "parlent", None),
    ("fr", "L'armée dément avoir reculé.", "dément", None),
]
PREDICATES = [
    ("en", "This was untrue.", "untrue", "CT-"),
    ("en", "That is not true.", "true", "CT-"),
    ("en", "This is true.", "true", "CT+"),
    ("en", "The report was false.", "false", "CT-"),
    ("en", "The roof was false.", "false", None),
    ("fr", "C'est faux.", "faux", "CT-"),
    ("fr", "C'est exact.", "exact", "CT+"),
    ("fr", "Cette information était erronée.", "erronée", "CT-"),
    ("fr", "Ce n'est pas vrai.", "vrai", "CT-"),
]


def replies(text: str, language: str) -> tuple[Replies, dict[str, int]]:
    g = grammar_for(parsed(text, language))
    return Replies(g, cues(language)), {t.text: t.i for t in g.doc}


@pytest.mark.parametrize(("language", "text", "word", "value"), VERBS)
def test_verbs(language: str, text: str, word: str, value: str | None) -> None:
    desk, at = replies(text, language)
    found = desk.verb(desk.g.doc[at[word]], set())
    assert (found.value if found else None) == value


@pytest.mark.parametrize(("language", "text", "word", "value"), PREDICATES)
def test_predicates(language: str, text: str, word: str, value: str | None) -> None:
    desk, at = replies(text, language)
    found = desk.predicate(desk.g.doc[at[word]])
    assert (found.value if found else None) == value


@pytest.mark.parametrize(
    ("language", "text", "count"),
    [
        ("en", "Nothing of the sort, he said.", 1),
        ("en", "Nothing is left of the sort of life they had.", 0),
        ("fr", "Il n'en est rien.", 1),
        ("fr", "Il n'en reste rien.", 0),
    ],
)
def test_set_phrases(language: str, text: str, count: int) -> None:
    desk, _ = replies(text, language)
    hits = [t.i for t in desk.g.doc if desk.phrase(t) is not None]
    assert (len(hits) > 0) == bool(count)
