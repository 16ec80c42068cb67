"""Days from one to another in words."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whoholds.views.words import LANGUAGES
from whoholds.web.language import words
from whoholds.web.stretch import stretch


@pytest.mark.parametrize(
    ("first", "last", "en", "fr"),
    [
        (date(2024, 12, 7), date(2024, 12, 7), "7 December 2024", "7 décembre 2024"),
        (date(2024, 12, 1), date(2024, 12, 7), "1 to 7 December 2024", "du 1er au 7 décembre 2024"),
        (
            date(2024, 11, 30),
            date(2024, 12, 2),
            "30 November 2024 to 2 December 2024",
            "du 30 novembre 2024 au 2 décembre 2024",
        ),
        (
            date(2023, 12, 7),
            date(2024, 12, 7),
            "7 December 2023 to 7 December 2024",
            "du 7 décembre 2023 au 7 décembre 2024",
        ),
    ],
)
def test_a_stretch(first: date, last: date, en: str, fr: str) -> None:
    assert stretch(first, last, words("en")) == en
    assert stretch(first, last, words("fr")) == fr


@given(st.sampled_from(LANGUAGES), st.dates(date(1990, 1, 1), date(2090, 1, 1)), st.integers(0, 900))
def test_its_last_day_is_always_whole(language: str, first: date, days: int) -> None:
    last = first + timedelta(days=days)
    told = stretch(first, last, words(language))
    assert told.endswith(words(language).day(last))
    assert (told == words(language).day(last)) is (days == 0)
