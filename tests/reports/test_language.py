from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whoholds.reports.language import READ, UNDETERMINED, _function_words, _small_words, detect, letters, majority


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Les rebelles ont pris la ville de Hama sans combattre.", "fr"),
        ("The rebels took the town of Hama without a fight.", "en"),
        ("LES REBELLES ONT PRIS LA VILLE DE HAMA SANS COMBATTRE.", "fr"),
        ("الجيش ينسحب من مدينة حماة", "ar"),
        ("Повстанцы взяли город Хама без боя.", "ru"),
        ("Повстанці взяли місто Хама без бою, кажуть мешканці.", "uk"),
        ("Los rebeldes tomaron la ciudad sin combatir, dicen los vecinos.", "es"),
    ],
)
def test_a_sentence_has_a_language(text: str, code: str) -> None:
    found, score = detect(text)
    assert found == code
    assert 0.3 < score <= 1.01


@pytest.mark.parametrize("text", ["", "   ", "123 456", "19:40 - 20:15", "⚡️ ✅ ❌", "…?!"])
def test_without_letters_there_is_none(text: str) -> None:
    assert detect(text) == (UNDETERMINED, 0.0)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Les rebelles tiennent Hama.", "fr"),
        ("Les FSR tiendraient El-Obeid.", "fr"),
        ("El Fasher falls to paramilitaries", "en"),
    ],
)
def test_in_doubt_a_language_that_is_read_is_preferred(text: str, code: str) -> None:
    # the model's own first answer to these is another one
    assert detect(text)[0] == code
    assert detect(text, prefer=())[0] != code


@pytest.mark.parametrize("prefix", ["\u202e\u200b\u2066", "\ufeff", "\u200f\u200f"])
def test_invisible_characters_change_nothing(prefix: str) -> None:
    text = "Les rebelles tiennent la ville et ses environs."
    assert detect(prefix + text + prefix) == detect(text)


def test_line_ends_change_nothing() -> None:
    assert detect("Les rebelles tiennent\nla ville et\r\nses environs.") == detect(
        "Les rebelles tiennent la ville et ses environs."
    )


def test_a_very_long_line_is_sampled() -> None:
    assert detect("The army left the town. " * 50_000)[0] == "en"


@given(st.text(max_size=200))
def test_any_text_gives_two_letters_or_und(text: str) -> None:
    code, score = detect(text)
    assert code == UNDETERMINED or len(code) == 2
    assert score >= 0
    assert (score == 0.0) == (code == UNDETERMINED)


@pytest.mark.parametrize(("text", "count"), [("", 0), ("a1é!", 2), ("حماة", 4), ("Хама", 4)])
def test_letters_of_any_script_count(text: str, count: int) -> None:
    assert letters(text) == count


@pytest.mark.parametrize(
    ("parts", "code"),
    [
        ([], UNDETERMINED),
        ([("und", 900)], UNDETERMINED),
        ([("fr", 10), ("en", 9)], "fr"),
        ([("fr", 10), ("en", 6), ("en", 6)], "en"),
        ([("und", 900), ("en", 1)], "en"),
        ([("en", 5), ("fr", 5)], "en"),
    ],
)
def test_the_majority_is_by_characters(parts: list[tuple[str, int]], code: str) -> None:
    assert majority(parts) == code


def test_small_words_belong_to_one_language_only() -> None:
    words = _function_words()
    assert set(words) == READ
    assert not words["en"] & words["fr"]
    assert all(word == word.lower() and word.isalpha() for known in words.values() for word in known)


@pytest.mark.parametrize(
    ("text", "code", "count"),
    [("Les FSR tiendraient El-Obeid.", "fr", 1), ("L'ARMÉE EST LÀ", "fr", 2), ("Hama", "en", 0), ("the", "xx", 0)],
)
def test_small_words_are_counted(text: str, code: str, count: int) -> None:
    assert _small_words(text, code) == count
