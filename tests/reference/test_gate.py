"""The gate: whatever a matcher finds, the gate let through; and it keeps most other texts out."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whoholds.reading.scan import MEMBERS
from whoholds.reading.scene import FIGHTERS
from whoholds.reference import provisional
from whoholds.reference.actors import Actors
from whoholds.reference.gate import Gate
from whoholds.reference.generic import generic_matchers
from whoholds.reference.tokens import cut

ACTORS = Actors.load()
GATES = {language: Gate(ACTORS, language, FIGHTERS, MEMBERS) for language in ("en", "fr")}

THERE = [
    ("en", "Rebels took the ridge."),
    ("en", "The army left at dawn."),
    ("en", "M23 fighters crossed the river."),
    ("en", "The Rapid Support Forces (RSF) hold the depot. Later the RSF left."),
    ("en", "Members of the Zarma Liberation Front signed."),
    ("en", "Unidentified gunmen opened fire."),
    ("en", "An armed group called Nameless Dawn claimed it."),
    ("en", "ARMED MEN TOOK THE MARKET"),
    ("fr", "Les rebelles ont pris la colline."),
    ("fr", "L'armée s'est retirée."),
    ("fr", "Les combattants du M23 ont franchi la rivière."),
    ("fr", "Des hommes armés ont pillé le marché."),
    ("fr", "Le Front de libération du Zarma a signé."),
    ("fr", "Les FARDC tiennent le pont."),
    ("fr", "un groupe armé appelé Aube Nouvelle"),
]
NOT_THERE = [
    ("en", "The striker scored twice and the crowd sang until the lights went out."),
    ("en", "Flour rose by two cents after the harvest; bakers kept their prices."),
    ("en", "A violinist from the conservatory played three pieces by heart."),
    ("fr", "Le buteur a marqué deux fois et le stade a chanté."),
    ("fr", "Le prix de la farine a pris deux centimes après la récolte."),
    ("fr", "La violoniste a joué trois pièces par cœur."),
    ("fr", "Deux inconnus ont laissé un piano en gare."),
    ("fr", "La capitaine a remis la coupe au club de la ville."),
    ("fr", "Le chef a gagné la guerre des étoiles, et le capitaine de l'équipe ses galons de héros."),
    ("fr", "Des inconnus ont peint le mur en vert; la mairie les en a remerciés."),
]


def fights(text: str, language: str) -> bool:
    found = ACTORS.mentions(text, language, None)
    found += provisional.find(text, language, [(m.start, m.end) for m in found if m.named])
    return any(m.kind in FIGHTERS for m in found)


@pytest.mark.parametrize(("language", "text"), THERE)
def test_a_gate_opens_for_whoever_fights(language: str, text: str) -> None:
    assert GATES[language].opens(text)


@pytest.mark.parametrize(("language", "text"), NOT_THERE)
def test_a_gate_stays_shut_where_nobody_does(language: str, text: str) -> None:
    assert not GATES[language].opens(text)


def test_every_named_fighter_opens_it() -> None:
    shut = [
        name
        for actor in ACTORS.actors.values()
        if actor.kind in FIGHTERS
        for name, _, _ in actor.aliases
        if fights(f"Yesterday {name} left.", "en") and not GATES["en"].opens(f"Yesterday {name} left.")
    ]
    assert shut == []


def vocabulary(language: str) -> list[str]:
    """Words that patterns are made of, and a few that stand between them."""
    words = {"the", "of", "de", "du", "les", "a", "its", "two", "deux", "Malian", "malienne", "M23", "Front", "Union"}
    for matcher in generic_matchers(language):
        for pattern in matcher.patterns:
            for element in pattern.elements:
                words |= set(sorted(element.words)[:3])
    return sorted(words)


WORDS = {language: vocabulary(language) for language in ("en", "fr")}


@given(st.data(), st.sampled_from(["en", "fr"]))
def test_what_a_matcher_finds_the_gate_let_through(data: st.DataObject, language: str) -> None:
    drawn = data.draw(st.lists(st.sampled_from(WORDS[language]), min_size=1, max_size=9))
    text = " ".join(drawn)
    assert not fights(text, language) or GATES[language].opens(text), text


@given(st.text(max_size=60))
def test_any_text_has_an_answer(text: str) -> None:
    for language, gate in GATES.items():
        assert not fights(text, language) or gate.opens(text)


def test_a_theatres_own_phrases_count() -> None:
    phrase = next(p for t in ACTORS.theatres() if t.key == "myanmar" for p in t.phrases if p.key == "tatmadaw")
    assert phrase.kind in FIGHTERS
    assert GATES["en"].opens("The junta forces left the town.")


def test_a_gate_for_nobody_opens_for_names_that_look_armed_only() -> None:
    gate = Gate(ACTORS, "en", ())
    assert not gate.opens("The army left.")
    assert gate.opens("The Zarma Liberation Front signed.")


def test_names_need_their_capital() -> None:
    gate = GATES["en"]
    lower = [a for a in ACTORS.actors.values() if a.kind in FIGHTERS and any(n == "Wagner" for n, _, _ in a.aliases)]
    assert lower, "the example needs a group of that name"
    assert gate.opens("Wagner left.") and not gate.opens("a wagner left.")


@given(st.lists(st.sampled_from(WORDS["en"]), max_size=9).map(" ".join))
def test_words_cut_beforehand_change_no_answer(text: str) -> None:
    assert GATES["en"].opens(text, cut(text)) is GATES["en"].opens(text)


def test_an_acronym_among_its_words_needs_its_capitals() -> None:
    gate = Gate(ACTORS, "en", FIGHTERS)
    assert gate.opens("Later the RSF left.") and not gate.opens("Later the rsf left.")
