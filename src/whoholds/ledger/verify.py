"""Checks a ledger again from the bytes up: originals, entries, tree, look-up tables, noted heads.

Nothing that the ledger says about itself is believed: every hash is computed again from what it stands for. What this
cannot find is a ledger that was replaced as a whole together with its noted heads; for that, keep a head elsewhere and
give it to `verify`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from whoholds.errors import DataError, NotFound, StorageError, UsageError, WhoholdsError
from whoholds.ledger import entries as e
from whoholds.ledger import heads, projection, proofs
from whoholds.ledger.decisions import decision_of
from whoholds.ledger.ledger import Ledger
from whoholds.ledger.records import check_claims
from whoholds.ledger.store import migrate
from whoholds.ledger.store.sqlite import SqliteStore, blank

PAGE = 200


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that is not as it was written.

    Attributes:
        code: stable dotted name: `entry.changed`, `blob.missing` …
        subject: the entry, file, table or head.
        message: what is wrong with it, in a sentence.
    """

    code: str
    subject: str
    message: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What `verify` looked at, and what is wrong; nothing where `problems` is empty, and only then there is a head."""

    head: e.Head | None
    entries: int
    originals: int
    problems: tuple[Problem, ...]

    @property
    def ok(self) -> bool:
        """Whether everything is as it was written."""
        return not self.problems


def verify(
    ledger: Ledger,
    *,
    known: Iterable[e.Head] = (),
    on_progress: Callable[[int, int], None] = lambda done, size: None,
) -> Verdict:
    """Check everything.

    Args:
        ledger: may be open for reading, and written to by another process meanwhile.
        known: heads that the caller has kept: the ledger must still begin with them.
        on_progress: told entries done and entries in all.
    """
    check = _Check(ledger, on_progress)
    head = None
    try:
        kept = heads.noted(
            heads.path_beside(ledger.store.path)
        )  # before the snapshot, or a writer could be ahead of it
        with ledger.store.snapshot():
            check.run([*kept, *map(str, known)])
            if not check.problems:
                head = ledger.head()
    except StorageError as error:  # pages so damaged that SQLite gives up
        check.found(error.code, error.subject, error.message)
    return Verdict(head, check.entries, len(check.originals), tuple(check.problems))


class _Check:
    """One run; problems gather in the order of checking."""

    def __init__(self, ledger: Ledger, on_progress: Callable[[int, int], None]) -> None:
        self.ledger = ledger
        self.store: SqliteStore = ledger.store
        self.on_progress = on_progress
        self.problems: list[Problem] = []
        self.originals: set[str] = set()
        self.report_seqs: dict[str, int] = {}
        self.entries = 0
        self.last = 0

    def found(self, code: str, subject: str, message: str) -> None:
        self.problems.append(Problem(code, subject, message))

    def run(self, known: list[str]) -> None:
        self.database()
        size = self.ledger.head_size()
        counts = dict.fromkeys(projection.TABLES, 0)
        for raw in self.raw_entries():
            self.entries += 1
            self.number(raw[0])
            entry = self.entry(raw)
            if entry is not None:
                self.content(entry, counts)
            self.on_progress(self.entries, size)
        self.strays(counts)
        self.tree()
        self.kept_heads(known)

    def database(self) -> None:
        """The file's own structure, and the rules that make it append-only."""
        for (message,) in self.store.rows("PRAGMA integrity_check(20)"):
            if message != "ok":
                self.found("database.damaged", "ledger", message)
        for table, row, parent, _ in self.store.rows("PRAGMA foreign_key_check"):
            self.found("database.dangling", f"{table} row {row}", f"refers to a row of {parent} that is not there")
        should, present = schema_of(blank(migrate.shipped())), schema_of(self.store)
        for name in sorted(should.keys() | present.keys()):
            if should.get(name) != present.get(name):
                what = "is missing" if name not in present else "is not ours" if name not in should else "was changed"
                self.found("database.schema", name, f"this table, index or trigger {what}")

    def raw_entries(self) -> Iterator[tuple[Any, ...]]:
        """Entries as bytes, since text that is no longer UTF-8 could not be fetched as text."""
        columns = ("kind", "id", "sha256", "payload", "recorded_at", "known_from")
        query = f"SELECT seq, {', '.join(f'CAST({c} AS BLOB)' for c in columns)} FROM entries"
        after = 0
        while rows := self.store.rows(f"{query} WHERE seq > ? ORDER BY seq LIMIT ?", (after, PAGE)):
            yield from rows
            after = rows[-1][0]

    def number(self, seq: int) -> None:
        """Entries are numbered without gaps."""
        if seq != self.last + 1:
            self.found("entry.missing", f"entry {self.last + 1}", f"the entry after number {self.last} is {seq}")
        self.last = seq

    def entry(self, raw: tuple[Any, ...]) -> e.Entry | None:
        """An entry whose content has its hash, and whose hash is in the tree; None where that is not so."""
        seq = raw[0]
        try:
            kind, id, sha256, payload, recorded_at, known_from = (bytes(column).decode() for column in raw[1:])
            if e.digest(e.content(kind, id, payload, known_from, recorded_at)) != sha256:
                self.found("entry.changed", f"entry {seq}", f"its content ({kind} {id[:80]}) does not have its hash")
                return None
            entry = e.Entry(seq, e.Kind(kind), id, payload, e.instant(recorded_at), e.instant(known_from), sha256)
        except (ValueError, TypeError):
            self.found("entry.changed", f"entry {seq}", "it holds what no entry holds")
            return None
        stored = self.store.one("SELECT hash FROM tree WHERE level = 0 AND position = ?", (seq - 1,))
        if stored is None or bytes(stored[0]) != entry.leaf:
            self.found("tree.differs", f"entry {seq}", "its hash is not the one in the hash tree")
            return None
        return entry

    def content(self, entry: e.Entry, counts: dict[str, int]) -> None:
        """What an entry says: it is a record, its originals are there, and the look-up tables say the same."""
        try:
            if entry.kind is e.Kind.REPORT:
                report = e.report_of(entry.payload)
                self.report_seqs[report.id] = entry.seq
                self.same_id(entry, report.id)
                self.original(entry, report.sha256)
            elif entry.kind is e.Kind.READING:
                reading = e.reading_of(entry.payload)
                self.same_id(entry, e.reading_id(reading))
                check_claims(reading, self.ledger.report(reading.report_id).report)
            elif entry.kind is e.Kind.DECISION:
                self.same_id(entry, decision_of(entry.payload).id)
            rows = list(projection.rows(entry, lambda id: self.report_seqs[id]))
        except (WhoholdsError, ValueError, KeyError) as error:
            self.found("entry.malformed", f"entry {entry.seq}", f"it cannot be read: {error}")
            return
        for table, row in rows:
            counts[table] += 1
            if not self.has_row(table, row):
                self.found(
                    "table.differs",
                    f"{table} of entry {entry.seq}",
                    "the look-up table does not say what the entry says",
                )

    def same_id(self, entry: e.Entry, id: str) -> None:
        if entry.id != id:
            self.found("entry.changed", f"entry {entry.seq}", f"it is filed as {entry.id} but holds {id}")

    def original(self, entry: e.Entry, sha256: str) -> None:
        """The original bytes of a report, once for all that share them."""
        if sha256 in self.originals:
            return
        self.originals.add(sha256)
        try:
            self.ledger.blobs.get(sha256)
        except (NotFound, StorageError) as error:
            self.found(error.code, f"original {sha256}", f"entry {entry.seq} needs it: {error.message}")

    def has_row(self, table: str, row: dict[str, Any]) -> bool:
        same = " AND ".join(f"{column} IS :{column}" for column in row)
        return self.store.one(f"SELECT 1 FROM {table} WHERE {same}", row) is not None

    def strays(self, counts: dict[str, int]) -> None:
        """Rows of look-up tables that no entry has put there."""
        for table, expected in counts.items():
            ((present,),) = self.store.rows(f"SELECT count(*) FROM {table}")
            if present > expected:
                self.found("table.stray", table, f"{present - expected} rows come from no sound entry")

    def tree(self) -> None:
        """Every node of the hash tree is the hash of the two below it, and there are as many as there should be."""
        level, present = 0, self.leaves()
        if present > self.last:
            self.found(
                "entry.missing", f"entry {self.last + 1}", f"the hash tree has {present} entries, {self.last} are here"
            )
        while present:
            expected = present >> 1
            nodes = self.store.rows(
                """SELECT above.position, above.hash, lower.hash, upper.hash FROM tree above
                LEFT JOIN tree lower ON lower.level = above.level - 1 AND lower.position = 2 * above.position
                LEFT JOIN tree upper ON upper.level = above.level - 1 AND upper.position = 2 * above.position + 1
                WHERE above.level = ? ORDER BY above.position""",
                (level + 1,),
            )
            for position, value, lower, upper in nodes:
                if lower is None or upper is None or proofs.node_hash(bytes(lower), bytes(upper)) != bytes(value):
                    self.found(
                        "tree.differs", f"node {level + 1}/{position}", "it is not the hash of the nodes below it"
                    )
            if len(nodes) != expected:
                self.found(
                    "tree.differs", f"level {level + 1}", f"it has {len(nodes)} nodes and should have {expected}"
                )
            level, present = level + 1, expected

    def leaves(self) -> int:
        row = self.store.one("SELECT count(*) FROM tree WHERE level = 0")
        return int(row[0]) if row else 0

    def kept_heads(self, known: list[str]) -> None:
        """Earlier heads: the ledger must still begin with what they stood for."""
        for line in known:
            try:
                head = e.Head.parse(line)
                if head.size > self.last:
                    self.found("head.ahead", str(head), f"there were {head.size} entries, now there are {self.last}")
                elif self.ledger.head(head.size) != head:
                    self.found(
                        "head.differs", str(head), f"the first {head.size} entries are not the ones of this head"
                    )
            except (DataError, UsageError) as error:
                self.found(error.code, line[:80], error.message)


def schema_of(store: SqliteStore) -> dict[str, str]:
    """Every table, index and trigger by name, with the statement that made it."""
    rows = store.rows("SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%'")
    return {name: " ".join(sql.split()) for name, sql in rows}
