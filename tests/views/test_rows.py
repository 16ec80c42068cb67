from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.views.samples import AREA, DESCRIBED, PLACE, UNPLACED, Stored, claim, holding
from whoholds.model import Event, Factuality, PlaceRef, Standing
from whoholds.views import rows


def test_a_row_has_the_columns_in_their_order() -> None:
    assert tuple(rows.control_row(holding(), str)) == rows.CONTROL
    assert tuple(rows.claim_row(Stored(claim()))) == rows.CLAIMS


def test_no_column_is_there_twice() -> None:
    for columns in (rows.CONTROL, rows.CLAIMS):
        assert len(set(columns)) == len(columns)
        assert all(name.isidentifier() for name in columns)


@given(st.floats(-90, 90), st.floats(-180, 180), st.floats(0, 1))
def test_numbers_are_rounded_and_stay_where_they_were(lat: float, lon: float, probability: float) -> None:
    row = rows.control_row(holding(lat=lat, lon=lon, probability=probability), str)
    for name, value, most in (("lat", lat, 5e-6), ("lon", lon, 5e-6), ("probability", probability, 5e-5)):
        found = row[name]
        assert isinstance(found, float)
        assert abs(found - value) <= most * 1.001


@pytest.mark.parametrize("standing", Standing)
def test_a_standing_is_its_value(standing: Standing) -> None:
    assert rows.control_row(holding(standing=standing), str)["standing"] == standing.value


def test_days_are_iso_or_nothing() -> None:
    row = rows.control_row(holding(since=None), str)
    assert (row["since"], row["until"]) == (None, None)
    ended = replace(holding(since=date(2024, 12, 1)), valid_to=date(2024, 12, 5))
    row = rows.control_row(ended, str)
    assert (row["since"], row["until"]) == ("2024-12-01", "2024-12-05")


def test_instants_are_utc_with_a_z() -> None:
    row = rows.claim_row(Stored(claim(), published=None, known_from=datetime(2024, 12, 5, 10, 0, tzinfo=UTC)))
    assert row["published"] is None
    assert row["known_from"] == "2024-12-05T10:00:00Z"
    assert row["reader"] == "rules-1", "two readers' claims are told apart"


def test_the_side_is_named_by_whom_it_is_asked_of() -> None:
    row = rows.control_row(holding(holder="opp"), {"opp": "Opposition"}.__getitem__)
    assert (row["holder"], row["side"]) == ("opp", "Opposition")


@pytest.mark.parametrize(
    ("place", "found"),
    [
        (PLACE, ("gn:170017", "Hama", 35.1318, 36.7578)),
        (AREA, (None, "the south", 32.8, 36.3)),
        (DESCRIBED, (None, "a base south-west of Hama", None, None)),
        (UNPLACED, (None, "Nowhereville", None, None)),
    ],
)
def test_where_a_place_is(place: PlaceRef, found: tuple[object, ...]) -> None:
    assert rows.where(place) == found
    row = rows.claim_row(Stored(claim(place=place)))
    assert tuple(row[name] for name in ("place_id", "place", "lat", "lon")) == found
    assert row["place_form"] == type(place).__name__.lower()


def test_a_claim_without_actor_quantity_or_role_has_empty_cells() -> None:
    bare = replace(claim(), actor=None, quantity=None, place_role=None)
    row = rows.claim_row(Stored(bare))
    for name in ("actor", "target", "quantity", "quantity_unit", "quantity_approx", "place_role"):
        assert row[name] is None


def test_a_quantity_keeps_its_unit_and_that_it_is_about() -> None:
    row = rows.claim_row(Stored(claim()))
    assert (row["quantity"], row["quantity_unit"], row["quantity_approx"]) == (2000, "soldiers", True)


@given(st.sampled_from(list(Event)), st.sampled_from(list(Factuality)), st.text(max_size=30))
def test_any_row_is_plain_json(event: Event, factuality: Factuality, quote: str) -> None:
    row = rows.claim_row(Stored(replace(claim(), event=event, factuality=factuality, quote=quote)))
    again = json.loads(json.dumps(row))
    assert again == row
    assert (again["event"], again["factuality"], again["quote"]) == (event.value, factuality.value, quote)


def test_a_flat_row_has_no_lists() -> None:
    flat = dict(rows.flat(rows.claim_row(Stored(claim()))))
    assert flat["chain"] == "outlet residents"
    assert tuple(flat) == rows.CLAIMS
    assert not [value for value in flat.values() if isinstance(value, list)]
