from __future__ import annotations

import random
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.ledger.samples import AIR_BASE, HAMA, IDLIB, claim, raw_of, reading, report
from whoholds.ledger import Decision, Head, Kind, Ledger, Verb, proofs
from whoholds.ledger import entries as e
from whoholds.ledger.driver import driver
from whoholds.ledger.verify import Verdict, verify

Open = Callable[..., Ledger]
TRIGGERS = (
    "entries_in_order",
    "entries_never_change",
    "entries_never_go",
    "tree_in_order",
    "tree_never_changes",
    "tree_never_goes",
)


@pytest.fixture
def home(opened: Open, tmp_path: Path) -> Path:
    """A ledger of ten entries, closed, with one noted head."""
    with opened() as ledger:
        for i in range(4):
            of = report(f"Rebels took Hama {i}. The army left an air base.")
            ledger.add_report(of, raw_of(of.text))
            first = claim(of, "took Hama")
            ledger.add_reading(reading(of, first, claim(of, "left an air base", AIR_BASE, key="2")))
        ledger.decide(Decision(Verb.REJECT, (first.id,), "a reviewer", "a reason"))
        ledger.add_record(Kind.SETTING, "s", {"limit": 3})
    return tmp_path


@pytest.fixture
def check(opened: Open, home: Path) -> Callable[..., Verdict]:
    def check_(*known: Head) -> Verdict:
        with opened(read_only=True) as ledger:
            return verify(ledger, known=known)

    return check_


