"""The ledger on the standard library's SQLite, whose write-ahead log may not be safe: as durable, by another way."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator

import pytest

from tests.ledger.samples import claim, raw_of, reading, report
from whoholds.errors import StorageError
from whoholds.ledger import Ledger, driver
from whoholds.ledger.verify import verify

Open = Callable[..., Ledger]
OF = report("Rebels took Hama.")

if sqlite3.sqlite_version_info < driver.STRICT_FROM:
    pytest.skip("this SQLite is too old to hold a ledger at all", allow_module_level=True)


@pytest.fixture
def unsafe(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """From here on the standard library's SQLite is used, and counts as one with the bug, whatever its version."""
    monkeypatch.setattr(driver, "MODULES", ("sqlite3",))
    monkeypatch.setattr(driver, "WAL_SAFE_FROM", (99, 0, 0))
    driver.driver.cache_clear()
    yield
    driver.driver.cache_clear()


def fill(ledger: Ledger) -> None:
    assert ledger.add_report(OF, raw_of(OF.text))
    assert ledger.add_reading(reading(OF, claim(OF, "took Hama")))


def test_everything_works_with_a_rollback_journal(unsafe: None, opened: Open) -> None:
    assert driver.driver().module is sqlite3
    with opened() as ledger:
        assert ledger.store.one("PRAGMA journal_mode") == ("delete",)
        assert ledger.store.one("PRAGMA synchronous") == (2,)
        fill(ledger)
        with pytest.raises(StorageError) as caught:
            opened()
        assert caught.value.code == "ledger.in_use"
    with opened(read_only=True) as reader:
        assert [stored.claim.quote for stored in reader.claims()] == ["took Hama"]
        assert verify(reader).ok


def test_errors_are_ours_with_either_library(unsafe: None, opened: Open) -> None:
    with opened() as ledger:
        fill(ledger)
        with pytest.raises(StorageError) as caught, ledger.store.writing():
            ledger.store.clear("entries")
        assert "append-only" in caught.value.message
        assert ledger.head_size() == 2


def test_a_ledger_changes_its_journal_with_the_library(opened: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    with opened() as ledger:
        fill(ledger)
        head = ledger.head()
        assert ledger.store.one("PRAGMA journal_mode") == ("wal",)
    for safe_from, journal in (((99, 0, 0), "delete"), ((3, 0, 0), "wal")):
        monkeypatch.setattr(driver, "WAL_SAFE_FROM", safe_from)
        with opened() as ledger:
            assert ledger.store.one("PRAGMA journal_mode") == (journal,)
            assert ledger.head() == head
