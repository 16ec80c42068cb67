"""Trying frames: examples judged part by part, and how two readings differ."""

from __future__ import annotations

import pytest

from tests.reading.desk import NOW, Desk, report_of
from whoholds.reading import Reader, proving
from whoholds.reading.extension import example
from whoholds.reading.proving import Kind, differences, prove, sentence

TEXT = "Rebels captured Hama on Thursday. The army left Homs."


@pytest.mark.parametrize(
    ("wanted", "passed", "near"),
    [
        ("capture", True, ()),
        ("capture | rebels | Hama | CT+", True, ()),
        ("capture | Rebels | hama | CT+", True, ()),
        ("capture | - | - | CT+", True, ()),
        ("capture | army", False, ("actor",)),
        ("capture | rebels | Homs", False, ("place",)),
        ("capture | rebels | Hama | CT-", False, ("factuality",)),
        ("protest | rebels | Hama", False, ("event",)),
        ("nothing", False, ()),
    ],
)
def test_an_example_passes_when_all_its_parts_are_read(
    reader: Reader, wanted: str, passed: bool, near: tuple[str, ...]
) -> None:
    (verdict,) = prove([example(f"Rebels captured Hama on Thursday. => {wanted}", "en", "x")], reader, NOW)
    assert verdict.passed is passed and verdict.near == near
    assert verdict.found


def test_nothing_passes_where_nothing_is_read(reader: Reader) -> None:
    (verdict,) = prove([example("The tourist lost the key. => nothing", "en", "x")], reader, NOW)
    assert verdict.passed and verdict.found == ()


def test_where_nothing_is_read_the_event_is_missing(reader: Reader) -> None:
    (verdict,) = prove([example("The tourist lost the key. => capture", "en", "x")], reader, NOW)
    assert not verdict.passed and verdict.near == ("event",)


def test_equal_readings_do_not_differ(desk: Desk) -> None:
    report = report_of(TEXT, "en")
    claims = desk.read(report).claims
    assert claims and differences(report, claims, claims) == []


def test_added_removed_and_changed(desk: Desk) -> None:
    from dataclasses import replace

    from whoholds.model import Factuality

    report = report_of(TEXT, "en")
    first, *rest = desk.read(report).claims
    (added,) = differences(report, rest, [first, *rest])
    assert added.kind is Kind.ADDED and added.before is None and added.after == first
    assert added.sentence == "Rebels captured Hama on Thursday."
    (removed,) = differences(report, [first, *rest], rest)
    assert removed.kind is Kind.REMOVED and removed.after is None and removed.fields == ()
    other = replace(first, factuality=Factuality.POSSIBLE, confidence=0.1)
    (changed,) = differences(report, [first, *rest], [other, *rest])
    assert changed.kind is Kind.CHANGED and changed.fields == ("factuality",)


def test_how_a_claim_was_found_is_no_difference(desk: Desk) -> None:
    from dataclasses import replace

    report = report_of(TEXT, "en")
    first, *rest = desk.read(report).claims
    assert differences(report, [first, *rest], [replace(first, rule="x", confidence=0.0), *rest]) == []


@pytest.mark.parametrize(
    ("words", "whole"),
    [
        ("two", "One two three."),
        ("Four", "Four!"),
        ("five", "And five"),
        ("One", "One two three."),
    ],
)
def test_the_sentence_around_a_span(words: str, whole: str) -> None:
    text = "Zero. One two three. Four! \nAnd five\nsix"
    at = text.index(words)
    assert sentence(text, at, at + len(words)) == whole


@pytest.mark.parametrize(
    ("wanted", "name", "same"),
    [
        ("les rebelles", "rebelles", True),
        ("The rebels", "rebels", True),
        ("l’armée", "armée", True),
        ("l'armée", "armée", True),
        ("rebels", "rebels:mali", True),
        ("pro-rebels", "rebels", False),
        ("the pro-army rebels", "rebels", False),
        ("rebels", "army", False),
        ("the ", "", False),
    ],
)
def test_an_example_may_name_an_actor_with_its_article(wanted: str, name: str, same: bool) -> None:
    assert proving._names(wanted, [name]) is same
