"""Any order of calls keeps what was there, and the ledger says what a plain list of entries says."""

from __future__ import annotations

import shutil
import tempfile
from datetime import timedelta
from pathlib import Path
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from tests.ledger.samples import HAMA, HOMS, IDLIB, Ticking, claim, raw_of, reading, report
from whoholds.errors import NotFound
from whoholds.ledger import ClaimFilter, Entry, Kind, Ledger, proofs
from whoholds.ledger.verify import verify
from whoholds.model import Reading, Report

REPORTS = [report(f"Rebels took Hama, Homs and Idlib, number {n}.") for n in range(4)]
SPANS = [("Hama", HAMA), ("Homs", HOMS), ("Idlib", IDLIB)]


class LedgerMachine(RuleBasedStateMachine):
    @initialize()
    def begin(self) -> None:
        self.home = Path(tempfile.mkdtemp())
        self.clock = Ticking()
        self.seen: list[Entry] = []
        self.reports: dict[str, Report] = {}
        self.readings: dict[tuple[str, str], Reading] = {}
        self.known: dict[tuple[str, str], Any] = {}
        self.ledger = self.open()

    def open(self) -> Ledger:
        return Ledger.open(self.home / "l.sqlite", blobs=self.home / "blobs", clock=self.clock)

    def teardown(self) -> None:
        self.ledger.close()
        with Ledger.open(self.home / "l.sqlite", blobs=self.home / "blobs", read_only=True) as ledger:
            assert verify(ledger).problems == ()
        shutil.rmtree(self.home)

    @rule(of=st.sampled_from(REPORTS), early=st.integers(0, 3))
    def add_report(self, of: Report, early: int) -> None:
        known_from = self.clock.now - timedelta(days=early) if early else None
        assert self.ledger.add_report(of, raw_of(of.text), known_from=known_from) == (of.id not in self.reports)
        self.reports[of.id] = of

    @rule(of=st.sampled_from(REPORTS), reader=st.sampled_from("abc"), spans=st.sets(st.integers(0, 2)))
    def add_reading(self, of: Report, reader: str, spans: set[int]) -> None:
        found = reading(of, *(claim(of, *SPANS[i], key=f"{reader}{i}") for i in sorted(spans)), reader=reader)
        if of.id not in self.reports:
            try:
                self.ledger.add_reading(found)
            except NotFound:
                return
            raise AssertionError("a reading without its report got in")
        new = (of.id, reader) not in self.readings
        assert self.ledger.add_reading(found) == new
        if new:
            self.readings[of.id, reader] = found
            self.known[of.id, reader] = self.ledger.entry(self.ledger.head_size()).known_from

    @rule(id=st.sampled_from("xyz"))
    def add_record(self, id: str) -> None:
        there = any(entry.kind is Kind.SETTING and entry.id == id for entry in self.seen)
        assert self.ledger.add_record(Kind.SETTING, id, {"id": id}) != there

    @rule()
    def reopen(self) -> None:
        self.ledger.close()
        self.ledger = self.open()

    @rule()
    def rebuild(self) -> None:
        self.ledger.rebuild()

    @rule(back=st.integers(0, 6))
    def ask_of_the_past(self, back: int) -> None:
        moment = self.clock.now - timedelta(hours=12 * back)
        found = [stored.claim for stored in self.ledger.claims(ClaimFilter(as_known=moment))]
        assert found == self.expected(moment)

    def expected(self, moment: Any = None) -> list[Any]:
        """Claims by report, as each report's last reading up to a moment has them."""
        claims: list[Any] = []
        for id in self.reports:
            latest: Reading | None = None
            for (of, reader), found in self.readings.items():
                if of == id and (moment is None or self.known[of, reader] <= moment):
                    latest = found
            claims += latest.claims if latest else ()
        return claims

    @invariant()
    def earlier_entries_are_as_they_were(self) -> None:
        entries = list(self.ledger.entries())
        assert entries[: len(self.seen)] == self.seen
        assert [entry.seq for entry in entries] == list(range(1, len(entries) + 1))
        old = bytes.fromhex(self.ledger.head(len(self.seen)).root)
        new = bytes.fromhex(self.ledger.head().root)
        path = self.ledger.consistency(len(self.seen))
        assert proofs.check_consistency(len(self.seen), len(entries), old, new, path)
        self.seen = entries

    @invariant()
    def claims_are_those_of_the_latest_readings(self) -> None:
        assert [stored.claim for stored in self.ledger.claims()] == self.expected()


LedgerMachine.TestCase.settings = settings(max_examples=25, stateful_step_count=30, deadline=None)
TestLedger = LedgerMachine.TestCase
