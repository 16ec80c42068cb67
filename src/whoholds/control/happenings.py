"""What is reported of the settlements in a stretch of days: events by kind, sieges, how much is told of each place.

Settlements only: what is said of a region, or of a place that is described and not named, is on no layer. A claim
belongs to the days that it speaks of; one that names no day belongs to the day it was told, and says so (`dated`).
"""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from importlib import resources
from typing import Any

from whoholds.control.answered import told
from whoholds.control.evidence import Evidence, site_of, weigh
from whoholds.control.needs import StoredClaimLike, World
from whoholds.control.weights import Weights
from whoholds.errors import DataError
from whoholds.model import Claim, Event, Place, PlaceRole


@dataclass(frozen=True, slots=True)
class Rules:
    """`data/layers.toml`: which icon stands for which events, and what an arrow is drawn for."""

    longest_days: int
    icons: dict[str, frozenset[Event]]
    moves: frozenset[Event]
    roles: frozenset[PlaceRole]

    def icon(self, event: Event) -> str | None:
        """The icon that stands for an event; None for those that have none."""
        return next((name for name, events in self.icons.items() if event in events), None)


@lru_cache(maxsize=1)
def rules() -> Rules:
    """The shipped rules.

    Raises:
        DataError: `layers.rules`, the file names an event or a role that there is not.
    """
    data = tomllib.loads(resources.files("whoholds.control.data").joinpath("layers.toml").read_text("utf-8"))
    return parsed(data)


def parsed(data: dict[str, Any]) -> Rules:
    """Rules from their table.

    Raises:
        DataError: `layers.rules`, a key is missing, or an event or a role is unknown.
    """
    try:
        icons, moves = data["icons"], data["moves"]
        return Rules(
            int(data["longest_days"]),
            {name: frozenset(map(Event, events)) for name, events in icons.items()},
            frozenset(map(Event, moves["events"])),
            frozenset(map(PlaceRole, moves["roles"])),
        )
    except (KeyError, ValueError, AttributeError, TypeError) as error:
        raise DataError(
            "layers.rules",
            f"layers.toml: {error}",
            hint="compare the list of events in the reference",
            subject="layers.toml",
        ) from error


@dataclass(frozen=True, slots=True)
class Window:
    """The last `days` days up to `on`, which is one of them."""

    on: date
    days: int = 1

    @property
    def first(self) -> date:
        """Its first day."""
        return self.on - timedelta(days=self.days - 1)

    def meets(self, first: date, last: date) -> bool:
        """Whether a stretch of days has one in common with it."""
        return first <= self.on and last >= self.first


@dataclass(frozen=True, slots=True)
class Told:
    """A claim about a settlement, in a window.

    Attributes:
        evidence: the claim as it is weighed.
        side: the side of who acts; None where it is no party to the fight or nobody is named.
        dated: whether the report says the day; else it is that of the telling.
    """

    stored: StoredClaimLike
    place: Place
    evidence: Evidence
    side: str | None
    first: date
    last: date
    dated: bool

    @property
    def claim(self) -> Claim:
        """The claim itself."""
        return self.stored.claim

    @property
    def happened(self) -> bool:
        """Whether its speaker says that it happened."""
        return self.claim.factuality.polarity > 0

    @property
    def interested(self) -> bool:
        """Whether nobody but the acting side itself says so."""
        return self.side is not None and self.evidence.speaker_side == self.side


def told_in(claims: Iterable[StoredClaimLike], world: World, weights: Weights, window: Window) -> list[Told]:
    """Claims about settlements whose days meet a window, in order of publication.

    Args:
        claims: as known to the ledger at the instant asked about.
        world: the theatre and which claims count.
        weights: what a claim counts.
        window: the days.
    """
    found: dict[str, Told] = {}
    for stored in claims:
        claim = stored.claim
        if not isinstance(claim.place, Place):
            continue
        first, last, dated = days_of(stored)
        if (last - first).days >= rules().longest_days or not window.meets(first, last):
            continue
        site = site_of(claim)
        evidence = weigh(stored, site, world, weights) if site else None
        if evidence is None or (world.viewpoint is not None and not world.viewpoint.admits(stored, evidence)):
            continue
        side = world.side(claim.actor.key if claim.actor else None, last)
        found[claim.id] = Told(stored, claim.place, evidence, side, first, last, dated)
    return sorted(found.values(), key=lambda t: t.evidence.order)


def days_of(stored: StoredClaimLike) -> tuple[date, date, bool]:
    """First and last day that a claim speaks of, and whether it says so; the day of telling where it does not."""
    when = stored.claim.when
    first, last = when.start or when.end, when.end or when.start
    if first is None or last is None:
        day = told(stored).date()
        return day, day, False
    return min(first, last), max(first, last), True


@dataclass(frozen=True, slots=True)
class Happening:
    """Events of one kind at one settlement.

    Attributes:
        icon: one of `Rules.icons`.
        claims: their ids, in order of publication.
        reports: how many reports tell of them.
        dated: whether some report says the day.
    """

    place: Place
    icon: str
    claims: tuple[str, ...]
    reports: int
    dated: bool


def happenings(found: Sequence[Told]) -> list[Happening]:
    """Events by settlement and kind; what is denied, left open, or only headed for the place is none."""
    groups: dict[tuple[str, str], list[Told]] = defaultdict(list)
    for item in found:
        icon = rules().icon(item.claim.event)
        if icon and item.happened and item.claim.place_role not in (PlaceRole.TOWARD, PlaceRole.TO):
            groups[item.place.id, icon].append(item)
    order = list(rules().icons)
    return [
        Happening(
            items[0].place,
            icon,
            tuple(t.claim.id for t in items),
            len({t.stored.report_id for t in items}),
            any(t.dated for t in items),
        )
        for (_, icon), items in sorted(groups.items(), key=lambda g: (g[0][0], order.index(g[0][1])))
    ]


@dataclass(frozen=True, slots=True)
class Siege:
    """A settlement that is said to be besieged or cut off, by whom, and whether only the besieger says so."""

    place: Place
    side: str
    claims: tuple[str, ...]
    interested: bool


def sieges(found: Sequence[Told]) -> list[Siege]:
    """Sieges by settlement and besieging side."""
    groups: dict[tuple[str, str], list[Told]] = defaultdict(list)
    for item in found:
        if item.claim.event is Event.BESIEGE and item.happened and item.side:
            groups[item.place.id, item.side].append(item)
    return [
        Siege(items[0].place, side, tuple(t.claim.id for t in items), all(t.interested for t in items))
        for (_, side), items in sorted(groups.items())
    ]


@dataclass(frozen=True, slots=True)
class Heat:
    """How much is told of a settlement, whatever is said of it: news volume, which says nothing of control."""

    place: Place
    reports: int
    claims: int


def heat(found: Sequence[Told]) -> list[Heat]:
    """Reports and claims by settlement, the most told of first."""
    groups: dict[str, list[Told]] = defaultdict(list)
    for item in found:
        groups[item.place.id].append(item)
    rows = [Heat(items[0].place, len({t.stored.report_id for t in items}), len(items)) for items in groups.values()]
    return sorted(rows, key=lambda row: (-row.reports, -row.claims, row.place.id))
