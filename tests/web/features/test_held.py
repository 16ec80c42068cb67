from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.web.samples import HAMA
from whoholds.settings import Settings
from whoholds.views.rows import control_row
from whoholds.web.desk import Desk
from whoholds.web.features import held
from whoholds.web.features.query import query_of, text_of, token_of

ITEMS = "/api/collections/control/items"
PROPERTIES = ("place_id", "holder", "standing", "threatened")


def rows(data: TestClient, query: str) -> dict[str, dict[str, Any]]:
    answer = data.get(f"{ITEMS}?limit=1000&{query}")
    assert answer.status_code == 200, answer.text
    return {feature["id"]: feature["properties"] for feature in answer.json()["features"]}


@pytest.mark.parametrize("day", ["2024-12-03", "2024-12-04", "2024-12-05", "2024-12-06", "2024-12-20"])
@pytest.mark.parametrize("known", [None, "2024-12-04"])
def test_a_days_features_are_the_rows_of_its_board(data: TestClient, desk: Desk, day: str, known: str | None) -> None:
    given = {"datetime": day, **({"as-known": known} if known else {})}
    query = query_of(given, PROPERTIES)
    board = desk.board(date.fromisoformat(day), query.as_known)
    found = rows(data, "&".join(f"{k}={v}" for k, v in given.items()))
    assert list(found) == sorted(board.holdings)
    for key, row in found.items():
        wanted = control_row(board.holdings[key], board.side_name("en"))
        assert row == {"on": day, **{k: v for k, v in wanted.items() if k not in ("lat", "lon")}}


def test_without_a_day_it_is_the_newest(data: TestClient, desk: Desk) -> None:
    assert {row["on"] for row in rows(data, "").values()} == {desk.board().on.isoformat()}


def test_filters_of_the_answer_ask_the_timeline(data: TestClient) -> None:
    everything = rows(data, "datetime=2024-12-06")
    for key in ("holder", "standing", "threatened"):
        for value in {str(row[key]).lower() if key == "threatened" else row[key] for row in everything.values()}:
            wanted = [id for id, row in everything.items() if str(row[key]).lower() == str(value).lower()]
            assert list(rows(data, f"datetime=2024-12-06&{key}={value}")) == wanted


def test_only_what_is_shown_is_worked_out(filled: Settings) -> None:
    desk = Desk.open(filled)
    shown = held.page(desk, query_of({"datetime": "2024-12-06", "limit": "1"}, PROPERTIES))
    places = desk.state().snapshot.places
    assert shown.matched == len(desk.board(date(2024, 12, 6)).holdings) > 1
    (feature,) = shown.features
    assert feature["properties"]["rule"]
    asked = Desk.open(filled)
    held.page(asked, query_of({"datetime": "2024-12-06", "limit": "1"}, PROPERTIES))
    worked = [id for id, placed in asked.state().snapshot.places.items() if placed._cases]
    assert worked == [feature["id"]] and len(places) > 1


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.integers(1, 4), st.integers(0, 6), st.sampled_from(["", "36,34,37,36", "0,0,1,1", "170,-80,-170,80"]))
def test_a_page_is_cut_from_what_the_box_lets_through(desk: Desk, limit: int, offset: int, box: str) -> None:
    given = {"datetime": "2024-12-06", **({"bbox": box} if box else {})}
    every = held.page(desk, query_of(given, PROPERTIES))
    token = {"page": token_of(offset), "limit": str(limit)}
    cut = held.page(desk, query_of({**given, **token}, PROPERTIES))
    assert cut.matched == every.matched == len(every.features)
    assert list(cut.features) == list(every.features)[offset : offset + limit]


@pytest.mark.parametrize("key", ["holder", "standing", "threatened", "place_id"])
def test_where_places_around_have_a_say_it_is_the_board_all_the_same(filled: Settings, key: str) -> None:
    desk = Desk.open(filled)
    neighbours = desk.weights.neighbours.model_copy(update={"influence": 1.0})
    desk = Desk(filled, desk.actors, desk.weights.model_copy(update={"neighbours": neighbours}))
    every = held.page(desk, query_of({"datetime": "2024-12-06"}, PROPERTIES))
    board = desk.board(date(2024, 12, 6))
    assert [f["id"] for f in every.features] == sorted(board.holdings)
    assert all(f["properties"]["probability"] == round(board.holdings[f["id"]].probability, 4) for f in every.features)
    value = text_of(every.features[0]["properties"][key])
    some = held.page(desk, query_of({"datetime": "2024-12-06", key: value}, PROPERTIES))
    assert [f["id"] for f in some.features] == [
        f["id"] for f in every.features if text_of(f["properties"][key]) == value
    ]


@pytest.mark.parametrize("day", ["2024-12-20", "2031-01-01", "2019-01-01"])
@pytest.mark.parametrize("key", ["holder", "standing", "threatened"])
def test_filters_know_days_that_the_timeline_does_not(data: TestClient, day: str, key: str) -> None:
    everything = rows(data, f"datetime={day}")
    for value in {text_of(row[key]) for row in everything.values()} | {"nothing"}:
        wanted = [id for id, row in everything.items() if text_of(row[key]) == value]
        assert list(rows(data, f"datetime={day}&{key}={value}")) == wanted


def test_one_feature_is_complete(data: TestClient) -> None:
    feature = data.get(f"{ITEMS}/{HAMA.id}?datetime=2024-12-06").json()
    assert feature["properties"] == rows(data, "datetime=2024-12-06")[HAMA.id]
    assert feature["geometry"]["coordinates"] == [round(HAMA.lon, 5), round(HAMA.lat, 5)]


def test_who_is_no_side_goes_by_its_key(desk: Desk) -> None:
    name = held.names(desk.board().theatre)
    assert name("sy_opp") == desk.board().side_name("en")("sy_opp") != "sy_opp"
    assert name("contested") != "contested"
    assert name("somebody:else") == "somebody:else"
