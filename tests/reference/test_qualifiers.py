from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whoholds.reference.qualifiers import generic_words, strip_generic
from whoholds.reference.sources import KINDS


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("province d'Idleb", ("idleb", "province")),
        ("Province de Homs", ("homs", "province")),
        ("Idlib province", ("idlib", "province")),
        ("la province de l'Euphrate", ("euphrate", "province")),
        ("le gouvernorat de Deraa", ("deraa", "province")),
        ("Le Caire", ("le caire", None)),
        ("La Paz", ("la paz", None)),
        ("aéroport international d’Alep", ("alep", "airport")),
        ("aéroport militaire de Hama", ("hama", "air_base")),
        ("Damascus airport", ("damascus", "airport")),
        ("ville de Kharkiv", ("kharkiv", "settlement")),
        ("l'Oronte", ("oronte", None)),
        ("The Euphrates", ("euphrates", None)),
        ("Homs", ("homs", None)),
        ("province", ("province", None)),
        ("", ("", None)),
    ],
)
def test_generic_words_are_set_aside(name: str, expected: tuple[str, str | None]) -> None:
    assert strip_generic(name) == expected


def test_kinds_of_generic_words_exist() -> None:
    before, after = generic_words()
    assert set(before.values()) | set(after.values()) <= KINDS


@given(st.text(max_size=150))
def test_something_is_left_of_any_name(name: str) -> None:
    bare, kind = strip_generic(name)
    assert kind is None or bare


def test_an_endless_name_is_cut_off() -> None:
    assert strip_generic("province de " + "x" * 100_000) == ("", None)
