"""Fifty readers while reports are being added: no error, and never half of a reading."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import httpx2
import pytest

from tests.serving import serving
from tests.web.samples import ARMY, HAMA, REBELS, claim, day, fill, report
from whoholds.ledger import Ledger
from whoholds.model import Effect, Event, Place, Reading
from whoholds.settings import Settings

READERS, REPORTS = 50, 24
ADDRESSES = (
    "api/collections/control/items?limit=10000",
    "api/control",
    "api/control.geojson",
    "slider.json",
    "api/collections/claims/items?limit=10000",
    "",
)


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Settings, str]]:
    home: Path = tmp_path_factory.mktemp("parallel")
    settings = Settings(home=home)
    fill(settings)
    with serving(home) as address:
        yield settings, address


def twin(number: int, side: str) -> Place:
    """One of two places that are only ever spoken of in the same reading."""
    return Place(
        f"Twin{number}{side}",
        f"wh:sy:twin-{number}-{side}",
        f"Twin{number}{side}",
        34 + number / 50,
        37.0,
        "settlement",
        "SY",
        0.9,
    )


def add(ledger: Ledger, number: int) -> None:
    made = report(
        [f"Report {number}", f"The rebels hold Twin{number}a. The army holds Twin{number}b."],
        "Courier Seven",
        datetime(2024, 12, 6, 9, number, tzinfo=UTC),
    )
    claims = tuple(
        claim(made, f"{who} Twin{number}{side}", Event.HOLD, actor, twin(number, side), Effect.HOLDS, day(6))
        for side, who, actor in (("a", "The rebels hold", REBELS), ("b", "The army holds", ARMY))
    )
    ledger.add_report(made, made.text.encode(), known_from=made.published)
    ledger.add_reading(Reading(made.id, "by hand 1", claims), known_from=made.published)


def test_fifty_readers_see_whole_readings_only(served: tuple[Settings, str]) -> None:
    settings, address = served
    done = threading.Event()
    wrong: list[str] = []
    states: set[int] = set()

    def read(number: int) -> int:
        """Ask again and again; how many answers came."""
        answers, seen = 0, 0
        path = ADDRESSES[number % len(ADDRESSES)]
        with httpx2.Client(base_url=address, timeout=60, headers={"accept": "text/html, application/json"}) as client:
            while not done.is_set() or not answers:
                answer = client.get(path)
                answers += 1
                if answer.status_code != 200:
                    wrong.append(f"{path}: {answer.status_code} {answer.text[:200]}")
                    return answers
                told = {(n, side) for n in range(REPORTS) for side in "ab" if f"Twin{n}{side}" in answer.text}
                numbers = {n for n, _ in told}
                if len(told) != 2 * len(numbers):
                    wrong.append(f"{path}: half of a reading: {sorted(told)}")
                if numbers != set(range(len(numbers))) or len(numbers) < seen:
                    wrong.append(f"{path}: went back from {seen} to {sorted(numbers)}")
                seen = len(numbers)
                states.add(seen)
        return answers

    def write() -> None:
        try:
            with Ledger.open(settings.ledger_path, blobs=settings.blobs_path) as ledger:
                for number in range(REPORTS):
                    add(ledger, number)
                    done.wait(0.1)
        finally:
            done.set()

    with ThreadPoolExecutor(READERS + 1) as pool:
        readers = [pool.submit(read, n) for n in range(READERS)]
        pool.submit(write).result()
        assert sum(reader.result() for reader in readers) >= READERS
    assert wrong == []
    assert len(states) > 2  # they did read while it was written
    last = httpx2.get(f"{address}api/control").json()["control"]
    assert {f"wh:sy:twin-{REPORTS - 1}-{side}" for side in "ab"} | {HAMA.id} <= {row["place_id"] for row in last}
