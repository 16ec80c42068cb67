from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whoholds.reference.imports.drafts import Draft, LeftOut, Rejected
from whoholds.reference.imports.geonames import alternate_names, dump


def row(code: str = "P\tPPL", lat: str = "35.1", id: str = "900000001", population: str = "812") -> str:
    cells = [id, "Bēt Zorna", "Bet Zorna", "Beït Zorna,بيت زورنا", lat, "36.7", code, "SY", "", "12", "", "", ""]
    return "\t".join([*cells, population, "", "300", "Asia/Damascus", "2024-01-02"])


def test_a_row() -> None:
    (draft,) = dump([row() + "\n"])
    assert draft == Draft(
        "gn:900000001",
        "Bēt Zorna",
        "settlement",
        "SY",
        35.1,
        36.7,
        812,
        "12",
        names=("Bet Zorna", "Beït Zorna", "بيت زورنا"),
        where="line 1",
    )


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("P\tPPLA2", "settlement"),
        ("P\tPPLX", "quarter"),
        ("A\tADM1", "province"),
        ("A\tADM3", "district"),
        ("S\tAIRB", "air_base"),
        ("S\tPRN", "prison"),
        ("L\tMILB", "base"),
        ("H\tSTM", "river"),
        ("T\tHLL", "hill"),
        ("S\tPSTB", "crossing"),
    ],
)
def test_feature_codes(code: str, kind: str) -> None:
    (draft,) = dump([row(code)])
    assert isinstance(draft, Draft)
    assert draft.kind == kind


def test_kinds_that_no_report_names_are_left_out() -> None:
    assert list(dump([row("S\tSHRN")])) == [LeftOut("S.SHRN")]


@pytest.mark.parametrize(
    ("line", "why"),
    [("a\tb", "2 columns"), (row(lat="north"), "latitude"), (row(id="x1"), "id"), ('"' + row(), "id")],
)
def test_bad_rows_are_named_and_the_next_goes_on(line: str, why: str) -> None:
    refused, good = dump([line + "\n", row()])
    assert isinstance(refused, Rejected)
    assert (refused.where, why in refused.why) == ("line 1", True)
    assert isinstance(good, Draft)


def test_empty_lines_are_skipped() -> None:
    assert list(dump(["\n", "  \n"])) == []


@given(st.lists(st.text(max_size=60)))
def test_any_lines_can_be_read(lines: list[str]) -> None:
    for read in (dump, alternate_names):
        assert all(isinstance(r, Draft | Rejected | LeftOut) for r in read(lines))


def alternate(number: int, id: str, language: str, name: str, preferred: str = "") -> str:
    return "\t".join([str(number), id, language, name, preferred, "", "", "", "", ""]) + "\n"


def test_names_by_language() -> None:
    lines = [
        alternate(1, "4", "en", "Karvan"),
        alternate(2, "4", "fr", "Karvane"),
        alternate(3, "4", "fr", "Carvane", "1"),
        alternate(4, "4", "link", "https://example.org"),
        alternate(5, "4", "wkdt", "Q4"),
        alternate(6, "4", "", "Karavan"),
        alternate(7, "5", "ar", "زلتن"),
    ]
    first, second = alternate_names(lines)
    assert isinstance(first, Draft)
    assert (first.id, first.name, first.where) == ("gn:4", "", "line 1")
    assert first.names == ("Karvan", "Karvane", "Carvane", "Karavan")
    assert first.labels == {"en": "Karvan", "fr": "Carvane"}
    assert first.codes == {"wikidata": "Q4"}
    assert isinstance(second, Draft)
    assert (second.id, second.labels) == ("gn:5", {"ar": "زلتن"})


def test_a_broken_row_of_names() -> None:
    (refused,) = alternate_names(["1\tx\tfr\tNom\n"])
    assert isinstance(refused, Rejected)
