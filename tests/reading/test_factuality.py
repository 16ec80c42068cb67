"""Certainty on its way up: operations and what they make of each other. Sentences stand in `cases/factuality.tsv`."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.reading.desk import Desk
from whoholds.model import Factuality
from whoholds.reading.factuality import Certainty

OPERATIONS = ("keep", "negate", "PR", "PS", "U", "PR-not", "hearsay")


def after(*operations: str) -> Factuality:
    sure = Certainty()
    for operation in operations:
        sure.apply(operation, operation)
    return sure.value


@pytest.mark.parametrize(
    ("operations", "value"),
    [
        ((), "CT+"),
        (("keep",), "CT+"),
        (("negate",), "CT-"),
        (("negate", "negate"), "CT+"),
        (("PR",), "PR+"),
        (("PS",), "PS+"),
        (("PR", "PS"), "PS+"),
        (("PS", "PR"), "PS+"),
        (("PR", "negate"), "PR-"),
        (("negate", "PS"), "PS-"),
        (("PR-not",), "PR-"),
        (("hearsay",), "PR+"),
        (("U",), "U"),
        (("U", "negate"), "U"),
        (("negate", "U", "PR"), "U"),
    ],
)
def test_operations(operations: tuple[str, ...], value: str) -> None:
    assert after(*operations) == Factuality(value)


@given(st.lists(st.sampled_from(OPERATIONS), max_size=8))
def test_polarity_is_the_parity_of_negations(operations: list[str]) -> None:
    value = after(*operations)
    if "U" in operations:
        assert value is Factuality.UNCOMMITTED
    else:
        negations = sum(op in ("negate", "PR-not") for op in operations)
        assert value.polarity == (-1 if negations % 2 else 1)


@given(st.lists(st.sampled_from(OPERATIONS), max_size=6), st.sampled_from(OPERATIONS))
def test_certainty_never_rises(operations: list[str], further: str) -> None:
    order = {"CT": 3, "PR": 2, "PS": 1, "U": 0}

    def level(value: Factuality) -> int:
        return order["U" if value is Factuality.UNCOMMITTED else value.value[:2]]

    assert level(after(*operations, further)) <= level(after(*operations))


@given(st.lists(st.sampled_from([o for o in OPERATIONS if o != "U"]), max_size=6))
def test_to_negate_once_more_turns_the_value_and_keeps_its_strength(operations: list[str]) -> None:
    assert after(*operations, "negate") is after(*operations).negated


def test_what_moved_it_is_noted_and_what_kept_it_is_not() -> None:
    sure = Certainty()
    sure.apply("keep", "manage")
    sure.apply("PR", "probably")
    sure.apply("negate", "not")
    assert sure.steps == ["probably", "not"]


def test_hearsay_is_remembered() -> None:
    sure = Certainty()
    sure.apply("hearsay", "conditional mood")
    assert sure.hearsay


@pytest.mark.parametrize(
    ("language", "text", "word"),
    [
        ("en", "The Taliban failed to capture Farah.", "fail"),
        ("en", "The Taliban probably captured Farah.", "probably"),
        ("en", "The Taliban may capture Farah.", "may"),
        ("fr", "Les talibans ont échoué à prendre Farah.", "échouer"),
        ("fr", "Les talibans semblent avoir pris Farah.", "sembler"),
        ("fr", "Les talibans auraient pris Farah.", "conditional"),
    ],
)
def test_a_claims_rule_says_what_moved_it(desk: Desk, language: str, text: str, word: str) -> None:
    assert word in desk.only(text, language).rule


# Each pair of contexts must order certainty as it stands here, whatever the verb below them.
CONTEXTS = {
    "en": ["The Taliban {past} Farah.", "The Taliban probably {past} Farah.", "The Taliban may have {part} Farah."],
    "fr": [
        "Les talibans ont {part} Farah.",
        "Les talibans ont probablement {part} Farah.",
        "Les talibans ont peut-être {part} Farah.",
    ],
}
VERBS = {
    "en": [
        ("captured", "captured"),
        ("besieged", "besieged"),
        ("left", "left"),
        ("lost", "lost"),
        ("entered", "entered"),
    ],
    "fr": [("pris", "pris"), ("assiégé", "assiégé"), ("quitté", "quitté"), ("perdu", "perdu"), ("attaqué", "attaqué")],
}


@pytest.mark.parametrize(("language", "verb"), [(lang, verb) for lang, verbs in VERBS.items() for verb in verbs])
def test_hedges_weaken_every_verb_alike(desk: Desk, language: str, verb: tuple[str, str]) -> None:
    values = [
        desk.only(context.format(past=verb[0], part=verb[1]), language).factuality.value
        for context in CONTEXTS[language]
    ]
    assert values == ["CT+", "PR+", "PS+"]


@pytest.mark.parametrize(
    "text",
    [
        "The Taliban gave up no ground in Farah.",
        "The Taliban saw no soldiers in Farah.",
        "No soldiers were seen in Farah.",
        "The Taliban suffered no losses in Farah.",
    ],
)
def test_what_is_done_to_nothing_did_not_happen(desk: Desk, text: str) -> None:
    assert desk.only(text, "en").factuality is Factuality("CT-")
