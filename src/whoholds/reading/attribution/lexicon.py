"""Cue words as data: a language's cues for speech, its attitudes for every other stance (see `languages.Files`)."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from whoholds.errors import DataError
from whoholds.reading.extension import Frames, used
from whoholds.reading.languages import SHIPPED, language_of

_TABLES = (
    "verbs",
    "prepositions",
    "object_prepositions",
    "predicative",
    "adjectives",
    "nouns",
    "noun_prepositions",
    "light",
    "never",
    "bare",
)


_NO_ATTITUDES: Mapping[str, Mapping[str, list[str]]] = {name: {} for name in _TABLES} | {
    "bare": {"classes": [], "except": [], "also": []},
    "noun_prepositions": {"content": [], "adjective": [], "source": []},
    "light": {"verbs": [], "voices": [], "documents": []},
    "never": {"verbs": [], "raising": []},
}


@dataclass(frozen=True, slots=True)
class Cues:
    """Cue words of a language, each with its class (say, claim, deny, confirm, admit, doubt, …)."""

    verbs: Mapping[str, str]
    nouns: Mapping[str, str]
    preps: frozenset[str]
    classes: Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Wide:
    """Words of attitude beyond speech, each with its class (want, plan, ask, support, oppose, …).

    Attributes:
        verbs: lemma to class.
        prepositions: "call for": what follows the preposition is the content.
        object_prepositions: "accuse of": so with an object between.
        predicative: verbs whose object and predicate are the content ("call it a mistake").
        bare_objects: verbs whose object is the content; `no_objects` those whose is not.
        things: verbs of speech whose object is mostly a thing.
        adjectives, nouns: as `verbs`.
        content_preps, source_preps: what leads from a noun to its content, to its source.
        adjective_preps: what leads from an adjective to its content.
        light: verbs whose subject is the source of their object ("make the claim that").
        never: verbs that take a clause or infinitive and say nothing of a mind.
        raising: "seems to", "appears to".
        of_content: nouns of speech whose "of" leads to what is said, not to who says it.
        documents: what shows something ("images", "footage").
        voices: verbs that introduce direct speech only ("shouted").
    """

    verbs: Mapping[str, str]
    prepositions: Mapping[str, str]
    object_prepositions: Mapping[str, str]
    predicative: frozenset[str]
    bare_objects: frozenset[str]
    no_objects: frozenset[str]
    things: frozenset[str]
    adjectives: Mapping[str, str]
    nouns: Mapping[str, str]
    content_preps: frozenset[str]
    adjective_preps: frozenset[str]
    source_preps: frozenset[str]
    light: frozenset[str]
    never: frozenset[str]
    raising: frozenset[str]
    voices: frozenset[str]
    of_content: frozenset[str]
    documents: frozenset[str]


def cues(language: str) -> Cues:
    """The cues of a language, shipped and added (`extension.using`); of a word's several classes the first counts."""
    return _cues(language, used())


@lru_cache(maxsize=16)
def _cues(language: str, frames: Frames) -> Cues:
    data = frames.cues(tomllib.loads(language_of(language).files.cues.read_text("utf-8")), language)
    preps = frozenset(p for words in data["preps"].values() for p in words)
    classes = dict.fromkeys(_classes(), frozenset[str]())
    classes |= {k: frozenset(v) for k, v in data.get("classes", {}).items()}
    return Cues(_by_word(data["verbs"]), _by_word(data["nouns"]), preps, classes)


@lru_cache(maxsize=1)
def _classes() -> frozenset[str]:
    """Classes of cues that the reader asks for: those a shipped language fills; another may leave some of them out."""
    files = (language.files.cues for language in SHIPPED)
    return frozenset(name for file in files for name in tomllib.loads(file.read_text("utf-8")).get("classes", {}))


@lru_cache(maxsize=8)
def wide(language: str) -> Wide:
    """The words of attitude of a language.

    Raises:
        DataError: a table is missing.
    """
    file = language_of(language).files.attitudes
    name, data = (file.name, tomllib.loads(file.read_text("utf-8"))) if file is not None else ("", _NO_ATTITUDES)
    missing = [table for table in _TABLES if table not in data]
    if missing:
        raise DataError(
            "attribution.words", f"no {missing[0]} in {name}", hint="compare the other language", subject=name
        )
    verbs = _by_word(data["verbs"])
    no_objects = frozenset(data["bare"]["except"])
    by_class = {word for kind in data["bare"]["classes"] for word in data["verbs"].get(kind, ())}
    return Wide(
        verbs=verbs,
        prepositions=_by_word(data["prepositions"]),
        object_prepositions=_by_word(data["object_prepositions"]),
        predicative=frozenset(_by_word(data["predicative"])),
        bare_objects=frozenset(by_class - no_objects) | frozenset(data["bare"]["also"]),
        no_objects=no_objects,
        things=frozenset(data["bare"].get("things", ())),
        adjectives=_by_word(data["adjectives"]),
        nouns=_by_word(data["nouns"]),
        content_preps=frozenset(data["noun_prepositions"]["content"]),
        adjective_preps=frozenset(data["noun_prepositions"]["adjective"]),
        source_preps=frozenset(data["noun_prepositions"]["source"]),
        light=frozenset(data["light"]["verbs"]),
        never=frozenset(data["never"]["verbs"]),
        raising=frozenset(data["never"]["raising"]),
        voices=frozenset(data["light"]["voices"]),
        documents=frozenset(data["light"]["documents"]),
        of_content=frozenset(data["noun_prepositions"].get("of", ())),
    )


def _by_word(table: Mapping[str, list[str]]) -> dict[str, str]:
    out: dict[str, str] = {}
    for name, words in table.items():
        for word in words:
            out.setdefault(word, name)
    return out
