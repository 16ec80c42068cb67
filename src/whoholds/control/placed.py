"""All that bears on one place, ready to be asked about any day: what two days have in common is worked out once."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from datetime import date
from functools import cached_property

from whoholds.control.case import Case, best_site, case_of
from whoholds.control.evidence import Evidence, Site
from whoholds.control.filter import Filter
from whoholds.control.glance import Glance, glance
from whoholds.control.sentences import Name

CASES_KEPT = 64  # stretches of days between which nothing is said
DAYS_KEPT = 4  # answers


class Placed:
    """The evidence about one place; it never changes, so that several readers may ask it at once.

    Args:
        evidence: not empty, in order of publication.
        filter: the theatre's.
        name: what sides and voices are called.
        initial: the side that holds it before any claim, where that is known.
    """

    def __init__(self, evidence: Sequence[Evidence], filter: Filter, name: Name, initial: str | None = None) -> None:
        self.evidence = tuple(evidence)
        self._filter, self._name, self._initial = filter, name, initial
        self._cases: dict[int, Case] = {}
        self._seen: dict[date, Glance | None] = {}

    @cached_property
    def site(self) -> Site:
        """Where it lies."""
        return best_site(self.evidence)

    @cached_property
    def first(self) -> date:
        """The first day that is spoken of."""
        return min(min([e.day, *(part.day for part in e.parts)]) for e in self.evidence)

    @cached_property
    def _cuts(self) -> list[date]:
        return cuts(self.evidence)

    def case(self, on: date) -> Case | None:
        """The case on a day; None where no claim bears on the place up to it."""
        n = bisect_right(self._cuts, on)
        case = self._cases.get(n)
        if case is None:
            case = case_of(self.evidence, on, self._filter, self._initial)
            if len(self._cases) >= CASES_KEPT:
                self._cases = {}
            self._cases[n] = case
        if not case.evidence:
            return None
        _ = case.spoken  # which all days until the next word have in common
        return case if case.on == on else case.moved(on)

    def glance(self, on: date) -> Glance | None:
        """The answer on a day without its explanation; None where no claim bears on the place up to it."""
        seen = self._seen
        if on not in seen:
            if len(seen) >= DAYS_KEPT:
                seen = self._seen = {}
            case = self.case(on)
            seen[on] = glance(case, self._name) if case else None
        return seen[on]


def cuts(evidence: Sequence[Evidence]) -> list[date]:
    """Days on which what is known of a place changes, in order."""
    days = {e.day for e in evidence} | {part.day for e in evidence for part in e.parts}
    return sorted(days | {e.site.start.on for e in evidence if e.site.start})
