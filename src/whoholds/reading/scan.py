"""The scan over raw text that decides what is parsed at all: by report, then by paragraph.

Parsing costs a hundred times more than looking at words, and most of what is published is about no war. The scan may
only say no where the reader could find nothing: a longer report makes claims only where somebody in it fights
(`relevance.about_a_war`), and a `Gate` knows which words must be there for that.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from importlib import resources
from typing import Any

from whoholds.model import Report
from whoholds.reading.attribution.lexicon import cues, wide
from whoholds.reading.lexicon import Lexicon, lexicon
from whoholds.reading.relevance import SHORT
from whoholds.reading.scene import FIGHTERS
from whoholds.reference.actors import Actors
from whoholds.reference.gate import Gate
from whoholds.reference.tokens import cut, fold_word

MEMBERS = ("fighters", "units")  # nouns that make a fighter of a name beside them
_QUOTED = re.compile(r"[\"«»“”„:—–―]")  # signs that attribute without a word
AFFAIRS = 3
"""Different words of public affairs that a report without fighters needs to be read for attributions. Unit: words."""


class Relevance(StrEnum):
    """What a report is read for."""

    WAR = "war"  # claims, and all that goes with them
    AFFAIRS = "affairs"  # who says what; nobody in it fights
    NONE = "none"  # nothing: it is not parsed


@dataclass(frozen=True, slots=True)
class Stems:
    """Beginnings of words, by their length."""

    by_length: Mapping[int, frozenset[str]]

    @classmethod
    def of(cls, stems: Iterable[str]) -> Stems:
        """From stems, folded or not."""
        table: dict[int, set[str]] = {}
        for stem in map(fold_word, stems):
            table.setdefault(len(stem), set()).add(stem)
        return cls({length: frozenset(found) for length, found in sorted(table.items()) if length})

    def begin(self, word: str) -> bool:
        """Does a folded word begin with one of them?"""
        return any(word[:length] in found for length, found in self.by_length.items())


class Scan:
    """Looks at the words of a report before anything else does.

    Args:
        actors: who can be in a report.
    """

    def __init__(self, actors: Actors) -> None:
        self._actors = actors
        self._gates: dict[str, Gate] = {}
        self._stems: dict[str, Stems] = {}

    def report(self, report: Report, pieces: Iterable[tuple[str, str]]) -> Relevance:
        """What a report is to be read for, as far as its words tell.

        Args:
            report: short ones are taken at their word, see `relevance.SHORT`.
            pieces: text and language of each of its paragraphs; another language than ours is "und".
        """
        if len(report.text) <= SHORT:
            return Relevance.WAR
        found: set[str] = set()
        for text, language in pieces:
            raw = cut(text)
            if self._gate(language).opens(text, raw):
                return Relevance.WAR
            found |= affairs(language).intersection(map(fold_word, raw))
        return _peaceful(found)

    def without_fighters(self, pieces: Iterable[tuple[str, str]]) -> Relevance:
        """What a report is to be read for where nobody in it fights."""
        found: set[str] = set()
        for text, language in pieces:
            found |= affairs(language).intersection(map(fold_word, cut(text)))
        return _peaceful(found)

    def paragraph(self, text: str, language: str) -> bool:
        """May a paragraph of a report that is read hold an event or an attribution: a frame's word, a cue, a quote?"""
        if _QUOTED.search(text) is not None:
            return True
        stems = self._stems.get(language)
        if stems is None:
            stems = self._stems[language] = Stems.of(_stems(lexicon(language), language))
        return any(stems.begin(fold_word(word)) for word in set(cut(text)))

    def _gate(self, language: str) -> Gate:
        if language not in self._gates:
            self._gates[language] = Gate(self._actors, language, FIGHTERS, MEMBERS)
        return self._gates[language]


def _peaceful(found: Collection[str]) -> Relevance:
    """What a report is to be read for that has these words of public affairs and nobody who fights."""
    return Relevance.AFFAIRS if len(found) >= AFFAIRS else Relevance.NONE


@lru_cache(maxsize=1)
def _tables() -> Mapping[str, Any]:
    return tomllib.loads(resources.files("whoholds.reading.frames").joinpath("scan.toml").read_text("utf-8"))


@lru_cache(maxsize=8)
def affairs(language: str) -> frozenset[str]:
    """Folded words of public affairs; none for a language that is not read."""
    return frozenset(map(fold_word, _tables()["affairs"].get(language, ())))


def _stems(known: Lexicon, language: str) -> Iterable[str]:
    words, more = cues(language), wide(language)
    frames = [f for table in (known.verbs, known.nouns) for frames in table.values() for f in frames]
    listed = [*known.verbs, *known.nouns, *known.hands, *known.hands_lost, *known.respell]
    listed += [word for frame in frames for word in frame.objects]
    listed += [*words.verbs, *words.nouns, *words.preps, *more.verbs, *more.adjectives, *more.nouns, *more.voices]
    listed += [*more.never, *more.raising]
    chief = {max(cut(word), key=len) for word in listed if cut(word)}
    for word in chief:
        yield stem(word)
    for verb, forms in _tables()["irregular"].get(language, {}).items():
        if verb in chief:
            yield from forms


def stem(word: str) -> str:
    """What all regular forms of a word begin with: up to four letters, without the last two ("conq", "ten", "tak")."""
    return word[: min(4, len(word) - 2)] if len(word) > 4 else word[:3]
