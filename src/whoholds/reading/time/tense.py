"""A guess at the tense of the clause around a time expression, for callers without a parse.

Only the words of the same clause are looked at. None means that nothing spoke for either.
"""

from __future__ import annotations

from collections.abc import Mapping

from whoholds.reading.time import lexicon as lexicons
from whoholds.reading.time.resolve import Direction
from whoholds.reading.time.tokens import Token

_BREAKS = frozenset(".;:!?()\n")


def guess(tokens: list[Token], start: int, end: int, language: str) -> Direction | None:
    """Tense of the clause around tokens `start` to `end`; the nearest word that tells wins, the left one first."""
    words = lexicons.load(language).tense
    left, right = start - 1, end
    while left >= 0 or right < len(tokens):
        for at, step in ((left, -1), (right, 1)):
            if not 0 <= at < len(tokens):
                continue
            if tokens[at].key in _BREAKS:
                if step < 0:
                    left = -1
                else:
                    right = len(tokens)
            elif (found := _tells(tokens, at, words)) is not None:
                return found
        left, right = left - 1, right + 1
    return None


def _tells(tokens: list[Token], at: int, table: Mapping[str, tuple[str, ...]]) -> Direction | None:
    token = tokens[at]
    if token.key in table.get("future", ()):
        return "future"
    if token.key in table.get("past", ()):
        return "past"
    if token.capital and at and len(token.key) > 3:
        return None
    if len(token.key) > 4 and token.key not in table.get("not_verbs", ()):
        if any(token.key.endswith(ending) for ending in table.get("future_endings", ())):
            return "future"
        if any(token.key.endswith(ending) for ending in table.get("past_endings", ())):
            return "past"
    return None
