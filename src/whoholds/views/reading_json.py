"""A reading as one JSON line: the format that scorers and other programs take.

{"id", "claims": [{"start", "end", "quote", "event", "actor", "target", "place": {"name", "lat", "lon"} | null, …}],
 "attributions": [{"source": [[start, end]], "cue": […], "content": […]}],
 "times": [{"start", "end", "from", "to"}], "places": [{"start", "end", "name", "lat", "lon"}],
 "rejected": [{"reason", "said"}]}
"""

from __future__ import annotations

from typing import Any

from whoholds.model import (
    Area,
    Attribution,
    Claim,
    Described,
    Place,
    PlaceRef,
    Reading,
    Report,
    TimeMention,
    Unplaced,
    When,
)

Json = dict[str, Any]


def reading_row(report: Report, reading: Reading) -> Json:
    """A reading as data; `id` is the report's name (file stem or row id)."""
    return {
        "id": report.name,
        "report": report.id,
        "reader": reading.reader,
        "claims": [claim_row(c) for c in reading.claims],
        "attributions": [attribution_row(a) for a in reading.attributions],
        "times": [time_row(t) for t in reading.times],
        "places": [{"start": m.start, "end": m.end, **(place_row(m.place) or {"name": None})} for m in reading.places],
        "rejected": [{"reason": why, "said": said} for why, said in reading.rejected],
    }


def claim_row(claim: Claim) -> Json:
    """A claim as data; `place` is null where none is named, a described place gives its anchor's point and says so."""
    return {
        "id": claim.id,
        "start": claim.start,
        "end": claim.end,
        "quote": claim.quote,
        "event": claim.event.value,
        "actor": claim.actor.key if claim.actor else None,
        "target": claim.target.key if claim.target else None,
        "place": place_row(claim.place),
        "place_role": claim.place_role.value if claim.place_role else None,
        "speaker": claim.speaker.key,
        "chain": list(claim.chain),
        "factuality": claim.factuality.value,
        "time": when_row(claim.when),
        "quantity": {
            "value": _number(claim.quantity.value),
            "unit": claim.quantity.unit,
            "approx": claim.quantity.approx,
        }
        if claim.quantity
        else None,
        "control": claim.control.value,
        "headline": claim.headline,
        "answers": claim.answers,
        "rule": claim.rule,
        "confidence": claim.confidence,
    }


def _number(value: float) -> int | float:
    return int(value) if value == int(value) else value


def place_row(ref: PlaceRef) -> Json | None:
    """A place reference as data, None where no place is named."""
    if isinstance(ref, Unplaced):
        return (
            None
            if ref.name is None or ref.reason.startswith(("described", "pronoun"))
            else {"name": ref.name, "lat": None, "lon": None, "unplaced": ref.reason}
        )
    if isinstance(ref, Described):
        anchor = place_row(ref.anchor) or {}
        described = {"phrase": ref.name, "kind": ref.kind, "relation": ref.relation, "distance_km": ref.distance_km}
        return {**anchor, "described": described}
    row: Json = {"name": ref.name, "lat": ref.lat, "lon": ref.lon, "id": ref.id, "label": ref.label, "score": ref.score}
    if isinstance(ref, Area):
        row["kind"] = ref.kind
    if isinstance(ref, Place):
        row["what"] = ref.kind
    return row


def when_row(when: When) -> Json | None:
    """An interval of days as data, None where nothing is known."""
    if when.start is None and when.end is None:
        return None
    return {
        "start": when.start.isoformat() if when.start else None,
        "end": when.end.isoformat() if when.end else None,
        "precision": when.precision.value,
        "basis": when.basis.value,
    }


def time_row(mention: TimeMention) -> Json:
    """A time expression as data."""
    start, end = mention.when.start, mention.when.end
    return {
        "start": mention.start,
        "end": mention.end,
        "from": start.isoformat() if start else None,
        "to": end.isoformat() if end else None,
    }


def attribution_row(attribution: Attribution) -> Json:
    """Spans of source, cue and content as data."""
    return {name: [list(span) for span in getattr(attribution, name)] for name in ("source", "cue", "content")}
