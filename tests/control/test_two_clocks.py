"""Through the real ledger: what was known when, and that the order of adding is no matter."""

from __future__ import annotations

import hashlib
import json
import random
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from whoholds.control.situation import Situation, situation
from whoholds.control.weights import Weights
from whoholds.ledger import Correction, Decision, Ledger, Verb
from whoholds.model import Block, Event, Factuality, Reading, Report
from whoholds.reference.actors import Actors
from whoholds.views import geojson

from .ledgers import ARMY, CT, CT_NOT, MILLBROOK, REBELS, WIDEFORD, Row, _claim

ACTORS, WEIGHTS = Actors.load(), Weights.load()
ON = date(2024, 12, 9)
CLAIMS: tuple[Row, ...] = (
    ("the army holds Millbrook, neighbours say", Event.HOLD, ARMY, "residents", CT, MILLBROOK, 2),
    ("the army holds Wideford too", Event.HOLD, ARMY, "narrator", CT, WIDEFORD, 2),
    ("rebels say Millbrook is theirs", Event.CAPTURE, REBELS, REBELS, CT, MILLBROOK, 4),
    ("no rebel took Millbrook", Event.CAPTURE, REBELS, "ministry_of_defence:syria", CT_NOT, MILLBROOK, 4),
    ("fighting goes on in Wideford", Event.CLASH, REBELS, "monitor:SOHR", CT, WIDEFORD, 5),
    ("the army withdrew from Millbrook", Event.WITHDRAW, ARMY, ARMY, CT, MILLBROOK, 6),
    ("observers saw rebels take Millbrook", Event.CAPTURE, REBELS, "monitor:SOHR", CT, MILLBROOK, 6),
    ("Wideford may have fallen", Event.CAPTURE, REBELS, "unnamed", Factuality.POSSIBLE, WIDEFORD, 7),
)


def report(n: int, row: Row) -> tuple[Report, bytes, Reading]:
    text = f"{row[0]}, dispatch {n} says"
    raw = text.encode()
    id = "r-" + hashlib.sha256(raw).hexdigest()[:20]
    published = datetime(2024, 12, row[6], 9 + n, tzinfo=UTC)
    made = Report(
        id, hashlib.sha256(raw).hexdigest(), f"dispatch {n}", text, (Block(0, len(text), "en"),), language="en",
        outlet=f"Outlet {n % 3}", published=published,
    )  # fmt: skip
    return made, raw, Reading(id, "hand 1", (_claim(made, row, 0),))


REPORTS = [report(n, row) for n, row in enumerate(CLAIMS)]


def exported(now: Situation) -> str:
    """The map as a file, byte for byte."""
    body = geojson.control(now.board().values(), lambda key: key, {"on": now.on.isoformat()})
    return json.dumps(body, ensure_ascii=False, sort_keys=True)


def opened(folder: Path, clock: object = None) -> Ledger:
    more = {"clock": clock} if clock else {}
    return Ledger.open(folder / "ledger.sqlite", blobs=folder / "blobs", **more)


def test_in_a_hundred_orders_of_adding_the_export_is_the_same_to_the_byte(tmp_path: Path) -> None:
    files = set()
    for seed in range(100):
        mixed = REPORTS[:]
        random.Random(seed).shuffle(mixed)
        with opened(tmp_path / str(seed)) as ledger:
            for made, raw, found in mixed:
                ledger.add_report(made, raw, known_from=made.published)
                ledger.add_reading(found)
            files.add(exported(situation(ledger, ACTORS, WEIGHTS, on=ON)))
    assert len(files) == 1 and "sy_opp" in files.pop()


class Ticking:
    """A clock that moves on by one hour each time it is read."""

    def __init__(self) -> None:
        self.now = datetime(2024, 12, 10, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.now += timedelta(hours=1)
        return self.now


def test_as_known_at_an_instant_is_the_answer_of_the_ledgers_prefix(tmp_path: Path) -> None:
    """Late reports, reviews and their undoing rewrite the estimate of the past, and never what was known before."""

    def add(made: Report, raw: bytes, found: Reading) -> Callable[[Ledger], object]:
        return lambda ledger: (ledger.add_report(made, raw), ledger.add_reading(found))

    steps: list[Callable[[Ledger], object]] = [add(*one) for one in REPORTS]
    seen, taken = (found.claims[0].id for _, _, found in (REPORTS[6], REPORTS[2]))
    reject = Decision(Verb.REJECT, (seen,), "a reviewer", "a misreading")
    move = Decision(Verb.CORRECT, (taken,), "a reviewer", "the other town", Correction(place=WIDEFORD))
    steps += [
        lambda ledger: ledger.decide(reject),
        lambda ledger: ledger.decide(move),
        lambda ledger: ledger.decide(Decision(Verb.UNDO, (), "a reviewer", "it was right", undoes=reject.id)),
    ]
    told = []
    with opened(tmp_path / "whole", clock := Ticking()) as ledger:
        for step in steps:
            step(ledger)
            told.append((clock.now, exported(situation(ledger, ACTORS, WEIGHTS, on=ON))))
        for at, then in told:
            assert exported(situation(ledger, ACTORS, WEIGHTS, on=ON, as_known=at)) == then
    assert len({then for _, then in told}) >= len(steps) - 2, "nearly every step changed the map"
