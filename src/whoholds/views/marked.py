"""A text cut wherever a marked span begins or ends, so that spans which overlap can be drawn one inside the other."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class Mark:
    """Characters `start` … `end` of the text belong to a thing of a kind; `number` tells such things apart."""

    start: int
    end: int
    kind: str
    number: int = 0


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of text that no mark begins or ends in.

    Attributes:
        kinds: kinds of mark over it, in the order of `marks`.
        marks: every mark over it; `begins` those that begin with it.
    """

    text: str
    marks: tuple[Mark, ...] = ()
    begins: tuple[Mark, ...] = ()

    @property
    def kinds(self) -> tuple[str, ...]:
        """Kinds of mark over it, each once."""
        return tuple(dict.fromkeys(mark.kind for mark in self.marks))


def stretches(text: str, start: int, end: int, marks: Iterable[Mark]) -> Sequence[Stretch]:
    """`text[start:end]` in stretches; marks that reach beyond it are cut, empty ones left out."""
    inside = sorted(
        (m for m in marks if m.start < end and start < m.end and m.start < m.end),
        key=lambda m: (m.start, -m.end, m.kind, m.number),
    )
    cuts = sorted({start, end, *(p for m in inside for p in (m.start, m.end) if start < p < end)})
    out = []
    for a, b in pairwise(cuts):
        over = tuple(m for m in inside if m.start <= a and b <= m.end)
        out.append(Stretch(text[a:b], over, tuple(m for m in over if max(m.start, start) == a)))
    return out
