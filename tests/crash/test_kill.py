"""The writer is killed without warning, twenty times: what it acknowledged is there, whole, and nothing is broken."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from pathlib import Path

from whoholds.ledger import ClaimFilter, Kind, Ledger
from whoholds.ledger.verify import verify

ROOT = Path(__file__).resolve().parents[2]
ROUNDS = 20


def killed_run(home: Path, word: str, after: float) -> tuple[set[str], set[str]]:
    """Ids of the reports and readings that a writer acknowledged before it was killed.

    Args:
        after: seconds between its opening of the ledger and its death.
    """
    command = [sys.executable, "-m", "tests.crash.writer", str(home), word]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None
        assert writer.stdout.readline() == "open\n"
        time.sleep(after)
        writer.kill()
        said = [line.split() for line in writer.stdout.read().splitlines() if line.count(" ") == 1]
    assert writer.returncode != 0
    return {id for kind, id in said if kind == "report"}, {id for kind, id in said if kind == "reading"}


def test_what_was_acknowledged_is_kept_whole(tmp_path: Path) -> None:
    chance = random.Random(9)
    reports: set[str] = set()
    readings: set[str] = set()
    size = 0
    for number in range(ROUNDS):
        acknowledged = killed_run(tmp_path, f"round {number}", chance.uniform(0, 0.25))
        reports |= acknowledged[0]
        readings |= acknowledged[1]
        with Ledger.open(tmp_path / "ledger.sqlite", blobs=tmp_path / "blobs", read_only=True) as ledger:
            verdict = verify(ledger)
            assert verdict.problems == ()
            stored = {entry.id for entry in ledger.entries(kind=Kind.REPORT)}
            read = {entry.id.partition("@")[0] for entry in ledger.entries(kind=Kind.READING)}
            assert reports <= stored
            assert readings <= read <= stored
            assert len(stored) - len(reports) <= number + 1  # one a round may be kept and not yet acknowledged
            assert sum(1 for _ in ledger.claims(ClaimFilter())) == 2 * len(read)
            assert verdict.entries >= size
            size = verdict.entries
    assert len(readings) > ROUNDS
    with Ledger.open(tmp_path / "ledger.sqlite", blobs=tmp_path / "blobs") as ledger:
        assert ledger.head_size() == size
        assert list((tmp_path / "blobs" / "unfinished").iterdir()) == []
