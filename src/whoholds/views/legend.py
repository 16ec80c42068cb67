"""The legend: only what is on the map, in rows that wrap to the width they are given."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from whoholds.model import Standing
from whoholds.views.labels import text_width, wrap
from whoholds.views.markup import Markup, el
from whoholds.views.patterns import Mark, SideStyle, symbol
from whoholds.views.words import Words

ROW = 23.0  # pixels
GAP = 22.0
LEADING = 15.0  # between the lines of one text
_TEXT = 12.5


@dataclass(frozen=True, slots=True)
class Entry:
    """A drawing and what it means."""

    kind: str  # "side", "standing", "threat", "dispute"
    key: str
    text: str
    drawing: tuple[Markup, ...]


def side_entries(marks: Iterable[Mark], sides: Sequence[SideStyle], words: Words, prefix: str) -> list[Entry]:
    """The sides that hold or contest a place on the map, in the theatre's order."""
    seen = {key for mark in marks for key in (mark.holding.holder, *mark.contenders)}
    return [
        Entry("side", s.key, s.name(words.language), tuple(symbol(Standing.ASSESSED, s, (), prefix)))
        for s in sides
        if s.key in seen
    ]


def standing_entries(marks: Iterable[Mark], words: Words, prefix: str, *, long: bool) -> list[Entry]:
    """The standings on the map, drawn in no side's colour, and the sign for a threat."""
    found = list(marks)
    seen = {mark.standing for mark in found}
    table = "standing_long" if long else "standing"
    entries = [
        Entry("standing", s.value, words(f"{table}.{s.value}"), tuple(symbol(s, None, (), prefix)))
        for s in Standing
        if s in seen
    ]
    if any(mark.holding.threatened for mark in found):
        drawing = tuple(symbol(Standing.ASSESSED, None, (), prefix, threatened=True, radius=3.6))
        entries.append(Entry("threat", "threatened", words("threatened_long" if long else "threatened"), drawing))
    return entries


def dispute_entry(words: Words, prefix: str) -> Entry:
    """The sign for borders and areas in dispute."""
    d = "M-9 -6h18v12h-18z"
    drawing = (el("path", class_="land", d=d), el("path", class_="line disputed", d=d, fill=f"url(#{prefix}dis)"))
    return Entry("dispute", "dispute", words("disputed_border"), drawing)


def rows(head: str, entries: Sequence[Entry], x: float, y: float, width: float) -> tuple[list[Markup], float]:
    """A headed group of entries in rows.

    Args:
        head: the group's heading.
        entries: in order.
        x: left edge, in pixels.
        y: upper edge, in pixels.
        width: pixels that a row may take.

    Returns:
        The elements, and the height they take in pixels.
    """
    parts = [el("text", head.upper(), class_="legend-head", x=x, y=y + 10)]
    left, top, high = x, y + 18, ROW
    for entry in entries:
        lines = wrap(entry.text, _TEXT, width - 24)
        need = 24 + max(text_width(line, _TEXT) for line in lines)
        if left > x and left + need > x + width:
            left, top, high = x, top + high, ROW
        high = max(high, ROW + LEADING * (len(lines) - 1))
        parts.append(el("g", entry.drawing, transform=f"translate({left + 10:.1f} {top + 11:.1f})"))
        parts += [
            el("text", line, class_="legend", x=left + 24, y=top + 15.2 + LEADING * i) for i, line in enumerate(lines)
        ]
        left += need + GAP
    return parts, top + high - y
