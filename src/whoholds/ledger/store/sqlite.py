"""The ledger's file: one SQLite database, one writer, any number of readers.

`synchronous=FULL` forces every commit to the disk before it is acknowledged (about 7,000 commits a second were
measured, so nothing is gained by less). Readers see whole entries only, and never wait where the write-ahead log is
used.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from whoholds.errors import StorageError
from whoholds.ledger.driver import driver
from whoholds.ledger.store import migrate
from whoholds.ledger.store.lock import WriterLock

if TYPE_CHECKING:
    from sqlite3 import Connection

Row = tuple[Any, ...]
Parameters = Sequence[Any] | Mapping[str, Any]
BUSY_TIMEOUT_MS = 5_000


class SqliteStore:
    """A connection to the ledger's file. Use `create` or `open`; close it when done. Safe to share between threads."""

    def __init__(self, path: Path, connection: Connection, lock: WriterLock | None) -> None:
        self.path = path
        self.read_only = lock is None
        self._connection = connection
        self._lock = lock
        self._guard = threading.RLock()
        self.migrated = False  # tables were changed when it was opened, and may lack rows

    @classmethod
    def write_to(cls, path: Path, *, create: bool, at: str) -> SqliteStore:
        """Open for writing, bringing the schema up to date.

        Args:
            path: the file.
            create: make the file where there is none.
            at: the instant to record with migrations.

        Raises:
            StorageError: no such file, another writer, a newer schema, not a ledger, or the disk refuses.
        """
        if not create and not path.exists():
            raise _missing(path)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            lock = WriterLock(path)
        except OSError as error:
            raise StorageError(
                "ledger.not_writable",
                f"the ledger cannot be written: {error.strerror or error}",
                hint="check permissions, or set WHOHOLDS_HOME to another folder",
                subject=str(path),
            ) from error
        try:
            with _translated(path):
                connection = _connect(path, "rwc" if create else "rw")
                try:
                    _check(connection, path)
                    connection.execute(f"PRAGMA journal_mode = {driver().journal_mode}")
                    connection.execute("PRAGMA synchronous = FULL")
                    migrated = migrate.migrate(connection, migrate.shipped(), at)
                except BaseException:
                    connection.close()
                    raise
        except BaseException:
            lock.release()
            raise
        store = cls(path, connection, lock)
        store.migrated = bool(migrated)
        return store

    @classmethod
    def read_from(cls, path: Path) -> SqliteStore:
        """Open for reading only.

        Raises:
            StorageError: no such file, an older or newer schema, not a ledger.
        """
        if not path.exists():
            raise _missing(path)
        with _translated(path):
            connection = _connect(path, "ro")
            try:
                version = _check(connection, path)
                if version == 0:
                    raise _missing(path)
                if version < migrate.shipped()[-1].number:
                    raise StorageError(
                        "ledger.old",
                        "the ledger was written by an older whoholds",
                        hint="run whoholds add with any file once; it brings the ledger up to date",
                        subject=str(path),
                    )
            except BaseException:
                connection.close()
                raise
        return cls(path, connection, None)

    def rows(self, sql: str, parameters: Parameters = ()) -> list[Row]:
        """All rows of a query.

        Raises:
            StorageError: it cannot be read.
        """
        with self._guard, _translated(self.path):
            return self._connection.execute(sql, parameters).fetchall()

    def one(self, sql: str, parameters: Parameters = ()) -> Row | None:
        """The first row of a query, or None where there is no row."""
        with self._guard, _translated(self.path):
            row: Row | None = self._connection.execute(sql, parameters).fetchone()
            return row

    def insert(self, table: str, row: Mapping[str, Any]) -> None:
        """Add a row. Table and column names come from our code, never from input."""
        columns, marks = ", ".join(row), ", ".join(f":{column}" for column in row)
        with self._guard, _translated(self.path):
            self._connection.execute(f"INSERT INTO {table} ({columns}) VALUES ({marks})", row)

    def clear(self, table: str) -> None:
        """Remove every row of a projection table; the record's own tables refuse it."""
        with self._guard, _translated(self.path):
            self._connection.execute(f"DELETE FROM {table}")

    @contextmanager
    def writing(self) -> Iterator[None]:
        """One transaction: on leaving it is on the disk, or (on any error) nothing of it is.

        Raises:
            StorageError: the ledger was opened for reading, or the disk refuses.
        """
        if self.read_only:
            raise StorageError("ledger.read_only", "the ledger was opened for reading only", subject=str(self.path))
        with self._guard, _translated(self.path):
            try:
                self._connection.execute("BEGIN IMMEDIATE")
                yield
                self._connection.execute("COMMIT")
            except BaseException:
                if self._connection.in_transaction:  # a full disk has rolled back already
                    self._connection.execute("ROLLBACK")
                raise

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Reads within see one state, whatever is written meanwhile."""
        with self._guard, _translated(self.path):
            try:
                self._connection.execute("BEGIN")
                yield
            finally:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")

    def close(self) -> None:
        """Close the file and let the next writer in."""
        with self._guard:
            self._connection.close()
            if self._lock is not None:
                self._lock.release()
                self._lock = None


def blank(migrations: Sequence[migrate.Migration]) -> SqliteStore:
    """An empty ledger in memory, for comparing a file's schema with."""
    connection: Connection = driver().module.connect(":memory:", isolation_level=None)
    migrate.migrate(connection, migrations, "")
    return SqliteStore(Path(":memory:"), connection, None)


