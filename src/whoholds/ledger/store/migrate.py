"""Numbered SQL files, each applied in one transaction with its record: afterwards it is in, whole, or it is not."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import TYPE_CHECKING

from whoholds.errors import StorageError
from whoholds.ledger.driver import driver

if TYPE_CHECKING:
    from sqlite3 import Connection

RECORD = """CREATE TABLE IF NOT EXISTS migrations (
    number     INTEGER PRIMARY KEY,
    name       TEXT NOT NULL,
    sha256     TEXT NOT NULL,
    applied_at TEXT NOT NULL
) STRICT"""


@dataclass(frozen=True, slots=True)
class Migration:
    """A numbered step from one schema to the next."""

    number: int
    name: str
    sql: str

    @property
    def statements(self) -> Iterator[str]:
        """Its statements one by one; `executescript` would commit before the first."""
        complete = driver().module.complete_statement
        statement = ""
        for line in self.sql.splitlines(keepends=True):
            statement += line
            if complete(statement):
                yield statement
                statement = ""
        if re.sub(r"--.*", "", statement).strip():
            raise StorageError("migration.incomplete", "a migration ends within a statement", subject=self.name)


@lru_cache(maxsize=1)
def shipped() -> tuple[Migration, ...]:
    """The migrations that come with this version, in order."""
    folder = resources.files("whoholds.ledger.migrations")
    files = sorted((file for file in folder.iterdir() if file.name.endswith(".sql")), key=lambda file: file.name)
    return tuple(Migration(int(file.name[:4]), file.name, file.read_text(encoding="utf-8")) for file in files)


def applied(connection: Connection) -> int:
    """The number of the last migration in this file; 0 for an empty one."""
    known = connection.execute("SELECT 1 FROM sqlite_schema WHERE name = 'migrations'").fetchone()
    return connection.execute("SELECT coalesce(max(number), 0) FROM migrations").fetchone()[0] if known else 0


def migrate(connection: Connection, migrations: Sequence[Migration], at: str) -> list[str]:
    """Apply what is missing. The connection must be in autocommit mode.

    Args:
        connection: to the ledger's file.
        migrations: in order.
        at: the instant to record.

    Returns:
        The names of the migrations that were applied.
    """
    done = []
    for migration in migrations:
        if migration.number <= applied(connection):
            continue
        try:
            connection.execute("BEGIN IMMEDIATE")
            connection.execute(RECORD)
            for statement in migration.statements:
                connection.execute(statement)
            sha256 = hashlib.sha256(migration.sql.encode()).hexdigest()
            row = (migration.number, migration.name, sha256, at)
            connection.execute("INSERT INTO migrations VALUES (?, ?, ?, ?)", row)
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise
        done.append(migration.name)
    return done
