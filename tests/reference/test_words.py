from __future__ import annotations

import pytest

from whoholds.reference.folding import fold
from whoholds.reference.words import (
    DIRECTIONS,
    bare_pattern,
    bare_phrases,
    country_heads,
    part_pattern,
    place_verbs,
    stop_words,
)


@pytest.mark.parametrize("word", ["mai", "march", "Selon", "Assad", "Wagner", "dimanche", "Nice"])
def test_stop_words(word: str) -> None:
    assert fold(word) in stop_words()


@pytest.mark.parametrize("name", ["Homs", "Damas", "Kyiv", "Goma", "Mali", "Niger", "Tartous", "Hama"])
def test_places_of_the_theatres_are_no_stop_words(name: str) -> None:
    assert fold(name) not in stop_words()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("they took the airport at dawn", "airport"),
        ("l'aéroport a fermé", "aéroport"),
        ("dans la prison centrale, dit-il", "prison centrale"),
        ("l’aéroport militaire", "aéroport militaire"),
        ("l'aéroport international d'Alep", None),
        ("la citadelle de Hama", None),
        ("an airport somewhere", None),
    ],
)
def test_bare_phrases(text: str, found: str | None) -> None:
    match = bare_pattern().search(text)
    assert (match[1] if match else None) == found
    if match:
        assert fold(match[1]) in bare_phrases()


@pytest.mark.parametrize(
    ("text", "direction"),
    [
        ("north-west Syria", "NW"),
        ("le nord de la Syrie", "N"),
        ("sud-ouest du pays", "SW"),
        ("the south of the country", "S"),
        ("northern Mali", "N"),
        ("le nord est calme", None),
    ],
)
def test_parts(text: str, direction: str | None) -> None:
    match = part_pattern().search(text)
    assert (DIRECTIONS[match[1].lower()] if match else None) == direction


def test_heads_of_country_names() -> None:
    heads = country_heads()
    assert {"democratic", "timor", "republique", "cote", "burkina"} <= heads
    assert {"france", "mali"}.isdisjoint(heads)
    assert all(head == fold(head) for head in heads)


def test_verbs_that_take_a_place_are_folded_and_no_prepositions() -> None:
    verbs = place_verbs()
    assert {"entered", "retook", "repris", "assiegent"} <= verbs
    assert {"said", "met", "killed", "tue", "in", "a"}.isdisjoint(verbs)
    assert all(verb == fold(verb) for verb in verbs)
