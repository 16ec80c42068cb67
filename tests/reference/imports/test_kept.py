from __future__ import annotations

from pathlib import Path

import pytest

from whoholds.errors import InputRefused, NotFound, StorageError
from whoholds.reference import build as building
from whoholds.reference.gazetteer import Gazetteer
from whoholds.reference.imports import kept
from whoholds.reference.imports.drafts import Draft


def about(file: str = "osta.csv", credit: str = "Osta Survey (CC0)") -> kept.Import:
    return kept.Import(0, file, "cod", "00", credit, "2024-05-01T10:00:00+00:00")


def town(id: str, name: str, lat: float = 36.4, **more: object) -> Draft:
    return Draft(id, name, "settlement", "SY", lat, 37.4, **more)


def known(path: Path, name: str) -> list[str]:
    with Gazetteer.open(path) as gazetteer:
        return [row.id for row in gazetteer.lookup(name)]


def test_imports_are_numbered_listed_and_credited(gazetteer_path: Path) -> None:
    assert kept.imports(gazetteer_path) == []
    first, _ = kept.add(gazetteer_path, about(), [town("gn:91", "Osta")])
    second, _ = kept.add(gazetteer_path, about("vrenk.csv"), [town("gn:92", "Vrenk", 36.6)])
    assert (first.number, second.number, first.added) == (1, 2, 1)
    assert kept.imports(gazetteer_path) == [first, second]
    with Gazetteer.open(gazetteer_path) as gazetteer:
        assert gazetteer.meta["places"] == "9"
        assert gazetteer.meta["imports"] == "2"
        assert gazetteer.meta["credits"].count("Osta Survey (CC0)") == 1


def test_imports_are_there_after_the_gazetteer_is_compiled_anew(gazetteer_path: Path) -> None:
    kept.add(gazetteer_path, about(), [town("gn:91", "Osta", codes={"pcode": "SY7"})])
    building.build(gazetteer_path)
    with Gazetteer.open(gazetteer_path) as gazetteer:
        assert gazetteer.by_code("SY7")[0].name == "Osta"
        assert "Osta Survey (CC0)" in gazetteer.meta["credits"]


def test_undoing_the_last_import(gazetteer_path: Path) -> None:
    kept.add(gazetteer_path, about(), [town("gn:91", "Osta"), town("gn:4", "Karvan", 36.1, names=("Karavan",))])
    gone = kept.undo(gazetteer_path, 1)
    assert gone.file == "osta.csv"
    assert known(gazetteer_path, "Osta") == known(gazetteer_path, "Karavan") == []
    assert known(gazetteer_path, "Karvan") == ["gn:4", "gn:6"]
    assert kept.imports(gazetteer_path) == []
    with Gazetteer.open(gazetteer_path) as gazetteer:
        assert "Osta Survey" not in gazetteer.meta["credits"]
        assert gazetteer.meta["places"] == "7"


def test_undoing_an_earlier_import_keeps_what_a_later_one_says_too(gazetteer_path: Path) -> None:
    kept.add(gazetteer_path, about(), [town("gn:91", "Osta", names=("Ousta",))])
    kept.add(gazetteer_path, about("b.csv"), [town("osm:n1", "Osta", 36.41, names=("Osteh",))])
    assert known(gazetteer_path, "Osteh") == ["gn:91"]  # the second joined the first
    kept.undo(gazetteer_path, 1)
    assert known(gazetteer_path, "Osta") == known(gazetteer_path, "Osteh") == ["osm:n1"]
    assert known(gazetteer_path, "Ousta") == []
    assert [i.number for i in kept.imports(gazetteer_path)] == [2]
    third, _ = kept.add(gazetteer_path, about("c.csv"), [town("gn:93", "Vrenk", 35.0)])
    assert third.number == 3


def test_a_population_is_taken_back_too(gazetteer_path: Path) -> None:
    kept.add(gazetteer_path, about(), [Draft("gn:5", "Zelten", "settlement", "SY", 33.1, 37.1, 4_000)])
    kept.undo(gazetteer_path, 1)
    with Gazetteer.open(gazetteer_path) as gazetteer:
        assert gazetteer.get("gn:5").population == gazetteer.lookup("Zelten")[0].population == 0


