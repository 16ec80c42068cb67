"""What the event finder hands on: happenings, and what it saw and refused."""

from __future__ import annotations

from dataclasses import dataclass, field

from spacy.tokens import Token

from whoholds.model import Event, PlaceRole
from whoholds.reading.lexicon import Frame
from whoholds.reading.scene import Actor
from whoholds.reading.sites import Site


@dataclass(slots=True)
class Happening:
    """One trigger with its frame and arguments; `sites` has one entry a claim.

    Attributes:
        excluded: indices of `sites` that the text takes out ("X but not Y").
        listed: an entry of a list of who holds what.
    """

    frame: Frame
    event: Event
    trigger: Token
    actor: Actor | None
    target: Actor | None
    sites: list[tuple[Site, PlaceRole | None]]
    excluded: set[int] = field(default_factory=set)
    consumed: set[int] = field(default_factory=set)
    nominal: bool = False
    listed: bool = False
    support: Token | None = None


@dataclass(frozen=True, slots=True)
class Rejected:
    """A trigger that was seen and refused, and why; for the inspection page."""

    start: int
    end: int
    frame: str
    reason: str
