"""Rows of the store as records."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from datetime import datetime
from typing import Any

from whoholds import codec
from whoholds.errors import DataError
from whoholds.ledger import entries as e
from whoholds.ledger import projection
from whoholds.ledger.decisions import OPEN, Review
from whoholds.ledger.store.sqlite import Row
from whoholds.model import Area, Claim, Place, Reading, Report

ENTRY = "seq, kind, id, payload, recorded_at, known_from, sha256"
CLAIM = """claims.record, reports.id, reports.outlet, reports.title, reports.language, reports.published,
    readings.known_from, readings.seq, readings.reader, texts.wire, texts.fingerprint"""
CLAIMS = """claims JOIN readings ON readings.seq = claims.reading_seq JOIN reports ON reports.seq = claims.report_seq
    JOIN texts ON texts.seq = claims.report_seq"""


@dataclass(frozen=True, slots=True)
class StoredReport:
    """A report, and its place in the ledger."""

    report: Report
    seq: int
    recorded_at: datetime
    known_from: datetime


@dataclass(frozen=True, slots=True)
class StoredClaim:
    """A claim with what is known of its report.

    Attributes:
        claim: as reviewed where somebody has reviewed it, else as read.
        known_from: the reading's.
        seq: the reading's entry.
        reader: who read it, name and version.
        wire: the news agency that the report is credited to.
        fingerprint: of the report's text (`reports.copies.packed`).
        review: what reviewers decided about it.
        read: the claim as read, where a review has changed it.
    """

    claim: Claim
    report_id: str
    outlet: str | None
    title: str | None
    language: str
    published: datetime | None
    known_from: datetime
    seq: int
    reader: str
    wire: str | None = None
    fingerprint: bytes = b""
    review: Review = OPEN
    read: Claim | None = None

    @property
    def story(self) -> str | None:
        """Shared by claims that a reviewer merged into one origin."""
        return self.review.story

    @property
    def alone(self) -> bool:
        """Whether a reviewer gave it an origin of its own."""
        return self.review.alone

    @property
    def data(self) -> dict[str, Any]:
        """As plain data for programs, without what only tells copies."""
        told = (f.name for f in fields(self) if f.name != "fingerprint")
        return {name: codec.encode(getattr(self, name)) for name in told}

    def reviewed(self, review: Review) -> StoredClaim:
        """The same claim after a review."""
        claim = review.of(self.claim)
        return replace(self, claim=claim, review=review, read=None if claim == self.claim else self.claim)


@dataclass(frozen=True, slots=True)
class KnownPlace:
    """A place or area that claims speak of, as the gazetteer named it when they were read.

    Attributes:
        kind: the gazetteer's kind of a place; "area" or "line" for an area.
        country: ISO 3166-1 alpha-2, may be empty.
        claims: how many speak of it.
    """

    id: str
    label: str
    lat: float
    lon: float
    kind: str
    country: str
    claims: int


def entry_of(row: Row) -> e.Entry:
    """An entry from the columns of `ENTRY`."""
    seq, kind, id, payload, recorded_at, known_from, sha256 = row
    return e.Entry(seq, e.Kind(kind), id, payload, e.instant(recorded_at), e.instant(known_from), sha256)


def stored_report(entry: e.Entry) -> StoredReport:
    """The report that an entry holds."""
    return StoredReport(e.report_of(entry.payload), entry.seq, entry.recorded_at, entry.known_from)


def stored_claim(row: Row) -> StoredClaim:
    """A claim from the columns of `CLAIM`; further columns are ignored."""
    record, report_id, outlet, title, language, published, known_from, seq, reader, wire, fingerprint = row[:11]
    return StoredClaim(
        claim=projection.claim_of(record),
        report_id=report_id,
        outlet=outlet,
        title=title,
        language=language,
        published=e.instant(published) if published else None,
        known_from=e.instant(known_from),
        seq=seq,
        reader=reader,
        wire=wire,
        fingerprint=bytes(fingerprint),
    )


def known_place(row: Row) -> KnownPlace:
    """A place from the record of one of its claims and their number.

    Raises:
        DataError: the claim has no place with an id.
    """
    record, claims = row
    place = projection.claim_of(record).place
    if not isinstance(place, (Place, Area)) or place.id is None:
        raise DataError("place.unplaced", "a claim without a place is filed under one", hint="run whoholds verify")
    return KnownPlace(place.id, place.label, place.lat, place.lon, place.kind, place.country, claims)


def check_claims(reading: Reading, report: Report) -> None:
    """A quote is a quote, and ids tell claims apart.

    Raises:
        DataError: not so.
    """
    seen: set[str] = set()
    for claim in reading.claims:
        if claim.report_id != reading.report_id:
            raise DataError("claim.report", "a claim belongs to another report", subject=claim.id)
        if claim.id in seen:
            raise DataError("claim.id", "two claims of a reading have one id", subject=claim.id)
        if not claim.quote or report.text[claim.start : claim.end] != claim.quote:
            raise DataError("claim.quote", "a claim's quote is not the report's text at its offsets", subject=claim.id)
        seen.add(claim.id)
