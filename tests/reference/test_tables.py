from __future__ import annotations

from pathlib import Path

import pytest

from whoholds.errors import DataError
from whoholds.reference.sources import DATA, KINDS
from whoholds.reference.tables import read_table


def write(folder: Path, text: str) -> Path:
    path = folder / "table.tsv"
    path.write_text(text, encoding="utf-8")
    return path


def test_rows_without_comments_and_blank_lines(tmp_path: Path) -> None:
    path = write(tmp_path, "# who\nid\tname\n\na\tHoms\n# no\nb\t\n")
    assert list(read_table(path)) == [{"id": "a", "name": "Homs"}, {"id": "b", "name": ""}]


def test_quotes_are_letters(tmp_path: Path) -> None:
    path = write(tmp_path, 'id\tname\na\t"Al" Bab\n')
    assert next(read_table(path))["name"] == '"Al" Bab'


def test_a_missing_column_is_named(tmp_path: Path) -> None:
    with pytest.raises(DataError) as caught:
        list(read_table(write(tmp_path, "id\tname\n"), ("id", "lat")))
    assert caught.value.code == "table.columns"
    assert "lat" in caught.value.message


def test_a_short_line_is_named(tmp_path: Path) -> None:
    with pytest.raises(DataError) as caught:
        list(read_table(write(tmp_path, "id\tname\na\n")))
    assert caught.value.code == "table.fields"
    assert "line 2" in caught.value.message


OWN = sorted((p for p in DATA.iterdir() if p.name.startswith("places_")), key=lambda p: p.name)


@pytest.mark.parametrize("path", OWN, ids=lambda p: p.name)
def test_our_own_rows_are_whole(path: Path) -> None:
    """Every row has a kind we know, a point on earth, a stated precision and a source."""
    for row in read_table(path):
        assert row["kind"] in KINDS, row["id"]
        assert -90 <= float(row["lat"]) <= 90 and -180 <= float(row["lon"]) <= 180, row["id"]
        assert float(row["precision_km"]) > 0, row["id"]
        assert row["source"] and row["name"], row["id"]
        assert len(row["country"]) in (0, 2), row["id"]


def test_our_ids_are_unique() -> None:
    ids = [row["id"] for path in OWN for row in read_table(path)]
    assert len(ids) == len(set(ids))


def test_syria_is_covered() -> None:
    rows = list(read_table(DATA / "places_sy.tsv"))
    assert len(rows) >= 150
    assert {"base", "air_base", "prison", "crossing", "quarter", "camp", "region", "road", "river"} <= {
        r["kind"] for r in rows
    }
