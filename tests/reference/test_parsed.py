"""Files that were parsed before: the same data, checked as ever, and never a reason to fail."""

from __future__ import annotations

import json
import os
import shutil
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whoholds.errors import DataError
from whoholds.reference.actors import Actors
from whoholds.reference.parsed import Parsed
from whoholds.reference.registry import join, read_common
from whoholds.reference.schema import load_toml
from whoholds.reference.theatres import DATA, read_theatre, read_theatres

THEATRES = sorted((DATA / "theatres").glob("*.toml"))


def write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def kept(path: Path) -> dict[str, object]:
    found = json.loads(path.read_text(encoding="utf-8"))
    assert isinstance(found, dict)
    return found


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "parsed.json"


@pytest.mark.parametrize("path", THEATRES, ids=lambda p: p.stem)
def test_a_theatre_is_the_same_the_second_time(path: Path, place: Path) -> None:
    first = Parsed(place)
    once = read_theatre(path, first.load)
    first.keep()
    assert read_theatre(path, Parsed(place).load) == once == read_theatre(path)


def test_every_actor_is_the_same_the_second_time(place: Path) -> None:
    first = Parsed(place)
    once = join(read_common(load=first.load), read_theatres(load=first.load))
    first.keep()
    again = Parsed(place)
    twice = join(read_common(load=again.load), read_theatres(load=again.load))
    assert once == twice
    assert list(once) == list(twice)


def test_the_second_time_nothing_is_parsed(place: Path, tmp_path: Path) -> None:
    path = write(tmp_path / "a.toml", "n = 1\n")
    first = Parsed(place)
    first.load(path)
    first.keep()
    digest = next(iter(kept(place)))
    place.write_text(json.dumps({digest: {"n": "as it was kept"}}), encoding="utf-8")
    assert Parsed(place).load(path) == {"n": "as it was kept"}


def test_a_changed_byte_is_parsed_anew(place: Path, tmp_path: Path) -> None:
    path = write(tmp_path / "a.toml", "n = 1\n")
    first = Parsed(place)
    assert first.load(path) == {"n": 1}
    first.keep()
    write(path, "n = 2\n")
    second = Parsed(place)
    assert second.load(path) == {"n": 2}
    second.keep()
    assert list(kept(place).values()) == [{"n": 2}]


def test_the_name_of_a_file_does_not_matter(place: Path, tmp_path: Path) -> None:
    write(tmp_path / "a.toml", "n = 1\n")
    shutil.copy(tmp_path / "a.toml", tmp_path / "b.toml")
    parsed = Parsed(place)
    parsed.load(tmp_path / "a.toml")
    parsed.load(tmp_path / "b.toml")
    parsed.keep()
    assert len(kept(place)) == 1


def test_days_are_kept_as_text(place: Path, tmp_path: Path) -> None:
    path = write(tmp_path / "a.toml", "start = 2011-03-15\nlist = [{from = 2012-01-01}]\n")
    assert load_toml(path)["start"] == date(2011, 3, 15)
    parsed = Parsed(place)
    parsed.load(path)
    parsed.keep()
    assert Parsed(place).load(path) == {"start": "2011-03-15", "list": [{"from": "2012-01-01"}]}


def test_nothing_new_is_not_written_again(place: Path, tmp_path: Path) -> None:
    path = write(tmp_path / "a.toml", "n = 1\n")
    first = Parsed(place)
    first.load(path)
    first.keep()
    os.utime(place, (1, 1))
    again = Parsed(place)
    again.load(path)
    again.keep()
    assert place.stat().st_mtime == 1


@pytest.mark.parametrize("damage", ["", "{", "[]", "null", '"x"', '{"a": 1}', "\ufeff", "{" * 2000])
def test_a_damaged_file_is_done_without(place: Path, tmp_path: Path, damage: str) -> None:
    path = write(tmp_path / "a.toml", "n = 1\n")
    place.write_text(damage, encoding="utf-8")
    parsed = Parsed(place)
    assert parsed.load(path) == {"n": 1}
    parsed.keep()
    assert list(kept(place).values()) == [{"n": 1}]


