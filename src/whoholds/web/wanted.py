"""Which claims a reader asks for: the filters of the claims page, of the map and of the `claims` collection."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, fields
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import TypeVar

from whoholds.errors import UsageError
from whoholds.ledger import ClaimFilter, StoredClaim
from whoholds.model import Event, Factuality
from whoholds.reference.actors import Actors
from whoholds.reference.theatres import Theatre
from whoholds.web.asked import day

LONGEST = 200  # characters of a value
NO_SIDE = "none"
"""What `actor_side` and `speaker_side` say of who is no party."""
Member = TypeVar("Member", bound=StrEnum)


class Polarity(StrEnum):
    """What a claim says of its event."""

    SAID = "said"  # it happened
    DENIED = "denied"  # it did not
    OPEN = "open"  # the speaker does not commit

    @property
    def factualities(self) -> tuple[Factuality, ...]:
        """The values that say so."""
        return tuple(value for value in Factuality if polarity_of(value) is self)


def polarity_of(value: Factuality) -> Polarity:
    """What a claim of that factuality says of its event."""
    return {1: Polarity.SAID, -1: Polarity.DENIED, 0: Polarity.OPEN}[value.polarity]


@dataclass(frozen=True, slots=True)
class Wanted:
    """Claims asked for; a field left empty asks for nothing, all that are given must hold.

    Attributes:
        actor_side: key of the side of who acts; `NO_SIDE` for who is no party.
        speaker_side: likewise of who vouches for it.
        actor, speaker: key of who acts, of who vouches for it.
        place: a place's id; claims about what is only described from there are among them.
        since, until: days that the claim's time shares one with, as ISO dates; claims without a time fit any.
        text: words in the quote or in a name.
    """

    actor_side: str = ""
    speaker_side: str = ""
    actor: str = ""
    speaker: str = ""
    event: str = ""
    outlet: str = ""
    language: str = ""
    polarity: str = ""
    factuality: str = ""
    place: str = ""
    since: str = ""
    until: str = ""
    text: str = ""

    def __bool__(self) -> bool:
        return any(asdict(self).values())

    @property
    def query(self) -> dict[str, str]:
        """What is asked for, as parts of an address."""
        return {key: value for key, value in asdict(self).items() if value}

    def filter(self, as_known: datetime | None) -> ClaimFilter:
        """What the ledger itself can find; sides are left to `sided`."""
        wanted = set(Factuality)
        if self.polarity:
            wanted &= set(Polarity(self.polarity).factualities)
        if self.factuality:
            wanted &= {Factuality(self.factuality)}
        return ClaimFilter(
            place_id=self.place or None,
            described=True,
            actor=self.actor or None,
            speaker=self.speaker or None,
            event=Event(self.event) if self.event else None,
            factuality=wanted if self.polarity or self.factuality else None,
            outlet=self.outlet or None,
            language=self.language or None,
            since=day(self.since),
            until=day(self.until),
            text=self.text or None,
            as_known=as_known,
        )


NAMES = tuple(field.name for field in fields(Wanted))


def wanted_of(given: Mapping[str, str]) -> Wanted:
    """The filters of an address; what else it holds is passed over.

    Raises:
        UsageError: a value that has no sense.
    """
    found = Wanted(**{name: given[name].strip()[:LONGEST] for name in NAMES if given.get(name, "").strip()})
    _one_of(Event, "event", found.event)
    _one_of(Factuality, "factuality", found.factuality)
    _one_of(Polarity, "polarity", found.polarity)
    since, until = day(found.since), day(found.until)
    if since and until and until < since:
        raise UsageError("web.time", "the interval ends before it begins", hint="the earlier end first")
    return found


def _one_of(kind: type[Member], name: str, value: str) -> None:
    if value and value not in {member.value for member in kind}:
        hint = "one of " + ", ".join(member.value for member in kind)
        raise UsageError("web.filter", f"no such {name}", hint=hint, subject=value[:40])


def day_said(stored: StoredClaim) -> date:
    """The day that a claim speaks of; of its publication, or of its coming in, where that is not known."""
    when = stored.claim.when
    return when.end or when.start or (stored.published or stored.known_from).astimezone(UTC).date()


def side_of(key: str | None, actors: Actors, theatre: Theatre, on: date) -> str:
    """The side that somebody is on that day, `NO_SIDE` for who is no party and for nobody."""
    known = {side.key for side in theatre.sides}
    found = key if key in known else actors.side(key, theatre, on) if key else None
    return found if found in known and found else NO_SIDE


def speaker_side(stored: StoredClaim, actors: Actors, theatre: Theatre, outlets: Mapping[str, str]) -> str:
    """The side of who vouches for a claim; where the report itself does, that of an outlet which speaks for one."""
    key = stored.claim.speaker.key
    if key == "narrator":
        key = outlets.get(stored.outlet or "", "")
    return side_of(key, actors, theatre, day_said(stored))


def sided(
    claims: Iterable[StoredClaim], wanted: Wanted, actors: Actors, theatre: Theatre, outlets: Mapping[str, str]
) -> Iterator[StoredClaim]:
    """The claims of the sides asked for."""
    for stored in claims:
        actor = stored.claim.actor
        if wanted.actor_side and wanted.actor_side != side_of(
            actor.key if actor else None, actors, theatre, day_said(stored)
        ):
            continue
        if wanted.speaker_side and wanted.speaker_side != speaker_side(stored, actors, theatre, outlets):
            continue
        yield stored
