from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whoholds.errors import InputRefused
from whoholds.reference.imports.cod import Header, rows
from whoholds.reference.imports.drafts import Draft, Rejected

TABLE = [
    ["ADM1_EN", "ADM1_AR", "ADM1_PCODE", "ADM2_EN", "ADM2_FR", "ADM2_REF", "ADM2_PCODE", "lat", "lon"],
    ["Upper Vale", "الوادي", "SY91", "Vrenk", "Vrenque", "Vrank", "SY9101", "35.5", "37,25"],
    ["Upper Vale", "الوادي", "SY91", "Osta", "", "", "SY9102", "", ""],
]


def drafts(table: list[list[str]], country: str = "") -> list[Draft]:
    found = list(rows(table, country))
    assert all(isinstance(row, Draft) for row in found), found
    return [row for row in found if isinstance(row, Draft)]


def test_every_unit_once_with_its_codes_and_names() -> None:
    upper, vrenk, osta = drafts(TABLE)
    assert (upper.id, upper.kind, upper.country, upper.lat) == ("pc:SY91", "province", "SY", None)
    assert upper.labels == {"en": "Upper Vale", "ar": "الوادي"}
    assert (vrenk.id, vrenk.kind, vrenk.parent) == ("pc:SY9101", "district", "SY91")
    assert (vrenk.lat, vrenk.lon) == (35.5, 37.25)
    assert vrenk.labels == {"en": "Vrenk", "fr": "Vrenque"}
    assert "Vrank" in vrenk.names
    assert osta.codes == {"pcode": "SY9102"}


@pytest.mark.parametrize(
    "header",
    [
        ["admin1Name_en", "admin1Pcode"],
        ["admin1Name", "admin1Pcode"],
        ["adm1_name", "adm1_pcode"],
        ["ADM1_FR", "ADM1_PCODE"],
        ["\ufeffadmin1Name_fr", "admin1Pcode"],
        ["Admin1Name", "Admin1 PCode"],
    ],
)
def test_headings_in_their_several_ways(header: list[str]) -> None:
    (draft,) = drafts([header, ["Vale", "CD91"]])
    assert (draft.name, draft.country, draft.kind) == ("Vale", "CD", "province")


def test_settlements() -> None:
    (draft,) = drafts([["featureName_en", "featureName_fr", "pcode", "Latitude", "Longitude", "population"],
                       ["Tall Osta", "Tell Osta", "SY910155", "35", "37", "1 200"]])  # fmt: skip
    assert (draft.kind, draft.population, draft.labels["fr"]) == ("settlement", 1200, "Tell Osta")


def test_three_letter_codes_and_a_country_from_outside() -> None:
    (draft,) = drafts([["adm1_en", "adm1_pcode"], ["Vale", "ETH01"]])
    assert draft.country == "ET"
    (draft,) = drafts([["adm1_en", "adm1_pcode"], ["Vale", "01"]], "ML")
    assert draft.country == "ML"


def test_a_notice_above_the_header_and_tags_below_it() -> None:
    (draft,) = drafts([["A table of units"], ["adm1_en", "adm1_pcode"], ["#adm1+name", "#adm1+code"], ["Vale", "SY1"]])
    assert draft.name == "Vale"


@pytest.mark.parametrize(
    ("row", "why"),
    [
        (["", "SY91"], "no name"),
        (["Vale", "01"], "which country"),
    ],
)
def test_rows_that_say_too_little(row: list[str], why: str) -> None:
    (refused,) = rows([["adm1_en", "adm1_pcode"], row])
    assert isinstance(refused, Rejected)
    assert why in refused.why
    assert refused.where == "row 2"


def test_a_code_twice_and_a_broken_point() -> None:
    header = ["adm1_en", "adm1_pcode", "lat", "lon"]
    first, twice, broken = rows([header, ["A", "SY1", "1", "2"], ["B", "SY1", "1", "2"], ["C", "SY2", "x", "2"]])
    assert isinstance(first, Draft)
    assert isinstance(twice, Rejected) and "earlier row" in twice.why
    assert isinstance(broken, Rejected) and "latitude" in broken.why


def test_short_rows_do_no_harm() -> None:
    assert drafts([TABLE[0], ["Upper Vale", "", "SY91"]])[0].name == "Upper Vale"


def test_a_table_of_something_else() -> None:
    with pytest.raises(InputRefused) as caught:
        list(rows([["price", "date"], ["1", "2"]]))
    assert caught.value.code == "import.columns"


def test_which_column_is_what() -> None:
    header = Header.of(TABLE[0])
    assert header.usable()
    assert header.levels() == ["1", "2"]
    assert header.single == {"lat": 7, "lon": 8}
    assert not Header.of(["population", "year"]).usable()


@given(st.lists(st.lists(st.text(max_size=12), max_size=9), max_size=8))
def test_any_rows_under_a_header(table: list[list[str]]) -> None:
    assert all(isinstance(row, Draft | Rejected) for row in rows([TABLE[0], *table]))
