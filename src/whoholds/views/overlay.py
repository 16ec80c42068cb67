"""What lies over and under the places of a map, whoever draws it: arrows, rings, badges, discs and dots, in degrees."""

from __future__ import annotations

import math
from dataclasses import dataclass

DISPUTES, MOVES, EVENTS, HEAT, AREAS = LAYERS = ("disputes", "moves", "events", "heat", "areas")
"""Layers by name, in the order that their switches stand in."""


@dataclass(frozen=True, slots=True)
class Sign:
    """Icons beside a place. `text` says in the reader's language what they say."""

    place: str
    lat: float
    lon: float
    icons: tuple[str, ...]
    text: str


@dataclass(frozen=True, slots=True)
class Arrow:
    """An advance of a side from one settlement on another.

    Attributes:
        start: latitude and longitude of where it begins.
        inferred: no report says where it began.
        interested: nobody but the side itself says so.
    """

    place: str
    lat: float
    lon: float
    start: tuple[float, float]
    side: str
    inferred: bool
    interested: bool
    text: str


@dataclass(frozen=True, slots=True)
class Ring:
    """A siege of a settlement by a side."""

    place: str
    lat: float
    lon: float
    side: str
    interested: bool
    text: str


@dataclass(frozen=True, slots=True)
class Disc:
    """How many reports tell of a settlement."""

    place: str
    lat: float
    lon: float
    reports: int
    text: str

    @property
    def radius(self) -> float:
        """In pixels: the area grows as the reports do."""
        return disc_radius(self.reports)


@dataclass(frozen=True, slots=True)
class Dot:
    """A dot of an area of influence; `strength` 0 to 1 is how large it is drawn."""

    lat: float
    lon: float
    side: str
    strength: float


@dataclass(frozen=True, slots=True)
class Overlay:
    """The layers that are switched on, by name, and what is on them; those that are off are empty.

    Attributes:
        days: how many days up to the one shown they are of.
        spacing: of the dots, in kilometres.
        move_km: how far an inferred arrow may reach.
        area_km: how far a settlement reaches, and `area_days` after how long half of its area is left.
    """

    layers: tuple[str, ...] = ()
    disputes: tuple[Sign, ...] = ()
    arrows: tuple[Arrow, ...] = ()
    rings: tuple[Ring, ...] = ()
    events: tuple[Sign, ...] = ()
    discs: tuple[Disc, ...] = ()
    dots: tuple[Dot, ...] = ()
    days: int = 1
    spacing: float = 0.0
    move_km: float = 0.0
    area_km: float = 0.0
    area_days: float = 0.0


NOTHING = Overlay()


def disc_radius(reports: int) -> float:
    """Radius of a disc for so many reports, in pixels."""
    return min(46.0, 9.0 + 4.6 * math.sqrt(reports))
