from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.ledger.samples import stop_at
from whoholds.errors import StorageError
from whoholds.ledger.driver import driver
from whoholds.ledger.store import migrate
from whoholds.ledger.store.migrate import Migration

FIRST = Migration(1, "0001_one.sql", "CREATE TABLE one (a INTEGER) STRICT;\nINSERT INTO one VALUES (1);\n")
SECOND = Migration(
    2,
    "0002_two.sql",
    """-- a trigger holds semicolons of its own
CREATE TABLE two (a INTEGER) STRICT;
CREATE TRIGGER two_stays BEFORE DELETE ON two
BEGIN
    SELECT RAISE(ABORT, 'no; never');
    SELECT 1;
END;
INSERT INTO two SELECT a + 1 FROM one;
ALTER TABLE one ADD COLUMN b TEXT;
-- and a comment ends it
""",
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "x.sqlite"


@pytest.fixture
def connection(path: Path) -> Iterator[Any]:
    connection = driver().module.connect(str(path), isolation_level=None)
    yield connection
    connection.close()


def schema(connection: Any) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = connection.execute("SELECT name, sql FROM sqlite_schema ORDER BY name").fetchall()
    return found


def test_shipped_are_numbered_from_one_without_gaps() -> None:
    shipped = migrate.shipped()
    assert [m.number for m in shipped] == list(range(1, len(shipped) + 1))
    assert all(m.name.startswith(f"{m.number:04}_") for m in shipped)


def test_an_empty_file_has_no_version(connection: Any) -> None:
    assert migrate.applied(connection) == 0


def test_each_is_applied_once_and_recorded(connection: Any) -> None:
    assert migrate.migrate(connection, [FIRST], "t1") == ["0001_one.sql"]
    assert migrate.migrate(connection, [FIRST], "t2") == []
    assert migrate.migrate(connection, [FIRST, SECOND], "t3") == ["0002_two.sql"]
    assert migrate.applied(connection) == 2
    assert connection.execute("SELECT a FROM one").fetchall() == [(1,)]
    assert connection.execute("SELECT number, name, applied_at FROM migrations").fetchall() == [
        (1, "0001_one.sql", "t1"),
        (2, "0002_two.sql", "t3"),
    ]


def test_a_trigger_is_one_statement() -> None:
    statements = list(SECOND.statements)
    assert len(statements) == 4
    assert statements[1].rstrip().endswith("END;")


def test_an_unfinished_statement_is_refused(connection: Any) -> None:
    broken = Migration(1, "0001_broken.sql", "CREATE TABLE one (a INTEGER);\nCREATE TABLE two (")
    with pytest.raises(StorageError) as caught:
        migrate.migrate(connection, [broken], "t")
    assert caught.value.code == "migration.incomplete"
    assert schema(connection) == []


def test_a_failing_statement_takes_the_whole_migration_back(connection: Any) -> None:
    migrate.migrate(connection, [FIRST], "t")
    before = schema(connection)
    broken = Migration(2, "0002_broken.sql", SECOND.sql + "INSERT INTO nowhere VALUES (1);\n")
    with pytest.raises(driver().module.OperationalError):
        migrate.migrate(connection, [FIRST, broken], "t")
    assert schema(connection) == before
    assert migrate.applied(connection) == 1
    assert migrate.migrate(connection, [FIRST, SECOND], "t") == ["0002_two.sql"]


def test_interrupted_anywhere_leaves_old_or_new(connection: Any, path: Path) -> None:
    """The database engine is stopped at its 1st, 4th, 7th … step until the migration gets through."""
    migrate.migrate(connection, [FIRST], "t")
    old = schema(connection)
    interruptions = 0
    while migrate.applied(connection) == 1:
        connection.set_progress_handler(stop_at(1 + 3 * interruptions), 1)
        try:
            migrate.migrate(connection, [FIRST, SECOND], "t")
        except driver().module.OperationalError:
            interruptions += 1
        connection.set_progress_handler(None, 0)
        witness = driver().module.connect(str(path))
        if migrate.applied(witness) == 1:
            assert schema(witness) == old
        witness.close()
    assert interruptions > 20
    assert {name for name, _ in schema(connection)} == {"migrations", "one", "two", "two_stays"}
    assert connection.execute("SELECT a FROM two").fetchall() == [(2,)]
