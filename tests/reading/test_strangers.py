"""Names that no list knows: places by the words around them, and no people, bodies or months."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.reading.desk import Desk, place_name
from whoholds.model import PlaceMention, Unplaced
from whoholds.reading.scene import UNKNOWN, named, spot_of
from whoholds.reading.strangers import strangers


def names(text: str, language: str = "en") -> list[str]:
    return [text[m.start : m.end] for m in strangers(text, language, [], [], {"sudanese", "soudanais"}.__contains__)]


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        ("en", "The enemy lost his camp at Meewala.", ["Meewala"]),
        ("en", "Families left for Mokolando on foot. Mokolando is full.", ["Mokolando", "Mokolando"]),
        ("en", "They blew up Ponnagyo bridge.", ["Ponnagyo"]),
        ("en", "Men were seen in Hacarito, Versallo and Teorma.", ["Hacarito", "Versallo", "Teorma"]),
        ("en", "MARTELLO. The town is quiet.", ["MARTELLO"]),
        ("en", "He spoke to General Kabengo in Parliament on Monday.", []),
        ("en", "They talked to Amnesty International in January.", []),
        ("en", "A man in Sudanese dress came from Mr Tapiasson.", []),
        ("fr", "Ils ont marché vers Kolofato.", ["Kolofato"]),
        ("fr", "Le général est né à Noël.", []),
        ("de", "Sie sind in Kolofato.", []),
    ],
)
def test_the_words_around_a_name_make_it_a_place(language: str, text: str, found: list[str]) -> None:
    assert names(text, language) == found


def test_what_the_lists_know_is_left_alone() -> None:
    text = "They are in Meewala."
    known = [PlaceMention(12, 19, Unplaced("Meewala", "other"))]
    assert strangers(text, "en", known, [], {"x"}.__contains__) == []


@given(st.text(alphabet="abcDEF inat,.-É\n", max_size=120))
def test_spans_are_inside_the_text_in_order_and_apart(text: str) -> None:
    found = strangers(text, "en", [], [], frozenset[str]().__contains__)
    assert all(m.place == Unplaced(text[m.start : m.end], UNKNOWN) for m in found)
    assert all(a.end <= b.start for a, b in pairwise(found))


def test_a_name_without_coordinates_is_a_place_of_its_own() -> None:
    here, there = Unplaced("Meewala", UNKNOWN), Unplaced("MEEWALA", UNKNOWN)
    assert named(here) and spot_of(here) == spot_of(there)
    assert not named(Unplaced("a hill", "described by a common noun")) and spot_of(Unplaced(None, UNKNOWN)) is None


def test_a_claim_about_it_is_not_moved_to_the_town_named_last(desk: Desk) -> None:
    text = "Sudan: the RSF captured Nyala on Monday. The army still holds its camp at Meewala, officials said."
    hold = next(c for c in desk.claims(text, "en") if c.event.value == "hold")
    assert hold.place == Unplaced("Meewala", UNKNOWN) and hold.place_role is not None


@pytest.mark.parametrize(
    ("language", "text", "actor"),
    [
        ("en", "Sloviansk passed into Russian hands.", "russian_armed_forces"),
        ("en", "Russian-occupied Donetsk was shelled.", "russian_armed_forces"),
        ("en", "The Rwandan advance on Bukavu continued.", "rwanda_defence_force"),
        ("fr", "Kherson est passée sous contrôle russe.", "russian_armed_forces"),
        ("fr", "Le retrait russe de Kherson est possible.", "russian_armed_forces"),
    ],
)
def test_adjectives_of_nationality_act(desk: Desk, language: str, text: str, actor: str) -> None:
    assert actor in {c.actor.key for c in desk.claims(text, language) if c.actor}


@pytest.mark.parametrize(
    ("text", "event", "place"),
    [
        ("Rebels at gates of Tripoli", "advance", "Tripoli"),
        ("Army out of Kidal, rebels in", "withdraw", "Kidal"),
        ("Gangs in control of Carrefour", "hold", "Carrefour"),
        ("RSF now in Zalingei", "enter", "Zalingei"),
        ("Talks with rebels in Goma", None, None),
        ("Army driven from Bria", "loss", "Bria"),
    ],
)
def test_headlines_without_a_verb(desk: Desk, text: str, event: str | None, place: str | None) -> None:
    control = [c for c in desk.claims(text, "en") if c.control.value != "none"]
    assert [(c.event.value, place_name(c.place)) for c in control] == ([(event, place)] if event else [])
