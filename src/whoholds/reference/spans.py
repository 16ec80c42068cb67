"""A toponym in a text."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Span:
    """A name used as a place: `text == report[start:end]`, and the kind that the words around it ask for, if any."""

    start: int
    end: int
    text: str
    hint: str | None = None
