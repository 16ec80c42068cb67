"""Claims that answer claims of other reports: who denies, corrects or confirms what was told before.

A claim answers an earlier one that speaks of the same place, of the same matter, of nobody else, of about the same
days: one that says no where the other says yes, or one that says yes in so many words ("confirmed", "admitted"). It
is the latest such claim that is answered. Links are computed from the stored claims and kept nowhere, so the order in
which reports were added plays no part; of a ledger as it was known once, only what was known then is linked.
"""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import lru_cache
from importlib import resources

from whoholds.control.needs import StoredClaimLike
from whoholds.errors import DataError
from whoholds.ledger import ClaimFilter, Ledger, StoredClaim
from whoholds.model import Area, Claim, Event, Place


@dataclass(frozen=True, slots=True)
class Rules:
    """`data/answers.toml`: what can be the same matter, whose loss it is, which cues confirm."""

    alike: tuple[frozenset[Event], ...]
    of_losers: frozenset[Event]
    confirming: frozenset[str]

    def same(self, a: Event, b: Event) -> bool:
        """Can the two events be the same matter?"""
        return a is b or any(a in kind and b in kind for kind in self.alike)

    def sides(self, claim: Claim) -> tuple[str | None, str | None]:
        """Keys of who acts and who suffers, a loss seen from who gains by it."""
        actor = claim.actor.key if claim.actor else None
        target = claim.target.key if claim.target else None
        return (target, actor) if claim.event in self.of_losers else (actor, target)


@lru_cache(maxsize=1)
def rules() -> Rules:
    """The shipped rules.

    Raises:
        DataError: `answers.rules`, the file names an event that there is not.
    """
    data = tomllib.loads(resources.files("whoholds.control.data").joinpath("answers.toml").read_text("utf-8"))
    try:
        alike = tuple(frozenset(Event(name) for name in kind) for kind in data["alike"])
        losers = frozenset(Event(name) for name in data["of_losers"])
        return Rules(alike, losers, frozenset(data["confirming"]))
    except (KeyError, ValueError) as error:
        raise DataError(
            "answers.rules",
            f"answers.toml: {error}",
            hint="compare the list of events in the reference",
            subject="answers.toml",
        ) from error


def links(found: Iterable[StoredClaimLike], days: int) -> dict[str, str]:
    """Id of each answering claim -> id of the claim of an earlier report that it answers.

    Args:
        found: claims, in any order; what is not among them is not answered.
        days: how far apart the days of the two may lie.
    """
    by_place: dict[str, list[StoredClaimLike]] = defaultdict(list)
    for stored in found:
        place = _place(stored.claim)
        if place is not None:
            by_place[place].append(stored)
    return {
        stored.claim.id: answered.claim.id
        for claims in by_place.values()
        for stored in claims
        if (answered := _answered(stored, claims, days)) is not None
    }


def _answered(stored: StoredClaimLike, claims: Iterable[StoredClaimLike], days: int) -> StoredClaimLike | None:
    """The claim that one answers: the latest told, of several told at once that of the very event, then by id."""
    claim = stored.claim
    if claim.answers is not None or not _replies(claim):
        return None
    fitting = [other for other in claims if _fits(stored, other, days)]
    return max(fitting, key=lambda o: (told(o), o.claim.event is claim.event, o.claim.id), default=None)


def _replies(claim: Claim) -> bool:
    return claim.factuality.polarity < 0 or (claim.factuality.polarity > 0 and _confirms(claim))


def _confirms(claim: Claim) -> bool:
    return any(part.partition("/")[0] in rules().confirming for part in claim.rule.split("+")[1:])


def _fits(stored: StoredClaimLike, other: StoredClaimLike, days: int) -> bool:
    one, two = stored.claim, other.claim
    if other.report_id == stored.report_id or told(other) >= told(stored) or two.factuality.polarity <= 0:
        return False
    if not rules().same(one.event, two.event) or not _of_same_sides(one, two) or apart(stored, other) > days:
        return False
    return one.factuality.polarity < 0 or _voice(stored) != _voice(other)  # nobody confirms himself


def _of_same_sides(one: Claim, two: Claim) -> bool:
    """Nobody named in both is somebody else, and who gains by the one is not who loses by the other."""
    gains, loses = rules().sides(one)
    gained, lost = rules().sides(two)
    clash = (gains and gained and gains != gained) or (loses and lost and loses != lost)
    crossed = (gains and gains == lost) or (loses and loses == gained)
    return not clash and not crossed


def _voice(stored: StoredClaimLike) -> tuple[str, str | None]:
    key = stored.claim.speaker.key
    return key, stored.outlet if key == "narrator" else None


def _place(claim: Claim) -> str | None:
    return claim.place.id if isinstance(claim.place, (Place, Area)) and claim.place.id else None


def told(stored: StoredClaimLike) -> datetime:
    """When it was told: the report's publication, else the instant from which the ledger knows it."""
    return stored.published or stored.known_from


def apart(a: StoredClaimLike, b: StoredClaimLike) -> int:
    """Days between the stretches of time that two claims speak of; 0 where they meet."""
    (a0, a1), (b0, b1) = _days(a), _days(b)
    return max(0, (b0 - a1).days, (a0 - b1).days)


def _days(stored: StoredClaimLike) -> tuple[date, date]:
    """First and last day: an open end reaches the day of telling, an unknown time is that day."""
    day, when = told(stored).date(), stored.claim.when
    first, last = when.start or when.end or day, when.end or max(when.start or day, day)
    return min(first, last), max(first, last)


def verdict(claim: Claim) -> str:
    """What an answer makes of what it answers, as a word: "denied", "confirmed" or "left_open"."""
    polarity = claim.factuality.polarity
    return "confirmed" if polarity > 0 else "denied" if polarity < 0 else "left_open"


class Answered:
    """Links of an open ledger, worked out place by place as they are asked for."""

    def __init__(self, ledger: Ledger, days: int, as_known: datetime | None = None) -> None:
        self.ledger, self.days, self.as_known = ledger, days, as_known
        self._places: dict[str, Mapping[str, str]] = {}

    def linked(self, found: Iterable[StoredClaim]) -> Iterator[StoredClaim]:
        """The claims, with `answers` filled where they answer one of another report."""
        for stored in found:
            link = self.link(stored)
            yield stored if link is None else replace(stored, claim=replace(stored.claim, answers=link))

    def link(self, stored: StoredClaim) -> str | None:
        """Id of the claim of an earlier report that it answers; None where it answers none."""
        place = _place(stored.claim)
        if place is None or stored.claim.answers is not None or not _replies(stored.claim):
            return None
        if place not in self._places:
            where = ClaimFilter(place_id=place, as_known=self.as_known)
            self._places[place] = links(self.ledger.claims(where), self.days)
        return self._places[place].get(stored.claim.id)
