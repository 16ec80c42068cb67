"""Armies and forces of an unlisted name are groups of their own and never the state's."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from whoholds.reference.actors import Actors
from whoholds.reference.unlisted import adopted

ACTORS = Actors.load()
ROWS = [
    # language, theatre, text, name, key; "" where it stays what it is
    ("en", "sudan", "The Zaghawa army took Mellit.", "Zaghawa army", "zaghawa_army"),
    ("fr", "sudan", "L'armée de Wandali a pris la ville.", "armée de Wandali", "armee_de_wandali"),
    ("en", "ethiopia", "The Amhara army entered Lalibela.", "Amhara army", "amhara_army"),
    ("fr", "ethiopia", "L'armée oromo a pris Nekemte.", "armée oromo", "armee_oromo"),
    ("en", "myanmar", "The Zolan forces hold the pass.", "Zolan forces", "zolan_forces"),
    ("fr", "sahel", "Les forces de Wagadou avancent.", "forces de Wagadou", "forces_de_wagadou"),
    ("fr", "sahel", "La milice de Zinda a attaqué.", "milice de Zinda", "milice_de_zinda"),
    ("en", "dr_congo", "The Bwito militia retook it.", "Bwito militia", "bwito_militia"),
    ("en", "syria", "Witnesses saw the Zenda Hills militias leave.", "Zenda Hills militias", "zenda_hills_militias"),
    ("en", "myanmar", "The Arakan army seized Paletwa.", "Arakan army", "arakan_army"),
    ("fr", "myanmar", "L'armée karen a fui.", "armée karen", "karen_national_liberation_army"),
]
KEPT = [
    ("en", "sudan", "The Sudanese army left.", "sudanese_armed_forces"),
    ("en", "sudan", "Burhan's army left.", "sudanese_armed_forces"),
    ("fr", "sudan", "L'armée du Soudan recule.", "sudanese_armed_forces"),
    ("fr", "sudan", "L'armée de terre recule.", "sudanese_armed_forces"),
    ("en", "sudan", "On Friday forces of the army left.", "sudanese_armed_forces"),
    ("fr", "dr_congo", "L'armée de Kagame est là.", "rwanda_defence_force"),
    ("fr", "ukraine", "Les forces de Kiev ont avancé.", "armed_forces_of_ukraine"),
    ("fr", "dr_congo", "Le M23 a chassé l'armée de Goma.", "armed_forces_of_the_democratic_republic_of_the_congo"),
    ("fr", "libya", "L'armée de Haftar a pris Syrte.", "libyan_national_army"),
    ("en", "sahel", "The Malian army entered Kidal.", "malian_armed_forces"),
    ("en", "sudan", "The Wadi Seidna army base was hit.", "sudanese_armed_forces"),
    (
        "fr",
        "dr_congo",
        "La coalition progouvernementale recule.",
        "armed_forces_of_the_democratic_republic_of_the_congo",
    ),
    ("en", "dr_congo", "The pro-government coalition left.", "armed_forces_of_the_democratic_republic_of_the_congo"),
]


@pytest.mark.parametrize(("language", "theatre", "text", "name", "key"), ROWS)
def test_an_unlisted_name_makes_a_group_and_a_listed_one_is_that_group(
    language: str, theatre: str, text: str, name: str, key: str
) -> None:
    found = {m.text: m for m in ACTORS.mentions(text, language, ACTORS.theatre(theatre))}
    assert found[name].key == key
    assert found[name].named
    assert found[name].provisional == (key not in ACTORS.actors)


@pytest.mark.parametrize(("language", "theatre", "text", "key"), KEPT)
def test_armies_of_states_and_persons_stay_theirs(language: str, theatre: str, text: str, key: str) -> None:
    found = ACTORS.mentions(text, language, ACTORS.theatre(theatre))
    assert key in {m.key for m in found}
    assert not any(m.provisional for m in found)


@pytest.mark.parametrize(
    ("language", "text", "name"),
    [
        ("en", "The Zaghawa brigade took Mellit.", "Zaghawa brigade"),
        ("en", "The Bunyoni front took it.", "Bunyoni front"),
        ("fr", "Le front de Bunyoni a pris Sake.", "front de Bunyoni"),
        ("fr", "La brigade Tafat a pris Léré.", "brigade Tafat"),
        ("fr", "Le régiment Zenda est parti.", "régiment Zenda"),
    ],
)
def test_brigades_and_fronts_of_a_name_are_provisional(language: str, text: str, name: str) -> None:
    assert [m.text for m in ACTORS.provisional(text, language)] == [name]


@pytest.mark.parametrize(
    ("language", "text"), [("en", "Shells fell on the Bunyoni front."), ("fr", "Des obus sur le front de Bunyoni.")]
)
def test_a_line_of_fighting_is_no_group(language: str, text: str) -> None:
    assert ACTORS.provisional(text, language) == []


NAMES = st.from_regex(r"[A-Z][a-z]{4,9}qu", fullmatch=True)


@given(name=NAMES, theatre=st.sampled_from(ACTORS.theatres()), head=st.sampled_from(["army", "militia", "forces"]))
@settings(max_examples=60)
def test_no_made_up_name_is_ever_a_listed_army(name: str, theatre: object, head: str) -> None:
    found = ACTORS.mentions(f"The {name} {head} entered the town.", "en", theatre)
    group = next(m for m in found if m.text.endswith(head))
    assert (group.text, group.provisional) == (f"{name} {head}", True)
    assert all(ACTORS.side(group.key, t) is None for t in ACTORS.theatres())


def test_what_is_no_army_passes_through() -> None:
    found = ACTORS.mentions("Residents of Zenda said M23 fighters left.", "en", None)
    assert adopted(found, "Residents of Zenda said M23 fighters left.", "en") == found
