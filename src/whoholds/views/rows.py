"""Holdings and claims as flat rows: the one list of fields that GeoJSON, CSV and the page's JSON share."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import Protocol

from whoholds.control.glance import Answer, claims_of, origins_of
from whoholds.model import Area, Claim, Described, Place, PlaceRef, Unplaced

Cell = str | int | float | bool | None
Row = dict[str, Cell | list[str]]
SideName = Callable[[str], str]

CONTROL = (
    "place_id",
    "place",
    "lat",
    "lon",
    "holder",
    "side",
    "probability",
    "standing",
    "threatened",
    "since",
    "until",
    "origins",
    "claims",
    "rule",
    "rule_keys",
)
CLAIMS = (
    "claim_id",
    "report_id",
    "outlet",
    "title",
    "language",
    "published",
    "known_from",
    "reader",
    "event",
    "actor",
    "target",
    "place_id",
    "place",
    "place_form",
    "place_role",
    "lat",
    "lon",
    "speaker",
    "chain",
    "factuality",
    "control",
    "when_start",
    "when_end",
    "when_precision",
    "when_basis",
    "quantity",
    "quantity_unit",
    "quantity_approx",
    "headline",
    "answers",
    "start",
    "end",
    "quote",
    "confidence",
    "rule",
)


class StoredClaimLike(Protocol):
    """A claim as the ledger gives it back."""

    @property
    def claim(self) -> Claim: ...  # noqa: D102
    @property
    def report_id(self) -> str: ...  # noqa: D102
    @property
    def outlet(self) -> str | None: ...  # noqa: D102
    @property
    def title(self) -> str | None: ...  # noqa: D102
    @property
    def language(self) -> str: ...  # noqa: D102
    @property
    def published(self) -> datetime | None: ...  # noqa: D102
    @property
    def known_from(self) -> datetime: ...  # noqa: D102
    @property
    def reader(self) -> str: ...  # noqa: D102


def control_row(held: Answer, name: SideName) -> Row:
    """An answer as a row with the columns of `CONTROL`."""
    return {
        "place_id": held.place_id,
        "place": held.place,
        "lat": round(held.lat, 5),
        "lon": round(held.lon, 5),
        "holder": held.holder,
        "side": name(held.holder),
        "probability": round(held.probability, 4),
        "standing": held.standing.value,
        "threatened": held.threatened,
        "since": _day(held.valid_from),
        "until": _day(held.valid_to),
        "origins": origins_of(held),
        "claims": list(claims_of(held)),
        "rule": held.rule,
        "rule_keys": [clause.key for clause in held.why],
    }


def claim_row(stored: StoredClaimLike) -> Row:
    """A claim as a row with the columns of `CLAIMS`."""
    claim = stored.claim
    place_id, place, lat, lon = where(claim.place)
    quantity = claim.quantity
    return {
        "claim_id": claim.id,
        "report_id": stored.report_id,
        "outlet": stored.outlet,
        "title": stored.title,
        "language": stored.language,
        "published": _instant(stored.published),
        "known_from": _instant(stored.known_from),
        "reader": stored.reader,
        "event": claim.event.value,
        "actor": claim.actor.key if claim.actor else None,
        "target": claim.target.key if claim.target else None,
        "place_id": place_id,
        "place": place,
        "place_form": type(claim.place).__name__.lower(),
        "place_role": claim.place_role.value if claim.place_role else None,
        "lat": lat,
        "lon": lon,
        "speaker": claim.speaker.key,
        "chain": list(claim.chain),
        "factuality": claim.factuality.value,
        "control": claim.control.value,
        "when_start": _day(claim.when.start),
        "when_end": _day(claim.when.end),
        "when_precision": claim.when.precision.value,
        "when_basis": claim.when.basis.value,
        "quantity": quantity.value if quantity else None,
        "quantity_unit": quantity.unit if quantity else None,
        "quantity_approx": quantity.approx if quantity else None,
        "headline": claim.headline,
        "answers": claim.answers,
        "start": claim.start,
        "end": claim.end,
        "quote": claim.quote,
        "confidence": round(claim.confidence, 4),
        "rule": claim.rule,
    }


def where(place: PlaceRef) -> tuple[str | None, str | None, float | None, float | None]:
    """Id, name and coordinates of a place; a described place and an unplaced one have no coordinates of their own."""
    if isinstance(place, Unplaced):
        return None, place.name, None, None
    if isinstance(place, Described):
        return None, place.name, None, None
    found: Place | Area = place
    return found.id, found.label, round(found.lat, 5), round(found.lon, 5)


def flat(row: Row) -> Iterator[tuple[str, Cell]]:
    """A row with its lists as text, parted by spaces."""
    for key, value in row.items():
        yield key, " ".join(value) if isinstance(value, list) else value


def _day(value: date | None) -> str | None:
    return value.isoformat() if value else None


def _instant(value: datetime | None) -> str | None:
    return value.isoformat().replace("+00:00", "Z") if value else None
