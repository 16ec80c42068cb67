"""Statements that are weighed alike, weighed once: a class is all that `evidence.weigh` looks at but the day itself.

A theatre's millions of claims are of a few thousand classes. The first claim of a class is weighed as any claim is; the
others have its parts on their own days.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from whoholds.control.entering import as_gain
from whoholds.control.evidence import NARRATOR, PARTY_VOICE, Evidence, site_of, spoken_of, weigh
from whoholds.control.filter import Counted, Filter
from whoholds.control.filter import candid as candidly
from whoholds.control.mass import Floats, Ints, Said
from whoholds.control.needs import StoredClaimLike, World
from whoholds.control.weights import Weights
from whoholds.model import Effect, Place

NOTHING = -1
"""The class of what says nothing of control here."""
Key = tuple[object, ...]
Parties = tuple[str | None, str | None, str | None, date]
"""Who vouches, who acts, who is acted on, and the day."""
Sides = tuple[str | None, ...]


@dataclass(frozen=True)
class Table:
    """The parts of the classes as arrays.

    Attributes:
        first: row of each class's first part; class `c` has those from `first[c]` up to `first[c + 1]`.
            Shape: (classes + 1,).
        early: the least offset of a class's parts. Shape: (classes,).
        named: what a class alone makes of the shares of the prior. Shape: (classes, states).
        offset: day of a part, counted from its statement's. Shape: (parts,).
        said: what the parts say, before the weight of an origin.
    """

    first: Ints
    early: Ints
    named: Floats
    offset: Ints
    said: Said


class Classes:
    """The classes met so far.

    Args:
        world: the theatre and its actors.
        weights: what a claim counts.
    """

    def __init__(self, world: World, weights: Weights) -> None:
        self._world, self._weights = world, weights
        self._known: dict[Key, int] = {}
        self._sides: dict[Parties, Sides] = {}
        self._candid: dict[int, int] = {}
        self._entered: dict[int, int] = {}
        self.told: list[Evidence] = []  # an example of each class
        self.narrates: list[bool] = []
        self.party: list[bool] = []

    def of(self, stored: StoredClaimLike) -> tuple[int, date]:
        """The class of a claim, `NOTHING` where it says nothing of control, and the day that it counts on."""
        claim = stored.claim
        day, how = spoken_of(stored)
        place, when, speaker = claim.place, claim.when, claim.speaker.key
        told_by: tuple[object, ...] = (speaker,)
        who: str | None = speaker
        if speaker == NARRATOR:
            wire, outlet = stored.wire, stored.outlet
            told_by = (wire, outlet) if wire or outlet else (stored.report_id,)
            who = self._world.outlets.get(outlet) if outlet else None
        elif self._world.viewpoint is not None:
            told_by = (speaker, stored.outlet)
        actor = claim.actor.key if claim.actor else None
        target = claim.target.key if claim.target else None
        parties = (who, actor, target, day)
        key = (
            told_by,
            who,
            actor,
            target,
            self._sides.get(parties) or self._sides_of(parties),
            claim.event,
            claim.control,
            claim.factuality,
            claim.place_role,
            claim.confidence,
            claim.headline,
            type(place) is Place or (type(place), getattr(place, "relation", None)),
            how,
            when.precision,
            when.basis,
            when.start is None and when.end is None,
            (day - when.start).days if claim.control is Effect.HOLDS and when.start is not None else 0,
        )
        known = self._known.get(key)
        if known is None:
            known = self._known[key] = self._new(stored)
        return known, day

    def candid(self, number: int) -> int:
        """The class of the same statement by a party that has just admitted the contrary (see `filter.candid`)."""
        if number not in self._candid:
            e = self.told[number]
            weighed = candidly(e, self._weights.interest.candid)
            self._candid[number] = number if weighed is e else self._add(weighed)
        return self._candid[number]

    def entered(self, number: int) -> int:
        """The class of the same entry where another side has left (see `entering`)."""
        if number not in self._entered:
            self._entered[number] = self._add(as_gain(self.told[number], self._weights.entered))
        return self._entered[number]

    def table(self, filter: Filter) -> Table:
        """The classes as arrays for a filter of the same sides and weights."""
        offsets = [[(part.day - e.day).days for part in e.parts] for e in self.told]
        first = np.cumsum([0, *map(len, offsets)])
        early = np.array([min(some, default=0) for some in offsets], np.int64)
        named = np.array([filter.shares([Counted(e, 1.0)]) for e in self.told]).reshape(-1, len(filter.states))
        said = Said.of((part for e in self.told for part in e.parts), filter)
        return Table(first, early, named, np.array([day for some in offsets for day in some], np.int64), said)

    def _sides_of(self, parties: Parties) -> Sides:
        *keys, day = parties
        found = self._sides[parties] = tuple(self._world.side(key, day) for key in keys)
        return found

    def _new(self, stored: StoredClaimLike) -> int:
        site = site_of(stored.claim)
        if site is None:
            return NOTHING
        e = weigh(stored, site, self._world, self._weights)
        viewpoint = self._world.viewpoint
        counts = (e.parts or e.threat) and (viewpoint is None or viewpoint.admits(stored, e))
        return self._add(replace(e, text=b"", quote="", notes=())) if counts else NOTHING

    def _add(self, e: Evidence) -> int:
        self.told.append(e)
        self.narrates.append(e.voice.startswith(NARRATOR))
        self.party.append(e.voice.startswith(PARTY_VOICE))
        return len(self.told) - 1
