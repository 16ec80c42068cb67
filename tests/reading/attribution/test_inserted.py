"""Inserted, final and inverted cues."""

from __future__ import annotations

import pytest

from tests.reading.attribution.blocks import find, grammar, said
from whoholds.reading.attribution.inserted import Inserted

INVERTED = [
    ("Les rebelles ont pris le pont, a annoncé le général.", "le général", "Les rebelles ont pris le pont"),
    ("Les rebelles ont pris le pont, ont annoncé deux officiers.", "deux officiers", "Les rebelles ont pris le pont"),
    ("Le pont est coupé, indique la préfecture.", "la préfecture", "Le pont est coupé"),
    ("Le pont est coupé, affirment des témoins.", "des témoins", "Le pont est coupé"),
    ("Les tirs ont cessé, selon les médecins.", "les médecins", "Les tirs ont cessé"),
    ("La trêve tient, assure un diplomate.", "un diplomate", "La trêve tient"),
    ("La trêve a tenu, a confirmé l'Observatoire.", "l'Observatoire", "La trêve a tenu"),
    ("Les blindés reculent, écrit le journal.", "le journal", "Les blindés reculent"),
    ("La ville résiste, jure un officier joint par téléphone.", "un officier joint par téléphone", "La ville résiste"),
    ("Le col est rouvert, a précisé le gouverneur.", "le gouverneur", "Le col est rouvert"),
]
FINAL = [
    ("Warplanes bombed the village, residents said.", "residents", "Warplanes bombed the village"),
    ("Warplanes bombed the village, the army said.", "the army", "Warplanes bombed the village"),
    ("The road was cut, according to the mayor.", "the mayor", "The road was cut"),
    ("The garrison has surrendered, a spokesman announced.", "a spokesman", "The garrison has surrendered"),
    ("The shelling stopped at noon, two doctors reported.", "two doctors", "The shelling stopped at noon"),
    ("The town fell in the night, officials admitted.", "officials", "The town fell in the night"),
    ("The bridge is intact, the ministry insisted.", "the ministry", "The bridge is intact"),
]


@pytest.mark.parametrize(("text", "source", "content"), INVERTED)
def test_french_cues_behind_what_is_said(text: str, source: str, content: str) -> None:
    found = find(text, "fr", attitudes=False)
    block = grammar(text, "fr")
    assert [(said(block, s.source), said(block, s.content)) for s in found] == [(source, content)]


@pytest.mark.parametrize(("text", "source", "content"), FINAL)
def test_english_cues_behind_what_is_said(text: str, source: str, content: str) -> None:
    found = find(text, "en", attitudes=False)
    block = grammar(text, "en")
    assert [(said(block, s.source), said(block, s.content)) for s in found] == [(source, content)]


def test_what_follows_an_inserted_cue_belongs_to_it() -> None:
    text = "The town was quiet, the mayor said, and the shops were open."
    content = said(grammar(text, "en"), find(text, "en", attitudes=False)[0].content)
    assert content.startswith("The town was quiet") and content.endswith("the shops were open")


def test_an_inserted_cue_in_the_middle_of_a_clause() -> None:
    text = "Troops north of the city, it maintained, are holding their lines."
    span = find(text, "en", attitudes=False)[0]
    assert said(grammar(text, "en"), span.source) == "it"
    assert said(grammar(text, "en"), span.content) == "Troops north of the city are holding their lines"


@pytest.mark.parametrize(
    ("language", "text", "source"),
    [
        ("en", "The bridge was taken, as the army said.", "the army"),
        ("fr", "Le pont a été pris, comme l'a annoncé l'armée.", "l'armée"),
    ],
)
def test_as_somebody_said(language: str, text: str, source: str) -> None:
    found = find(text, language, attitudes=False)
    assert source in [said(grammar(text, language), s.source) for s in found]


def test_a_transitive_verb_behind_a_comma_is_not_turned() -> None:
    text = "L'armée, qui tenait la ville, a annoncé son retrait."
    block = grammar(text, "fr")
    verb = next(t for t in block.doc if block.word(t) == "annoncé")
    assert Inserted(block).turned(verb) is None


@pytest.mark.parametrize(
    "text", ["Un groupe rebelle venu du sud dit contrôler le pont.", "Un officier dit avoir vu des blindés."]
)
def test_the_speaker_right_before_the_verb_is_found(text: str) -> None:
    span = find(text, "fr", attitudes=False)[0]
    assert said(grammar(text, "fr"), span.source).startswith("Un ")


def test_sentences_that_the_parser_cuts_are_read_whole() -> None:
    text = "L'armée a pris le pont, annonce l'état-major, onze ans après sa perte."
    span = find(text, "fr", attitudes=False)[0]
    assert said(grammar(text, "fr"), span.source) == "l'état-major"
