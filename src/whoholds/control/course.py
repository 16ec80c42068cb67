"""Who held a place, day after day, as far as somebody speaks of it; every later day goes on from there.

An answer of any day is worked out from its whole past. Until the next statement that past stays the same: it is worked
out once, and only the silence after it is gone through for each day that is asked about.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from whoholds.control.filter import UNKNOWN, Counted, Filter, Point, Vector, likeliest

_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Span:
    """Days with one holder, both ends included; `start` is None for the first: nobody said since when."""

    start: date | None
    end: date
    holder: str


@dataclass(frozen=True, slots=True)
class Course:
    """Holders up to a day; a short interlude is not yet told from a change.

    Attributes:
        spans: in order, without gaps; empty only before anything is known.
        point: where it stands at its end; None before anything is known.
    """

    spans: tuple[Span, ...] = ()
    point: Point | None = None

    def onward(
        self, told: Sequence[Counted], items: Iterable[Counted], until: date, prior: Vector, filter: Filter
    ) -> Course:
        """The same up to a later day.

        Args:
            told: what the filter hears; where the course has begun, of days up to its end.
            items: statements that may say on which day a holder took the place.
            until: the day.
            prior: before any statement.
            filter: the theatre's.
        """
        held, point = list(self.spans), self.point
        holder = held[-1].holder if held else UNKNOWN
        taken = {(p.side, p.day) for c in items for p in c.evidence.parts if p.shape == "gains"} if not held else set()

        def room(state: Vector) -> float:
            return _room(holder, state, filter)

        for point in filter.course(told, until, prior, room, self.point):
            if held:
                held[-1] = Span(held[-1].start, point.day - _ONE_DAY, holder)
            holder = _next(holder, point.told, filter)
            if held and held[-1].holder == holder:
                held[-1] = Span(held[-1].start, point.day, holder)
            else:
                begun = held or (holder, point.day) in taken
                held.append(Span(point.day if begun else None, point.day, holder))
        return Course(tuple(held), point)


def settled(held: Sequence[Span], days: int) -> list[Span]:
    """Interludes shorter than `days` between two holdings by one holder are no change; the last one may yet be."""
    out: list[Span] = []
    for i, span in enumerate(held):
        last = i == len(held) - 1
        interlude = not last and out and span.start and (span.end - span.start).days + 1 < days
        if interlude and held[i + 1].holder == out[-1].holder:
            continue
        if out and out[-1].holder == span.holder:
            out[-1] = Span(out[-1].start, span.end, span.holder)
        else:
            out.append(span)
    return out


def _next(holder: str, state: Vector, filter: Filter) -> str:
    answer = filter.weights.answer
    best = likeliest(state)
    if state[best] >= answer.take:
        return filter.states[best]
    if holder != UNKNOWN and state[filter.states.index(holder)] >= answer.keep:
        return holder
    return UNKNOWN


def _room(holder: str, state: Vector, filter: Filter) -> float:
    """By how much any probability may move before `_next` of this holder could be another."""
    answer = filter.weights.answer
    named = None if holder == UNKNOWN else filter.states.index(holder)
    others = answer.take - max(p for i, p in enumerate(state[:-1]) if i != named)
    return others if named is None else min(others, state[named] - answer.keep)
