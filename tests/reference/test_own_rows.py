"""A second pair of eyes on the rows of our own tables: each lies where the packages' towns say its country is."""

from __future__ import annotations

from importlib import resources

import pytest

from whoholds.reference.folding import fold
from whoholds.reference.gazetteer import AREAS, LINES, Gazetteer, kilometres
from whoholds.reference.tables import read_table

DATA = resources.files("whoholds.reference") / "data" / "places"
TABLES = sorted(p.name for p in DATA.iterdir() if p.name.startswith("places_"))
Row = dict[str, str]
REACH = 400.0
"""Farthest from the next town of its country, in deserts too. Unit: km."""
FOREIGN = 20.0
"""How much nearer a foreign town may be, of a place that lies inside a country. Unit: times."""
NEXT = 5.0
"""Nearer than this a town says little, for borders are as near. Unit: km."""


def rows(table: str) -> list[Row]:
    return list(read_table(DATA / table))


def points(table: str) -> list[Row]:
    """Rows that are one point in one country."""
    return [r for r in rows(table) if r["country"] and r["kind"] not in AREAS | LINES and r["kind"] != "crossing"]


@pytest.mark.parametrize("table", TABLES)
def test_every_row_says_where_it_is_from_and_how_exact_it_is(table: str) -> None:
    for row in rows(table):
        assert row["source"].strip(), row["id"]
        assert 0 < float(row["precision_km"]) <= 5_000, row["id"]
        assert -90 <= float(row["lat"]) <= 90 and -180 <= float(row["lon"]) <= 180, row["id"]
        assert row["name"].strip() and row["fr"].strip(), row["id"]


def test_ids_are_used_once() -> None:
    ids = [row["id"] for table in TABLES for row in rows(table)]
    assert len(set(ids)) == len(ids)
    assert all(id.startswith(("wh:", "gn:")) for id in ids)


@pytest.mark.parametrize("table", TABLES)
def test_a_point_lies_in_its_country(gazetteer: Gazetteer, table: str) -> None:
    for row in points(table):
        lat, lon = float(row["lat"]), float(row["lon"])
        towns = [t for t in gazetteer.near(lat, lon, ("settlement",), REACH) if t.id.startswith("gn:")]
        own = next((kilometres(lat, lon, t.lat, t.lon) for t in towns if t.country == row["country"]), None)
        assert own is not None, f"{row['id']}: no town of {row['country']} within {REACH:g} km"
        away = kilometres(lat, lon, towns[0].lat, towns[0].lon)
        assert own <= FOREIGN * max(away, NEXT), f"{row['id']}: {towns[0].name}, {towns[0].country}, is far nearer"


@pytest.mark.parametrize("table", TABLES)
def test_no_town_of_the_packages_is_listed_twice(gazetteer: Gazetteer, table: str) -> None:
    for row in points(table):
        if row["kind"] != "settlement":
            continue
        lat, lon = float(row["lat"]), float(row["lon"])
        for name in (row["name"], *row["aliases"].split("|")):
            twins = [
                h.row.id
                for h in (gazetteer.exact(name) if fold(name) else [])
                if h.row.id.startswith("gn:") and h.row.kind == "settlement" and h.row.country == row["country"]
                if kilometres(lat, lon, h.row.lat, h.row.lon) < 8
            ]
            assert not twins, f"{row['id']} is {twins[0]}: its spellings belong into names.tsv"
