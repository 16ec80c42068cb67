"""The word lists of attribution."""

from __future__ import annotations

import pytest

from whoholds.reading.attribution.lexicon import cues, wide


@pytest.mark.parametrize("language", ["en", "fr"])
def test_lists_load_and_hold_each_class(language: str) -> None:
    words, more = cues(language), wide(language)
    assert {"say", "claim", "deny", "confirm", "admit", "think"} <= set(words.verbs.values())
    assert {"want", "plan", "ask", "support", "oppose", "discuss"} <= set(more.verbs.values())
    assert words.preps and more.content_preps and more.voices and more.documents


@pytest.mark.parametrize("language", ["en", "fr"])
def test_never_and_listed_do_not_contradict(language: str) -> None:
    more = wide(language)
    assert not more.never & set(more.adjectives)
    assert not more.bare_objects & (more.no_objects - more.bare_objects)
    assert more.raising <= more.never


@pytest.mark.parametrize(
    ("language", "verb", "cue_class"),
    [("en", "deny", "deny"), ("en", "claim", "claim"), ("fr", "nier", "deny"), ("fr", "prétendre", "claim")],
)
def test_classes_of_common_cues(language: str, verb: str, cue_class: str) -> None:
    assert cues(language).verbs[verb] == cue_class
