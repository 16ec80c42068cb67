"""A theatre's map that takes claims in one by one: a new claim touches its place, and no other is worked out anew."""

from __future__ import annotations

from bisect import insort
from collections.abc import Callable, Hashable, Iterable
from threading import RLock

from whoholds.control.evidence import Evidence, site_of, weigh
from whoholds.control.filter import Filter
from whoholds.control.history import namer
from whoholds.control.needs import StoredClaimLike, World
from whoholds.control.placed import Placed
from whoholds.control.snapshot import Snapshot
from whoholds.control.weights import Weights


class Living:
    """The map of one theatre as claims come in; at any moment `now` is the map of the claims that it has.

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
        self._followed: dict[str, StoredClaimLike] = {}
        self._placed: dict[str, Placed] = {}
        self._due: set[str] = set()  # places that were touched since the last snapshot
        self._now: Snapshot | None = None

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
                self._due.add(site.id)
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
                self._due.add(place)
                touched.add(place)
        return touched

    @property
    def now(self) -> Snapshot:
        """The map as it is at this moment; what is told of it later is not in it."""
        if self._now is None or self._due:
            self._placed = dict(self._placed)  # the last snapshot keeps its own
            for id in self._due:
                self._placed.pop(id, None)
                if evidence := self._evidence.get(id):
                    self._placed[id] = Placed(evidence, self.filter, self._name, self.world.initial.get(id))
            self._due, self._now = set(), Snapshot(self._placed)
        return self._now


class Maps:
    """Living maps of the theatres that are asked about; safe to use from several threads."""

    def __init__(self) -> None:
        self._lock = RLock()
        self._living: dict[str, Living] = {}
        self._state: dict[str, Hashable] = {}  # of the ledger, that a map was last brought up to

    def at(
        self, state: Hashable, claims: Callable[[], Iterable[StoredClaimLike]], world: World, weights: Weights
    ) -> Snapshot:
        """The map of a theatre at a state of the ledger. Only who brings it up to a new state makes others wait.

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
            return living.now
