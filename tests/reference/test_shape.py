from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whoholds.reference.folding import fold
from whoholds.reference.gazetteer import Row
from whoholds.reference.shape import HOW, INDEXES, ROW, SCHEMA, bones_of, keys_of
from whoholds.reference.sources import Entry
from whoholds.reference.sqlite import sqlite3


def entry(name: str, country: str = "SY", **names: list[str]) -> Entry:
    return Entry("gn:1", name, 0, 0, "settlement", country, names=names)


def test_keys_are_folded_and_the_first_of_two_equal_ones_counts() -> None:
    keys = keys_of(entry("Ḩamāh", alias=["HAMAH", "Hama", ""], short=["hama", "HM"]))
    assert keys == {"hamah": HOW["name"], "hama": HOW["alias"], "hm": HOW["short"]}


def test_bones_of_names_that_press_spellings_vary() -> None:
    keys = {"khan shaykhun": HOW["name"], "syrienne": HOW["demonym"], "ks": HOW["short"]}
    assert [key for _, key in bones_of(keys, "SY")] == ["khan shaykhun"]


@pytest.mark.parametrize("country", ["", "US", "FR"])
def test_no_bones_where_names_are_not_transliterated(country: str) -> None:
    assert bones_of({"springfield": 0}, country) == []


def test_the_columns_are_those_of_a_row() -> None:
    assert tuple(ROW.split(", ")) == Row._fields


def test_the_tables_can_be_made() -> None:
    db = sqlite3.connect(":memory:")
    db.executescript(SCHEMA + INDEXES)
    columns = {row[1] for row in db.execute("PRAGMA table_info(place)")}
    assert set(Row._fields) <= columns
    db.close()


@given(st.text(max_size=30), st.lists(st.text(max_size=30), max_size=5))
def test_every_name_that_folds_is_a_key(name: str, aliases: list[str]) -> None:
    keys = keys_of(entry(name, alias=aliases))
    assert set(keys) == {fold(n) for n in (name, *aliases)} - {""}
