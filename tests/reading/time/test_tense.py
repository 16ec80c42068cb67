"""The guess at a clause's tense."""

from __future__ import annotations

import pytest

from whoholds.reading.time.tense import guess
from whoholds.reading.time.tokens import tokenize


@pytest.mark.parametrize(
    ("language", "text", "mark", "expected"),
    [
        ("en", "The talks will open Monday.", "Monday", "future"),
        ("en", "All forces must leave Monday.", "Monday", "future"),
        ("en", "The talks collapsed Monday.", "Monday", "past"),
        ("en", "Monday the talks collapsed.", "Monday", "past"),
        ("en", "Raids Monday.", "Monday", None),
        ("en", "They will stay; Orsk fell Monday.", "Monday", "past"),
        ("en", "They fled. Monday nothing.", "Monday", None),
        ("fr", "Les pourparlers reprendront lundi.", "lundi", "future"),
        ("fr", "L'ultimatum doit expirer lundi.", "lundi", "future"),
        ("fr", "La ville a été prise lundi.", "lundi", "past"),
        ("fr", "Les insurgés avançaient lundi.", "lundi", "past"),
        ("fr", "Frappes lundi.", "lundi", None),
    ],
)
def test_guess(language: str, text: str, mark: str, expected: str | None) -> None:
    tokens = tokenize(text, 0, len(text), language)
    at = next(i for i, token in enumerate(tokens) if text[token.start : token.end] == mark)
    assert guess(tokens, at, at + 1, language) == expected
