"""Number words, dates in digits and longest matches."""

from __future__ import annotations

import pytest

from whoholds.reading.time.chart import parse
from whoholds.reading.time.tokens import tokenize

FR = {
    "trois": 3, "dix-sept": 17, "vingt et un": 21, "vingt-trois": 23, "soixante-dix": 70, "soixante-dix-huit": 78,
    "quatre-vingts": 80, "quatre-vingt-douze": 92, "cent vingt": 120, "deux cents": 200,
}  # fmt: skip
EN = {"three": 3, "seventeen": 17, "twenty-three": 23, "ninety": 90, "one hundred and twenty": 120}


def longest(text: str, language: str, kind: str) -> tuple[int, object] | None:
    tokens = tokenize(text, 0, len(text), language)
    found = parse(tokens, language)[0].get(kind, [])
    best = max(found, key=lambda match: match.end, default=None)
    return None if best is None else (tokens[best.end - 1].end, best.value)


@pytest.mark.parametrize(
    ("language", "text", "value"), [("fr", k, v) for k, v in FR.items()] + [("en", k, v) for k, v in EN.items()]
)
def test_number_words(language: str, text: str, value: int) -> None:
    assert longest(text + " soldats", language, "num") == (len(text), value)


def test_numbers_that_do_not_go_together_stay_apart() -> None:
    assert longest("trois quatre", "fr", "num") == (5, 3)
    assert longest("twenty thirty", "en", "num") == (6, 20)


def test_a_day_of_the_month_with_its_ending() -> None:
    assert longest("27th of May", "en", "dom") == (4, 27)
    assert longest("1er mai", "fr", "dom") == (3, 1)
    assert longest("32 mai", "fr", "dom") is None
    assert longest("27mm", "en", "dom") is None


@pytest.mark.parametrize("text", ["2024-11-27", "27/11/2024", "27.11.2024", "27/11/24"])
def test_dates_in_digits(text: str) -> None:
    found = longest(text + " x", "fr", "numdate")
    assert found is not None and found[0] == len(text)


@pytest.mark.parametrize("text", ["1.2.3", "27/11", "127/11/2024", "2024-11", "10-11-12"])
def test_other_digits_are_no_dates(text: str) -> None:
    assert longest(text, "fr", "numdate") is None


def test_english_weekdays_need_a_capital() -> None:
    assert longest("Monday", "en", "weekday") == (6, 0)
    assert longest("monday", "en", "weekday") is None
    assert longest("Vendredi", "fr", "weekday") == longest("vendredi", "fr", "weekday") == (8, 4)


def test_the_longest_expression_is_there() -> None:
    text = "on Monday , March 3 , 2025 at 14 : 30"
    assert longest(text, "en", "expr") == (len(text), longest(text, "en", "expr")[1])


def test_sentences_without_a_trigger_are_not_parsed() -> None:
    assert longest("in the of a", "en", "expr") is None
    assert parse([], "en") == []
