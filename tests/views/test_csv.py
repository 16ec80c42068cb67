from __future__ import annotations

import csv as standard
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.views.samples import AREA, DESCRIBED, UNPLACED, Stored, claim, holding, wild_text
from whoholds.views import csv
from whoholds.views.rows import CLAIMS, CONTROL

DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def table(lines: object) -> list[dict[str, str]]:
    return list(standard.DictReader(io.StringIO("".join(lines), newline="")))


@given(wild_text | st.text().map(lambda t: "=" + t) | st.text().map(lambda t: " +" + t))
def test_no_text_cell_can_be_taken_for_a_formula(text: str) -> None:
    cell = csv.safe(text)
    assert not cell.lstrip().startswith(DANGEROUS)
    assert not cell.startswith(DANGEROUS)


@pytest.mark.parametrize("text", ["=1+1", "+33 1", "-3.7 said", "@SUM(A1)", "  =1", "＝1", '=HYPERLINK("x")'])
def test_known_tricks_are_led_by_an_apostrophe(text: str) -> None:
    assert csv.safe(text) == "'" + text


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("\t=1", "'\t'=1"),
        ("a;=1", "a;'=1"),
        (";=1", ";'=1"),
        ("a\n@b", "a\n'@b"),
        ('a; "=1"', 'a;\' "=1"'),
        ("a; b - c", "a; b - c"),
    ],
)
def test_where_another_system_parts_cells_no_formula_begins(text: str, cell: str) -> None:
    assert csv.safe(text) == cell


@pytest.mark.parametrize("text", ["Hama", "8 - 9 December", "حماة", "«Hama»", "a=b", "'quoted'"])
def test_plain_text_is_left_alone(text: str) -> None:
    assert csv.safe(text) == text


@pytest.mark.parametrize(("value", "cell"), [(-3.7, "-3.7"), (0.5, "0.5"), (3, "3"), (True, "true"), (None, "")])
def test_what_is_no_text_is_untouched(value: float | None, cell: str) -> None:
    assert csv.cell(value) == cell


def test_a_longitude_west_of_greenwich_is_a_number() -> None:
    row = table(csv.claims([Stored(claim(lon=-3.7))]))[0]
    assert float(row["lon"]) == -3.7


def test_columns_are_always_the_same_and_in_order() -> None:
    assert next(csv.control([], str)).strip().split(",") == list(CONTROL)
    assert next(csv.claims([])).strip().split(",") == list(CLAIMS)


@given(st.lists(wild_text, min_size=1, max_size=6))
def test_rows_come_back_whole(names: list[str]) -> None:
    found = table(csv.control([holding(name, id=f"p{i}") for i, name in enumerate(names)], lambda key: key))
    assert [row["place"] for row in found] == [csv.safe(name) for name in names]
    assert all(set(row) == set(CONTROL) for row in found)


def test_a_hostile_quote_stays_in_its_cell() -> None:
    row = table(csv.claims([Stored(claim(quote='=cmd|"/c calc"!A1\nnext, line'))]))[0]
    assert row["quote"] == '\'=cmd|"/c calc"!A1\nnext, line'
    assert row["chain"] == "outlet residents"


@pytest.mark.parametrize(("place", "form"), [(AREA, "area"), (DESCRIBED, "described"), (UNPLACED, "unplaced")])
def test_a_claim_without_a_point_says_what_it_has(place: object, form: str) -> None:
    row = table(csv.claims([Stored(claim(place=place))]))[0]
    assert row["place_form"] == form
    assert (row["lat"] == "") is (form != "area")


def test_lines_end_as_the_standard_says() -> None:
    assert all(line.endswith("\r\n") for line in csv.control([holding()], str))
