from __future__ import annotations

import string
import tomllib
from datetime import UTC, date, datetime, timedelta, timezone
from importlib import resources
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whoholds.errors import UsageError
from whoholds.model import Event, Factuality, Standing
from whoholds.views.words import LANGUAGES, Words
from whoholds.web.shape import factuality_key

PACKAGES = ("whoholds.views", "whoholds.web")


def table(package: str) -> dict[str, Any]:
    return tomllib.loads(resources.files(package).joinpath("data/words.toml").read_text(encoding="utf-8"))


def flat(some: dict[str, Any], before: str = "") -> dict[str, Any]:
    out: dict[str, Any] = {}
    for key, value in some.items():
        out |= flat(value, f"{before}{key}.") if isinstance(value, dict) else {before + key: value}
    return out


@pytest.mark.parametrize("package", PACKAGES)
def test_every_language_has_every_key_with_the_same_fields(package: str) -> None:
    english = flat(table(package)["en"])
    for language in LANGUAGES:
        other = flat(table(package)[language])
        assert set(other) == set(english)
        for key, text in english.items():
            if isinstance(text, str):
                fields = {name for _, name, _, _ in string.Formatter().parse(text) if name}
                assert {n for _, n, _, _ in string.Formatter().parse(other[key]) if n} == fields, key
                assert other[key].strip(), key


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_member_of_the_model_has_a_word(language: str) -> None:
    words = Words.of(language, "whoholds.web")
    for standing in Standing:
        assert words(f"standing.{standing.value}")
        assert words(f"standing_long.{standing.value}")
    for event in Event:
        assert words(f"event.{event.value}")
    for factuality in Factuality:
        assert words(f"factuality.{factuality_key(factuality)}")


def test_days_and_instants() -> None:
    assert Words.of("en").day(date(2024, 12, 1)) == "1 December 2024"
    assert Words.of("fr").day(date(2024, 12, 1)) == "1er décembre 2024"
    east = datetime(2024, 12, 8, 1, 30, tzinfo=timezone(timedelta(hours=3)))
    assert Words.of("en").moment(east) == "7 December 2024, 22:30 UTC"
    assert Words.of("fr").moment(datetime(2024, 8, 1, 9, 5, tzinfo=UTC)) == "1er août 2024 à 09:05 UTC"


def test_numbers() -> None:
    assert Words.of("en").number(1234.5, 1) == "1,234.5"
    assert Words.of("fr").number(1234.5, 1) == "1\u202f234,5"


@given(st.floats(0, 1))
def test_a_per_cent_never_claims_certainty(share: float) -> None:
    for language in LANGUAGES:
        text = Words.of(language).percent(share)
        assert "100" not in text
        assert not text.startswith("0")


def test_french_keeps_its_marks_on_the_line() -> None:
    assert Words.of("fr")("title", theatre="Syrie") == "Syrie\u00a0: qui tient quoi"


def test_unknown_languages_and_keys() -> None:
    with pytest.raises(UsageError):
        Words.of("de")
    assert not Words.of("en").has("standing")
    assert not Words.of("en").has("no.such")
    assert Words.of("en").has("standing.stale")
