"""Numbers in digits and words, and what they count."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.reading.desk import Desk
from whoholds.reading.numbers import value_of


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2000", 2000),
        ("2,000", 2000),
        ("2 000", 2000),
        ("2\u202f000", 2000),
        ("2\u00a0000", 2000),
        ("14,500", 14500),
        ("1 250 000", 1_250_000),
        ("3.5", 3.5),
        ("3,5", 3.5),
        ("twelve", 12),
        ("twenty-five", 25),
        ("two thousand", 2000),
        ("two hundred", 200),
        ("hundred", 100),
        ("douze", 12),
        ("vingt", 20),
        ("deux mille", 2000),
        ("mille", 1000),
        ("trois cents", 300),
    ],
)
def test_what_a_numeral_says(text: str, value: float) -> None:
    assert value_of(text) == value


@pytest.mark.parametrize("text", ["", "several", "Hama", "many soldiers", "1st", "two-thirds of"])
def test_what_is_no_numeral(text: str) -> None:
    assert value_of(text) is None


@given(st.integers(0, 9_999_999))
def test_digits_in_every_grouping(number: int) -> None:
    assert value_of(str(number)) == number
    assert value_of(f"{number:,}") == number
    assert value_of(f"{number:,}".replace(",", " ")) == number
    assert value_of(f"{number:,}".replace(",", "\u202f")) == number


@pytest.mark.parametrize(
    ("language", "event", "text", "value", "approx"),
    [
        ("en", "kill", "Boko Haram killed twelve farmers in Maiduguri.", 12, False),
        ("en", "kill", "Boko Haram killed at least 12 farmers in Maiduguri.", 12, True),
        ("en", "kill", "Some 40 soldiers were killed in Maiduguri.", 40, True),
        ("fr", "kill", "Boko Haram a tué douze paysans à Maiduguri.", 12, False),
        ("fr", "kill", "Boko Haram a tué environ 40 soldats à Maiduguri.", 40, True),
    ],
)
def test_what_a_number_counts(desk: Desk, language: str, event: str, text: str, value: float, approx: bool) -> None:
    claim = desk.only(text, language, event=event)
    assert claim.quantity is not None
    assert (claim.quantity.value, claim.quantity.approx) == (value, approx)
    assert claim.quantity.unit


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Boko Haram killed dozens of farmers in Maiduguri."),
        ("en", "Boko Haram killed farmers in Maiduguri."),
        ("fr", "Boko Haram a tué des paysans à Maiduguri."),
    ],
)
def test_vague_numbers_are_none(desk: Desk, language: str, text: str) -> None:
    assert desk.only(text, language, event="kill").quantity is None
