from __future__ import annotations

import os
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.ledger.samples import claim, raw_of, reading, report, stop_at
from whoholds.errors import StorageError
from whoholds.ledger import Kind, Ledger
from whoholds.ledger.driver import driver
from whoholds.ledger.store.lock import WriterLock

Open = Callable[..., Ledger]


def raw_sql(ledger: Ledger, sql: str) -> None:
    """Speaks to the file behind the ledger's back, as any other program could."""
    connection = driver().module.connect(str(ledger.store.path), isolation_level=None)
    try:
        connection.execute(sql)
    finally:
        connection.close()


def filled(ledger: Ledger, text: str = "Rebels took Hama.") -> None:
    of = report(text)
    ledger.add_report(of, raw_of(text))
    ledger.add_reading(reading(of, claim(of, text[:6])))


COPY = "SELECT {}, sha256, '{{}}', recorded_at, known_from FROM entries WHERE seq = 1"


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE entries SET payload = '{}' WHERE seq = 1",
        "UPDATE entries SET recorded_at = recorded_at",
        "DELETE FROM entries",
        "DELETE FROM entries WHERE seq = 2",
        "INSERT OR REPLACE INTO entries " + COPY.format("seq, kind, id"),
        "INSERT OR REPLACE INTO entries " + COPY.format("3, kind, id"),
        "INSERT INTO entries " + COPY.format("9, kind, 'new'"),
        "INSERT INTO entries " + COPY.format("NULL, kind, id"),
        "INSERT INTO entries " + COPY.format("3, 'rumour', 'new'"),
        "UPDATE tree SET hash = zeroblob(32)",
        "DELETE FROM tree WHERE level = 1",
        "INSERT OR REPLACE INTO tree VALUES (0, 0, zeroblob(32))",
    ],
)
def test_the_database_itself_refuses_to_forget(ledger: Ledger, sql: str) -> None:
    filled(ledger)
    before = list(ledger.entries()), ledger.head()
    with pytest.raises(driver().module.Error):
        raw_sql(ledger, sql)
    assert (list(ledger.entries()), ledger.head()) == before


def test_durable_settings_are_on(ledger: Ledger) -> None:
    assert ledger.store.one("PRAGMA journal_mode") == ("wal",)
    assert ledger.store.one("PRAGMA synchronous") == (2,)
    assert ledger.store.one("PRAGMA foreign_keys") == (1,)


def test_every_table_is_strict(ledger: Ledger) -> None:
    rows = ledger.store.rows(
        "SELECT name, strict FROM pragma_table_list WHERE schema = 'main' AND name NOT LIKE 'sqlite_%'"
    )
    assert len(rows) >= 6
    assert [name for name, strict in rows if not strict] == []


def test_a_second_writer_is_told_why(ledger: Ledger, opened: Open) -> None:
    with pytest.raises(StorageError) as caught:
        opened()
    assert caught.value.code == "ledger.in_use"
    assert caught.value.exit_code == 4
    assert "wait" in caught.value.hint


def test_the_next_writer_may_come_when_the_first_has_closed(opened: Open) -> None:
    with opened() as first:
        filled(first)
    with opened() as second:
        assert second.head_size() == 2


def test_a_writer_that_fails_to_open_lets_go_of_the_lock(tmp_path: Path) -> None:
    path = tmp_path / "ledger.sqlite"
    path.write_bytes(b"this is a letter, not a database, and it is long enough to be looked at" * 20)
    for _ in range(2):
        with pytest.raises(StorageError) as caught:
            Ledger.open(path, blobs=tmp_path)
        assert caught.value.code == "ledger.damaged"


def test_readers_are_not_disturbed_by_a_writer(ledger: Ledger, opened: Open) -> None:
    filled(ledger)
    with opened(read_only=True) as one, opened(read_only=True) as two:
        with ledger.store.writing():
            ledger.store.clear("claims")
            assert len(list(one.claims())) == 1
        assert len(list(two.claims())) == 0


def test_a_snapshot_sees_one_state(ledger: Ledger, opened: Open) -> None:
    filled(ledger)
    with opened(read_only=True) as reader:
        with reader.store.snapshot():
            assert reader.head_size() == 2
            filled(ledger, "Troops left Homs.")
            assert reader.head_size() == 2
        assert reader.head_size() == 4


def test_reading_only_cannot_write(ledger: Ledger, opened: Open) -> None:
    of = report("x")
    with opened(read_only=True) as reader, pytest.raises(StorageError) as caught:
        reader.add_report(of, raw_of("x"))
    assert caught.value.code == "ledger.read_only"
    assert ledger.head_size() == 0


def test_reading_a_ledger_that_is_not_there(opened: Open, tmp_path: Path) -> None:
    for options in ({"read_only": True}, {"create": False}):
        with pytest.raises(StorageError) as caught:
            opened(**options)
        assert caught.value.code == "ledger.missing"
        assert "whoholds add" in caught.value.hint
    assert list(tmp_path.iterdir()) == []


def test_an_empty_file_is_no_ledger_yet(opened: Open, tmp_path: Path) -> None:
    (tmp_path / "ledger.sqlite").touch()
    with pytest.raises(StorageError) as caught:
        opened(read_only=True)
    assert caught.value.code == "ledger.missing"
    with opened() as ledger:
        filled(ledger)


def test_another_programs_database_is_left_alone(opened: Open, tmp_path: Path) -> None:
    path = tmp_path / "ledger.sqlite"
    connection = driver().module.connect(str(path))
    connection.execute("CREATE TABLE bookmarks (url TEXT)")
    connection.close()
    before = path.read_bytes()
    for options in ({"read_only": True}, {}):
        with pytest.raises(StorageError) as caught:
            opened(**options)
        assert caught.value.code == "ledger.foreign"
    assert path.read_bytes() == before