class Forger:
    """Someone with the file in their hands, and the rules taken off."""

    def __init__(self, path: Path) -> None:
        self.connection: Any = driver().module.connect(str(path), isolation_level=None)
        self.rules = dict(self.connection.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'"))

    def __enter__(self) -> Any:
        for name in self.rules:
            self.connection.execute(f"DROP TRIGGER {name}")
        return self.connection

    def __exit__(self, *error: object) -> None:
        for sql in self.rules.values():
            self.connection.execute(sql)
        self.connection.close()


@pytest.fixture
def forger(home: Path) -> Forger:
    return Forger(home / "ledger.sqlite")


def codes(verdict: Verdict) -> set[str]:
    return {problem.code for problem in verdict.problems}


def subjects(verdict: Verdict) -> set[str]:
    return {problem.subject for problem in verdict.problems}


def test_a_sound_ledger_has_no_problems(check: Callable[..., Verdict], opened: Open) -> None:
    verdict = check()
    assert verdict.problems == ()
    assert verdict.ok
    assert (verdict.entries, verdict.originals) == (10, 4)
    with opened(read_only=True) as ledger:
        assert verdict.head == ledger.head()
        assert check(ledger.head(0), ledger.head(3), ledger.head()).ok


def test_an_empty_ledger_is_sound(opened: Open) -> None:
    with opened() as ledger:
        verdict = verify(ledger)
    assert verdict.ok
    assert verdict.head == Head(0, proofs.EMPTY_ROOT.hex())


def test_taking_the_rules_off_and_on_again_is_no_problem(check: Callable[..., Verdict], forger: Forger) -> None:
    with forger:
        pass
    assert check().ok


@pytest.mark.parametrize(
    "change",
    [
        "payload = replace(payload, 'Hama', 'Homs')",
        "id = id || 'x'",
        "kind = 'setting'",
        "recorded_at = '2020-01-01T00:00:00.000000Z'",
        "known_from = '2020-01-01T00:00:00.000000Z'",
        "sha256 = replace(sha256, '1', '2')",
        "sha256 = upper(sha256)",
    ],
)
@pytest.mark.parametrize("seq", [1, 4])
def test_a_changed_entry_is_named(check: Callable[..., Verdict], forger: Forger, change: str, seq: int) -> None:
    with forger as sql:
        sql.execute(f"UPDATE entries SET {change} WHERE seq = {seq}")
    verdict = check()
    assert not verdict.ok
    assert verdict.head is None
    assert f"entry {seq}" in subjects(verdict)


def test_every_flipped_bit_is_found(check: Callable[..., Verdict], home: Path, tmp_path: Path) -> None:
    """One random bit in one random column of one random entry or tree node, put back, 150 times."""
    chance = random.Random(6962)
    path = home / "ledger.sqlite"
    sound = tmp_path / "sound"
    shutil.copy(path, sound)
    for _ in range(150):
        with Forger(path) as sql:
            if chance.random() < 0.8:
                seq, column = (
                    chance.randint(1, 10),
                    chance.choice(["payload", "id", "sha256", "recorded_at", "known_from"]),
                )
                table, where = "entries", f"seq = {seq}"
            else:
                level, position = chance.choice(sql.execute("SELECT level, position FROM tree").fetchall())
                table, column, where = "tree", "hash", f"level = {level} AND position = {position}"
            ((value,),) = sql.execute(f"SELECT CAST({column} AS BLOB) FROM {table} WHERE {where}").fetchall()
            flipped = bytearray(value)
            flipped[chance.randrange(len(flipped))] ^= 1 << chance.randrange(8)
            cast = "?" if table == "tree" else "CAST(? AS TEXT)"
            sql.execute(f"UPDATE {table} SET {column} = {cast} WHERE {where}", (bytes(flipped),))
        verdict = check()
        assert not verdict.ok, f"{table}.{column} where {where}"
        if table == "entries":
            assert f"entry {seq}" in subjects(verdict)
        shutil.copy(sound, path)
    assert check().ok


def test_a_flipped_bit_in_the_file_itself_is_found(check: Callable[..., Verdict], home: Path) -> None:
    path = home / "ledger.sqlite"
    data = bytearray(path.read_bytes())
    at = data.index(b"Rebels took Hama 2")
    data[at] ^= 1
    path.write_bytes(data)
    assert not check().ok


def test_a_page_torn_out_is_found(check: Callable[..., Verdict], home: Path) -> None:
    path = home / "ledger.sqlite"
    data = bytearray(path.read_bytes())
    at = data.index(b"Rebels took Hama 2") // 4096 * 4096
    data[at : at + 4096] = bytes(4096)
    path.write_bytes(data)
    verdict = check()
    assert not verdict.ok
    assert verdict.head is None


def test_two_swapped_entries_are_found(check: Callable[..., Verdict], forger: Forger) -> None:
    with forger as sql:
        for a, b in ((2, 99), (4, 2), (99, 4)):
            sql.execute("PRAGMA foreign_keys = OFF")
            sql.execute(f"UPDATE entries SET seq = {b} WHERE seq = {a}")
    assert {"entry 2", "entry 4"} <= subjects(check())


def test_a_removed_entry_is_named(check: Callable[..., Verdict], forger: Forger) -> None:
    with forger as sql:
        sql.execute("DELETE FROM entries WHERE seq = 9")
    verdict = check()
    assert "entry.missing" in codes(verdict)
    assert "entry 9" in subjects(verdict)


def test_an_entry_cut_off_the_end_is_named(check: Callable[..., Verdict], forger: Forger) -> None:
    with forger as sql:
        sql.execute("DELETE FROM entries WHERE seq = 10")
    assert "entry 10" in subjects(check())


def test_an_end_cut_off_cleanly_is_found_by_the_noted_head(check: Callable[..., Verdict], forger: Forger) -> None:
    with forger as sql:
        sql.execute("DELETE FROM entries WHERE seq > 8")
        sql.execute("DELETE FROM tree WHERE (position + 1) << level > 8")
    assert codes(check()) == {"head.ahead"}


def rewrite(sql: Any, seq: int, payload: str) -> None:
    """The thorough forger: a changed entry with a fitting hash, and a fitting tree."""
    kind, id, known, recorded = sql.execute(
        "SELECT kind, id, known_from, recorded_at FROM entries WHERE seq = ?", (seq,)
    ).fetchone()
    sha256 = e.digest(e.content(kind, id, payload, known, recorded))
    sql.execute("UPDATE entries SET payload = ?, sha256 = ? WHERE seq = ?", (payload, sha256, seq))
    leaves = [e.leaf(hash) for (hash,) in sql.execute("SELECT sha256 FROM entries ORDER BY seq")]
    sql.execute("DELETE FROM tree")
    for (level, position), value in proofs.build(leaves).items():
        sql.execute("INSERT INTO tree VALUES (?, ?, ?)", (level, position, value))


def test_a_thorough_rewrite_is_found_by_any_kept_head(
    check: Callable[..., Verdict], forger: Forger, opened: Open, home: Path
) -> None:
    with opened(read_only=True) as ledger:
        kept = ledger.head(10)
    with forger as sql:
        rewrite(sql, 10, '{"limit":30}')
    assert codes(check()) == {"head.differs"}
    (home / "ledger.sqlite.heads").unlink()
    assert check().ok  # nothing here remembers
    assert codes(check(kept)) == {"head.differs"}  # but someone does


def test_a_decision_put_in_anothers_place_is_found(check: Callable[..., Verdict], forger: Forger) -> None:
    with forger as sql:
        rewrite(sql, 9, '{"who":"nobody","why":"no reason"}')
    assert "entry.malformed" in codes(check())


def test_a_head_from_elsewhere_is_not_ours(check: Callable[..., Verdict]) -> None:
    assert codes(check(Head(3, "0" * 64))) == {"head.differs"}
    assert codes(check(Head(99, "0" * 64))) == {"head.ahead"}


def test_a_damaged_file_of_heads_is_named(check: Callable[..., Verdict], home: Path) -> None:
    with (home / "ledger.sqlite.heads").open("a") as file:
        file.write("nonsense\n")
    assert codes(check()) == {"head.malformed"}


@pytest.mark.parametrize(
    ("sql", "code"),
    [
        ("UPDATE claims SET actor = 'nobody' WHERE rowid = 3", "table.differs"),
        ("UPDATE claims SET when_start = '2024-12-01' WHERE rowid = 3", "table.differs"),
        ("DELETE FROM claims WHERE rowid = 3", "table.differs"),
        ("UPDATE reports SET outlet = NULL WHERE seq = 1", "table.differs"),
        ("UPDATE readings SET reader = 'another'", "table.differs"),
        (
            "CREATE TEMP TABLE copy AS SELECT * FROM claims LIMIT 1; UPDATE copy SET ordinal = 9; "
            "INSERT INTO claims SELECT * FROM copy",
            "table.stray",
        ),
    ],
)
def test_look_up_tables_that_differ_are_found_and_mended(
    check: Callable[..., Verdict], home: Path, opened: Open, sql: str, code: str
) -> None:
    connection = driver().module.connect(str(home / "ledger.sqlite"), isolation_level=None)
    for statement in sql.split("; "):
        connection.execute(statement)
    connection.close()
    assert code in codes(check())
    with opened() as ledger:
        ledger.rebuild()
    assert check().ok


@pytest.mark.parametrize("trigger", TRIGGERS)
def test_a_missing_rule_is_named(check: Callable[..., Verdict], home: Path, trigger: str) -> None:
    connection = driver().module.connect(str(home / "ledger.sqlite"), isolation_level=None)
    connection.execute(f"DROP TRIGGER {trigger}")
    connection.close()
    verdict = check()
    assert codes(verdict) == {"database.schema"}
    assert subjects(verdict) == {trigger}


def test_a_foreign_table_is_named(check: Callable[..., Verdict], home: Path) -> None:
    connection = driver().module.connect(str(home / "ledger.sqlite"), isolation_level=None)
    connection.execute("CREATE TABLE notes (a)")
    connection.close()
    assert subjects(check()) == {"notes"}


@pytest.fixture
def original(home: Path) -> Iterator[Path]:
    path = next(path for path in sorted((home / "blobs").rglob("*")) if path.is_file())
    path.chmod(0o644)
    yield path


def test_a_changed_original_is_named(check: Callable[..., Verdict], original: Path) -> None:
    data = bytearray(original.read_bytes())
    data[3] ^= 8
    original.write_bytes(data)
    verdict = check()
    assert codes(verdict) == {"blob.damaged"}
    assert subjects(verdict) == {f"original {original.parent.name}{original.name}"}


def test_a_lost_original_is_named(check: Callable[..., Verdict], original: Path) -> None:
    original.unlink()
    assert codes(check()) == {"blob.missing"}


def test_every_problem_is_found_not_only_the_first(
    check: Callable[..., Verdict], original: Path, forger: Forger
) -> None:
    original.unlink()
    with forger as sql:
        sql.execute("UPDATE entries SET payload = '{}' WHERE seq IN (9, 10)")
    assert {"entry 9", "entry 10"} < subjects(check())
    assert "blob.missing" in codes(check())


def test_a_wrong_quote_is_found_even_if_every_hash_fits(
    check: Callable[..., Verdict], forger: Forger, home: Path
) -> None:
    (home / "ledger.sqlite.heads").unlink()
    with forger as sql:
        ((payload,),) = sql.execute("SELECT payload FROM entries WHERE seq = 2").fetchall()
        rewrite(sql, 2, payload.replace('"quote":"took Hama"', '"quote":"took Homs"'))
    verdict = check()
    assert "entry.malformed" in codes(verdict)
    assert "entry 2" in subjects(verdict)


def test_progress_is_told(opened: Open, home: Path) -> None:
    told: list[tuple[int, int]] = []
    with opened(read_only=True) as ledger:
        verify(ledger, on_progress=lambda done, size: told.append((done, size)))
    assert told == [(n, 10) for n in range(1, 11)]


def test_a_writer_at_work_is_no_problem(opened: Open, home: Path) -> None:
    with opened() as writer, opened(read_only=True) as reader:

        def write(done: int, size: int) -> None:
            writer.add_record(Kind.SETTING, f"meanwhile {done}", {})

        verdict = verify(reader, on_progress=write)
        assert verdict.ok
        assert verdict.head == writer.head(10)
        assert writer.head_size() == 20


def test_places_do_not_matter_to_the_check(opened: Open) -> None:
    with opened() as ledger:
        of = report("Hama and Idlib.")
        ledger.add_report(of, raw_of(of.text))
        ledger.add_reading(reading(of, claim(of, "Hama", HAMA, key="1"), claim(of, "Idlib", IDLIB, key="2")))
        assert verify(ledger).ok
