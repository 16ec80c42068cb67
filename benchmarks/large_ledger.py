"""A made-up ledger of any size: places on a jittered grid, a front that moves over them, voices that report it.

    python benchmarks/large_ledger.py HOME [--places 5000] [--days 400]

Most places are spoken of once or twice, some on and off, a few nearly every week; nothing in it is anybody's text.
"""

from __future__ import annotations

import argparse
import hashlib
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import numpy as np

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
from whoholds.settings import Settings

START = date(2024, 1, 1)
SIDES = ("rebels:syria", "syrian_armed_forces")
VOICES = ("residents", "monitor:SOHR", "narrator", "unnamed", *SIDES)
OUTLETS = tuple(f"Gazette {n}" for n in range(12))
A_REPORT = 12  # claims in one
WORDS = {Event.CAPTURE: "took", Event.HOLD: "hold", Event.CLASH: "fought in", Event.ADVANCE: "advance on"}
EFFECTS = {
    Event.CAPTURE: Effect.GAINS,
    Event.HOLD: Effect.HOLDS,
    Event.CLASH: Effect.CONTESTS,
    Event.ADVANCE: Effect.CONTESTS,
}


def places(count: int, rng: np.random.Generator) -> list[Place]:
    """Settlements between 32.5 and 37 degrees north, 36 and 42 east."""
    side = int(np.ceil(np.sqrt(count)))
    lats = 32.5 + (np.arange(count) // side + rng.uniform(0, 0.8, count)) * 4.5 / side
    lons = 36.0 + (np.arange(count) % side + rng.uniform(0, 0.8, count)) * 6.0 / side
    return [
        Place(f"Place {n}", f"b:{n}", f"Place {n}", round(float(lat), 4), round(float(lon), 4), "settlement", "SY", 0.9)
        for n, (lat, lon) in enumerate(zip(lats, lons, strict=True))
    ]


def reports(count: int, days: int, seed: int = 7) -> Iterator[tuple[Report, tuple[Claim, ...]]]:
    """Reports with their claims, by day; about four claims a place."""
    rng = np.random.default_rng(seed)
    known = places(count, rng)
    often = np.minimum(1 + rng.pareto(1.1, count), 30).astype(int)
    told = [(int(day), n) for n in range(count) for day in rng.integers(0, days, often[n])]
    told.sort()
    for k in range(0, len(told), A_REPORT):
        rows = told[k : k + A_REPORT]
        day = START + timedelta(days=rows[-1][0])
        yield _report(k, day, [(known[n], _event(rng), _side(known[n], at, days, rng), rng) for at, n in rows])


def _event(rng: np.random.Generator) -> Event:
    return list(WORDS)[int(rng.choice(4, p=[0.35, 0.4, 0.15, 0.1]))]


def _side(place: Place, at: int, days: int, rng: np.random.Generator) -> str:
    """A front that moves south and back; one word in eight is about the other side."""
    line = 34.7 - 1.5 * np.sin(2 * np.pi * at / days)
    return SIDES[int((place.lat < line) ^ (rng.random() < 0.12))]


def _report(
    number: int, day: date, rows: list[tuple[Place, Event, str, np.random.Generator]]
) -> tuple[Report, tuple[Claim, ...]]:
    sentences = [f"They {WORDS[event]} {place.name} ({number}/{k})." for k, (place, event, _, _) in enumerate(rows)]
    text = " ".join(sentences)
    digest = hashlib.sha256(text.encode()).hexdigest()
    published = datetime(day.year, day.month, day.day, 6 + number % 16, number % 60, tzinfo=UTC)
    report = Report(
        id=f"r-{digest[:20]}",
        sha256=digest,
        name=f"made up {number}",
        text=text,
        blocks=(Block(0, len(text), "en"),),
        language="en",
        outlet=OUTLETS[number % len(OUTLETS)],
        published=published,
    )
    claims, at = [], 0
    for k, (sentence, (place, event, side, rng)) in enumerate(zip(sentences, rows, strict=True)):
        voice = VOICES[int(rng.integers(len(VOICES)))]
        claims.append(_claim(report, k, at, sentence, place, event, side, voice, day, rng.random() < 0.06))
        at += len(sentence) + 1
    return report, tuple(claims)


def _claim(
    report: Report,
    k: int,
    at: int,
    quote: str,
    place: Place,
    event: Event,
    side: str,
    voice: str,
    day: date,
    denied: bool,
) -> Claim:
    return Claim(
        id=f"c-{report.id[2:14]}-{k}",
        report_id=report.id,
        start=at,
        end=at + len(quote),
        quote=quote,
        event=event,
        actor=ActorRef(side),
        target=None,
        place=place,
        place_role=PlaceRole.TO if event is Event.ADVANCE else PlaceRole.AT,
        speaker=ActorRef(voice),
        chain=("outlet", voice),
        factuality=Factuality.CERTAIN_NOT if denied else Factuality.CERTAIN,
        when=When(day, day, Precision.DAY, Basis.STATED),
        quantity=None,
        control=EFFECTS[event],
        rule="made up",
    )


def fill(settings: Settings, count: int, days: int) -> int:
    """Write such a ledger, each report known from when it was published; gives the number of claims."""
    made = 0
    with Ledger.open(settings.ledger_path, blobs=settings.blobs_path) as ledger:
        for report, claims in reports(count, days):
            ledger.add_report(report, report.text.encode(), known_from=report.published)
            ledger.add_reading(Reading(report.id, "made up 1", claims), known_from=report.published)
            made += len(claims)
    return made


def main() -> None:
    """Fill a home."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("home", type=Path)
    parser.add_argument("--places", type=int, default=5_000)
    parser.add_argument("--days", type=int, default=400)
    args = parser.parse_args()
    args.home.mkdir(parents=True, exist_ok=True)
    print(f"{fill(Settings(home=args.home), args.places, args.days)} claims about {args.places} places")


if __name__ == "__main__":
    main()
