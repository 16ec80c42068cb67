"""Every place over a range of days: what a slider steps through, the same answers as the board of each day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from whoholds.control.case import best_site, by_place
from whoholds.control.evidence import Site
from whoholds.control.filter import Filter
from whoholds.control.needs import ActorsLike, StoredClaimLike, TheatreLike, ViewpointLike, World
from whoholds.control.walk import Stretch, Walker
from whoholds.control.weights import Weights


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
    walker = Walker(Filter(world.sides, weights))
    out = {}
    for key, evidence in by_place(claims, world, weights).items():
        if not evidence[0].site.area and (found := walker.stretches(evidence, first, last, world.initial.get(key))):
            out[key] = Line(best_site(evidence), found)
    return out
