"""Direct speech: whose it is and how far it goes."""

from __future__ import annotations

import pytest

from tests.reading.attribution.blocks import find, grammar, said


def quoted(text: str, language: str = "en") -> list[tuple[str, str]]:
    block = grammar(text, language)
    return [(said(block, s.source), said(block, s.content)) for s in find(text, language, attitudes=False)]


def test_a_quotation_runs_over_full_stops() -> None:
    found = quoted('"We hold the bridge. Nobody will take it from us. We will stay," said the mayor.')
    assert found == [("the mayor", '"We hold the bridge. Nobody will take it from us. We will stay,"')]


def test_it_goes_on_after_the_cue() -> None:
    found = quoted('"We hold the bridge," the mayor said, standing in the rain. "Nobody will ever take it from us."')
    assert ("the mayor", '"We hold the bridge," "Nobody will ever take it from us."') in found


def test_a_short_second_quotation_goes_on_too() -> None:
    assert ("she", '"We hold the old bridge," "We do."') in quoted('"We hold the old bridge," she said. "We do."')


def test_a_colon_introduces() -> None:
    found = quoted('The mayor said: "Nobody has ever taken the town from us."')
    assert found == [("The mayor", '"Nobody has ever taken the town from us."')]


def test_a_name_and_a_colon_introduce() -> None:
    found = quoted("Le maire de Telmira : « Personne ne nous a jamais pris la ville. »", "fr")
    assert found and found[0][0] == "Le maire de Telmira"
    assert "Personne ne nous a jamais pris la ville" in found[0][1]


@pytest.mark.parametrize("dash", ["—", "–", "―"])
def test_a_dash_and_a_name_sign(dash: str) -> None:
    found = quoted(f'"Nobody has ever taken the town from us." {dash} Anna Orsini')
    assert found == [("Anna Orsini", '"Nobody has ever taken the town from us."')]


def test_scare_quotes_are_no_speech() -> None:
    assert quoted('The army called off the "liberation" of the town.') == []


def test_a_cue_inside_a_quotation_says_nothing_outside_it() -> None:
    text = '"They say that the bridge is lost," the mayor said, but the army was still there.'
    block = grammar(text, "en")
    inner = next(s for s in find(text, "en", attitudes=False) if block.word(block.doc[s.head]) == "say")
    assert "army" not in said(block, inner.content)


def test_an_open_quotation_reaches_the_end_of_the_paragraph() -> None:
    found = quoted('The mayor said: "Nobody has ever taken the town from us. We will stay here')
    assert found[0][1].endswith("We will stay here")
