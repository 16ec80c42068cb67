"""What this room asks of the rooms below it, and no more: any object of this shape will do.

The ledger's stored claims, the actors and the theatres of the reference room have it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Protocol

from whoholds.model import Claim


class SideLike(Protocol):
    """A side of a theatre."""

    @property
    def key(self) -> str:
        """Its key, a possible holder."""
        ...

    @property
    def short(self) -> Mapping[str, str]:
        """What tables call it, by language."""
        ...

    @property
    def said(self) -> Mapping[str, str]:
        """What sentences call it, by language, with its article."""
        ...


class StartLike(Protocol):
    """Who held a place at the start, of which day that is said, and by whom."""

    @property
    def side(self) -> str:
        """Key of the side."""
        ...

    @property
    def on(self) -> date:
        """The day, from whose beginning it counts."""
        ...

    @property
    def source(self) -> str:
        """Who says so, for people."""
        ...


class TheatreLike(Protocol):
    """A conflict with its sides."""

    @property
    def key(self) -> str:
        """Its key."""
        ...

    @property
    def sides(self) -> Sequence[SideLike]:
        """Its sides, in the order that they are shown in."""
        ...

    @property
    def initial(self) -> Mapping[str, StartLike]:
        """Who held places at the start, by place id, where that is known without claims."""
        ...


class ActorsLike(Protocol):
    """The list of actors."""

    def side(self, key: str, theatre: Any, on: date | None = None) -> str | None:
        """The side that an actor fights for on a day, None where it is no party."""
        ...

    def label(self, key: str, language: str) -> str:
        """What people call the actor."""
        ...

    def said(self, key: str, language: str) -> str:
        """What a sentence calls the actor, in French with its article."""
        ...


class StoredClaimLike(Protocol):
    """A claim as the ledger gives it back."""

    @property
    def claim(self) -> Claim:
        """The claim."""
        ...

    @property
    def report_id(self) -> str:
        """The report it is from."""
        ...

    @property
    def outlet(self) -> str | None:
        """Who published the report, None where unknown."""
        ...

    @property
    def published(self) -> datetime | None:
        """When the report was published, None where unknown."""
        ...

    @property
    def known_from(self) -> datetime:
        """When the ledger first knew of it."""
        ...

    @property
    def wire(self) -> str | None:
        """The news agency that the report is credited to, None where it names none."""
        ...

    @property
    def fingerprint(self) -> bytes:
        """Of the report's text, as `reports.copies.packed` gives it; empty where it is not known."""
        ...

    @property
    def story(self) -> str | None:
        """Shared by claims that a reviewer merged into one origin, None where nobody did."""
        ...

    @property
    def alone(self) -> bool:
        """Whether a reviewer gave it an origin of its own."""
        ...


class ViewpointLike(Protocol):
    """What counts, and what does not."""

    def admits(self, stored: Any, evidence: Any) -> bool:
        """Whether a claim counts here."""
        ...


@dataclass(frozen=True, slots=True)
class World:
    """What claims are weighed against: a theatre, its actors, and what is known beforehand.

    Attributes:
        outlets: whom the outlets speak for that speak for somebody, by outlet name: a side, or an actor whose side it
            is on the day. Their narrator is that side's voice.
        initial: side that holds a place before any day, by place id; the theatre's own `initial` says since when.
        viewpoint: which claims count; None for all.
    """

    actors: ActorsLike
    theatre: TheatreLike
    outlets: Mapping[str, str] = field(default_factory=dict)
    initial: Mapping[str, str] = field(default_factory=dict)
    viewpoint: ViewpointLike | None = None

    @property
    def sides(self) -> tuple[str, ...]:
        """Keys of the theatre's sides, in its order."""
        return tuple(side.key for side in self.theatre.sides)

    def side(self, key: str | None, on: date | None) -> str | None:
        """The side of an actor in this theatre, None where it is no party to it."""
        if key is None:
            return None
        side = self.actors.side(key, self.theatre, on)
        return side if side is not None and side in self.sides else None
