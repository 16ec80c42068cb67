"""A theatre's map that takes claims in one by one: a new claim touches its place, and no other is worked out anew."""

from __future__ import annotations

from bisect import insort
from collections.abc import Callable, Hashable, Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from threading import RLock

from whoholds.control.board import board
from whoholds.control.case import Case, answer_probability, best_site, case_of
from whoholds.control.evidence import Evidence, Site, site_of, weigh
from whoholds.control.filter import Filter
from whoholds.control.glance import Glance, glance
from whoholds.control.history import holding, namer, spans
from whoholds.control.needs import StoredClaimLike, World
from whoholds.control.weights import Weights
from whoholds.model import Holding

DAYS_KEPT = 64  # answers of a place that are kept, by day


class Living:
    """The map of one theatre as claims come in; equal, at any moment, to `board` of the claims that it has.

    Places stand for themselves here: the influence of neighbours (`neighbours`, off as shipped) is left out.

    Args:
        world: the theatre, its actors, and which claims count.
        weights: what a claim counts.
    """

    def __init__(self, world: World, weights: Weights) -> None:
        self.world, self.weights = world, weights
        self.filter = Filter(world.sides, weights)
        self._name = namer(world)
        self._evidence: dict[str, list[Evidence]] = {}
        self._home: dict[str, str] = {}  # place by claim
        self._kept: dict[str, dict[date, Holding]] = {}
        self._begun: dict[str, tuple[Site, date]] = {}  # where a place lies and the first day that is spoken of
        self._followed: dict[str, StoredClaimLike] = {}
        self.worked_out = 0  # holdings that were worked out so far

    def add(self, claims: Iterable[StoredClaimLike]) -> set[str]:
        """Take claims in; one that is there already is replaced if it says something else now.

        Returns:
            Ids of the places whose answer may have changed.
        """
        touched: set[str] = set()
        for stored in claims:
            touched |= self.remove([stored.claim.id])
            site = site_of(stored.claim)
            if site is None:
                continue
            item = weigh(stored, site, self.world, self.weights)
            viewpoint = self.world.viewpoint
            if (item.parts or item.threat) and (viewpoint is None or viewpoint.admits(stored, item)):
                insort(self._evidence.setdefault(site.id, []), item, key=lambda e: e.order)
                self._home[item.claim_id] = site.id
                self._forget(site.id)
                touched.add(site.id)
        return touched

    def follow(self, claims: Iterable[StoredClaimLike]) -> set[str]:
        """Become the map of these claims: take in what is new or says something else now, leave out the rest.

        Returns:
            Ids of the places whose answer may have changed.
        """
        wanted = {stored.claim.id: stored for stored in claims}
        touched = self.remove([id for id in self._followed if id not in wanted])
        touched |= self.add(stored for id, stored in wanted.items() if self._followed.get(id) != stored)
        self._followed = wanted
        return touched

    def remove(self, claim_ids: Iterable[str]) -> set[str]:
        """Leave claims out from now on; those that are not there are no matter. Returns the places touched."""
        touched: set[str] = set()
        for id in claim_ids:
            place = self._home.pop(id, None)
            if place is not None:
                self._evidence[place] = [e for e in self._evidence[place] if e.claim_id != id]
                if not self._evidence[place]:
                    del self._evidence[place]
                self._forget(place)
                touched.add(place)
        return touched

    def _forget(self, place_id: str) -> None:
        self._kept.pop(place_id, None)
        self._begun.pop(place_id, None)

    def sites(self, on: date) -> list[Site]:
        """The settlements that some claim bears on up to a day, by id: those that `board` has an answer for."""
        for id, evidence in self._evidence.items():
            if id not in self._begun:
                first = min(min([e.day, *(part.day for part in e.parts)]) for e in evidence)
                self._begun[id] = (best_site(evidence), first)
        return [site for _, (site, first) in sorted(self._begun.items()) if first <= on and not site.area]

    def glance(self, place_id: str, on: date) -> Glance | None:
        """The answer for a place without its explanation; None where no claim bears on it up to that day."""
        case = self._case(place_id, on)
        return glance(case, self._name) if case else None

    def answer(self, place_id: str, on: date) -> tuple[str, float]:
        """Holder of a place on a day and its probability, without the explanation. "unknown" where nothing is said."""
        case = self._case(place_id, on)
        if case is None:
            return "unknown", 1.0
        holder = spans(case)[-1].holder
        return holder, answer_probability(case.state(), holder, self.filter)

    def holding(self, place_id: str, on: date) -> Holding | None:
        """The explained answer for a place, worked out once; None where no claim bears on it up to that day."""
        kept = self._kept.setdefault(place_id, {})
        if on not in kept:
            case = self._case(place_id, on)
            if case is None:
                return None
            self.worked_out += 1
            if len(kept) >= DAYS_KEPT:
                kept.pop(next(iter(kept)))
            kept[on] = holding(case, spans(case), self._name, lasting=True)
        return kept[on]

    def board(self, on: date, *, areas: bool = False) -> dict[str, Holding]:
        """Every place that some claim bears on, as `board` tells it; only what changed is worked out anew."""
        found = {
            id: self.holding(id, on)
            for id, evidence in sorted(self._evidence.items())
            if areas or not evidence[0].site.area
        }
        return {id: held for id, held in found.items() if held is not None}

    def _case(self, place_id: str, on: date) -> Case | None:
        evidence = self._evidence.get(place_id)
        if not evidence:
            return None
        case = case_of(evidence, on, self.filter, self.world.initial.get(place_id))
        return case if case.evidence else None


class Maps:
    """Living maps of the theatres that are asked about; safe to use from several threads."""

    def __init__(self) -> None:
        self._lock = RLock()
        self._living: dict[str, Living] = {}
        self._state: dict[str, Hashable] = {}  # of the ledger, that a map was last brought up to

    @contextmanager
    def at(
        self, state: Hashable, claims: Callable[[], Iterable[StoredClaimLike]], world: World, weights: Weights
    ) -> Iterator[Living]:
        """The living map of a theatre, brought up to a state of the ledger; nobody changes it meanwhile.

        Args:
            state: what tells this state of the ledger from another; the claims are read only where it is a new one.
            claims: all that count.
            world: the theatre, always the same for its key.
            weights: what a claim counts; always the same.
        """
        key = world.theatre.key
        with self._lock:
            living = self._living.setdefault(key, Living(world, weights))
            if self._state.get(key) != state:
                living.follow(claims())
                self._state[key] = state
            yield living

    def board(
        self, claims: Iterable[StoredClaimLike], world: World, weights: Weights, on: date, *, live: bool
    ) -> dict[str, Holding]:
        """Who holds what on a day, as `board` tells it.

        Args:
            claims: all that count.
            world: the theatre, its actors, and which claims count; always the same for a theatre.
            weights: what a claim counts; always the same.
            on: the day.
            live: these are the claims as they come in, of which most were there when it was last asked.
        """
        if not live or weights.neighbours.influence:
            more = {"outlets": world.outlets, "initial": world.initial, "viewpoint": world.viewpoint}
            return board(claims, world.actors, world.theatre, weights, on, **more)  # type: ignore[arg-type]
        with self._lock:
            living = self._living.setdefault(world.theatre.key, Living(world, weights))
            living.follow(claims)
            self._state.pop(world.theatre.key, None)
            return living.board(on)
