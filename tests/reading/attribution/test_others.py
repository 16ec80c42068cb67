"""According-to phrases, adjectives and nouns of attitude."""

from __future__ import annotations

import pytest

from tests.reading.attribution.blocks import find, grammar, said


@pytest.mark.parametrize(
    ("language", "text", "source"),
    [
        ("fr", "Selon le général, la route est coupée.", "le général"),
        ("fr", "Selon des sources officielles, la route est coupée.", "des sources officielles"),
        ("fr", "La route, selon le général, est coupée.", "le général"),
        ("fr", "La route est coupée, toujours selon lui.", "lui"),
        ("fr", "D'après un élu du Nord, la route est coupée.", "un élu du Nord"),
        ("fr", "La route est coupée, d'après une source militaire.", "une source militaire"),
        ("en", "According to the general, the road is cut.", "the general"),
        ("en", "The road, according to the general, is cut.", "the general"),
        ("en", "The road is cut, according to two rebel sources.", "two rebel sources"),
        ("en", "The road is cut, according to the Orsk Herald.", "the Orsk Herald"),
    ],
)
def test_according_to(language: str, text: str, source: str) -> None:
    block = grammar(text, language)
    found = [s for s in find(text, language, attitudes=False) if s.kind == "according"]
    assert [said(block, s.source) for s in found] == [source]
    content = said(block, found[0].content).lower()
    assert ("route" in content and "coupée" in content) or ("road" in content and "cut" in content)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Ces annonces n'ont pu être vérifiées de source indépendante."),
        ("en", "The truck burns ten litres per hour."),
    ],
)
def test_what_looks_like_according_to(language: str, text: str) -> None:
    assert [s for s in find(text, language, attitudes=False) if s.kind == "according"] == []


def test_a_colon_bounds_according_to() -> None:
    text = "Le ministère dément : d'après lui, l'attaque a échoué."
    found = next(s for s in find(text, "fr", attitudes=False) if s.kind == "according")
    assert said(grammar(text, "fr"), found.content) == "l'attaque a échoué"


@pytest.mark.parametrize(
    ("text", "source", "content"),
    [
        ("The claim that the bridge fell was false.", "", "that the bridge fell"),
        ("The army's plan to leave the town is secret.", "The army's", "to leave the town"),
        ("The envoy made a call for an end to the siege.", "The envoy", "an end to the siege"),
        ("Criticism of the truce is growing.", "", "the truce"),
    ],
)
def test_nouns(text: str, source: str, content: str) -> None:
    block = grammar(text, "en")
    found = [s for s in find(text, "en") if s.kind == "nominal"]
    assert [(said(block, s.source), said(block, s.content)) for s in found] == [(source, content)]


@pytest.mark.parametrize(
    ("text", "cue_class", "content"),
    [
        ("The mayor is sure that the line will hold.", "think", "that the line will hold"),
        ("The rebels are ready to talk.", "want", "to talk"),
        ("Doctors are worried about the coming winter.", "fear", "the coming winter"),
        ("The council was critical of the new curfew.", "oppose", "the new curfew"),
    ],
)
def test_adjectives(text: str, cue_class: str, content: str) -> None:
    block = grammar(text, "en")
    found = [(s.cue_class, said(block, s.content)) for s in find(text, "en") if s.kind == "adjective"]
    assert found == [(cue_class, content)]


def test_nouns_and_adjectives_are_no_speech() -> None:
    for text in ("The claim that the bridge fell was false.", "The mayor is sure that the line will hold."):
        assert find(text, "en", attitudes=False) == []


def test_a_headline_with_a_name() -> None:
    text = "Anna Orsini: the town will not fall"
    found = find(text, "en")
    assert [(said(grammar(text, "en"), s.source), s.kind) for s in found][:1] == [("Anna Orsini", "colon")]
    assert find("Telmira: the town will not fall", "en", attitudes=False) == []
