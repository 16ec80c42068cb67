"""Tokens and their offsets."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whoholds.reading.time.tokens import key_of, tokenize


def keys(text: str, language: str) -> list[str]:
    return [token.key for token in tokenize(text, 0, len(text), language)]


def test_french_elision_and_accents() -> None:
    assert keys("L’armée, d'ici à l'été", "fr") == ["l'", "armee", ",", "d'", "ici", "a", "l'", "ete"]


def test_english_possessive_is_split() -> None:
    assert keys("Thursday's raid", "en") == ["thursday", "'", "s", "raid"]


def test_thousands_are_one_number_and_never_a_day() -> None:
    for text, language in (("2 000 soldats", "fr"), ("2,000 soldiers", "en"), ("2\u202f000 soldats", "fr")):
        token = tokenize(text, 0, len(text), language)[0]
        assert (token.number, token.digits) == (2000, 0)


@pytest.mark.parametrize(
    ("text", "glued"), [("M5", True), ("5.2", True), ("T-72", True), ("26-28", False), ("27", False)]
)
def test_glued_numbers(text: str, glued: bool) -> None:
    assert any(t.number is not None and t.glued for t in tokenize(text, 0, len(text), "en")) is glued


def test_key_of() -> None:
    assert key_of("Décembre") == "decembre"
    assert key_of("l’") == "l'"


@given(st.text(max_size=80), st.sampled_from(["en", "fr"]))
def test_offsets_are_exact_and_ordered(text: str, language: str) -> None:
    end = 0
    for token in tokenize(text, 0, len(text), language):
        assert end <= token.start < token.end
        word = text[token.start : token.end]
        assert token.key == (word if word[0].isdigit() else key_of(word))
        end = token.end


def test_only_the_stretch_is_read_but_its_surroundings_are_seen() -> None:
    tokens = tokenize("M23 took 5", 1, 3, "en")
    assert [(t.start, t.end, t.glued) for t in tokens] == [(1, 3, True)]
