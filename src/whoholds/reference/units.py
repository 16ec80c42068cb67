"""Numbered units that no list names: "the 110th Mechanized Brigade", "la 79e brigade aéroportée", "la division 17".

A unit whose army the text names ("Russia's 76th division") is that army, under the name that the text gives it. One
whose army nothing names is a group of its own, to be judged by a person: in many wars both sides number theirs.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from whoholds.reference.bodies import Units, units
from whoholds.reference.tokens import Words

_MOST_WORDS = 6
_LONGEST_NUMBER = 4
_NUMBERED_AFTER = frozenset({"brigade", "division", "battalion"})
"""Units whose number may stand behind: "Division 17"; "army 2024" is none."""


@dataclass(frozen=True, slots=True)
class Unit:
    """Words `first` … `last` (included) name a unit; `head` is the word that says what it is."""

    first: int
    last: int
    head: int
    key: str


def find(text: Words, language: str) -> Iterator[Unit]:
    """Every numbered unit of a text, in order.

    Args:
        text: a text's words.
        language: "fr" or "en".
    """
    table = units(language)
    i = 0
    while i < len(text):
        unit = _at(text, i, table, language)
        if unit is None:
            i += 1
            continue
        yield unit
        i = unit.last + 1


def _at(text: Words, i: int, table: Units, language: str) -> Unit | None:
    number = _ordinal(text.folds[i], table)
    if number:
        return _english(text, i, number, table) if language == "en" else _french(text, i, number, table)
    kind = table.heads.get(text.folds[i])
    behind = i + 1
    if kind in _NUMBERED_AFTER and behind < len(text) and text.joined[i]:
        word = text.folds[behind]
        if word.isdigit() and word.isascii() and len(word) < _LONGEST_NUMBER and int(word):
            return Unit(i, behind, i, f"{_written(int(word))}_{kind}")
    return None


def _english(text: Words, i: int, number: int, table: Units) -> Unit | None:
    said: list[str] = []
    at = i + 1
    while at < len(text) and text.joined[at - 1] and len(said) < _MOST_WORDS:
        word = text.folds[at]
        if word in table.heads:
            return Unit(i, at, at, "_".join([_written(number), *said, table.heads[word]]))
        found = next((key for run, key in table.words if run == (word,)), None)
        if found is None:
            return None
        said.append(found)
        at += 1
    return None


def _french(text: Words, i: int, number: int, table: Units) -> Unit | None:
    head = i + 1
    if head >= len(text) or not text.joined[i] or text.folds[head] not in table.heads:
        return None
    said: list[str] = []
    at = head + 1
    while at < len(text) and len(said) < _MOST_WORDS:
        found = next(
            (
                (run, key)
                for run, key in table.words
                if text.folds[at : at + len(run)] == run and all(text.joined[at - 1 : at + len(run) - 1])
            ),
            None,
        )
        if found is None:
            break
        at += len(found[0])
        if found[1]:
            said.append(found[1])
    return Unit(i, at - 1, head, "_".join([_written(number), *said, table.heads[text.folds[head]]]))


def _ordinal(word: str, table: Units) -> int:
    """The number that a word says as an ordinal, 0 where it says none."""
    if word in table.ordinals:
        return table.ordinals[word]
    figures = word.rstrip("abcdefghijklmnopqrstuvwxyz")
    if not figures.isdigit() or not figures.isascii() or len(figures) > _LONGEST_NUMBER:
        return 0
    return int(figures) if word[len(figures) :] in table.endings else 0


def _written(number: int) -> str:
    """1 → "1st", 12 → "12th", 22 → "22nd"."""
    last = number % 10 if number % 100 // 10 != 1 else 0
    return f"{number}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(last, 'th') }"
