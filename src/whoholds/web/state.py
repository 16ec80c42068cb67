"""The ledger as it stood at one moment, read once for all the questions that are asked about it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from whoholds.control.board import cases_on, glances
from whoholds.control.glance import Glance
from whoholds.control.history import holding, namer, spans
from whoholds.control.living import Living, Maps
from whoholds.control.needs import World
from whoholds.control.snapshot import Snapshot
from whoholds.control.weights import Weights
from whoholds.ledger import KnownPlace, StoredClaim
from whoholds.model import Holding
from whoholds.reference.theatres import Theatre
from whoholds.web.wanted import day_said

MOST_OUTLETS = 40  # that a reader can choose to leave out


@dataclass(frozen=True)
class State:
    """What is known, and the map of it. It never changes: readers need not wait for each other.

    Attributes:
        head: the ledger's size that it was read at.
        as_known: None for all that is known.
        newest: day of the newest report.
        claims: all that count or not, by id.
        places: that some claim speaks of.
        snapshot: the map, on which places stand for themselves.
    """

    head: int
    as_known: datetime | None
    newest: date
    theatre: Theatre
    world: World
    weights: Weights
    claims: Mapping[str, StoredClaim]
    places: tuple[KnownPlace, ...]
    snapshot: Snapshot

    @property
    def alone(self) -> bool:
        """Whether places stand for themselves; else those around a place have a say (`neighbours`)."""
        return not self.weights.neighbours.influence

    @cached_property
    def counts(self) -> Counter[date]:
        """Claims by the day that they speak of."""
        return Counter(day_said(stored) for stored in self.claims.values())

    @cached_property
    def outlets(self) -> tuple[str, ...]:
        """The outlets with most claims, by name."""
        heard = Counter(stored.outlet for stored in self.claims.values() if stored.outlet)
        return tuple(sorted(name for name, _ in heard.most_common(MOST_OUTLETS)))

    def board(self, on: date) -> Mapping[str, Glance]:
        """Every place that has an answer on a day, by id."""
        if self.alone:
            return self.snapshot.board(on)
        return glances(self.claims.values(), self.world, self.weights, on)

    def holdings(self, on: date, places: Iterable[str]) -> dict[str, Holding]:
        """The explained answers of some places on a day, by id; those without one are left out."""
        wanted, name = set(places), namer(self.world)
        if self.alone:
            known = [placed for id, placed in sorted(self.snapshot.places.items()) if id in wanted]
            cases = [case for placed in known if (case := placed.case(on)) is not None]
        else:
            every = cases_on(self.claims.values(), self.world, self.weights, on)
            cases = [case for case in every if case.site.id in wanted]
        return {case.site.id: holding(case, spans(case), name, lasting=True) for case in cases}


def mapped(
    maps: Maps, head: int, as_known: datetime | None, claims: Mapping[str, StoredClaim], world: World, weights: Weights
) -> Snapshot:
    """The map of some claims; that of all that is known is the one before with what has come in since."""
    if as_known is None:
        return maps.at(head, claims.values, world, weights)
    living = Living(world, weights)
    living.follow(claims.values())
    return living.now
