"""What one could have known each day: every place's answer of a day as its claims were known when that day ended.

A place's answer is worked out anew only from the day on which what is known of it changed, and only up to the next.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from whoholds.control.case import best_site
from whoholds.control.evidence import Evidence
from whoholds.control.timeline import Line
from whoholds.control.walk import Stretch, Walker

Known = Mapping[str, Sequence[Evidence]]
"""Evidence by place, in order of publication."""


def as_it_came(
    known: Iterable[tuple[date, Known]], walker: Walker, first: date, last: date, initial: Mapping[str, str]
) -> dict[str, Line]:
    """Who held what on each day of a range, as could be known at that day's end.

    Args:
        known: for each day on which what is known changed, in order, all that was known at its end.
        walker: of the theatre.
        first: first day of the range.
        last: last day of the range.
        initial: side that holds a place before any day, by place id, where that is known.

    Returns:
        By place id, without areas. On any day a place's stretch has the holder, standing and threat of `board` on that
        day of the claims known at its end; days before anything was known of a place are left out.
    """
    open_: dict[str, tuple[date, Sequence[Evidence]]] = {}
    newest: dict[str, Sequence[Evidence]] = {}
    out: dict[str, list[Stretch]] = {}

    def close(place: str, until: date) -> None:
        since, evidence = open_.pop(place)
        newest[place] = evidence
        if since <= until and not evidence[0].site.area:
            found = walker.stretches(evidence, max(first, since), until, initial.get(place))
            out.setdefault(place, []).extend(found)

    for day, now in known:
        if day > last:
            break
        gone = [place for place, (_, evidence) in open_.items() if list(now.get(place, ())) != list(evidence)]
        for place in gone:
            close(place, day - timedelta(days=1))
        open_ |= {place: (day, evidence) for place, evidence in now.items() if place not in open_ and evidence}
    for place in list(open_):
        close(place, last)
    return {place: Line(best_site(newest[place]), _joined(found)) for place, found in sorted(out.items()) if found}


def _joined(stretches: Sequence[Stretch]) -> tuple[Stretch, ...]:
    """Stretches that follow each other with like answers as one."""
    out: list[Stretch] = []
    for one in stretches:
        if out and out[-1].like(one) and out[-1].end + timedelta(days=1) == one.start:
            held = out[-1]
            one = Stretch(held.start, one.end, held.holder, held.probability, held.standing, held.threatened)
            out[-1] = one
        else:
            out.append(one)
    return tuple(out)
