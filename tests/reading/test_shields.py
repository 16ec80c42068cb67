"""Which names are shown to the parser as something else."""

from __future__ import annotations

import re
from datetime import date

import pytest

from whoholds.model import PlaceMention, Unplaced
from whoholds.reading.languages import KINDS, language_of
from whoholds.reading.lexicon import lexicon
from whoholds.reading.parse import Shield
from whoholds.reading.shields import _any_of, _first_letter, days, respell, shields
from whoholds.reading.time.find import find_expressions
from whoholds.reference.mention import ActorMention

NOWHERE = Unplaced("x", "test")


def place(text: str, name: str) -> PlaceMention:
    at = text.index(name)
    return PlaceMention(at, at + len(name), NOWHERE)


def actor(text: str, name: str, kind: str = "armed_group", **fields: object) -> ActorMention:
    at = text.index(name)
    return ActorMention(at, at + len(name), "key", kind, fields.pop("named", True), name, **fields)


def shown(text: str, found: list[Shield]) -> dict[str, str | None]:
    return {text[s.start : s.end]: s.kind for s in found}


def test_places_and_named_actors_are_shielded_and_phrases_are_not() -> None:
    text = "Ahrar al-Sham rebels left Khan Sheikhun."
    found = shields(
        text,
        0,
        len(text),
        "en",
        [place(text, "Khan Sheikhun")],
        [actor(text, "Ahrar al-Sham"), actor(text, "rebels", named=False)],
        [],
    )
    assert shown(text, found) == {"Ahrar al-Sham": "group", "Khan Sheikhun": "place"}


@pytest.mark.parametrize(
    ("span", "name"),
    [
        ("Idlib province", "Idlib"),
        ("province d'Idleb", "Idleb"),
        ("Menagh airport", "Menagh"),
        ("Maarrat al-Numan", "Maarrat al-Numan"),
        ("Khan Sheikhun", "Khan Sheikhun"),
    ],
)
def test_only_the_name_of_a_place_is_shielded_not_its_kind(span: str, name: str) -> None:
    text = f"They saw {span} again."
    found = shields(text, 0, len(text), "en", [place(text, span)], [], [])
    assert [text[s.start : s.end] for s in found] == [name]


def test_a_person_wears_a_persons_name_and_an_article_stays_outside() -> None:
    text = "Le M23 et Corneille Nangaa"
    found = shields(
        text, 0, len(text), "fr", [], [actor(text, "Le M23"), actor(text, "Corneille Nangaa", "person")], []
    )
    assert shown(text, found) == {"M23": "group", "Corneille Nangaa": "person"}


def test_groups_in_the_plural_wear_a_plural() -> None:
    text = "Les FDS et les Fano"
    found = shields(text, 0, len(text), "fr", [], [actor(text, "FDS", number="plur"), actor(text, "Fano")], [])
    assert shown(text, found) == {"FDS": "groups", "Fano": "group"}


def test_a_capital_that_stands_for_its_government_wears_a_places_name() -> None:
    text = "Kinshasa dément."
    found = shields(text, 0, len(text), "fr", [], [actor(text, "Kinshasa", "state", named=False, metonym=True)], [])
    assert shown(text, found) == {"Kinshasa": "place"}


def test_shields_never_overlap_and_the_longer_wins() -> None:
    text = "Maarrat al-Numan fell."
    found = shields(text, 0, len(text), "en", [place(text, "Maarrat al-Numan"), place(text, "Numan")], [], [])
    assert [text[s.start : s.end] for s in found] == ["Maarrat al-Numan"]


def test_names_outside_the_block_are_left_out() -> None:
    text = "Hama fell. Homs holds."
    assert shields(text, 0, 10, "en", [place(text, "Homs")], [], []) == []


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_kind_of_shield_has_a_mask(language: str) -> None:
    assert set(language_of(language).masks) == KINDS == {"place", "group", "groups", "vowel", "person"}


# -- dates ------------------------------------------------------------------------------------------------------------


