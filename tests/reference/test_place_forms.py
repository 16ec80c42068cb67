"""Forms of names as the press writes them, over eighteen conflicts: each is found near where it lies.

Country, form, point written down before anything was looked up, and what is hard about the form.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from whoholds.reference.gazetteer import Gazetteer, kilometres

ROWS = [line.split("\t") for line in (Path(__file__).parent / "place_forms.tsv").read_text("utf-8").splitlines()]
NEAR = 25.0
"""Farthest from the point that was written down. Unit: kilometres."""


@pytest.mark.parametrize(("country", "form", "point", "kind"), ROWS, ids=[f"{r[0]}-{r[1]}" for r in ROWS])
def test_a_form_lands_where_it_lies(gazetteer: Gazetteer, country: str, form: str, point: str, kind: str) -> None:
    rows = gazetteer.lookup(form, [country])
    assert rows, form
    lat, lon = (float(part) for part in point.split(","))
    assert kilometres(lat, lon, rows[0].lat, rows[0].lon) <= NEAR, (rows[0], kind)


def test_the_table_is_wide() -> None:
    countries = Counter(row[0] for row in ROWS)
    assert len(ROWS) >= 150 and len(countries) >= 15
    assert {"press", "old", "typo", "airport", "crossing", "camp", "quarter", "prison", "unit"} <= {r[3] for r in ROWS}


@pytest.mark.parametrize(
    ("name", "town"),
    [
        ("the Sudanese capital", "Khartoum"),
        ("la capitale soudanaise", "Khartoum"),
        ("La capitale du Soudan", "Khartoum"),
        ("the capital of the Central African Republic", "Bangui"),
        ("la capitale de l'Ukraine", "Kyiv"),
        ("Malian capital", "Bamako"),
    ],
)
def test_a_capital_may_be_named_by_its_country(gazetteer: Gazetteer, name: str, town: str) -> None:
    assert [row.name for row in gazetteer.lookup(name)] == [town]


@pytest.mark.parametrize("name", ["capital gains", "the capital", "la capitale", "the Sudanese capital's outskirts"])
def test_a_capital_without_a_country_is_no_name(gazetteer: Gazetteer, name: str) -> None:
    assert "Khartoum" not in {row.name for row in gazetteer.lookup(name)}
