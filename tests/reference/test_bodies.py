"""The words of armed bodies: complete in both languages, folded, and of one key a unit."""

from __future__ import annotations

import pytest

from whoholds.reference.bodies import units, unlisted
from whoholds.reference.tokens import fold_words

BOTH = pytest.mark.parametrize("language", ["en", "fr"])


@BOTH
def test_words_are_folded(language: str) -> None:
    table = units(language)
    for run, key in table.words:
        assert run == fold_words(" ".join(run))
        assert not key or key.isascii()
    assert set(table.ordinals.values()) == set(range(1, 11))


def test_both_languages_know_the_same_units() -> None:
    english = set(units("en").heads.values())
    assert set(units("fr").heads.values()) == english
    said = {key for _, key in units("en").words}
    assert {word for _, key in units("fr").words for word in key.split("_") if word} <= said | {"guard"}


@BOTH
def test_longer_runs_come_first(language: str) -> None:
    sizes = [len(run) for run, _ in units(language).words]
    assert sizes == sorted(sizes, reverse=True)


@BOTH
def test_no_people_is_among_the_words_that_name_nobody(language: str) -> None:
    words = unlisted(language)
    assert words.heads and words.peoples
    assert not words.peoples & words.never