def test_a_newer_ledger_is_not_touched(opened: Open) -> None:
    with opened() as ledger:
        raw_sql(ledger, "INSERT INTO migrations VALUES (9999, '9999_later.sql', '', '')")
    for options in ({"read_only": True}, {}):
        with pytest.raises(StorageError) as caught:
            opened(**options)
        assert caught.value.code == "ledger.newer"


def test_an_older_ledger_is_brought_up_to_date_by_a_writer_only(opened: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    from whoholds.ledger.store import migrate

    with opened() as ledger:
        filled(ledger)
    number = len(migrate.shipped()) + 1
    more = migrate.Migration(number, f"{number:04}_more.sql", "CREATE TABLE more (a INTEGER) STRICT;\n")
    everything = (*migrate.shipped(), more)
    monkeypatch.setattr(migrate, "shipped", lambda: everything)
    with pytest.raises(StorageError) as caught:
        opened(read_only=True)
    assert caught.value.code == "ledger.old"
    with opened() as ledger:
        assert ledger.store.one("SELECT count(*) FROM more") == (0,)
    with opened(read_only=True) as reader:
        assert len(list(reader.claims())) == 1


def test_what_a_new_table_should_hold_is_made_from_the_entries(opened: Open) -> None:
    with opened() as ledger:
        filled(ledger)
        before = ledger.store.rows("SELECT * FROM texts")
        raw_sql(ledger, "DROP TABLE texts")
        raw_sql(ledger, "DELETE FROM migrations WHERE number = 2")
    with opened() as ledger:
        assert ledger.store.rows("SELECT * FROM texts") == before != []


def test_an_error_within_a_transaction_takes_all_of_it_back(ledger: Ledger) -> None:
    with pytest.raises(ZeroDivisionError), ledger.store.writing():
        ledger.store.insert("tree", {"level": 7, "position": 7, "hash": bytes(32)})
        raise ZeroDivisionError
    assert ledger.store.one("SELECT count(*) FROM tree") == (0,)
    filled(ledger)


def test_a_reading_stopped_at_any_step_is_in_whole_or_not_at_all(opened: Open) -> None:
    """The database engine is stopped at its 1st, 8th, 15th … step until the reading gets in."""
    of = report("Rebels took Hama. Troops left Homs.")
    found = reading(of, claim(of, "took Hama", key="1"), claim(of, "left Homs", key="2"))
    with opened() as ledger:
        ledger.add_report(of, raw_of(of.text))
        before = list(ledger.entries()), ledger.head()
        stopped = 0
        while ledger.head_size() == before[1].size:
            ledger.store._connection.set_progress_handler(stop_at(1 + 7 * stopped), 1)
            try:
                ledger.add_reading(found)
            except StorageError:
                stopped += 1
            ledger.store._connection.set_progress_handler(None, 0)
            if ledger.head_size() == before[1].size:
                assert (list(ledger.entries()), ledger.head()) == before
                assert list(ledger.claims()) == []
        assert stopped > 20
        assert [stored.claim for stored in ledger.claims()] == list(found.claims)


def test_threads_may_share_a_ledger(ledger: Ledger) -> None:
    texts = [f"Rebels took town {i}." for i in range(40)]
    threads = [
        threading.Thread(target=lambda part=part: [filled(ledger, t) for t in texts[part::4]]) for part in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert ledger.head_size() == 80
    assert sorted(stored.report.text for stored in ledger.reports()) == sorted(texts)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="permissions do not bind this user")
def test_a_ledger_on_read_only_media_can_be_read(opened: Open, tmp_path: Path) -> None:
    with opened() as ledger:
        filled(ledger)
    tmp_path.chmod(0o555)
    try:
        with opened(read_only=True) as reader:
            assert len(list(reader.claims())) == 1
        with pytest.raises(StorageError) as caught:
            opened()
        assert caught.value.code == "ledger.not_writable"
    finally:
        tmp_path.chmod(0o755)


def test_a_full_disk_is_said_to_be_one(opened: Open) -> None:
    with opened() as ledger:
        filled(ledger)
        before = ledger.head()
        pages = ledger.store.one("PRAGMA page_count")
        assert pages
        ledger.store.rows(f"PRAGMA max_page_count = {pages[0]}")  # as if the disk ended here
        with pytest.raises(StorageError) as caught:
            for i in range(100):
                ledger.add_record(Kind.SETTING, str(i), {"note": "x" * 10_000})
        assert caught.value.code == "ledger.disk_full"
        kept = ledger.head_size()
        assert ledger.head(before.size) == before
        ledger.store.rows("PRAGMA max_page_count = 1000000")  # room again
        assert ledger.add_record(Kind.SETTING, "after", {})
        assert ledger.head_size() == kept + 1


def test_the_lock_is_one_for_each_ledger(tmp_path: Path) -> None:
    one, other = WriterLock(tmp_path / "a.sqlite"), WriterLock(tmp_path / "b.sqlite")
    with pytest.raises(StorageError):
        WriterLock(tmp_path / "a.sqlite")
    one.release()
    WriterLock(tmp_path / "a.sqlite").release()
    other.release()


def test_a_path_with_odd_characters(tmp_path: Path) -> None:
    path = tmp_path / "what? #1 100% réel&mode=ro" / "ledger.sqlite"
    with Ledger.open(path, blobs=tmp_path / "blobs") as ledger:
        filled(ledger)
    assert path.exists()
    with Ledger.open(path, blobs=tmp_path / "blobs", read_only=True) as reader:
        assert reader.head_size() == 2
