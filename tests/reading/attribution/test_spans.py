"""Attributions: a table of sentences in both languages, and the rules that hold for all of them."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.reading.attribution.blocks import find, grammar, said
from whoholds.reading.attribution import AttributionSpan

Case = tuple[str, str, str, str, str, str]


def cases() -> list[Case]:
    lines = (Path(__file__).parent / "cases.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return [(a, b, c, d, e, f) for a, b, c, d, e, f in rows]


def parts(span: AttributionSpan, text: str, language: str) -> tuple[str, str, str]:
    block = grammar(text, language)
    return span.cue_class, said(block, span.source) or "-", said(block, span.content)


@pytest.mark.parametrize(("language", "cue", "cue_class", "source", "content", "text"), cases())
def test_sentence(language: str, cue: str, cue_class: str, source: str, content: str, text: str) -> None:
    found = [parts(span, text, language) for span in find(text, language)]
    assert (cue_class, source, content.strip(" ,.")) in found or (cue_class, source, content) in found
    assert cue.split()[0].rstrip("'").lower() in text.lower()


def test_the_table_is_large_enough() -> None:
    languages = [case[0] for case in cases()]
    assert languages.count("fr") >= 40 and languages.count("en") >= 35


@pytest.mark.parametrize(("language", "text"), sorted({(case[0], case[5]) for case in cases()}))
def test_spans_are_sound(language: str, text: str) -> None:
    block = grammar(text, language)
    for wide in (True, False):
        for span in find(text, language, attitudes=wide):
            assert span.content and not span.content & set(span.cue)
            assert all(0 <= i < len(block.doc) for i in (*span.source, *span.cue, *span.content))
            assert span.head in span.cue
            assert not span.content & set(span.source)


@pytest.mark.parametrize(("language", "text"), sorted({(case[0], case[5]) for case in cases()}))
def test_speech_is_a_part_of_the_wide_reading(language: str, text: str) -> None:
    narrow = {(span.head, span.kind) for span in find(text, language, attitudes=False)}
    wide = {span.head for span in find(text, language)}
    attitudes = {"want", "plan", "refuse", "ask", "support", "oppose", "discuss", "rule", "other"}
    assert not attitudes & {span.cue_class for span in find(text, language, attitudes=False)}
    assert {head for head, kind in narrow if kind != "noun"} <= wide


SPEAKERS = {
    "fr": ["le général", "des habitants", "l'armée", "un officier"],
    "en": ["the general", "the army", "an officer"],
}
CLAIMS = {
    "fr": ["les rebelles ont pris le pont", "la garnison a quitté la ville", "deux obus ont touché le marché"],
    "en": ["the rebels have taken the bridge", "the garrison left the town", "two shells hit the market"],
}


@given(st.sampled_from(["fr", "en"]), st.data())
@settings(max_examples=25, deadline=None)
def test_one_claim_said_in_many_ways_has_one_speaker(language: str, data: st.DataObject) -> None:
    who = data.draw(st.sampled_from(SPEAKERS[language]))
    what = data.draw(st.sampled_from(CLAIMS[language]))
    verb = {"fr": ("déclaré que", "selon"), "en": ("said that", "according to")}[language]
    aux = {"fr": "ont " if who.startswith("des") else "a ", "en": ""}[language]
    inner = f"qu'{what}" if language == "fr" and what[0] in "aeiou" else f"{verb[0].split()[-1]} {what}"
    texts = [
        f"{who[0].upper()}{who[1:]} {aux}{verb[0].split()[0]} {inner}.",
        f"{what[0].upper()}{what[1:]}, {verb[1]} {who}.",
    ]
    for text in texts:
        found = find(text, language, attitudes=False)
        assert len(found) == 1, text
        block = grammar(text, language)
        assert said(block, found[0].source).lower() == who
        assert what in said(block, found[0].content).lower()


def test_negation_and_modals_of_the_cue() -> None:
    plain, negated, modal = (
        find(text, "en", attitudes=False)[0]
        for text in (
            "The army confirmed that the base fell.",
            "The army did not confirm that the base fell.",
            "The army could confirm that the base fell.",
        )
    )
    assert (plain.negated, plain.conditional) == (False, False)
    assert (negated.negated, negated.conditional) == (True, False)
    assert (modal.negated, modal.conditional) == (False, True)


def test_plus_without_ne_negates_nothing() -> None:
    south = find("Plus au sud, les factions revendiquent la capture de la base.", "fr", attitudes=False)
    never = find("Les factions ne revendiquent plus la capture de la base.", "fr", attitudes=False)
    assert [span.negated for span in south] == [False]
    assert [span.negated for span in never] == [True]


def test_an_inserted_cue_does_not_reach_over_a_colon() -> None:
    text = "A diplomat knows the answer: the rebels, she says, would be content with the suburbs."
    span = next(s for s in find(text, "en", attitudes=False) if s.kind == "parenthesis")
    assert said(grammar(text, "en"), span.content) == "the rebels would be content with the suburbs"


def test_two_sources_in_one_sentence_stay_apart() -> None:
    text = "D'après un gradé, l'armée a annoncé que la trêve était finie."
    found = {span.kind: said(grammar(text, "fr"), span.source) for span in find(text, "fr", attitudes=False)}
    assert found == {"according": "un gradé", "clause": "l'armée"}


def test_chains_nest() -> None:
    text = "The ministry said that residents reported that the bridge was open."
    outer, inner = find(text, "en", attitudes=False)
    assert inner.content < outer.content and inner.head in outer.content


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The army continued to hold the bridge."),
        ("en", "They tried to leave and managed to cross the river."),
        ("en", "The shelling made them leave."),
        ("en", "Rebels entered the town at dawn."),
        ("fr", "L'armée continue de tenir le pont."),
        ("fr", "Les rebelles ont réussi à prendre la base."),
        ("fr", "Les blindés ont quitté la ville à l'aube."),
        ("fr", "Ils tentent de fuir."),
    ],
)
def test_what_is_no_attribution(language: str, text: str) -> None:
    assert find(text, language) == []


def test_a_comma_before_a_transitive_verb_turns_nothing_round() -> None:
    text = "Le mouvement, vitrine d'une alliance que la capitale dit rebelle, a revendiqué la prise de la base."
    span = next(s for s in find(text, "fr", attitudes=False) if s.cue_class == "claim")
    assert said(grammar(text, "fr"), span.content) == "la prise de la base"
