"""Numbered units: their span, their key, the same in both languages."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whoholds.reference.actors import Actors
from whoholds.reference.tokens import words
from whoholds.reference.units import find

ACTORS = Actors.load()


def named(text: str, language: str) -> list[tuple[str, str]]:
    cut = words(text)
    return [(text[cut.starts[u.first] : cut.ends[u.last]], u.key) for u in find(cut, language)]


@pytest.mark.parametrize(
    ("language", "text", "unit", "key"),
    [
        ("en", "The 110th Mechanized Brigade left.", "110th Mechanized Brigade", "110th_mechanized_brigade"),
        ("en", "The 110th mechanised brigade left.", "110th mechanised brigade", "110th_mechanized_brigade"),
        ("fr", "La 110e brigade mécanisée a fui.", "110e brigade mécanisée", "110th_mechanized_brigade"),
        ("fr", "La 79ème brigade aéroportée tient.", "79ème brigade aéroportée", "79th_airborne_brigade"),
        (
            "fr",
            "La 3e division d'infanterie mécanisée.",
            "3e division d'infanterie mécanisée",
            "3rd_mechanized_infantry_division",
        ),
        ("fr", "La deuxième division blindée recule.", "deuxième division blindée", "2nd_armoured_division"),
        ("fr", "Le 2e corps d'armée avance.", "2e corps d'armée", "2nd_corps"),
        ("en", "The Second Tank Army moved.", "Second Tank Army", "2nd_tank_army"),
        ("en", "Division 17 deserted.", "Division 17", "17th_division"),
        ("fr", "La brigade 444 patrouille.", "brigade 444", "444th_brigade"),
        ("en", "The 12th Brigade and the 11th Regiment.", "12th Brigade", "12th_brigade"),
        ("en", "the 22nd battalion", "22nd battalion", "22nd_battalion"),
    ],
)
def test_a_numbered_unit_has_its_number_and_one_key_in_both_languages(
    language: str, text: str, unit: str, key: str
) -> None:
    assert named(text, language)[0] == (unit, key)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "On the 7th December soldiers left."),
        ("en", "The first day, army units left."),
        ("en", "Brigade 0 and division 12345 are none."),
        ("en", "Army 2024 was a fair."),
        ("fr", "Le 7 décembre, la brigade est partie."),
        ("fr", "Pour la première fois, l'armée recule."),
        ("en", "the 3rd, brigade"),
    ],
)
def test_other_numbers_are_no_units(language: str, text: str) -> None:
    assert named(text, language) == []


@pytest.mark.parametrize(
    ("language", "theatre", "text", "name", "key", "provisional"),
    [
        (
            "en",
            "ukraine",
            "Russia's 76th Air Assault Division took it.",
            "Russia's 76th Air Assault Division",
            "russian_armed_forces",
            False,
        ),
        (
            "en",
            "ukraine",
            "The Ukrainian 99th brigade left.",
            "Ukrainian 99th brigade",
            "armed_forces_of_ukraine",
            False,
        ),
        (
            "fr",
            "ukraine",
            "La 99e brigade ukrainienne recule.",
            "99e brigade ukrainienne",
            "armed_forces_of_ukraine",
            False,
        ),
        (
            "en",
            "sudan",
            "the army's 16th Infantry Division fled",
            "army's 16th Infantry Division",
            "sudanese_armed_forces",
            False,
        ),
        (
            "fr",
            "sudan",
            "la 16e division d'infanterie de l'armée a fui",
            "16e division d'infanterie de l'armée",
            "sudanese_armed_forces",
            False,
        ),
        ("en", "libya", "The 555th Brigade took the airport.", "555th Brigade", "555th_brigade", True),
        ("en", "ukraine", "The 3rd Assault Brigade withdrew.", "3rd Assault Brigade", "3rd_assault_brigade", False),
    ],
)
def test_a_unit_is_its_army_only_where_the_text_says_whose(
    language: str, theatre: str, text: str, name: str, key: str, provisional: bool
) -> None:
    mention = ACTORS.mentions(text, language, ACTORS.theatre(theatre))[0]
    assert (mention.text, mention.key, mention.provisional) == (name, key, provisional)


@given(number=st.integers(1, 9999))
def test_english_and_french_ordinals_give_one_key(number: int) -> None:
    assert named(f"the {number}th brigade", "en")[0][1] == named(f"la {number}e brigade", "fr")[0][1]


@given(text=st.text(alphabet="123456789 theième.,brigadviso-ABé'", max_size=80), language=st.sampled_from(["en", "fr"]))
def test_any_text_gives_units_in_order_inside_it(text: str, language: str) -> None:
    cut = words(text)
    units = list(find(cut, language))
    assert all(0 <= u.first <= u.head <= u.last < len(cut) for u in units)
    assert all(a.last < b.first for a, b in pairwise(units))
