"""A large ledger for the benchmarks of the page: made up by lot, through the ledger's own door.

Places lie on a grid over a theatre's country, each is spoken of every few weeks by speakers of both sides and by
neutral ones, and changes hands once or twice; claims are written by hand, so that the reader costs nothing here.
"""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

from whoholds.ledger import Ledger
from whoholds.model import (
    ActorRef,
    Basis,
    Block,
    BlockKind,
    Claim,
    Effect,
    Event,
    Factuality,
    Place,
    Precision,
    Reading,
    Report,
    When,
)
from whoholds.settings import Settings

FIRST, DAYS = date(2023, 11, 1), 400
SPEAKERS = ("residents", "monitor:SOHR", "rebels:syria", "syrian_armed_forces", "narrator")
SIDES = ("rebels:syria", "syrian_armed_forces")
A_REPORT = 25
"""Claims of one report."""


def places(count: int) -> list[Place]:
    """`count` settlements on a grid."""
    across = int(count**0.5) + 1
    return [
        Place(
            f"P{i}",
            f"wh:sy:p{i}",
            f"P{i}",
            32.5 + 4.5 * (i // across) / across,
            36 + 6 * (i % across) / across,
            "settlement",
            "SY",
            0.95,
        )
        for i in range(count)
    ]


def said(count: int, each: int, seed: int = 20240801) -> Iterator[tuple[datetime, str, str, Place]]:
    """When, who says it, who holds what: `each` times a place, in the order of time."""
    draw = random.Random(seed)
    told = []
    for place in places(count):
        turns = sorted(draw.sample(range(DAYS), 2))
        first = draw.random() < 0.5
        for day in sorted(draw.sample(range(DAYS), each)):
            holder = SIDES[(first + sum(day >= turn for turn in turns)) % 2]
            if draw.random() < 0.1:
                holder = SIDES[1 - SIDES.index(holder)]
            at = datetime.combine(FIRST + timedelta(days=day), datetime.min.time(), UTC)
            told.append((at + timedelta(minutes=draw.randrange(1440)), draw.choice(SPEAKERS), holder, place))
    return iter(sorted(told, key=lambda row: (row[0], row[3].id)))


def fill(settings: Settings, count: int, each: int = 4) -> int:
    """A ledger of `count` places with `each` claims about every one; how many claims that is."""
    rows, made = list(said(count, each)), 0
    with Ledger.open(settings.ledger_path, blobs=settings.blobs_path) as ledger:
        for start in range(0, len(rows), A_REPORT):
            part = rows[start : start + A_REPORT]
            report, claims = _report(part, start)
            ledger.add_report(report, report.text.encode(), known_from=report.published)
            ledger.add_reading(Reading(report.id, "by hand 1", claims), known_from=report.published)
            made += len(claims)
    return made


def _report(rows: list[tuple[datetime, str, str, Place]], number: int) -> tuple[Report, tuple[Claim, ...]]:
    sentences = [f"{who} hold {place.label}, {speaker} say ({i})." for i, (_, speaker, who, place) in enumerate(rows)]
    text = f"Report {number}\n\n" + "\n\n".join(sentences)
    digest = hashlib.sha256(text.encode()).hexdigest()
    blocks, at = [], 0
    for i, part in enumerate(text.split("\n\n")):
        blocks.append(Block(at, at + len(part), "en", BlockKind.PARAGRAPH if i else BlockKind.TITLE))
        at += len(part) + 2
    published = rows[-1][0]
    report = Report(
        id=f"r-{digest[:20]}",
        sha256=digest,
        name=f"report-{number}",
        text=text,
        blocks=tuple(blocks),
        title=f"Report {number}",
        language="en",
        outlet=f"Outlet {number % 40}",
        url=None,
        published=published,
    )
    claims = []
    for block, sentence, (when, speaker, who, place) in zip(blocks[1:], sentences, rows, strict=True):
        day = when.date()
        claims.append(
            Claim(
                id=f"{report.id}-{block.start}",
                report_id=report.id,
                start=block.start,
                end=block.start + len(sentence),
                quote=sentence,
                event=Event.HOLD,
                actor=ActorRef(who),
                target=None,
                place=place,
                place_role=None,
                speaker=ActorRef(speaker),
                chain=("outlet", speaker),
                factuality=Factuality.CERTAIN,
                when=When(day, day, Precision.DAY, Basis.STATED),
                quantity=None,
                control=Effect.HOLDS,
                rule="benchmark",
            )
        )
    return report, tuple(claims)
