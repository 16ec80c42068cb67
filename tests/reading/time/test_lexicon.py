"""The lexicon files and their schema."""

from __future__ import annotations

import pytest

from whoholds.errors import DataError
from whoholds.reading.time.lexicon import STAGES, load, parse, timed

RULE = {"to": "expr", "op": "at", "match": ["on {weekday}"]}
DATA = {
    "words": {"weekday": [{"value": 0, "forms": ["Monday"]}]},
    "trigger": {"classes": ["weekday"], "words": ["today"]},
}


@pytest.mark.parametrize("language", sorted(timed()))
def test_shipped_files_load(language: str) -> None:
    lexicon = load(language)
    assert set(lexicon.rules) == set(STAGES)
    assert len(lexicon.rules["expr"]) >= 8
    assert {value for _, value in lexicon.words["weekday"]} == set(range(7))
    assert {value for _, value in lexicon.words["month"]} == set(range(1, 13))
    assert lexicon.numbers["six"] == 6


def test_an_unknown_language_is_an_error() -> None:
    with pytest.raises(DataError) as caught:
        load("xx")
    assert caught.value.code == "time.language"


def test_patterns_are_expanded() -> None:
    rule = {**RULE, "match": ["on|during? {day_a:weekday}", "to_the {weekday}"], "extra": 3}
    found = parse("en", {**DATA, "rule": [rule]}).rules["expr"][0]
    spelled = sorted(" ".join(a.name or a.key for a in s) for s in found.sequences)
    assert spelled == ["day_a", "during day_a", "on day_a", "to the weekday"]
    assert found.args == {"extra": 3}


@pytest.mark.parametrize(
    "rule",
    [
        {"to": "expr", "match": ["{weekday}"]},
        {**RULE, "to": "nowhere"},
        {**RULE, "match": ["{planet}"]},
        {**RULE, "match": ["on? the?"]},
        {**RULE, "match": ["some words"]},
    ],
)
def test_broken_rules_are_refused_with_their_number(rule: dict[str, object]) -> None:
    with pytest.raises(DataError) as caught:
        parse("en", {**DATA, "rule": [RULE, rule]})
    assert caught.value.code == "time.rule"
    assert "rule 2" in caught.value.message


def test_a_trigger_word_makes_a_rule_acceptable() -> None:
    found = parse("en", {**DATA, "rule": [{**RULE, "match": ["only today"]}]})
    assert len(found.rules["expr"]) == 1 and "today" in found.trigger_words
