"""Who held a place when: consecutive intervals that do not flicker."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from whoholds.control.case import Case, answer_probability, by_place, case_of
from whoholds.control.course import Span, settled
from whoholds.control.evidence import NARRATOR, Evidence
from whoholds.control.explain import reasons, waterfall
from whoholds.control.filter import Filter, Vector
from whoholds.control.needs import ActorsLike, StoredClaimLike, TheatreLike, World
from whoholds.control.neighbours import tilts
from whoholds.control.sentences import Name, sentences
from whoholds.control.standing import verdict
from whoholds.control.weights import Weights
from whoholds.errors import UsageError
from whoholds.model import Holding


def spans(case: Case) -> list[Span]:
    """Intervals up to the case's day: a holder is named from `answer.take` and kept down to `answer.keep`."""
    return settled(case.course.spans, case.filter.weights.answer.settle_days)


def began_on(case: Case, day: date, holder: str) -> bool:
    """Whether a claim says that the holder took the place on that day; else it may have held it before."""
    parts = (part for c in case.items for part in c.evidence.parts)
    return any(p.shape == "gains" and p.side == holder and p.day == day for p in parts)


def holding(case: Case, held: Sequence[Span], name: Name, *, lasting: bool) -> Holding:
    """The last span as a holding, explained."""
    span = held[-1]
    probability = answer_probability(case.state(), span.holder, case.filter)
    prior, steps = waterfall(case, span.holder)
    found = verdict(case, span.holder, probability, span.start)
    return Holding(
        place_id=case.site.id,
        place=case.site.label,
        lat=case.site.lat,
        lon=case.site.lon,
        valid_from=span.start,
        valid_to=None if lasting else span.end,
        holder=span.holder,
        probability=probability,
        standing=found.standing,
        threatened=found.threatened,
        prior=prior,
        because=reasons(case, steps),
        rule=sentences("en").tell(found.why, name),
        why=found.why,
    )


def history_of(
    evidence: Sequence[Evidence],
    world: World,
    filter: Filter,
    until: date,
    name: Name,
    tilt: Vector | None = None,
) -> list[Holding]:
    """Intervals of one place's evidence, in order of publication; see `history`."""
    initial = world.initial.get(evidence[0].site.id)
    whole = case_of(evidence, until, filter, initial, tilt)
    held = spans(whole)
    out = []
    for n, span in enumerate(held, 1):
        last = n == len(held)
        case = whole if last else case_of(evidence, span.end, filter, initial, tilt)
        out.append(holding(case, held[:n], name, lasting=last))
    return out


def history(
    claims: Iterable[StoredClaimLike],
    actors: ActorsLike,
    theatre: TheatreLike,
    weights: Weights,
    until: date,
    *,
    place_id: str | None = None,
    outlets: Mapping[str, str] | None = None,
    initial: Mapping[str, str] | None = None,
) -> list[Holding]:
    """Who held one place, from the first day that a claim speaks of to a day.

    Args:
        claims: as known to the ledger at the instant asked about; of one place, or of any with `place_id`.
        actors: who fights for whom.
        theatre: the conflict, whose sides are the possible holders.
        weights: what a claim counts.
        until: last day to answer for.
        place_id: the place, where the claims are of several.
        outlets: side or actor that the outlets speak for that speak for one, by outlet name.
        initial: side that holds a place at the start, by place id, where that is known without claims.

    Returns:
        Consecutive intervals; each begins on the day after the one before ends. The first has no beginning where nobody
        held the place as far as is known, the last no end. Empty where no claim bears on the place.

    Raises:
        UsageError: the claims are of several places and none is chosen.
    """
    world = World(actors, theatre, outlets or {}, initial or {})
    places = by_place(claims, world, weights)
    filter = Filter(world.sides, weights)
    around = tilts(places, filter, until, world.initial)
    if place_id is not None:
        places = {key: value for key, value in places.items() if key == place_id}
    if len(places) > 1:
        raise UsageError(
            "history.several_places",
            "these claims are of several places",
            hint="choose one with place_id",
            subject=", ".join(places),
        )
    name = namer(world)
    return [
        h for key, evidence in places.items() for h in history_of(evidence, world, filter, until, name, around.get(key))
    ]


def namer(world: World, language: str = "en") -> Name:
    """What sentences of a language call sides, speakers and voices, in French with their article."""
    words = sentences(language)
    sides = {side.key: side.said.get(language, side.key) for side in world.theatre.sides}

    def name(key: str) -> str:
        if key in sides:
            return sides[key]
        if key.startswith(NARRATOR):
            outlet = key.partition("@")[2]
            return words("voice.outlet", outlet=outlet) if outlet else words("voice.narrator")
        return world.actors.said(key, language)

    return name
