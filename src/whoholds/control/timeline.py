"""Every place over a range of days: what a slider steps through, the same answers as the board of each day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from whoholds.control.case import answer_probability, by_place, case_of
from whoholds.control.evidence import Evidence, Site
from whoholds.control.filter import Filter
from whoholds.control.history import spans
from whoholds.control.needs import ActorsLike, StoredClaimLike, TheatreLike, ViewpointLike, World
from whoholds.control.standing import verdict
from whoholds.control.weights import Weights
from whoholds.model import Standing

STEP = 0.05  # a probability that moves less than this is no new stretch


@dataclass(frozen=True, slots=True)
class Stretch:
    """Consecutive days, both ends included, on which a place is answered alike.

    Attributes:
        probability: of the holder on the first of the days.
    """

    start: date
    end: date
    holder: str
    probability: float
    standing: Standing
    threatened: bool

    def like(self, other: Stretch) -> bool:
        """Whether the answers are the same but for a small part of the probability."""
        same = (self.holder, self.standing, self.threatened) == (other.holder, other.standing, other.threatened)
        return same and abs(self.probability - other.probability) < STEP


@dataclass(frozen=True, slots=True)
class Line:
    """One place's stretches, in order, without gaps from the first day that a claim speaks of."""

    site: Site
    stretches: tuple[Stretch, ...]


def timeline(
    claims: Iterable[StoredClaimLike],
    actors: ActorsLike,
    theatre: TheatreLike,
    weights: Weights,
    first: date,
    last: date,
    *,
    outlets: Mapping[str, str] | None = None,
    initial: Mapping[str, str] | None = None,
    viewpoint: ViewpointLike | None = None,
) -> dict[str, Line]:
    """Who holds what on each day of a range.

    Args:
        claims: as known to the ledger at the instant asked about.
        actors: who fights for whom.
        theatre: the conflict, whose sides are the possible holders.
        weights: what a claim counts.
        first: first day of the range.
        last: last day of the range.
        outlets: side or actor that the outlets speak for that speak for one, by outlet name.
        initial: side that holds a place at the start, by place id, where that is known without claims.
        viewpoint: which claims count; None for all.

    Returns:
        By place id; settlements only, areas are left out. On any day of the range a place's stretch has the holder,
        standing and threat of `board` on that day.
    """
    world = World(actors, theatre, outlets or {}, initial or {}, viewpoint)
    filter = Filter(world.sides, weights)
    out = {}
    for key, evidence in by_place(claims, world, weights).items():
        if evidence[0].site.area:
            continue
        found = _stretches(evidence, filter, first, last, world.initial.get(key))
        if found:
            out[key] = Line(case_of(evidence, last, filter).site, found)
    return out


def _stretches(
    evidence: Sequence[Evidence], filter: Filter, first: date, last: date, initial: str | None
) -> tuple[Stretch, ...]:
    begins = min(min([e.day, *(part.day for part in e.parts)]) for e in evidence)
    day, out = max(first, begins), list[Stretch]()
    while day <= last:
        now = _answer(evidence, filter, day, initial)
        if now and out and out[-1].like(now):
            held = out[-1]
            out[-1] = Stretch(held.start, day, held.holder, held.probability, held.standing, held.threatened)
        elif now:
            out.append(now)
        day += timedelta(days=1)
    return tuple(out)


def _answer(evidence: Sequence[Evidence], filter: Filter, day: date, initial: str | None) -> Stretch | None:
    case = case_of(evidence, day, filter, initial)
    if not case.evidence:
        return None
    span = spans(case)[-1]
    probability = answer_probability(case.state(), span.holder, filter)
    found = verdict(case, span.holder, probability, span.start)
    return Stretch(day, day, span.holder, probability, found.standing, found.threatened)