def test_bytes_that_are_no_text_are_done_without(place: Path, tmp_path: Path) -> None:
    path = write(tmp_path / "a.toml", "n = 1\n")
    place.write_bytes(b"\xff\xfe\x00")
    assert Parsed(place).load(path) == {"n": 1}


def test_where_nothing_can_be_kept_nothing_is(tmp_path: Path) -> None:
    path = write(tmp_path / "a.toml", "n = 1\n")
    for place in (None, tmp_path / "no" / "folder" / "parsed.json"):
        parsed = Parsed(place)
        assert parsed.load(path) == {"n": 1}
        parsed.keep()
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.toml"]


def test_a_folder_in_its_place_is_left_alone(tmp_path: Path) -> None:
    path = write(tmp_path / "a.toml", "n = 1\n")
    (tmp_path / "parsed.json").mkdir()
    parsed = Parsed(tmp_path / "parsed.json")
    assert parsed.load(path) == {"n": 1}
    parsed.keep()
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.toml", "parsed.json"]


def test_no_draft_is_left_behind(place: Path, tmp_path: Path) -> None:
    parsed = Parsed(place)
    parsed.load(write(tmp_path / "a.toml", "n = 1\n"))
    parsed.keep()
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.toml", "parsed.json"]


@pytest.mark.parametrize("kept_before", [True, False])
def test_what_is_no_toml_is_refused_as_ever(place: Path, tmp_path: Path, kept_before: bool) -> None:
    path = write(tmp_path / "a.toml", "n = \n")
    if kept_before:
        place.write_text("{}", encoding="utf-8")
    for _ in range(2):
        parsed = Parsed(place)
        with pytest.raises(DataError) as caught:
            parsed.load(path)
        assert caught.value.code == "data.syntax" and "a.toml" in caught.value.message
        parsed.keep()


def test_a_file_that_is_not_there_is_refused_as_ever(place: Path, tmp_path: Path) -> None:
    with pytest.raises(DataError) as caught:
        Parsed(place).load(tmp_path / "nowhere.toml")
    assert caught.value.code == "data.unreadable"


def test_a_mistake_in_a_theatre_is_told_each_time(place: Path, tmp_path: Path) -> None:
    text = (DATA / "theatres" / "yemen.toml").read_text(encoding="utf-8")
    assert 'kind = "armed_group"' in text
    path = write(tmp_path / "yemen.toml", text.replace('kind = "armed_group"', 'kind = "wizard"', 1))
    told = set()
    for _ in range(3):
        parsed = Parsed(place)
        with pytest.raises(DataError) as caught:
            read_theatre(path, parsed.load)
        parsed.keep()
        told.add((caught.value.code, caught.value.message))
    assert len(told) == 1 and next(iter(told))[0] == "data.schema"


def test_a_mistaken_day_is_told_the_second_time_too(place: Path, tmp_path: Path) -> None:
    text = (DATA / "theatres" / "yemen.toml").read_text(encoding="utf-8")
    path = write(tmp_path / "yemen.toml", text.replace("start = ", "start = 25 # ", 1))
    for _ in range(2):
        parsed = Parsed(place)
        with pytest.raises(DataError, match="start"):
            read_theatre(path, parsed.load)
        parsed.keep()


def test_actors_of_a_folder_may_be_kept_too(place: Path, tmp_path: Path) -> None:
    folder = tmp_path / "theatres"
    folder.mkdir()
    shutil.copy(DATA / "theatres" / "myanmar.toml", folder)
    once = Actors.load(folder, kept=place)
    assert place.is_file()
    again = Actors.load(folder, kept=place)
    assert once.actors == again.actors and once.theatres() == again.theatres()
    assert [t.key for t in again.theatres()] == ["myanmar"]


@given(st.dictionaries(st.text("abcde", min_size=1, max_size=4), st.one_of(st.integers(-9, 9), st.booleans())))
def test_any_table_comes_back(tmp_path_factory: pytest.TempPathFactory, table: dict[str, int | bool]) -> None:
    folder = tmp_path_factory.mktemp("parsed")
    lines = [f"{key} = {str(value).lower()}" for key, value in table.items()]
    path = write(folder / "a.toml", "\n".join(lines) + "\n")
    first = Parsed(folder / "parsed.json")
    assert first.load(path) == table
    first.keep()
    assert Parsed(folder / "parsed.json").load(path) == table
