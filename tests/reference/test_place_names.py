"""Spellings of places of every theatre, in two languages and their own: each family is one place on the map."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whoholds.reference.folding import fold
from whoholds.reference.gazetteer import AREAS, Gazetteer, kilometres
from whoholds.reference.translit import skeleton

FAMILIES = [line.split("\t") for line in (Path(__file__).parent / "place_names.tsv").read_text("utf-8").splitlines()]
SPELLINGS = [(name, country, point) for names, country, point in FAMILIES for name in names.split("|")]
NEAR = 20.0
"""Farthest from the point that was written down. Unit: kilometres."""


def away(gazetteer: Gazetteer, name: str, country: str, point: str) -> float:
    rows = gazetteer.lookup(name, [country])
    assert rows, name
    lat, lon = (float(part) for part in point.split(","))
    return kilometres(lat, lon, rows[0].lat, rows[0].lon)


@pytest.mark.parametrize(("name", "country", "point"), SPELLINGS, ids=[f"{c}-{n}" for n, c, _ in SPELLINGS])
def test_a_spelling_is_its_place(gazetteer: Gazetteer, name: str, country: str, point: str) -> None:
    assert away(gazetteer, name, country, point) <= NEAR
    assert gazetteer.lookup(name, [country])[0].country == country


@pytest.mark.parametrize(("names", "country", "point"), FAMILIES, ids=[f[0].split("|")[0] for f in FAMILIES])
def test_a_family_is_one_settlement(gazetteer: Gazetteer, names: str, country: str, point: str) -> None:
    rows = {gazetteer.lookup(name, [country])[0].id for name in names.split("|")}
    assert len(rows) == 1
    assert gazetteer.get(rows.pop()).kind == "settlement"


@given(st.sampled_from(SPELLINGS), st.data())
def test_dresses_of_a_spelling_do_not_matter(
    gazetteer: Gazetteer, spelling: tuple[str, str, str], data: st.DataObject
) -> None:
    name, country, point = spelling
    dress = data.draw(st.sampled_from([str.upper, str.lower, str.title]))
    space = data.draw(st.sampled_from([" ", "  ", "\u00a0", "-"]))
    dressed = dress(name).replace(" ", space)
    if fold(dressed) == fold(name):
        assert away(gazetteer, dressed, country, point) <= NEAR
    invisible = data.draw(st.sampled_from(["\u200b", "\u202e", "\u2069"]))
    assert away(gazetteer, invisible + name + invisible, country, point) <= NEAR


@given(st.sampled_from(SPELLINGS), st.sampled_from(SPELLINGS))
def test_a_country_never_answers_with_anothers_place_while_it_has_its_own(
    gazetteer: Gazetteer, one: tuple[str, str, str], other: tuple[str, str, str]
) -> None:
    name, country, _ = one
    rows = gazetteer.lookup(name, [country, other[1]])
    assert rows[0].country in (country, other[1])


@given(st.sampled_from(SPELLINGS), st.sampled_from("abcdefghijklmnopqrstuvwxyz"), st.integers(1, 30))
def test_a_slip_of_the_pen_never_raises(
    gazetteer: Gazetteer, spelling: tuple[str, str, str], letter: str, at: int
) -> None:
    name, country, _ = spelling
    slipped = name[:at] + letter + name[at + 1 :]
    for hit in gazetteer.find(slipped, [country]):
        assert hit.row.country == country or hit.how in ("name", "alias", "short", "demonym")
        assert 0 < hit.alike <= 1


@pytest.mark.parametrize(("names", "country", "point"), FAMILIES, ids=[f[0].split("|")[0] for f in FAMILIES])
def test_there_and_back(gazetteer: Gazetteer, names: str, country: str, point: str) -> None:
    row = gazetteer.lookup(names.split("|")[0], [country])[0]
    assert row in gazetteer.lookup(row.name, [country])
    assert row in gazetteer.near(row.lat, row.lon, (row.kind,), 1)
    for language in ("en", "fr"):
        shown = gazetteer.display(row.id, language)
        assert row.id in {found.id for found in gazetteer.lookup(shown, [country])}, shown


@pytest.mark.parametrize("country", sorted({country for _, country, _ in FAMILIES}))
def test_a_country_has_its_own_row_and_units(gazetteer: Gazetteer, country: str) -> None:
    own = gazetteer.country(country)
    assert own is not None and own.kind == "country" and own.kind in AREAS
    north, south = gazetteer.part(own.id, "N"), gazetteer.part(own.id, "S")
    assert north is not None and south is not None and north[0] > south[0]
    east, west = gazetteer.part(own.id, "E"), gazetteer.part(own.id, "W")
    assert east is not None and west is not None and east[1] > west[1]


LATIN = sorted({name for name, _, _ in SPELLINGS if fold(name).isascii()})


@given(st.sampled_from(LATIN))
def test_skeletons_are_made_of_folds(name: str) -> None:
    assert skeleton(name) == skeleton(name.upper()) == skeleton(f" {name} ")
    assert skeleton(name) == skeleton(fold(name))