def _connect(path: Path, mode: str) -> Connection:
    """A connection in autocommit mode; transactions are always begun in the open."""
    uri = f"file:{quote(str(path.resolve()))}?mode={mode}"
    if mode == "ro" and not os.access(path.parent, os.W_OK) and not path.with_name(path.name + "-wal").exists():
        uri += "&immutable=1"  # a ledger on read-only media: no room for the log's index, and nobody can write
    connection: Connection = driver().module.connect(uri, uri=True, isolation_level=None, check_same_thread=False)
    try:
        connection.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}")
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA trusted_schema = OFF")
    except BaseException:
        connection.close()
        raise
    return connection


def _check(connection: Connection, path: Path) -> int:
    """The schema's version, if this file is a ledger of ours or empty."""
    tables = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]
    mark = connection.execute("PRAGMA application_id").fetchone()[0]
    if tables and mark != int.from_bytes(b"whds"):
        raise StorageError(
            "ledger.foreign", "this file is a database, but not a ledger", hint="check WHOHOLDS_HOME", subject=str(path)
        )
    version = migrate.applied(connection)
    if version > migrate.shipped()[-1].number:
        raise StorageError(
            "ledger.newer", "the ledger was written by a newer whoholds", hint="update whoholds", subject=str(path)
        )
    return version


def _missing(path: Path) -> StorageError:
    return StorageError(
        "ledger.missing", "there is no ledger yet", hint="add reports first: whoholds add PATH", subject=str(path)
    )


_KNOWN = (  # what SQLite says, our code, and what to do
    ("database or disk is full", "ledger.disk_full", "free some space; nothing that was acknowledged is lost"),
    ("disk i/o error", "ledger.disk_failed", "check the disk and free space; nothing that was acknowledged is lost"),
    ("database is locked", "ledger.busy", "another program holds the ledger's file; close it and try again"),
    ("readonly database", "ledger.not_writable", "check the permissions of the ledger and of its folder"),
    ("unable to open database", "ledger.not_opened", "check the permissions of the ledger and of its folder"),
    ("not a database", "ledger.damaged", "restore the ledger from a backup"),
    ("malformed", "ledger.damaged", "run whoholds verify, and restore the ledger from a backup"),
    ("could not decode", "ledger.damaged", "run whoholds verify, and restore the ledger from a backup"),
)


@contextmanager
def _translated(path: Path) -> Iterator[None]:
    """SQLite's errors as ours."""
    try:
        yield
    except driver().module.Error as error:
        text = str(error)
        code, hint = next(((c, h) for said, c, h in _KNOWN if said in text.lower()), ("ledger.failed", ""))
        raise StorageError(code, f"the ledger's database says: {text}", hint=hint, subject=str(path)) from error
