"""Cue words as data: `frames/cues.<language>.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources


@dataclass(frozen=True, slots=True)
class Cues:
    """Cue words of a language, each with its class (say, claim, deny, confirm, admit, doubt, …)."""

    verbs: Mapping[str, str]
    nouns: Mapping[str, str]
    preps: frozenset[str]
    classes: Mapping[str, frozenset[str]]


@lru_cache(maxsize=8)
def cues(language: str) -> Cues:
    """The shipped cues of a language; where a word is in several classes the first counts."""
    data = tomllib.loads(resources.files("whoholds.reading.frames").joinpath(f"cues.{language}.toml").read_text())
    verbs: dict[str, str] = {}
    nouns: dict[str, str] = {}
    for table, out in ((data["verbs"], verbs), (data["nouns"], nouns)):
        for name, words in table.items():
            for word in words:
                out.setdefault(word, name)
    return Cues(
        verbs, nouns, frozenset(p for words in data["preps"].values() for p in words), {k: frozenset(v) for k, v in data.get("classes", {}).items()}
    )
