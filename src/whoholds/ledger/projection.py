"""Rows for looking things up, made from entries alone, so that they can be thrown away and made again."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Callable, Iterator
from typing import Any

from whoholds import codec
from whoholds.ledger.entries import Entry, Kind, reading_of, report_of, stamp
from whoholds.model import Area, Claim, Described, Place, PlaceRef, Reading, Report, Unplaced
from whoholds.reference.folding import fold
from whoholds.reports.copies import fingerprint, packed, wire_credit

TABLES = ("claims", "readings", "texts", "reports")
"""Projection tables, in the order in which they can be emptied."""

Row = dict[str, Any]


def rows(entry: Entry, report_seq: Callable[[str], int]) -> Iterator[tuple[str, Row]]:
    """What an entry puts into which table, in an order that foreign keys allow.

    Args:
        entry: any entry; decisions and settings have no rows.
        report_seq: the entry number of a report, by its id.
    """
    if entry.kind is Kind.REPORT:
        report = report_of(entry.payload)
        yield "reports", report_row(entry, report)
        yield "texts", text_row(entry, report)
    elif entry.kind is Kind.READING:
        reading = reading_of(entry.payload)
        yield from reading_rows(entry, reading, report_seq(reading.report_id))


def report_row(entry: Entry, report: Report) -> Row:
    """A row of `reports`."""
    return {
        "seq": entry.seq,
        "id": report.id,
        "name": report.name,
        "sha256": report.sha256,
        "title": report.title,
        "outlet": report.outlet,
        "url": report.url,
        "language": report.language,
        "published": stamp(report.published) if report.published else None,
        "known_from": stamp(entry.known_from),
    }


def text_row(entry: Entry, report: Report) -> Row:
    """A row of `texts`: what the report would share with one that repeats it."""
    byline = report.provenance.get("wire", "").partition(" (")[0]  # an agency named by the page, not in the text
    return {
        "seq": entry.seq,
        "wire": byline or wire_credit(report.text),
        "fingerprint": packed(fingerprint(report.text)),
    }


def reading_rows(entry: Entry, reading: Reading, report_seq: int) -> Iterator[tuple[str, Row]]:
    """A row of `readings` and one of `claims` for each claim."""
    yield (
        "readings",
        {
            "seq": entry.seq,
            "report_id": reading.report_id,
            "reader": reading.reader,
            "known_from": stamp(entry.known_from),
        },
    )
    for ordinal, claim in enumerate(reading.claims):
        yield "claims", {"reading_seq": entry.seq, "ordinal": ordinal, "report_seq": report_seq, **claim_row(claim)}


def claim_row(claim: Claim) -> Row:
    """The columns of `claims` that come from the claim itself."""
    place = place_columns(claim.place)
    actors = [a for a in (claim.actor, claim.target, claim.speaker) if a is not None]
    words = [claim.quote, place["place_name"], place["place_label"], *(w for a in actors for w in (a.text, a.key))]
    return {
        "id": claim.id,
        "event": claim.event.value,
        "factuality": claim.factuality.value,
        "control": claim.control.value,
        "actor": claim.actor.key if claim.actor else None,
        "target": claim.target.key if claim.target else None,
        "speaker": claim.speaker.key,
        "headline": int(claim.headline),
        **place,
        "when_start": claim.when.start.isoformat() if claim.when.start else None,
        "when_end": claim.when.end.isoformat() if claim.when.end else None,
        "search": " | ".join(fold_text(word) for word in words if word),
        "record": codec.canonical(claim).decode(),
    }


def place_columns(place: PlaceRef) -> Row:
    """A place reference as columns. A description is filed under its anchor, with the relation and without a point."""
    empty: Row = dict.fromkeys(("place_id", "relation", "place_name", "place_label", "lat", "lon"))
    if isinstance(place, (Place, Area)):
        return empty | {
            "place_form": "place" if isinstance(place, Place) else "area",
            "place_id": place.id,
            "place_name": fold(place.name),
            "place_label": fold(place.label),
            "lat": place.lat,
            "lon": place.lon,
        }
    if isinstance(place, Described):
        return empty | {
            "place_form": "described",
            "place_id": place.anchor.id,
            "relation": place.relation,
            "place_name": fold(place.name),
            "place_label": fold(place.anchor.label),
        }
    assert isinstance(place, Unplaced)
    return empty | {"place_form": "unplaced", "place_name": place.name and fold(place.name)}


def claim_of(record: str) -> Claim:
    """The claim that a row's `record` holds."""
    return codec.decode(Claim, json.loads(record))


def fold_text(text: str) -> str:
    """Running text for comparing: no case, no accents, one kind of apostrophe, single spaces."""
    plain = unicodedata.normalize("NFKD", text).casefold()  # in this order: a bold 𝐀 has no small letter
    plain = unicodedata.normalize("NFKD", plain).replace("’", "'").replace("\0", " ")
    return " ".join("".join(c for c in plain if not unicodedata.combining(c)).split())
