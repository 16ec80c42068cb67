"""Names by their hash: found as written, never another's, and damage is told."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from whoholds.errors import SetupError
from whoholds.reference import hashed
from whoholds.reference.hashed import Hashed

_KEYS = st.text(alphabet=st.characters(exclude_categories=("Cs",), exclude_characters="\n"), min_size=1, max_size=12)
_LINES = st.lists(_KEYS, min_size=1, max_size=4)


@pytest.fixture
def tables(tmp_path: Path) -> Path:
    path = tmp_path / "tables.sqlite"
    with closing(sqlite3.connect(path)) as db:
        db.execute("CREATE TABLE told (n INTEGER PRIMARY KEY, what TEXT)")
        db.executemany("INSERT INTO told (what) VALUES (?)", [("x" * 300,)] * 50)
        db.commit()
    return path


@pytest.fixture
def written(tables: Path) -> Iterator[Hashed]:
    hashed.append(tables, [("homs", ["name\tgn:1"]), ("حمص", ["alias\tgn:1"]), ("long", ["y" * 5_000, "z"])])
    found = Hashed.of(tables)
    assert found is not None
    yield found
    found.close()


def test_each_name_leads_to_its_lines(written: Hashed) -> None:
    assert written.lines("homs") == ["name\tgn:1"]
    assert written.lines("حمص") == ["alias\tgn:1"]
    assert written.lines("hama") == []
    assert written.lines("") == []


def test_a_record_longer_than_the_first_read_is_whole(written: Hashed) -> None:
    assert written.lines("long") == ["y" * 5_000, "z"]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(records=st.dictionaries(_KEYS, _LINES, max_size=60), other=_KEYS)
def test_every_record_is_found_and_no_other(tables: Path, records: dict[str, list[str]], other: str) -> None:
    hashed.append(tables, records.items())
    with closing(Hashed.of(tables) or pytest.fail("no footer")) as found:
        assert {key: found.lines(key) for key in records} == records
        assert found.lines(other) == records.get(other, [])


def test_names_of_one_hash_are_told_apart(tables: Path) -> None:
    from zlib import crc32

    one, two = "plumless", "buckeroo"  # a known pair
    assert crc32(one.encode()) == crc32(two.encode())
    hashed.append(tables, [(one, ["1"]), (two, ["2"])])
    with closing(Hashed.of(tables) or pytest.fail("no footer")) as found:
        assert (found.lines(one), found.lines(two)) == (["1"], ["2"])


def test_the_tables_are_read_as_before(tables: Path) -> None:
    hashed.append(tables, [("homs", ["1"])])
    with closing(sqlite3.connect(f"{tables.as_uri()}?mode=ro&immutable=1", uri=True)) as db:
        assert db.execute("SELECT count(*) FROM told").fetchone() == (50,)
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_written_twice_is_written_once(tables: Path) -> None:
    hashed.append(tables, [("homs", ["1"]), ("hama", ["2"])])
    before = tables.read_bytes()
    hashed.append(tables, [("homs", ["1"]), ("hama", ["2"])])
    assert tables.read_bytes() == before


def test_the_tables_may_grow_and_the_names_be_put_back(tables: Path) -> None:
    hashed.append(tables, [("homs", ["1"]), ("hama", ["2"])])
    tail = hashed.cut(tables)
    assert tail
    assert hashed.cut(tables) == b""
    assert Hashed.of(tables) is None
    with closing(sqlite3.connect(tables)) as db:
        db.executemany("INSERT INTO told (what) VALUES (?)", [("y" * 3_000,)] * 50)
        db.commit()
    hashed.put_back(tables, tail)
    with closing(Hashed.of(tables) or pytest.fail("no footer")) as found:
        assert (found.lines("homs"), found.lines("hama")) == (["1"], ["2"])
    with closing(sqlite3.connect(f"{tables.as_uri()}?mode=ro&immutable=1", uri=True)) as db:
        assert db.execute("SELECT count(*) FROM told").fetchone() == (100,)


@pytest.mark.parametrize("kept", [0, 10, 40, 99])
def test_a_file_without_a_whole_footer_has_no_names_behind_it(tables: Path, kept: int) -> None:
    size = tables.stat().st_size
    hashed.append(tables, [("homs", ["1"])])
    data = tables.read_bytes()
    tables.write_bytes(data[: size + (len(data) - size) * kept // 100])
    assert Hashed.of(tables) is None


def test_a_file_too_short_for_a_footer_has_none(tmp_path: Path) -> None:
    path = tmp_path / "short"
    path.write_bytes(b"SQLite")
    assert Hashed.of(path) is None


def test_a_damaged_record_is_told(tables: Path) -> None:
    size = tables.stat().st_size
    hashed.append(tables, [("homs", ["1"])])
    with tables.open("r+b") as file:
        file.seek(size + 8)
        file.write(b"\xff\xff")
    with closing(Hashed.of(tables) or pytest.fail("no footer")) as found, pytest.raises(SetupError) as caught:
        found.lines("homs")
    assert caught.value.code == "gazetteer.broken"


def test_closing_twice_does_no_harm(tables: Path) -> None:
    hashed.append(tables, [("homs", ["1"])])
    found = Hashed.of(tables)
    assert found is not None
    found.close()
    found.close()


def test_threads_share_it(written: Hashed) -> None:
    with ThreadPoolExecutor(8) as pool:
        told = list(pool.map(written.lines, ["homs", "long", "nobody"] * 100))
    assert told == [["name\tgn:1"], ["y" * 5_000, "z"], []] * 100
