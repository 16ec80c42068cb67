from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.views.coded import ACTORS, ARMY, CIVILIANS, REBELS, anything, read, said
from tests.views.samples import AREA, DESCRIBED, UNPLACED, Stored
from tests.views.test_csv import DANGEROUS
from whoholds.model import Claim, Event, Factuality, Quantity, When
from whoholds.views import ucdp

KILLED = replace(said(Event.KILL, ARMY, CIVILIANS), quantity=Quantity(19, "civilians"))


def rows(*made: Claim) -> list[dict[str, str]]:
    return read(ucdp.claims([Stored(c) for c in made], ACTORS, "Syria"))


def test_a_claim_of_deaths_as_a_row() -> None:
    (found,) = rows(KILLED)
    assert (found["relid"], found["conflict_name"], found["type_of_violence"]) == ("c1", "Syria", "3")
    assert (found["dyad_name"], found["side_a"]) == ("Syrian Armed Forces - Civilians", "Syrian Armed Forces")
    assert (found["best"], found["low"], found["high"], found["deaths_civilians"]) == ("19", "19", "19", "19")
    assert (found["where_prec"], found["geom_wkt"]) == ("1", "POINT (36.7578 35.1318)")
    assert (found["date_prec"], found["date_start"], found["event_clarity"]) == ("1", "2024-12-05", "1")
    assert (found["source_office"], found["source_original"]) == ("Courier Seven", "residents")
    assert len(ucdp.COLUMNS) == 49


@pytest.mark.parametrize(
    "other",
    [
        replace(KILLED, quantity=None),
        replace(KILLED, quantity=Quantity(0, "civilians")),
        replace(KILLED, event=Event.INJURE),
        replace(KILLED, event=Event.CAPTURE),
        replace(KILLED, factuality=Factuality.CERTAIN_NOT),
        replace(KILLED, factuality=Factuality.UNCOMMITTED),
    ],
)
def test_all_else_is_left_out(other: Claim) -> None:
    assert rows(other) == []


def test_a_number_that_is_only_about_has_no_bounds() -> None:
    (found,) = rows(replace(KILLED, quantity=Quantity(20, "civilians", True)))
    assert (found["best"], found["low"], found["high"]) == ("20", "", "")


@pytest.mark.parametrize(
    ("actor", "target", "wanted"),
    [(ARMY, REBELS, "1"), (REBELS, REBELS, "2"), (REBELS, None, ""), (None, CIVILIANS, "3")],
)
def test_types_of_violence(actor: object, target: object, wanted: str) -> None:
    (found,) = rows(replace(KILLED, actor=actor, target=target))
    assert found["type_of_violence"] == wanted


@pytest.mark.parametrize(
    ("length", "precision"), [(1, "1"), (2, "2"), (6, "2"), (7, "3"), (8, "4"), (31, "4"), (32, "5")]
)
def test_days(length: int, precision: str) -> None:
    first = date(2024, 1, 1)
    (found,) = rows(replace(KILLED, when=When(first, date.fromordinal(first.toordinal() + length - 1))))
    assert found["date_prec"] == precision
    (open_,) = rows(replace(KILLED, when=When(first, None)))
    assert open_["date_prec"] == "5"
    (unknown,) = rows(replace(KILLED, when=When()))
    assert unknown["date_prec"] == unknown["date_start"] == unknown["year"] == ""


def test_places_say_how_exact_they_are() -> None:
    found = rows(*(replace(KILLED, id=str(n), place=p) for n, p in enumerate((DESCRIBED, AREA, UNPLACED))))
    assert [r["where_prec"] for r in found] == ["2", "4", ""]
    assert found[2]["where_description"] == "Nowhereville" and found[2]["geom_wkt"] == ""


@pytest.mark.parametrize(
    ("lat", "lon", "cell"),
    [(-90, -180, 1), (-89.9, -179.4, 2), (-89.4, -180, 721), (89.9, 179.9, 259_200), (90, 180, 259_200)],
)
def test_cells_of_the_grid(lat: float, lon: float, cell: int) -> None:
    assert ucdp.priogrid(lat, lon) == cell


@given(st.floats(-90, 90), st.floats(-180, 180))
def test_every_point_is_in_a_cell(lat: float, lon: float) -> None:
    assert 1 <= ucdp.priogrid(lat, lon) <= 259_200


@given(st.lists(anything(), max_size=4))
def test_whatever_is_said_the_table_is_whole_and_safe(stored: list[Stored]) -> None:
    lethal = [replace(s, claim=replace(s.claim, event=Event.KILL)) for s in stored]
    for found in read(ucdp.claims(lethal, ACTORS, "=1+1")):
        assert set(found) == {*ucdp.COLUMNS, *ucdp.OURS}
        assert int(found["best"]) >= 1
        numbers = ("latitude", "longitude")
        assert not any(v.lstrip().startswith(DANGEROUS) for k, v in found.items() if k not in numbers)
