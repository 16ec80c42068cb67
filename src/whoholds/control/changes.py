"""What changed on the map: which places changed hands, came to be contested, were denied, lost or went stale."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from functools import cache

from whoholds.control.case import Case, answer_probability, by_place, case_of
from whoholds.control.evidence import Evidence
from whoholds.control.explain import reasons, waterfall
from whoholds.control.filter import CONTESTED, UNKNOWN, Filter
from whoholds.control.history import spans
from whoholds.control.needs import StoredClaimLike, World
from whoholds.control.neighbours import tilts
from whoholds.control.standing import verdict
from whoholds.control.weights import Weights
from whoholds.model import Clause, Standing

DECIDING = 3  # claims shown with a change
EVEN = 0.005  # log-odds; what moves the answer by less decides nothing
_ONE_DAY = timedelta(days=1)


class Turn(StrEnum):
    """What kind of change it is."""

    TAKEN = "taken"  # held by a side that did not hold it before
    KNOWN = "known"  # held by a side for the first time that anything is known of it; nobody says that it took it then
    CONTESTED = "contested"
    DENIED = "denied"
    LOST = "lost"  # its holder is no longer known to hold it
    CONFIRMED = "confirmed"  # claimed or denied before, now assessed
    STALE = "stale"


@dataclass(frozen=True, slots=True)
class Told:
    """The answer for a place on a day."""

    holder: str
    standing: Standing
    probability: float
    why: tuple[Clause, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """A change of one place.

    Attributes:
        day: the first day that it is so.
        before, after: the answers on the last day before and on that day.
        since: the holder before the change that was a side's, None where none was known.
        deciding: claims that made it so, the weightiest first, as (claim id, log-odds for the new answer).
    """

    place_id: str
    place: str
    lat: float
    lon: float
    day: date
    turn: Turn
    before: Told
    after: Told
    since: str | None
    deciding: tuple[tuple[str, float], ...]


def changes(
    claims: Iterable[StoredClaimLike],
    world: World,
    weights: Weights,
    since: date,
    until: date,
    *,
    areas: bool = False,
) -> list[Change]:
    """Changes from one day to another, by day and then by place.

    Args:
        claims: as known.
        world: the theatre, its actors, and which claims count.
        weights: `changes` says what is too unlikely or too short to be a change.
        since: first day on which a change may show; it is compared with the day before.
        until: last day; what is said of later days is left out.
        areas: also of provinces and regions.
    """
    filter = Filter(world.sides, weights)
    found: list[Change] = []
    places = by_place(claims, world, weights)
    around = cache(lambda day: tilts(places, filter, day, world.initial))
    for key, evidence in places.items():
        if evidence[0].site.area and not areas:
            continue

        def case_on(day: date, key: str = key, evidence: Sequence[Evidence] = evidence) -> Case:
            return case_of(evidence, day, filter, world.initial.get(key), around(day).get(key))

        days = _days(evidence, places.values() if weights.neighbours.influence else (), weights, since, until)
        found += _of_place(case_on, days, since, until)
    return sorted(found, key=lambda change: (change.day, change.place, change.place_id))


def _of_place(case_on: Callable[[date], Case], days: Sequence[date], since: date, until: date) -> list[Change]:
    told = [(day, case, _told(case)) for day in days if (case := case_on(day)).evidence]
    first = since - _ONE_DAY
    if not told or told[0][0] > first:
        nothing = Told(UNKNOWN, Standing.UNKNOWN, 1.0, ())
        told.insert(0, (first, case_on(first), nothing))
    out: list[Change] = []
    filter = told[0][1].filter
    _, _, before = told[0]
    held = before.holder if before.holder in filter.states[:-2] else None
    for n, (day, case, after) in enumerate(told[1:], 1):
        turn = _turn(before, after)
        if turn is None or not _lasts(told, n, until, filter):
            continue
        if turn is Turn.TAKEN and held is None and not _began(case, day, after.holder):
            turn = Turn.KNOWN
        out.append(_change(case, day, turn, before, after, held))
        before = after
        held = after.holder if after.holder in filter.states[:-2] else held
    return out


def _days(
    evidence: Sequence[Evidence], beside: Iterable[Sequence[Evidence]], weights: Weights, since: date, until: date
) -> list[date]:
    """Days on which the answer can turn: those spoken of, and those on which a word gets too old to dispute or last.

    With `beside`, evidence about places that have a say here, also the days that are spoken of there.
    """
    rules = weights.standing
    spoken = {part.day for e in evidence for part in e.parts} | {e.day for e in evidence}
    start = evidence[0].site.start
    spoken |= {start.on} if start else set()
    nearby = {part.day for other in beside for e in other for part in e.parts}
    ends = {day + timedelta(days=rules.dispute_days + 1) for day in spoken}
    ends.add(max(spoken) + timedelta(days=rules.stale_days + 1))
    return sorted({since - _ONE_DAY, *(day for day in spoken | ends | nearby if since <= day <= until)})


def _told(case: Case) -> Told:
    held = spans(case)[-1]
    probability = answer_probability(case.state(), held.holder, case.filter)
    found = verdict(case, held.holder, probability, held.start)
    return Told(held.holder, found.standing, probability, found.why)


def _turn(before: Told, after: Told) -> Turn | None:
    """What kind of change leads from one answer to another; None for none."""
    same = before.holder == after.holder
    if after.standing is Standing.STALE:
        return None if before.standing is Standing.STALE else Turn.STALE
    if after.standing is Standing.DENIED:
        return None if same and before.standing is Standing.DENIED else Turn.DENIED
    if after.holder == CONTESTED or after.standing is Standing.CONTESTED:
        was = before.holder == CONTESTED or before.standing is Standing.CONTESTED
        return None if was and same else Turn.CONTESTED
    if after.holder == UNKNOWN:
        return None if same else Turn.LOST
    if not same:
        return Turn.TAKEN
    doubted = before.standing in (Standing.CLAIMED, Standing.DENIED, Standing.CONTESTED)
    return Turn.CONFIRMED if doubted and after.standing is Standing.ASSESSED else None


def _began(case: Case, day: date, holder: str) -> bool:
    """Whether a claim says that the holder took the place on that day."""
    parts = (part for e in case.evidence for part in e.parts)
    return any(part.shape == "gains" and part.side == holder and part.day == day for part in parts)


def _lasts(told: Sequence[tuple[date, Case, Told]], n: int, until: date, filter: Filter) -> bool:
    """Whether an answer is likely enough, and stays long enough, to be a change; the last one may yet."""
    rules, (day, _, after) = filter.weights.changes, told[n]
    same = [later.holder == after.holder for _, _, later in told[n:]]
    length = same.index(False) if False in same else len(same)
    named = after.holder in filter.states[:-2] and after.standing is not Standing.DENIED
    if named and max(later.probability for _, _, later in told[n : n + length]) < rules.probability:
        return False
    end = told[n + length][0] if n + length < len(told) else None
    return end is None or (end - day).days >= rules.settle_days


def _change(case: Case, day: date, turn: Turn, before: Told, after: Told, held: str | None) -> Change:
    deciding: tuple[tuple[str, float], ...] = ()
    if turn is not Turn.STALE:
        _, steps = waterfall(case, after.holder)
        news = [
            (reason.claim_id, reason.log_odds)
            for reason, e in zip(reasons(case, steps), case.evidence, strict=True)
            if not reason.copy and e.day >= day and abs(reason.log_odds) > EVEN
        ]
        for_it = turn is not Turn.DENIED  # a denial is told with what it denies
        news.sort(key=lambda item: (-item[1] if for_it else -abs(item[1]), item[0]))
        deciding = tuple(news[:DECIDING])
    site = case.site
    return Change(site.id, site.label, site.lat, site.lon, day, turn, replace(before), after, held, deciding)
