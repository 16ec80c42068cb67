"""A fact-checker's one word beside a sentence."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.reading.desk import Desk
from whoholds.model import Factuality
from whoholds.reading.attribution import cues
from whoholds.reading.verdicts import labelled, verdict

FALSE = frozenset({"faux", "c'est faux", "false", "sans preuve"})


def judged(text: str, word: str, words: frozenset[str] = FALSE) -> bool:
    at = text.index(word)
    return verdict(text, at, at + len(word), (0, len(text)), words)


@pytest.mark.parametrize(
    "text",
    [
        "« Kati a été prise. » FAUX.",
        "« Kati a été prise » : faux",
        "« Kati a été prise par des hommes en armes. » Faux, disent les habitants.",
        '"Kati was taken." FALSE. The town is calm.',
        "FAUX : « Kati a été prise ».",
        "Kati a été prise : SANS PREUVE",
    ],
)
def test_a_verdict_beside_the_sentence_counts(text: str) -> None:
    assert judged(text, "prise" if "prise" in text else "taken")


@pytest.mark.parametrize(
    "text",
    [
        "Kati a été prise. Le faux bruit court encore.",
        "Kati a été prise. Faux passeports en main, il fuit.",
        "Kati a été prise. La ville est calme. FAUX.",
        "Faux départ à Kati, prise hier.",
        "Kati a été prise.",
    ],
)
def test_the_word_elsewhere_does_not(text: str) -> None:
    assert not judged(text, "prise")


def test_without_words_nothing_is_judged() -> None:
    assert not judged("« Kati a été prise. » FAUX.", "prise", frozenset())


@given(st.text(max_size=60), st.integers(0, 60), st.integers(0, 10))
def test_any_text_is_answered(text: str, start: int, length: int) -> None:
    start = min(start, len(text))
    end = min(start + length, len(text))
    assert verdict(text, start, end, (0, len(text)), FALSE) in (True, False)


@pytest.mark.parametrize(
    ("language", "text", "value"),
    [
        ("fr", "« Kidal a été prise par le JNIM. » FAUX.", Factuality.CERTAIN_NOT),
        ("fr", "« Kidal a été prise par le JNIM. » SANS PREUVE.", Factuality.UNCOMMITTED),
        ("en", '"Kidal was taken by JNIM." FALSE.', Factuality.CERTAIN_NOT),
        ("en", '"Kidal was taken by JNIM." UNVERIFIED.', Factuality.UNCOMMITTED),
        ("fr", "« Kidal a été prise par le JNIM. » VRAI.", Factuality.CERTAIN),
    ],
)
def test_verdicts_reach_the_claim(desk: Desk, language: str, text: str, value: Factuality) -> None:
    assert [c.factuality for c in desk.claims(text, language)] == [value]


@pytest.mark.parametrize("language", ["en", "fr"])
def test_shipped_verdicts_are_lower_case_and_kept_apart(language: str) -> None:
    classes = cues(language).classes
    false, unproven = classes["verdict_false"], classes["verdict_open"]
    assert false
    assert not false & unproven
    assert all(w == w.lower() for w in false | unproven)


@pytest.mark.parametrize(
    ("text", "word", "wanted"),
    [
        ("FAUX : Kati a été prise.", "prise", True),
        ("Hier. SANS PREUVE : Kati a été prise.", "prise", True),
        ("FALSE: Kati was taken.", "taken", True),
        ("Faux : Kati tient bon.", "tient", False),
        ("FAUX : la rumeur court. Kati a été prise.", "prise", False),
        ("Kati a été prise.", "prise", False),
    ],
)
def test_a_label_in_capitals_judges_the_sentence_behind_it(text: str, word: str, wanted: bool) -> None:
    assert labelled(text, text.index(word), (0, len(text)), FALSE) is wanted
    assert not labelled(text, text.index(word), (0, len(text)), frozenset())


@pytest.mark.parametrize(
    ("text", "event", "factuality"),
    [
        ("FAUX : Les talibans ont pris Kunduz.", "capture", Factuality.CERTAIN_NOT),
        ("FAUX : Kunduz n'est pas tombée.", "loss", Factuality.CERTAIN_NOT),
    ],
)
def test_a_label_never_makes_a_denied_fall_a_fact(desk: Desk, text: str, event: str, factuality: Factuality) -> None:
    (claim,) = desk.claims(text, "fr")
    assert (claim.event.value, claim.factuality) == (event, factuality)
