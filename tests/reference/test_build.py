from __future__ import annotations

from pathlib import Path

import pytest

from whoholds.errors import DataError, SetupError, StorageError
from whoholds.reference import build as building
from whoholds.reference import sources
from whoholds.reference.gazetteer import Gazetteer
from whoholds.reference.sources import Entry


def few() -> list[Entry]:
    """A country of one unit, two towns and a crossing."""
    return [
        Entry("gn:1", "Land", 10, 10, "country", "LD", 1_000, names={"demonym": ["Landish"], "short": ["L.D."]}),
        Entry("gn:2", "Upper", 11, 10, "province", "LD", 900, "01", "gn:1", labels={"en": "Upper", "fr": "Haut"}),
        Entry("gn:3", "Twin", 11.1, 10.1, "settlement", "LD", 50, "01", "gn:2", names={"alias": ["Tvin", ""]}),
        Entry("gn:4", "Twin", 10.2, 10.3, "settlement", "LD", 500, "01", "gn:2"),
        Entry("wh:ld:gate", "Gate", 11.2, 10.2, "crossing", "LD", source="test", precision_km=2),
    ]


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(building, "entries", lambda progress: iter(few()))
    path = tmp_path / "deep" / "gazetteer.sqlite"
    building.build(path)
    return path


def test_what_goes_in_comes_out(small: Path) -> None:
    with Gazetteer.open(small) as gazetteer:
        assert [r.id for r in gazetteer.lookup("twin")] == ["gn:4", "gn:3"]
        assert gazetteer.lookup("TVIN")[0].id == "gn:3"
        assert gazetteer.demonyms() == {"landish": "LD"}
        assert gazetteer.exact("LD")[0].how == "short"
        assert dict(gazetteer.names("gn:2")) == {"en": "Upper", "fr": "Haut"}
        assert gazetteer.meta["places"] == "5"
        assert gazetteer.part("gn:1", "N") == (11.1, 10.1)


def test_our_own_rows_get_the_unit_they_lie_in(small: Path) -> None:
    with Gazetteer.open(small) as gazetteer:
        gate = gazetteer.get("wh:ld:gate")
    assert (gate.admin1, gate.parent) == ("01", "gn:2")


def test_the_same_input_makes_the_same_file(small: Path, tmp_path: Path) -> None:
    again = tmp_path / "again.sqlite"
    building.build(again)
    assert again.read_bytes() == small.read_bytes()


def test_nothing_else_is_left_in_the_folder(small: Path) -> None:
    assert [p.name for p in small.parent.iterdir()] == ["gazetteer.sqlite"]


def test_a_failed_build_leaves_the_old_file(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = small.read_bytes()

    def broken(progress: object) -> object:
        yield few()[0]
        raise DataError("table.kind", "no such kind")

    monkeypatch.setattr(building, "entries", broken)
    with pytest.raises(DataError):
        building.build(small)
    assert small.read_bytes() == before
    assert [p.name for p in small.parent.iterdir()] == ["gazetteer.sqlite"]


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")
    with pytest.raises(StorageError) as caught:
        building.build(blocked / "gazetteer.sqlite")
    assert caught.value.code == "gazetteer.unwritable"


def test_progress_ends_at_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(building, "entries", lambda progress: iter(few()))
    told: list[float] = []
    building.build(tmp_path / "g.sqlite", lambda step, share: told.append(share))
    assert told == sorted(told)
    assert told[-1] == 1.0


def test_the_digest_follows_the_packages(monkeypatch: pytest.MonkeyPatch) -> None:
    before = building.digest_of_inputs()
    assert building.digest_of_inputs() == before
    monkeypatch.setattr(building, "_version", lambda package: "0.0.0")
    assert building.digest_of_inputs() != before


def test_a_missing_package_is_named() -> None:
    with pytest.raises(SetupError) as caught:
        sources._package_file("no_such_package", "x.json")
    assert caught.value.subject == "no_such_package"
    with pytest.raises(SetupError):
        building._version("no-such-package")


def test_every_place_has_a_kind_and_a_point(gazetteer: Gazetteer) -> None:
    kinds = {row[0] for row in gazetteer._db.execute("SELECT DISTINCT kind FROM place")}
    assert kinds <= sources.KINDS
    wrong = "SELECT count(*) FROM place WHERE NOT (lat BETWEEN -90 AND 90 AND lon BETWEEN -180 AND 180)"
    assert gazetteer._db.execute(wrong).fetchone() == (0,)


def test_every_parent_exists(gazetteer: Gazetteer) -> None:
    orphans = (
        "SELECT count(*) FROM place c LEFT JOIN place p ON p.id = c.parent WHERE c.parent IS NOT NULL AND p.id IS NULL"
    )
    assert gazetteer._db.execute(orphans).fetchone() == (0,)
