"""Words of armed bodies that no list names, as `data/bodies.toml` has them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from whoholds.errors import DataError
from whoholds.reference.schema import Strict, load_toml, validated
from whoholds.reference.tokens import fold_word, fold_words

_PATH = Path(__file__).parent / "data" / "bodies.toml"


class _Units(Strict):
    heads: str
    words: str
    ordinals: str
    endings: str


class _Unlisted(Strict):
    heads: str
    peoples: str
    never: str
    follow: str
    driven: str


class _File(Strict):
    en: _Units
    fr: _Units
    unlisted: Mapping[str, _Unlisted]


@dataclass(frozen=True, slots=True)
class Units:
    """Words of numbered units in one language, folded.

    Attributes:
        heads: "division" → what its key calls it. words: runs of words around it, longest first, with theirs.
        ordinals: "third" → 3. endings: what turns figures into an ordinal, longest first.
    """

    heads: Mapping[str, str]
    words: tuple[tuple[tuple[str, ...], str], ...]
    ordinals: Mapping[str, int]
    endings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Unlisted:
    """Words around the name of an armed body in one language, folded; see `unlisted`."""

    heads: frozenset[str]
    peoples: frozenset[str]
    never: frozenset[str]
    follow: frozenset[str]
    driven: frozenset[str]


@lru_cache(maxsize=1)
def _file() -> _File:
    file = validated(_File, load_toml(_PATH), _PATH.name)
    if not {"en", "fr"} <= file.unlisted.keys():
        raise DataError("data.schema", f"{_PATH.name}: unlisted: needs en and fr", subject=_PATH.name)
    return file


def _pairs(text: str) -> dict[str, str]:
    return dict(item.split("=", 1) for item in text.split())


@lru_cache(maxsize=2)
def units(language: str) -> Units:
    """The words of numbered units in "en" or "fr".

    Raises:
        DataError: the file breaks its schema.
    """
    table = _file().fr if language == "fr" else _file().en
    runs = [(fold_words(word.replace("_", " ")), key) for word, key in _pairs(table.words).items()]
    return Units(
        {fold_word(word): key for word, key in _pairs(table.heads).items()},
        tuple(sorted(runs, key=lambda item: -len(item[0]))),
        {fold_word(word): int(number) for word, number in _pairs(table.ordinals).items()},
        tuple(sorted({fold_word(ending) for ending in table.endings.split()}, key=len, reverse=True)),
    )


@lru_cache(maxsize=2)
def unlisted(language: str) -> Unlisted:
    """The words around the names of armed bodies in "en" or "fr".

    Raises:
        DataError: the file breaks its schema.
    """
    table = _file().unlisted["fr" if language == "fr" else "en"]
    texts = (table.heads, table.peoples, table.never, table.follow, table.driven)
    return Unlisted(*(frozenset(fold_words(text)) for text in texts))
