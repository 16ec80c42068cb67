from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

from whoholds import clock

SOURCE = Path(clock.__file__).parent


def test_now_is_aware_and_utc() -> None:
    assert clock.now().utcoffset() == timedelta(0)


def test_now_does_not_run_backwards_here() -> None:
    assert clock.now() <= clock.now()


def test_nothing_else_reads_the_wall_clock() -> None:
    """Records that depend on when a run was made could not be made again; only faces may look at the clock."""
    reads = re.compile(r"\b(?:datetime\.(?:now|utcnow|today)|date\.today|time\.time)\(")
    rooms = ("reports", "reading", "reference", "ledger", "control", "views")
    found = {
        str(path.relative_to(SOURCE))
        for room in rooms
        for path in (SOURCE / room).rglob("*.py")
        if reads.search(path.read_text(encoding="utf-8"))
    }
    assert found == set()
