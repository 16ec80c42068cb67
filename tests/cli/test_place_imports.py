from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from whoholds.reference import build as building
from whoholds.reference.sources import Entry

Cli = Callable[..., Any]
TABLE = "ADM1_EN,ADM1_FR,ADM1_PCODE,lat,lon\nUpper Vale,Haut-Val,SY91,36,37\nVrenk,,SY92,north,37\n"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder with a gazetteer of one country, one unit and one town."""
    land = [
        Entry("gn:1", "Syria", 35, 38, "country", "SY", 20_000_000),
        Entry("gn:2", "Upper Vale", 36, 37, "province", "SY", 900, "01", "gn:1"),
        Entry("gn:4", "Karvan", 36.1, 37.1, "settlement", "SY", 5_000, "01", "gn:2"),
    ]
    monkeypatch.setattr(building, "entries", lambda progress: iter(land))
    building.build(tmp_path / "gazetteer.sqlite")
    monkeypatch.setenv("WHOHOLDS_HOME", str(tmp_path))
    return tmp_path


@pytest.fixture
def table(home: Path) -> Path:
    path = home / "cod.csv"
    path.write_text(TABLE, encoding="utf-8")
    return path


def test_an_import_shows_what_it_did_and_can_be_undone(home: Path, cli: Cli, table: Path) -> None:
    data = cli("places", "import", table, "--json").json
    assert (data["number"], data["added"], data["merged"]) == (1, 0, 1)
    assert data["rejected"] == [{"where": "row 3", "why": "the latitude is no number: 'north'"}]
    shown = cli("places", "show", "gn:2", "--json").json
    assert shown["codes"] == {"pcode": "SY91"}
    assert shown["names"]["fr"] == "Haut-Val"
    assert cli("places", "search", "SY91", "--json").json[0]["id"] == "gn:2"
    assert [i["number"] for i in cli("places", "imports", "--json").json] == [1]
    assert "cod.csv" in cli("places", "imports").out
    assert cli("places", "import", "--undo", "1", "--json").json["undone"]["file"] == "cod.csv"
    assert cli("places", "search", "SY91").code == 1
    assert "nothing" in cli("places", "imports").out


def test_what_people_read(home: Path, cli: Cli, table: Path) -> None:
    ran = cli("places", "import", table)
    assert "1 known ones" in ran.out
    assert "row 3: the latitude" in ran.out
    assert "OCHA" in ran.out
    assert "--undo 1" in ran.out
    assert "taken back" in cli("places", "import", "--undo", "1").out


def test_a_dry_run(home: Path, cli: Cli, table: Path) -> None:
    assert "would be" in cli("places", "import", table, "--dry-run").out
    assert cli("places", "imports", "--json").json == []


def test_a_place_by_hand(home: Path, cli: Cli) -> None:
    where = ("--lat", "36.3", "--lon", "37.3", "--country", "syr")
    data = cli("places", "add", "Tall Osta", *where, "--fr", "Tell Osta", "--alias", "تل أوستا", "--json").json
    assert data["added"] == 1
    (row,) = cli("places", "search", "Tell Osta", "--json").json
    assert (row["id"], row["country"], row["kind"]) == ("us:sy:tall-osta", "SY", "settlement")
    shown = cli("places", "show", row["id"], "--json").json
    assert shown["inside"] == ["Upper Vale", "Syria"]
    assert shown["precision_km"] == "1"
    assert cli("places", "import", "--undo", str(data["number"])).code == 0
    assert cli("places", "search", "Tell Osta").code == 1


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("import",), 2),
        (("import", "cod.csv", "--undo", "1"), 2),
        (("import", "--undo", "9"), 1),
        (("import", "none.csv"), 3),
        (("import", "none.csv", "--format", "shapefile"), 2),
        (("import", "none.csv", "--country", "XQX"), 2),
        (("add", "Osta", "--lat", "91", "--lon", "0", "--country", "SY"), 2),
        (("add", "Osta", "--lat", "1", "--lon", "0", "--country", "SY", "--kind", "dragon"), 2),
        (("add", "…", "--lat", "1", "--lon", "0", "--country", "SY"), 3),
    ],
)
def test_mistakes(home: Path, cli: Cli, arguments: tuple[str, ...], code: int) -> None:
    ran = cli("places", *arguments)
    assert ran.code == code
    assert ran.err
