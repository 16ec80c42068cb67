from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whoholds.web import language


@pytest.mark.parametrize(
    ("asked_for", "accept", "chosen"),
    [
        ("fr", "en", "fr"),
        ("de", "fr", "fr"),
        (None, None, "en"),
        (None, "de,es", "en"),
        (None, "fr;q=0.4, en;q=0.9", "en"),
        (None, "en;q=0.1,fr-CA", "fr"),
        (None, "fr;q=nonsense", "en"),
    ],
)
def test_the_language_that_a_reader_gets(asked_for: str | None, accept: str | None, chosen: str) -> None:
    assert language.choose(asked_for, accept) == chosen


@given(st.text() | st.none(), st.text() | st.none())
def test_any_header_gives_a_language(asked_for: str | None, accept: str | None) -> None:
    assert language.choose(asked_for, accept) in ("en", "fr")


def test_regions_and_case_of_a_tag_do_not_matter() -> None:
    for tag in ("fr", "FR", "fr-CA", "Fr-fr", " fr "):
        assert language.choose(None, tag) == "fr"


def test_a_quality_of_nothing_is_a_refusal() -> None:
    assert language.choose(None, "fr;q=0") == "en"
    assert language.choose(None, "fr;q=0, en;q=0") == "en"


def test_a_quality_beyond_the_scale_counts_as_its_end() -> None:
    assert language.choose(None, "en;q=0.9, fr;q=7") == "fr"
    assert language.choose(None, "fr;q=-1, en;q=0.1") == "en"


def test_of_equals_the_first_is_taken() -> None:
    assert language.choose(None, "fr, en") == "fr"
    assert language.choose(None, "en, fr") == "en"


def test_a_header_of_many_languages_is_read_only_so_far() -> None:
    assert language.choose(None, ",".join(["xx"] * 500 + ["fr"])) == "en"


@pytest.mark.parametrize("spoken", ["en", "fr"])
def test_words_of_the_page_stand_over_those_of_the_map(spoken: str) -> None:
    words = language.words(spoken)
    assert words.language == spoken
    assert words("skip")
    assert words("caveat")


@given(st.floats(0, 1), st.floats(0, 1))
def test_the_higher_quality_wins(one: float, other: float) -> None:
    chosen = language.choose(None, f"en;q={one:.3f}, fr;q={other:.3f}")
    assert chosen == ("fr" if round(other, 3) > round(one, 3) else "en")
