from __future__ import annotations

import csv
import io
import json

import pytest
from fastapi.testclient import TestClient

from tests.web.samples import HAMA, ODD, corpus

PROBLEM = "application/problem+json"


def test_control_is_a_row_a_place(data: TestClient) -> None:
    body = data.get("/api/control?on=2024-12-06").json()
    assert body["on"] == "2024-12-06"
    assert body["theatre"] == "syria"
    rows = {row["place_id"]: row for row in body["control"]}
    assert rows[HAMA.id]["holder"] == "sy_opp"
    assert 0.5 < rows[HAMA.id]["probability"] <= 1
    assert rows[HAMA.id]["claims"]


def test_two_clocks(data: TestClient) -> None:
    now = data.get("/api/control?on=2024-12-06").json()["control"]
    then = data.get("/api/control?on=2024-12-06&as_known=2024-12-04").json()["control"]
    held = [{row["place_id"]: row["holder"] for row in rows}[HAMA.id] for rows in (now, then)]
    assert held == ["sy_opp", "sy_gov"]


def test_every_claim_has_its_quote_and_lies_in_its_report(data: TestClient) -> None:
    texts = {report.id: report.text for report, _ in corpus()}
    rows = data.get("/api/claims").json()["claims"]
    assert len(rows) == sum(len(claims) for _, claims in corpus())
    for row in rows:
        assert texts[row["report_id"]][row["start"] : row["end"]] == row["quote"]


@pytest.mark.parametrize(
    ("query", "count"),
    [
        (f"place={HAMA.id}", 6),
        ("event=capture", 2),
        ("factuality=CT-", 1),
        ("speaker=residents", 3),
        ("actor=rebels:syria&event=advance", 1),
        ("text=poster", 1),
        ("limit=1", 1),
        ("as_known=2024-12-04", 4),
    ],
)
def test_claims_by_filter(data: TestClient, query: str, count: int) -> None:
    assert len(data.get(f"/api/claims?{query}").json()["claims"]) == count


def test_a_cut_list_says_so(data: TestClient) -> None:
    assert data.get("/api/claims?limit=3").json()["more"] is True
    assert data.get("/api/claims").json()["more"] is False


def test_geojson_is_geojson(data: TestClient) -> None:
    answer = data.get("/api/control.geojson?on=2024-12-06")
    assert answer.headers["content-type"] == "application/geo+json"
    body = answer.json()
    assert body["type"] == "FeatureCollection"
    assert all(f["geometry"]["type"] == "Point" for f in body["features"])
    assert 'filename="control-2024-12-06.geojson"' in answer.headers["content-disposition"]


def test_csv_is_a_table(data: TestClient) -> None:
    answer = data.get("/api/control.csv?on=2024-12-06")
    assert answer.headers["content-type"].startswith("text/csv")
    rows = list(csv.DictReader(io.StringIO(answer.text)))
    assert {row["place_id"] for row in rows} >= {HAMA.id, ODD.id}
    assert len(list(csv.DictReader(io.StringIO(data.get("/api/claims.csv").text)))) == 11


def test_names_of_sides_follow_the_language(data: TestClient) -> None:
    names = [
        {row["holder"]: row["side"] for row in data.get(f"/api/control?lang={x}").json()["control"]}["sy_opp"]
        for x in ("en", "fr")
    ]
    assert names[0].startswith("Opposition")
    assert all(names)


@pytest.mark.parametrize(
    ("address", "status", "code"),
    [
        ("/api/control?on=2024-13-01", 400, "web.day"),
        ("/api/control?as_known=soon", 400, "web.time"),
        ("/api/claims?limit=0", 400, "web.parameter"),
        ("/api/claims?event=picnic", 400, "web.parameter"),
        ("/api/nothing", 404, "web.address"),
        ("/nothing", 404, "web.http"),
        ("/place/gn:1", 404, "place.unreported"),
        ("/api/control?as_known=1999-01-01", 404, None),
    ],
)
def test_errors_are_problem_details(data: TestClient, address: str, status: int, code: str | None) -> None:
    answer = data.get(address)
    assert answer.status_code == status
    assert answer.headers["content-type"] == PROBLEM
    body = answer.json()
    assert body["status"] == status
    assert body["title"]
    assert code is None or body["code"] == code


def test_reading_is_all_that_is_possible(data: TestClient) -> None:
    for address in ("/", "/api/control", "/api/claims", "/healthz"):
        for method in ("post", "put", "delete", "patch"):
            assert getattr(data, method)(address).status_code == 405


def test_health(data: TestClient) -> None:
    assert data.get("/healthz").json() == {"status": "ok", "entries": 6}


def test_the_description_of_the_interface_is_served(data: TestClient) -> None:
    body = data.get("/api/openapi.json").json()
    assert {"/api/control", "/api/claims", "/healthz"} <= set(body["paths"])
    assert data.get("/docs").status_code == 404


def test_answers_are_json_that_every_reader_takes(data: TestClient) -> None:
    json.loads(data.get("/api/claims").text, parse_constant=lambda name: pytest.fail(name))
