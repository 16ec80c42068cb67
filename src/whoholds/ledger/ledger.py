"""The ledger: what was taken in, what was read in it and what was decided about it, for good.

    with Ledger.open(settings.ledger_path, blobs=settings.blobs_path) as ledger:
        ledger.add_report(report, raw)
        ledger.add_reading(reading)
        for stored in ledger.claims(ClaimFilter(place_name="Hama")):
            print(stored.claim.quote)

Entries are only ever appended. Adding what is there already changes nothing and returns False.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Any

from whoholds import clock as wall
from whoholds.errors import DataError, NotFound, UsageError
from whoholds.ledger import decisions as d
from whoholds.ledger import entries as e
from whoholds.ledger import heads, projection, proofs
from whoholds.ledger.blobs import Blobs
from whoholds.ledger.filters import END_OF_TIME, OF_READER
from whoholds.ledger.listing import Listing
from whoholds.ledger.records import (
    StoredReport,
    check_claims,
    stored_report,
)
from whoholds.ledger.store.sqlite import SqliteStore
from whoholds.model import Reading, Report
from whoholds.readers import Readers, family


class Ledger(Listing):
    """An open ledger. Use `open`, as a context manager; may be shared between threads."""

    def __init__(self, store: SqliteStore, blobs: Blobs, clock: wall.Clock, counts: Readers = Readers.RULES) -> None:
        super().__init__(store)
        self.blobs = blobs
        self.counts = counts
        self._clock = clock
        self._written = False

    @classmethod
    def open(
        cls,
        path: Path,
        *,
        blobs: Path,
        create: bool = True,
        read_only: bool = False,
        clock: wall.Clock = wall.now,
        counts: Readers = Readers.RULES,
    ) -> Ledger:
        """Open a ledger.

        Args:
            path: the SQLite file.
            blobs: the folder of original bytes.
            create: make the file where there is none (never with `read_only`).
            read_only: any number may read at once; only one ledger may be open for writing.
            clock: tells when something is recorded.
            counts: whose readings are meant where nothing else is asked for.

        Raises:
            StorageError: it is missing, in use by another writer, of another version, not a ledger or damaged.
        """
        if read_only:
            return cls(SqliteStore.read_from(path), Blobs(blobs), clock, counts)
        ledger = cls(SqliteStore.write_to(path, create=create, at=e.stamp(clock())), Blobs(blobs), clock, counts)
        ledger.blobs.sweep()
        if ledger.store.migrated and ledger.head_size():
            ledger.rebuild()
        return ledger

    def close(self) -> None:
        """Note the head if something was written, close the file and let the next writer in."""
        try:
            if self._written:
                self._written = False
                heads.note(heads.path_beside(self.store.path), self.head())
        finally:
            self.store.close()

    def __enter__(self) -> Ledger:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # Writing

    def add_report(self, report: Report, raw: bytes, *, known_from: datetime | None = None) -> bool:
        """Keep a report and the bytes it came from. On return both are on the disk.

        Args:
            report: what was taken in.
            raw: the bytes that it was made from.
            known_from: from when on it counts for `as_known`; now where not given, and never later than now.

        Returns:
            False where the report was there already; then nothing has changed.

        Raises:
            DataError: `raw` is not what the report's hash says, or the report cannot be stored as it is.
            StorageError: the disk or the ledger refuses.
        """
        if self.blobs.digest(raw) != report.sha256:
            raise DataError(
                "report.hash_mismatch", "the original bytes do not have the report's hash", subject=report.id
            )
        payload = e.payload(report)
        if self._seq(e.Kind.REPORT, report.id):
            return False
        self.blobs.put(raw)  # before the entry: an entry without its bytes would be a broken promise
        return self._append(e.Kind.REPORT, report.id, payload, known_from)

    def add_reading(self, reading: Reading, *, known_from: datetime | None = None) -> bool:
        """Keep what a reader found in a report; from then on this reading of the report counts.

        Args:
            reading: what a reader found.
            known_from: where not given, a report's first reading by the rules or by a model counts from when the report
                does (an archive is known from its publication on), and a later one of the same from now on: what was
                said before stays said.

        Returns:
            False where this reader version has read this report already; then nothing has changed.

        Raises:
            NotFound: the report is not in the ledger.
            DataError: a claim's quote is not its span of the report, or ids clash.
            StorageError: the disk or the ledger refuses.
        """
        stored = self.report(reading.report_id)
        id = e.reading_id(reading)
        if self._seq(e.Kind.READING, id):
            return False
        check_claims(reading, stored.report)
        earlier = {family(reader) for reader in self.readers(reading.report_id)}
        if known_from is None and family(reading.reader) not in earlier:
            known_from = stored.known_from
        if known_from is not None:
            known_from = max(known_from, stored.known_from)
        return self._append(e.Kind.READING, id, e.payload(reading), known_from)

    def add_record(self, kind: e.Kind, id: str, record: Mapping[str, Any]) -> bool:
        """Keep a setting, as plain JSON data. Returns False where its id was there already.

        Raises:
            UsageError: reports, readings and decisions have their own methods.
        """
        if kind is not e.Kind.SETTING:
            raise UsageError("entry.kind", f"a {kind} is not added as a plain record", subject=id)
        return self._append(kind, id, e.payload(dict(record)), None)

    def decide(self, decision: d.Decision) -> tuple[d.StoredDecision, bool]:
        """Keep a reviewer's decision. From now on it counts in every answer, but not in what was known before.

        Returns:
            The decision as kept, and False where the same one holds already; then nothing has changed.

        Raises:
            UsageError: it makes no sense; or it undoes what does not hold.
            NotFound: there is no such claim or decision.
        """
        told = {one.id: one for one in self.decisions()}
        if decision.verb is d.Verb.UNDO:
            decision = replace(decision, claims=self._undoable(decision.undoes, told).decision.claims)
        d.checked(decision)
        for id in decision.claims:
            self.claim(id)
        while (kept := told.get(decision.id)) is not None:
            if kept.holds:
                return kept, False
            decision = replace(decision, round=decision.round + 1)
        self._append(e.Kind.DECISION, decision.id, e.payload(decision), None)
        return next(one for one in self.decisions() if one.id == decision.id), True

    @staticmethod
    def _undoable(id: str | None, told: Mapping[str, d.StoredDecision]) -> d.StoredDecision:
        if id is None:
            raise UsageError("review.undo", "which decision is to be undone?", hint="whoholds review log lists them")
        if id not in told:
            raise NotFound("review.unknown", f"there is no decision {id}", hint="see whoholds review log", subject=id)
        if not told[id].holds:
            hint = "whoholds review log shows what undid it"
            raise UsageError("review.undone", "this decision has been undone already", hint=hint, subject=id)
        return told[id]

    def rebuild(self, on_progress: Callable[[int, int], None] | None = None) -> int:
        """Make the look-up tables again from the entries, in one transaction. Returns the number of entries.

        Args:
            on_progress: told entries done and entries in all.
        """
        with self.store.writing():
            size = self.head_size()
            for table in projection.TABLES:
                self.store.clear(table)
            for entry in self.entries():
                self._project(entry)
                if on_progress:
                    on_progress(entry.seq, size)
        return size

    # Reading

    def reports(self, as_known: datetime | None = None) -> Iterator[StoredReport]:
        """Reports in the order in which they came in, as the ledger had learnt them at `as_known`."""
        for entry in self.entries(kind=e.Kind.REPORT):
            if as_known is None or entry.known_from <= as_known:
                yield stored_report(entry)

    def latest_published(self, as_known: datetime | None = None) -> datetime:
        """When the newest report was published, or became known where that is not told; no report is decoded for it.

        Raises:
            NotFound: no report was known at `as_known`.
        """
        row = self.store.one(
            "SELECT max(coalesce(published, known_from)) FROM reports WHERE known_from <= ?",
            (e.stamp(as_known) if as_known else END_OF_TIME,),
        )
        if row is None or row[0] is None:
            raise NotFound("ledger.empty", "the ledger knew no report then", hint="whoholds add takes reports in")
        return e.instant(row[0])

    def report(self, id: str) -> StoredReport:
        """One report.

        Raises:
            NotFound: it is not in the ledger.
        """
        seq = self._seq(e.Kind.REPORT, id)
        if seq is None:
            raise NotFound("report.unknown", f"there is no report {id}", hint="whoholds claims lists them", subject=id)
        return stored_report(self.entry(seq))

    def find_report(self, name: str) -> StoredReport:
        """A report by its id, or by its name where only one is called so.

        Raises:
            NotFound: there is none.
            UsageError: several are called so.
        """
        rows = self.store.rows("SELECT seq, id FROM reports WHERE id = ? OR name = ? ORDER BY seq", (name, name))
        if not rows:
            raise NotFound("report.unknown", f"there is no report {name}", subject=name)
        if len(rows) > 1:
            ids = ", ".join(id for _, id in rows[:5])
            raise UsageError("report.ambiguous", "several reports are called so", hint=f"by id: {ids}", subject=name)
        return stored_report(self.entry(rows[0][0]))

    def readers(self, report_id: str) -> list[str]:
        """Names of the readers that have read a report, oldest reading first."""
        rows = self.store.rows("SELECT reader FROM readings WHERE report_id = ? ORDER BY seq", (report_id,))
        return [reader for (reader,) in rows]

    def reading(self, report_id: str, as_known: datetime | None = None, reader: Readers = Readers.RULES) -> Reading:
        """The latest reading of a report, by the rules where nothing else is asked for.

        Raises:
            NotFound: it has not been read so, or was not known yet.
        """
        row = self.store.one(
            f"""SELECT seq FROM readings WHERE report_id = ? AND known_from <= ? AND {OF_READER[reader]}
            ORDER BY seq DESC LIMIT 1""",
            (report_id, e.stamp(as_known) if as_known else END_OF_TIME),
        )
        if row is None:
            raise NotFound("reading.unknown", f"there is no reading of {report_id}", subject=report_id)
        return e.reading_of(self.entry(row[0]).payload)

    def unread(self, reader: str) -> Iterator[StoredReport]:
        """Reports that this reader version has not read, in the order in which they came in."""
        rows = self.store.rows(
            "SELECT seq FROM reports WHERE NOT EXISTS "
            "(SELECT 1 FROM readings WHERE report_id = reports.id AND reader = ?) ORDER BY seq",
            (reader,),
        )
        for (seq,) in rows:
            yield stored_report(self.entry(seq))

    # Within

    def _report_seq(self, report_id: str) -> int:
        return self.report(report_id).seq

    def _append(self, kind: e.Kind, id: str, payload: str, known_from: datetime | None) -> bool:
        with self.store.writing():
            if self._seq(kind, id):
                return False
            now = self._clock()
            known = min(known_from, now) if known_from else now
            sha256 = e.digest(e.content(kind, id, payload, e.stamp(known), e.stamp(now)))
            size = self.head_size()
            entry = e.Entry(size + 1, kind, id, payload, now, known, sha256)
            self.store.insert(
                "entries",
                {
                    "seq": entry.seq,
                    "kind": kind.value,
                    "id": id,
                    "sha256": sha256,
                    "payload": payload,
                    "recorded_at": e.stamp(now),
                    "known_from": e.stamp(known),
                },
            )
            for level, position, value in proofs.completed(self._node, size, entry.leaf):
                self.store.insert("tree", {"level": level, "position": position, "hash": value})
            self._project(entry)
        self._written = True
        return True

    def _project(self, entry: e.Entry) -> None:
        for table, row in projection.rows(entry, self._report_seq):
            self.store.insert(table, row)
