"""All places of a theatre on one day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from whoholds.control.case import Case, by_place, case_of
from whoholds.control.explain import Explanation, explained
from whoholds.control.filter import Filter
from whoholds.control.glance import Glance, glance
from whoholds.control.history import holding, namer, spans
from whoholds.control.needs import ActorsLike, StoredClaimLike, TheatreLike, ViewpointLike, World
from whoholds.control.neighbours import tilts
from whoholds.control.weights import Weights
from whoholds.errors import NotFound
from whoholds.model import Holding


def board(
    claims: Iterable[StoredClaimLike],
    actors: ActorsLike,
    theatre: TheatreLike,
    weights: Weights,
    on: date,
    *,
    outlets: Mapping[str, str] | None = None,
    initial: Mapping[str, str] | None = None,
    viewpoint: ViewpointLike | None = None,
    areas: bool = False,
) -> dict[str, Holding]:
    """Who holds what at the end of a day.

    Args:
        claims: as known to the ledger at the instant asked about; those about later days are left out.
        actors: who fights for whom.
        theatre: the conflict, whose sides are the possible holders.
        weights: what a claim counts.
        on: the day, in the world.
        outlets: side or actor that the outlets speak for that speak for one, by outlet name.
        initial: side that holds a place at the start, by place id, where that is known without claims.
        viewpoint: which claims count; None for all.
        areas: also answer for provinces, regions and lines, each for itself and never for the places in it.

    Returns:
        The holding of every place that some claim bears on, by place id. A place that is only mentioned is not in it.
    """
    world = World(actors, theatre, outlets or {}, initial or {}, viewpoint)
    name = namer(world)
    cases = cases_on(claims, world, weights, on, areas=areas)
    return {case.site.id: holding(case, spans(case), name, lasting=True) for case in cases}


def glances(
    claims: Iterable[StoredClaimLike], world: World, weights: Weights, on: date, *, areas: bool = False
) -> dict[str, Glance]:
    """The same answers without their explanation; arguments as for `board`."""
    name = namer(world)
    return {case.site.id: glance(case, name) for case in cases_on(claims, world, weights, on, areas=areas)}


def cases_on(
    claims: Iterable[StoredClaimLike], world: World, weights: Weights, on: date, *, areas: bool = False
) -> Iterator[Case]:
    """Every place that some claim bears on up to a day, by id."""
    filter, places = Filter(world.sides, weights), by_place(claims, world, weights)
    around = tilts(places, filter, on, world.initial)
    for key, evidence in places.items():
        if evidence[0].site.area and not areas:
            continue
        case = case_of(evidence, on, filter, world.initial.get(key), around.get(key))
        if case.evidence:
            yield case


def explain(
    claims: Iterable[StoredClaimLike],
    actors: ActorsLike,
    theatre: TheatreLike,
    weights: Weights,
    on: date,
    *,
    place_id: str,
    outlets: Mapping[str, str] | None = None,
    initial: Mapping[str, str] | None = None,
    viewpoint: ViewpointLike | None = None,
) -> Explanation:
    """Why one place is answered as it is; arguments as for `board`.

    Raises:
        NotFound: no claim bears on the place up to that day; who holds it is unknown.
    """
    world = World(actors, theatre, outlets or {}, initial or {}, viewpoint)
    places = by_place(claims, world, weights)
    evidence, filter = places.get(place_id, []), Filter(world.sides, weights)
    tilt = tilts(places, filter, on, world.initial).get(place_id)
    case = case_of(evidence, on, filter, world.initial.get(place_id), tilt) if evidence else None
    if case is None or not case.evidence:
        raise NotFound(
            "control.no_claims",
            "no claim says who holds this place up to that day",
            hint="its holder is unknown",
            subject=place_id,
        )
    return explained(case, holding(case, spans(case), namer(world), lasting=True))
