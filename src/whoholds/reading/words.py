"""Word lists that both languages share, from `frames/words.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib import resources
from typing import Any


@lru_cache(maxsize=1)
def _tables() -> Mapping[str, Any]:
    return tomllib.loads(resources.files("whoholds.reading.frames").joinpath("words.toml").read_text("utf-8"))


@cache
def words(table: str, name: str) -> frozenset[str]:
    """A list of the file as a set."""
    return frozenset(_tables()[table][name])


@cache
def ordered(table: str, name: str) -> tuple[str, ...]:
    """A list of the file in its order."""
    return tuple(_tables()[table][name])


def directions() -> dict[str, str]:
    """Word -> one of the eight points of the compass ("sud-ouest" -> "SW")."""
    return {word: point for point, forms in _tables()["directions"].items() for word in forms}


def numbers() -> tuple[dict[str, int], dict[str, int]]:
    """Number words that add, and those that multiply ("thousand")."""
    table = _tables()["numbers"]
    units = {word: i for row in table["units"] for i, word in enumerate(row)}
    return units | table["words"], dict(table["scales"])
