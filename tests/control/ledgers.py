"""A ledger with a handful of invented reports on two invented towns of a real theatre."""

from __future__ import annotations

import hashlib
from datetime import UTC, date, datetime

from whoholds.ledger import Ledger
from whoholds.model import (
    ActorRef,
    Basis,
    Block,
    Claim,
    Effect,
    Event,
    Factuality,
    Place,
    PlaceRole,
    Precision,
    Reading,
    Report,
    When,
)

from .sayings import EFFECT

MILLBROOK = Place("Millbrook", "t:mill", "Millbrook", 35.1, 36.7, "settlement", "SY", 0.9)
WIDEFORD = Place("Wideford", "t:wide", "Wideford", 35.3, 36.9, "settlement", "SY", 0.9)
ARMY, REBELS = "syrian_armed_forces", "rebels:syria"
CT, CT_NOT = Factuality.CERTAIN, Factuality.CERTAIN_NOT

# outlet, day and hour of publication, then (quote, event, actor, speaker, factuality, place, day)
Row = tuple[str, Event, str, str, Factuality, Place, int]
REPORTS: tuple[tuple[str, int, int, tuple[Row, ...]], ...] = (
    (
        "Orontes Post",
        4,
        9,
        (
            ("the army holds Millbrook, neighbours say", Event.HOLD, ARMY, "residents", CT, MILLBROOK, 4),
            ("a statue fell in Wideford", Event.DESTROY, "protesters", "narrator", CT, WIDEFORD, 4),
        ),
    ),
    (
        "Valley Radio",
        5,
        10,
        (
            ("rebels say Millbrook is theirs", Event.CAPTURE, REBELS, REBELS, CT, MILLBROOK, 5),
            ("no rebel took Millbrook", Event.CAPTURE, REBELS, "ministry_of_defence:syria", CT_NOT, MILLBROOK, 5),
        ),
    ),
    (
        "Orontes Post",
        6,
        8,
        (
            ("the army withdrew from Millbrook", Event.WITHDRAW, ARMY, ARMY, CT, MILLBROOK, 5),
            ("observers saw rebels take Millbrook", Event.CAPTURE, REBELS, "monitor:SOHR", CT, MILLBROOK, 5),
        ),
    ),
)


def fill(ledger: Ledger) -> None:
    """Add the reports, each known from when it was published."""
    for number, (outlet, day, hour, rows) in enumerate(REPORTS):
        text = ". ".join(row[0] for row in rows)
        raw = text.encode()
        published = datetime(2024, 12, day, hour, tzinfo=UTC)
        report = Report(
            id="r-" + hashlib.sha256(f"{number}{text}".encode()).hexdigest()[:20],
            sha256=hashlib.sha256(raw).hexdigest(),
            name=f"dispatch {number}",
            text=text,
            blocks=(Block(0, len(text), "en"),),
            title=None,
            language="en",
            outlet=outlet,
            published=published,
        )
        ledger.add_report(report, raw, known_from=published)
        claims = tuple(_claim(report, row, k) for k, row in enumerate(rows))
        ledger.add_reading(Reading(report.id, "hand 1", claims), known_from=published)


def _claim(report: Report, row: Row, number: int) -> Claim:
    quote, event, actor, speaker, factuality, place, day = row
    start = report.text.index(quote)
    on = date(2024, 12, day)
    return Claim(
        id=f"c-{report.id[2:10]}-{number}",
        report_id=report.id,
        start=start,
        end=start + len(quote),
        quote=quote,
        event=event,
        actor=ActorRef(actor),
        target=None,
        place=place,
        place_role=PlaceRole.FROM if event is Event.WITHDRAW else PlaceRole.AT,
        speaker=ActorRef(speaker),
        chain=("outlet", speaker),
        factuality=factuality,
        when=When(on, on, Precision.DAY, Basis.STATED),
        quantity=None,
        control=EFFECT.get(event, Effect.NONE),
    )
