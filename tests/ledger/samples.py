"""Hand-made reports and readings about an invented town, for tests that need records but no reader."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

from whoholds.model import (
    ActorRef,
    Area,
    Basis,
    Block,
    Candidate,
    Claim,
    Described,
    Effect,
    Event,
    Factuality,
    Place,
    PlaceRef,
    PlaceRole,
    Precision,
    Quantity,
    Reading,
    Report,
    Unplaced,
    When,
)

HAMA = Place(
    "Hamā",
    "gn:1",
    "Hama",
    35.13,
    36.75,
    "settlement",
    "SY",
    0.9,
    (Candidate("gn:1", "Hama", 35.13, 36.75, "settlement", "SY", 0.9, ("name",)),),
)
HOMS = Place("Homs", "gn:2", "Homs", 34.73, 36.71, "settlement", "SY", 0.8)
DAMASCUS = Place("Damas", "gn:3", "Damascus", 33.51, 36.29, "settlement", "SY", 0.9)
IDLIB = Area("province d'Idleb", "gn:4", "Idlib", 35.93, 36.63, "area", "SY", 0.7)
AIR_BASE = Described("an air base south-west of Damascus", "air_base", "SW", DAMASCUS, 12.5)
NOWHERE = Unplaced("Xyz", "no gazetteer row")

REBELS = ActorRef("rebels:syria", "rebels")
ARMY = ActorRef("syrian_armed_forces", "the army")
NARRATOR = ActorRef("narrator")
START = datetime(2024, 12, 5, 12, tzinfo=UTC)


class Ticking:
    """A clock that moves on by one minute each time it is read."""

    def __init__(self, start: datetime = START) -> None:
        self.now = start

    def __call__(self) -> datetime:
        self.now += timedelta(minutes=1)
        return self.now


def raw_of(text: str) -> bytes:
    return f"original: {text}".encode()


def report(text: str, *, outlet: str | None = "The Orontes Post", published: datetime | None = START) -> Report:
    identity = hashlib.sha256(f"{text}|{outlet}|{published}".encode()).hexdigest()
    return Report(
        id="r-" + identity[:20],
        sha256=hashlib.sha256(raw_of(text)).hexdigest(),
        name="sample",
        text=text,
        blocks=(Block(0, len(text), "en"),),
        title=text.split(".")[0],
        language="en",
        outlet=outlet,
        published=published,
        provenance={"title": "first line"} if text else {},
    )


def claim(
    of: Report,
    quote: str,
    place: PlaceRef = HAMA,
    *,
    event: Event = Event.CAPTURE,
    actor: ActorRef | None = REBELS,
    target: ActorRef | None = None,
    speaker: ActorRef = NARRATOR,
    factuality: Factuality = Factuality.CERTAIN,
    start: date | None = None,
    end: date | None = None,
    key: str = "1",
) -> Claim:
    at = of.text.index(quote)
    known = start is not None or end is not None
    return Claim(
        id=f"c-{of.id[2:10]}-{key}",
        report_id=of.id,
        start=at,
        end=at + len(quote),
        quote=quote,
        event=event,
        actor=actor,
        target=target,
        place=place,
        place_role=PlaceRole.AT,
        speaker=speaker,
        chain=("outlet", speaker.key),
        factuality=factuality,
        when=When(start, end, Precision.INTERVAL, Basis.STATED, "then") if known else When(),
        quantity=Quantity(2000.0, "soldiers", approx=True),
        control=Effect.GAINS,
        mentions=((at, at + len(quote)),),
        rule="en:capture/take",
        confidence=0.75,
    )


def reading(of: Report, *claims: Claim, reader: str = "hand 1") -> Reading:
    return Reading(of.id, reader, claims)


def stop_at(step: int) -> Callable[[], bool]:
    """A progress handler that stops the database engine once, at a step (handlers are called at every step)."""
    done = 0

    def handler() -> bool:
        nonlocal done
        done += 1
        return done == step

    return handler