def test_there_is_no_such_import(gazetteer_path: Path) -> None:
    with pytest.raises(NotFound) as caught:
        kept.undo(gazetteer_path, 7)
    assert caught.value.code == "import.unknown"


def test_a_dry_run_changes_nothing(gazetteer_path: Path) -> None:
    before = gazetteer_path.read_bytes()
    done, outcome = kept.add(gazetteer_path, about(), [town("gn:91", "Osta")], dry=True)
    assert (done.number, outcome.added) == (1, 1)
    assert gazetteer_path.read_bytes() == before
    assert kept.imports(gazetteer_path) == []


def test_a_file_that_turns_out_broken_changes_nothing(gazetteer_path: Path) -> None:
    before = gazetteer_path.read_bytes()

    def rows() -> object:
        yield town("gn:91", "Osta")
        raise InputRefused("import.rows", "too many")

    with pytest.raises(InputRefused):
        kept.add(gazetteer_path, about(), rows())
    assert gazetteer_path.read_bytes() == before
    assert kept.imports(gazetteer_path) == []
    assert sorted(p.name for p in gazetteer_path.parent.iterdir()) == ["gazetteer.sqlite", "places"]


def test_a_gazetteer_that_is_open_stays_as_it_was(gazetteer_path: Path) -> None:
    with Gazetteer.open(gazetteer_path) as before:
        kept.add(gazetteer_path, about(), [town("gn:91", "Osta")])
        assert before.lookup("Osta") == []
    assert known(gazetteer_path, "Osta") == ["gn:91"]


def test_a_kept_file_that_is_damaged_is_named(gazetteer_path: Path) -> None:
    folder = kept.folder_of(gazetteer_path)
    folder.mkdir()
    (folder / "0001.jsonl").write_text("{", encoding="utf-8")
    with pytest.raises(StorageError) as caught:
        kept.imports(gazetteer_path)
    assert caught.value.subject.endswith("0001.jsonl")


def test_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "places").write_text("")
    with pytest.raises(StorageError) as caught:
        kept.undo(tmp_path / "gazetteer.sqlite", 1)
    assert caught.value.code == "import.unwritable"


@pytest.mark.parametrize("most", [5_000, 0])
def test_few_names_are_asked_for_and_many_hashed_with_the_others(
    gazetteer_path: Path, monkeypatch: pytest.MonkeyPatch, most: int
) -> None:
    monkeypatch.setattr(kept, "MOST_FRESH", most)
    kept.add(gazetteer_path, about(), [town("gn:91", "Osta"), town("gn:4", "Karvan", 36.1, names=("Karavan",))])
    with Gazetteer.open(gazetteer_path) as gazetteer:
        assert gazetteer._hashed is not None
        assert ("osta" in gazetteer._fresh) == bool(most)
        assert bool(gazetteer._hashed.lines("osta")) == (not most)
        assert gazetteer._hashed.lines("karvan")
    assert known(gazetteer_path, "Osta") == ["gn:91"]
    monkeypatch.setattr(kept, "MOST_FRESH", 5_000)
    kept.undo(gazetteer_path, 1)
    assert known(gazetteer_path, "Osta") == known(gazetteer_path, "Karavan") == []
    assert known(gazetteer_path, "Karvan") == ["gn:4", "gn:6"]


def test_a_population_that_an_import_knows_is_found_by_name(gazetteer_path: Path) -> None:
    kept.add(gazetteer_path, about(), [town("gn:4", "Karvan", 36.1, population=4_321)])
    with Gazetteer.open(gazetteer_path) as gazetteer:
        assert {row.id: row.population for row in gazetteer.lookup("Karvan")}["gn:4"] in (
            4_321,
            gazetteer.get("gn:4").population,
        )
        assert all(gazetteer.get(row.id) == row for row in gazetteer.lookup("Karvan"))


def test_a_dry_run_leaves_the_names_as_they_were(gazetteer_path: Path) -> None:
    before = gazetteer_path.read_bytes()
    kept.add(gazetteer_path, about(), [town("gn:91", "Osta")], dry=True)
    assert gazetteer_path.read_bytes() == before
