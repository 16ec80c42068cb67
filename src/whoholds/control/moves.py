"""Advances as arrows from settlement to settlement, drawn only as far as the reports and the map support them.

An arrow ends at the place that a side is said to advance on, enter, attack or take. It begins, in this order,

1. where the same report says that the same actor came *from*, in the same words ("said");
2. at the nearest settlement which that side is said to hold since before that day, within a stated distance ("near");
3. nowhere: then no arrow is drawn, and the list says that the origin is not known ("unknown").

The second is an inference and is drawn otherwise than the first. No road, no front and no unit is meant by it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from whoholds.control.glance import Answer
from whoholds.control.happenings import Told, rules
from whoholds.control.needs import StoredClaimLike
from whoholds.model import Claim, Place, PlaceRole, Standing
from whoholds.reference.gazetteer import kilometres

SAID, NEAR, UNKNOWN = "said", "near", "unknown"
_HELD = {Standing.ASSESSED, Standing.CLAIMED}


@dataclass(frozen=True, slots=True)
class Spot:
    """A settlement by id, name and coordinates."""

    id: str
    label: str
    lat: float
    lon: float


@dataclass(frozen=True, slots=True)
class Move:
    """A side's advance on a settlement.

    Attributes:
        origin: None where it is not known.
        basis: "said", "near" or "unknown", as above.
        km: from origin to place; 0 without one.
        taken: whether some claim says that the side took the place.
        interested: whether nobody but that side says so.
    """

    place: Place
    side: str
    origin: Spot | None
    basis: str
    km: float
    claims: tuple[str, ...]
    taken: bool
    interested: bool


def moves(
    found: Sequence[Told], claims: Iterable[StoredClaimLike], holdings: Mapping[str, Answer], most_km: float
) -> list[Move]:
    """Advances by settlement and side.

    Args:
        found: claims of the window.
        claims: all that are known; origins are looked for among those of the same reports.
        holdings: who holds what at the end of the window.
        most_km: how far an origin that no report names may lie, in kilometres.
    """
    groups: dict[tuple[str, str], list[Told]] = defaultdict(list)
    for item in found:
        claim = item.claim
        role = claim.place_role or PlaceRole.AT
        if claim.event in rules().moves and role in rules().roles and item.happened and item.side:
            groups[item.place.id, item.side].append(item)
    reports = {t.stored.report_id for items in groups.values() for t in items}
    sources: dict[str, list[Claim]] = defaultdict(list)
    for stored in claims:
        if stored.report_id in reports and stored.claim.place_role is PlaceRole.FROM:
            sources[stored.report_id].append(stored.claim)
    return [_move(items, side, sources, holdings, most_km) for (_, side), items in sorted(groups.items())]


def _move(
    items: list[Told],
    side: str,
    sources: Mapping[str, Sequence[Claim]],
    holdings: Mapping[str, Answer],
    most_km: float,
) -> Move:
    place = items[0].place
    origin, basis = next(
        ((spot, SAID) for item in items if (spot := _said(item, sources.get(item.stored.report_id, ())))),
        (None, UNKNOWN),
    )
    if origin is None:
        origin = _nearest(place, side, min(t.first for t in items), holdings, most_km)
        basis = NEAR if origin else UNKNOWN
    km = kilometres(place.lat, place.lon, origin.lat, origin.lon) if origin else 0.0
    taken = any(t.evidence.proposition == ("in", side) for t in items)
    return Move(
        place, side, origin, basis, km, tuple(t.claim.id for t in items), taken, all(t.interested for t in items)
    )


def _said(item: Told, sources: Sequence[Claim]) -> Spot | None:
    """Where the same actor is said to come from, in words that overlap with the claim's own."""
    claim = item.claim
    for source in sources:
        there = source.place
        same = source.actor is not None and claim.actor is not None and source.actor.key == claim.actor.key
        if not same or not isinstance(there, Place) or there.id == item.place.id:
            continue
        if source.event in rules().moves and source.start < claim.end and claim.start < source.end:
            return Spot(there.id, there.label, there.lat, there.lon)
    return None


def _nearest(place: Place, side: str, before: date, holdings: Mapping[str, Answer], most_km: float) -> Spot | None:
    """The nearest settlement that the side is said to hold since before a day; None where none is near enough."""
    near = [
        (kilometres(place.lat, place.lon, h.lat, h.lon), key)
        for key, h in holdings.items()
        if key != place.id and h.holder == side and h.standing in _HELD and (not h.valid_from or h.valid_from < before)
    ]
    km, key = min(near, default=(most_km + 1, ""))
    if km > most_km:
        return None
    held = holdings[key]
    return Spot(key, held.place, held.lat, held.lon)
