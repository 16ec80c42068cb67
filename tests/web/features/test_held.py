from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from fastapi.testclient import TestClient

from tests.web.samples import HAMA, HOMS
from whoholds.views.rows import control_row
from whoholds.web.desk import Desk
from whoholds.web.features import held
from whoholds.web.features.query import query_of

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


def test_only_what_is_shown_is_worked_out(desk: Desk) -> None:
    query = query_of({"datetime": "2024-12-06"}, PROPERTIES)
    listed = list(held.places(desk, query))
    assert {HAMA.id, HOMS.id} <= {feature["id"] for feature in listed}
    assert all(set(feature["properties"]) == {"place_id"} for feature in listed)
    (shown,) = held.whole(desk, query, listed[:1])
    assert shown["properties"]["rule"]
    assert held.whole(desk, query, [shown]) == [shown]


def test_one_feature_is_complete(data: TestClient) -> None:
    feature = data.get(f"{ITEMS}/{HAMA.id}?datetime=2024-12-06").json()
    assert feature["properties"] == rows(data, "datetime=2024-12-06")[HAMA.id]
    assert feature["geometry"]["coordinates"] == [round(HAMA.lon, 5), round(HAMA.lat, 5)]


def test_who_is_no_side_goes_by_its_key(desk: Desk) -> None:
    name = held.names(desk.board().theatre)
    assert name("sy_opp") == desk.board().side_name("en")("sy_opp") != "sy_opp"
    assert name("contested") != "contested"
    assert name("somebody:else") == "somebody:else"