def dated(text: str, language: str) -> list[str]:
    times = find_expressions(text, 0, len(text), language, anchor=date(2024, 12, 5), focus=None)
    return [text[s.start : s.end] for s in days(text, 0, len(text), language, times)]


@pytest.mark.parametrize(
    ("text", "language", "wanted"),
    [
        ("Les rebelles ont pris mardi Hama.", "fr", ["mardi"]),
        ("Rebels took Hama on Tuesday without a fight.", "en", ["on Tuesday"]),
        ("La bataille de mardi a été brève.", "fr", []),
        ("Tuesday's battle was short.", "en", []),
        ("Mardi, les rebelles ont pris Hama.", "fr", []),
    ],
)
def test_only_dates_that_interrupt_a_clause_become_an_adverb(text: str, language: str, wanted: list[str]) -> None:
    found = dated(text, language)
    assert [w for w in wanted if not any(w in f or f in w for f in found)] == []
    assert bool(found) is bool(wanted)


# -- verbs that the parser takes for nouns ----------------------------------------------------------------------------


def test_respelt_verbs_are_shown_as_another_verb_with_their_own_lemma() -> None:
    text = "Troops Retook Hama and retook Homs."
    found = respell(text, 0, len(text), [], {"retook": ("took", "retake")})
    assert [(text[s.start : s.end], s.shown, s.lemma) for s in found] == [
        ("Retook", "took", "retake"),
        ("retook", "took", "retake"),
    ]


def test_respelling_spares_names_and_the_middle_of_words() -> None:
    text = "Retook fell; mistook."
    name = Shield(0, 6, "place")
    assert respell(text, 0, len(text), [name], {"retook": ("took", "retake")}) == [name]


def test_nothing_to_respell_leaves_names_as_they_are() -> None:
    names = [Shield(0, 4, "place")]
    assert respell("Hama fell.", 0, 10, names, {}) == names


@pytest.mark.parametrize("language", ["en", "fr"])
def test_shipped_respellings_have_lemmas_with_frames(language: str) -> None:
    data = lexicon(language)
    keys = set(data.verbs) | set(data.signatures)
    stems = {key.split(" ")[0] for key in keys}
    unknown = {form: lemma for form, (_, lemma) in data.respell.items() if lemma not in stems}
    assert len(unknown) <= len(data.respell) / 2, unknown


@pytest.mark.parametrize(
    ("form", "letter"),
    [
        ("flees", "f"),
        ("(?<= a )prises?(?! part)", "p"),
        ("(?:(?<=est )|(?<=sont ))assiégée?", "a"),
        ("(?<!le )(?<!du )contrôle(?= la)", "c"),
        ("sans (?:combat|combattre)", "s"),
        ("(?:un|deux) fois", ""),
        ("s?ortie", ""),
        ("pris|capturé", ""),
        ("[ée]crit", ""),
    ],
)
def test_the_letter_that_a_form_begins_with(form: str, letter: str) -> None:
    assert _first_letter(form) == letter


@pytest.mark.parametrize("language", ["en", "fr"])
def test_forms_by_their_letters_match_as_a_plain_list_of_them(language: str) -> None:
    forms = tuple(lexicon(language).respell)
    pattern, order = _any_of(forms)
    assert sorted(order) == sorted(forms)
    plain = re.compile(r"\b(?:" + "|".join(f"({f.removeprefix('@')})" for f in forms) + r")\b", re.IGNORECASE)
    text = (
        "Elle a pris la ville, prise par le M23, et il dément ; ils ont repris Sake. Le contrôle du pont, il contrôle "
        "Goma. ÉVACUE et évacue, sans combat. Rebels retook, Retake, besieged it; the army Repels them and flees."
    )
    ours = [(m.span(), order[(m.lastindex or 1) - 1]) for m in pattern.finditer(text)]
    assert ours == [(m.span(), forms[(m.lastindex or 1) - 1]) for m in plain.finditer(text)]
    assert ours
