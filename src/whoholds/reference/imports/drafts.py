"""What every import format is read into: a place on its way into the gazetteer, or a row that says nothing usable."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from whoholds.reference.folding import MAX_NAME, fold

MOST_NAMES = 200
"""Names of one place that are taken in. Unit: names."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A place as a file gives it.

    Attributes:
        id: its id in the gazetteer's form ("gn:170654", "osm:n42"); empty where only the name can tell what it is.
        name: the name to show; empty in a row that only adds names to the place `id`.
        lat, lon: WGS 84 degrees; None where the file has none, and the place must be known already.
        parent: code of the unit above it, as another row's `codes` gives it.
        names: further spellings. labels: names to show by language ("en", "fr", "ar").
        codes: its codes by scheme ("pcode", "iso", "wikidata").
        where: where in the file it stands, for people ("line 12").
    """

    id: str
    name: str
    kind: str
    country: str
    lat: float | None = None
    lon: float | None = None
    population: int = 0
    admin1: str = ""
    parent: str = ""
    names: tuple[str, ...] = ()
    labels: Mapping[str, str] = field(default_factory=dict)
    codes: Mapping[str, str] = field(default_factory=dict)
    precision_km: float | None = None
    where: str = ""

    def as_dict(self) -> dict[str, Any]:
        """The draft as JSON keeps it."""
        return asdict(self)

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Draft:
        """A draft that `as_dict` wrote."""
        return cls(**{**data, "names": tuple(data["names"])})


@dataclass(frozen=True, slots=True)
class Rejected:
    """A row that was not taken in: where it stands and why, in words."""

    where: str
    why: str


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A row of a kind that no report calls a place (a shop, a well)."""

    kind: str


Read = Draft | Rejected | LeftOut
"""What a reader yields for a row."""


def checked(draft: Draft) -> Draft | Rejected:
    """The draft with usable names only, or why it cannot be taken in."""
    if draft.name and not fold(draft.name):
        return Rejected(draft.where, "its name has no letters, or is too long to be one")
    if not draft.name and not draft.id:
        return Rejected(draft.where, "it has no name")
    if (draft.lat is None) != (draft.lon is None):
        return Rejected(draft.where, "it has half a coordinate")
    if draft.lat is not None and draft.lon is not None and not (-90 <= draft.lat <= 90 and -180 <= draft.lon <= 180):
        return Rejected(draft.where, f"no such point on earth: {draft.lat:g}, {draft.lon:g}")
    names = tuple(dict.fromkeys(n for n in draft.names if n and len(n) <= MAX_NAME and n != draft.name))[:MOST_NAMES]
    labels = {lang: text for lang, text in draft.labels.items() if text and fold(text) and len(lang) <= 3}
    return Draft(
        draft.id,
        draft.name,
        draft.kind,
        draft.country,
        draft.lat,
        draft.lon,
        max(0, draft.population),
        draft.admin1,
        draft.parent,
        names,
        labels,
        {scheme: code for scheme, code in draft.codes.items() if code and len(code) <= MAX_NAME},
        draft.precision_km,
        draft.where,
    )


def number(text: str, what: str) -> float:
    """A number in a table cell; "34,73" counts.

    Raises:
        ValueError: in words, with what the number was to be.
    """
    try:
        value = float(text.strip().replace(",", "."))
    except ValueError:
        raise ValueError(f"{what} is no number: {text[:40]!r}") from None
    if value != value or value in (float("inf"), float("-inf")):
        raise ValueError(f"{what} is no number: {text[:40]!r}")
    return value


def people(text: str) -> int:
    """A population in a table cell; 0 where it says none."""
    digits = text.strip().replace(" ", "").replace("\u00a0", "").replace("\u202f", "")
    try:
        return max(0, min(int(float(digits.replace(",", ""))), 2_000_000_000)) if digits else 0
    except (ValueError, OverflowError):
        return 0
