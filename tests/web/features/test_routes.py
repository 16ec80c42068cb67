from __future__ import annotations

import json
from itertools import pairwise
from typing import Any

import pytest
from fastapi.testclient import TestClient

from tests.web.samples import HAMA, HOMS, corpus
from whoholds.web.features.items import COLLECTIONS

ITEMS = "/api/collections/{}/items"
NAMES = sorted(COLLECTIONS)


def features(data: TestClient, name: str, query: str = "") -> list[dict[str, Any]]:
    answer = data.get(f"{ITEMS.format(name)}?{query}")
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "application/geo+json"
    found: list[dict[str, Any]] = answer.json()["features"]
    return found


def by_rel(body: dict[str, Any], rel: str) -> list[str]:
    return [link["href"] for link in body["links"] if link["rel"] == rel]


def test_the_landing_page_leads_everywhere(data: TestClient) -> None:
    body = data.get("/api/").json()
    assert {link["rel"] for link in body["links"]} >= {"self", "service-desc", "service-doc", "conformance", "data"}
    for link in body["links"]:
        answer = data.get(link["href"])
        assert answer.status_code == 200, link
        assert answer.headers["content-type"].split(";")[0] in (link["type"].split(";")[0], "application/json")


def test_it_says_what_it_conforms_to(data: TestClient) -> None:
    assert any(uri.endswith("/conf/core") for uri in data.get("/api/conformance").json()["conformsTo"])


def test_every_collection_is_listed_described_and_has_items(data: TestClient) -> None:
    listed = data.get("/api/collections").json()["collections"]
    assert [c["id"] for c in listed] == list(COLLECTIONS)
    for one in listed:
        assert one["title"] and one["description"] and one["itemType"] == "feature"
        assert data.get(f"/api/collections/{one['id']}").json() == one
        assert data.get(by_rel(one, "items")[0]).status_code == 200
    spatial = next(c for c in listed if c["id"] == "control")["extent"]
    west, south, east, north = spatial["spatial"]["bbox"][0]
    assert west < HAMA.lon < east
    assert south < HAMA.lat < north


@pytest.mark.parametrize("name", NAMES)
def test_an_answer_is_a_feature_collection_that_counts_itself(data: TestClient, name: str) -> None:
    body = data.get(ITEMS.format(name)).json()
    assert body["type"] == "FeatureCollection"
    assert body["numberReturned"] == len(body["features"]) <= body["numberMatched"]
    assert body["timeStamp"].endswith("Z")
    ids = [f["id"] for f in body["features"]]
    assert len(set(ids)) == len(ids) > 0
    for item in body["features"]:
        assert item["type"] == "Feature"
        assert item["geometry"] is None or item["geometry"]["type"] == "Point"
        assert "lat" not in item["properties"]


@pytest.mark.parametrize("name", NAMES)
def test_pages_together_are_the_whole(data: TestClient, name: str) -> None:
    whole = [f["id"] for f in features(data, name, "limit=10000")]
    address, seen = f"{ITEMS.format(name)}?limit=2", []
    for _ in range(len(whole) + 1):
        body = data.get(address).json()
        seen += [f["id"] for f in body["features"]]
        following = by_rel(body, "next")
        if not following:
            break
        address = following[0]
    assert seen == whole


@pytest.mark.parametrize("name", NAMES)
def test_every_feature_is_found_by_its_own_link(data: TestClient, name: str) -> None:
    for item in features(data, name, "limit=5"):
        answer = data.get(f"{ITEMS.format(name)}/{item['id']}")
        assert answer.status_code == 200
        body = answer.json()
        assert body["id"] == item["id"]
        assert body["properties"] == item["properties"]
        assert data.get(by_rel(body, "self")[0]).json()["id"] == item["id"]


def test_control_on_a_day_is_what_the_table_says(data: TestClient) -> None:
    rows = {row["place_id"]: row for row in data.get("/api/control?on=2024-12-06").json()["control"]}
    found = features(data, "control", "datetime=2024-12-06")
    assert {f["id"] for f in found} == set(rows)
    for item in found:
        assert item["properties"]["holder"] == rows[item["id"]]["holder"]
        assert item["properties"]["on"] == "2024-12-06"


def test_control_over_an_interval_has_the_days_of_each_answer(data: TestClient) -> None:
    found = features(data, "control", "datetime=2024-12-01/2024-12-08")
    hama = [f["properties"] for f in found if f["properties"]["place_id"] == HAMA.id]
    assert len(hama) > 1
    for a, b in pairwise(hama):
        assert a["end"] < b["start"]
    one = data.get(f"{ITEMS.format('control')}/{found[0]['id']}").json()
    assert one["properties"] == found[0]["properties"]


