"""Which expression belongs to which event, on bare parses."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from spacy.tokens import Token

from tests.reading.desk import Desk, parsed
from whoholds.reading.grammar import grammar_for
from whoholds.reading.timing import STOPS, Timing, sentence


def said(tokens: Iterable[Token]) -> str:
    return "".join(t.text_with_ws for t in tokens).strip()


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("It rained. Rebels left Hama; the army came.", "left", "Rebels left Hama;"),
        ("It rained. Rebels left Hama; the army came.", "came", "the army came."),
        ("Rebels left.", "left", "Rebels left."),
        ("Why? Rebels left Hama", "left", "Rebels left Hama"),
    ],
)
def test_a_sentence_ends_with_its_stop(text: str, word: str, expected: str) -> None:
    g = grammar_for(parsed(text, "en"))
    start, end = sentence(g, next(t for t in g.doc if t.text == word))
    assert said(g.doc[start:end]) == expected


def test_with_full_stops_only_a_semicolon_ends_nothing() -> None:
    g = grammar_for(parsed("It rained. Rebels left; the army came.", "en"))
    start, end = sentence(g, g.doc[4], STOPS)
    assert said(g.doc[start:end]) == "Rebels left; the army came."


def test_a_timing_without_events_still_answers() -> None:
    timing = Timing(grammar_for(parsed("Rebels left Hama.", "en")))
    timing.meet([])
    assert not timing.verbs and not timing.nouns


@pytest.mark.parametrize(
    ("language", "text", "dated", "other"),
    [
        ("en", "After the fall of Hama on Tuesday, rebels advanced toward Homs.", "loss", "advance"),
        ("fr", "Après la chute de Hama mardi, les rebelles ont avancé vers Homs.", "loss", "advance"),
        ("en", "Rebels who captured Hama on Tuesday entered Homs.", "capture", "enter"),
    ],
)
def test_a_day_beside_one_event_dates_no_other(desk: Desk, language: str, text: str, dated: str, other: str) -> None:
    days = {c.event.value: c.when.start.day for c in desk.claims(text, language) if c.when.start}
    assert days[dated] == 3
    assert days.get(other) != 3


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Mardi, les rebelles ont pris Hama et l'armée a quitté Homs."),
        ("en", "On Tuesday, rebels captured Hama and the army left Homs."),
        ("en", "On Tuesday rebels managed to capture Hama, forcing the army to leave Homs."),
    ],
)
def test_a_day_that_opens_the_sentence_dates_all_of_its_news(desk: Desk, language: str, text: str) -> None:
    claims = [c for c in desk.claims(text, language) if c.event.value in ("capture", "withdraw")]
    assert len(claims) == 2
    assert {c.when.start.day for c in claims if c.when.start} == {3}