def test_the_second_clock_and_a_viewpoint(data: TestClient) -> None:
    now = {f["id"]: f["properties"]["holder"] for f in features(data, "control", "datetime=2024-12-06")}
    then = {
        f["id"]: f["properties"]["holder"] for f in features(data, "control", "datetime=2024-12-06&as-known=2024-12-04")
    }
    assert (now[HAMA.id], then[HAMA.id]) == ("sy_opp", "sy_gov")
    assert features(data, "control", "viewpoint=neutral") != features(data, "control")
    missing = data.get(f"{ITEMS.format('control')}?viewpoint=nobody")
    assert missing.status_code == 404


def test_a_box_and_filters(data: TestClient) -> None:
    box = f"bbox={HAMA.lon - 0.1},{HAMA.lat - 0.1},{HAMA.lon + 0.1},{HAMA.lat + 0.1}"
    assert [f["id"] for f in features(data, "control", box)] == [HAMA.id]
    assert features(data, "control", "bbox=0,0,1,1") == []
    assert features(data, "reports", box) == []
    held = features(data, "control", "holder=sy_opp")
    assert held and all(f["properties"]["holder"] == "sy_opp" for f in held)
    assert all(f["properties"]["threatened"] for f in features(data, "control", "threatened=true"))
    assert {f["properties"]["speaker"] for f in features(data, "claims", "speaker=residents")} == {"residents"}
    assert len(features(data, "claims", f"place_id={HOMS.id}")) < len(features(data, "claims"))


def test_claims_by_the_time_of_the_event(data: TestClient) -> None:
    every = features(data, "claims", "limit=1000")
    assert len(every) == sum(len(claims) for _, claims in corpus())
    some = features(data, "claims", "datetime=../2024-12-04")
    assert 0 < len(some) < len(every)
    assert all(f["properties"]["when_start"] or f["properties"]["when_end"] for f in some)


def test_changes_name_their_claims(data: TestClient) -> None:
    claims = {f["id"] for f in features(data, "claims", "limit=1000")}
    found = features(data, "changes")
    assert found
    for item in found:
        assert set(item["properties"]["claims"]) <= claims
        assert item["properties"]["day"] in item["id"]


@pytest.mark.parametrize(
    ("address", "status", "code"),
    [
        (ITEMS.format("nothing"), 404, "web.collection"),
        ("/api/collections/nothing", 404, "web.collection"),
        (ITEMS.format("control") + "/gn:0", 404, "web.feature"),
        (ITEMS.format("control") + "?boks=1", 400, "web.parameter"),
        (ITEMS.format("control") + "?bbox=1,2", 400, "web.bbox"),
        (ITEMS.format("control") + "?datetime=never", 400, "web.day"),
        (ITEMS.format("control") + "?limit=0", 400, "web.parameter"),
        (ITEMS.format("control") + "?page=zzz", 400, "web.page"),
        (ITEMS.format("control") + "?f=xml", 400, "web.format"),
    ],
)
def test_what_cannot_be_answered_is_a_problem(data: TestClient, address: str, status: int, code: str) -> None:
    answer = data.get(address)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["code"] == code


def test_an_answer_that_has_not_changed_is_not_sent_again(data: TestClient) -> None:
    first = data.get(ITEMS.format("claims"))
    again = data.get(ITEMS.format("claims"), headers={"if-none-match": first.headers["etag"]})
    assert again.status_code == 304
    assert again.content == b""


def test_the_manual_lists_every_address_of_the_document(data: TestClient) -> None:
    page = data.get("/api/docs")
    assert page.headers["content-type"].startswith("text/html")
    for path in data.get("/api/openapi.json").json()["paths"]:
        assert path in page.text
    assert "openapi.json" in page.text


def test_answers_are_the_same_each_time(data: TestClient) -> None:
    for name in NAMES:
        one, other = (json.dumps(features(data, name)) for _ in range(2))
        assert one == other


def test_claims_are_filtered_by_sides_and_polarity(data: TestClient) -> None:
    every = features(data, "claims")
    for name in ("actor_side", "speaker_side", "polarity"):
        values = {f["properties"][name] for f in every}
        assert len(values) > 1, name
        parts = [features(data, "claims", f"{name}={value}") for value in values]
        assert sum(map(len, parts)) == len(every)
        for value, part in zip(values, parts, strict=True):
            assert {f["properties"][name] for f in part} == {value}
