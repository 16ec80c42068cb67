from __future__ import annotations

from typing import Any

import pytest
from fastapi.testclient import TestClient

from whoholds.web.document import ENUMS, PROPERTIES, shapes
from whoholds.web.features.items import COLLECTIONS

ITEMS = "/api/collections/{}/items"


@pytest.fixture(scope="module")
def told(data: TestClient) -> dict[str, Any]:
    found: dict[str, Any] = data.get("/api/openapi.json").json()
    return found


def references(node: Any) -> set[str]:
    if isinstance(node, dict):
        own = {node["$ref"]} if "$ref" in node else set()
        return own.union(*(references(v) for v in node.values()))
    if isinstance(node, list):
        return set().union(*(references(v) for v in node))
    return set()


def test_it_is_of_the_third_kind_and_names_every_collection(told: dict[str, Any]) -> None:
    assert told["openapi"].startswith("3.")
    for name in COLLECTIONS:
        assert {ITEMS.format(name), ITEMS.format(name) + "/{id}"} <= set(told["paths"])
    assert not [path for path in told["paths"] if "{collection}/items" in path]


def test_everything_that_is_referred_to_is_there(told: dict[str, Any]) -> None:
    for reference in references(told):
        assert reference.rpartition("/")[2] in told["components"]["schemas"], reference


def test_no_answer_is_just_any_json(told: dict[str, Any]) -> None:
    for path, methods in told["paths"].items():
        for method, operation in methods.items():
            for code, said in operation["responses"].items():
                for kind, content in said.get("content", {}).items():
                    assert content.get("schema"), (method, path, code, kind)


def test_every_operation_documents_problems_in_one_shape_and_none_that_is_never_sent(told: dict[str, Any]) -> None:
    for path, methods in told["paths"].items():
        for operation in methods.values():
            assert list(operation["responses"]["default"]["content"]) == ["application/problem+json"], path
            assert "422" not in operation["responses"], path
    assert not [name for name in told["components"]["schemas"] if "ValidationError" in name]


def test_operations_are_told_apart(told: dict[str, Any]) -> None:
    ids = [operation["operationId"] for methods in told["paths"].values() for operation in methods.values()]
    assert len(set(ids)) == len(ids)


@pytest.mark.parametrize("name", sorted(COLLECTIONS))
def test_every_filter_is_a_parameter_of_its_collection(told: dict[str, Any], name: str) -> None:
    names = {p["name"] for p in told["paths"][ITEMS.format(name)]["get"]["parameters"]}
    assert {"bbox", "datetime", "limit", "page", "as-known", "viewpoint", *COLLECTIONS[name].properties} <= names
    for parameter in told["paths"][ITEMS.format(name)]["get"]["parameters"]:
        assert parameter["description"], parameter["name"]


@pytest.mark.parametrize("name", sorted(COLLECTIONS))
def test_what_features_have_is_what_is_documented(data: TestClient, name: str) -> None:
    shape = shapes()[PROPERTIES[name]]
    features = data.get(ITEMS.format(name)).json()["features"]
    if name == "control":
        features += data.get(ITEMS.format(name) + "?datetime=../2024-12-07").json()["features"]
    assert features
    for feature in features:
        assert set(shape["required"]) <= set(feature["properties"]) <= set(shape["properties"])


@pytest.mark.parametrize("name", sorted(COLLECTIONS))
def test_what_can_be_filtered_by_is_a_property(name: str) -> None:
    assert set(COLLECTIONS[name].properties) <= set(shapes()[PROPERTIES[name]]["properties"])


def test_lists_of_values_are_the_models(told: dict[str, Any]) -> None:
    for name, kind in ENUMS.items():
        assert told["components"]["schemas"][name]["enum"] == [member.value for member in kind]


def test_an_address_has_no_null(told: dict[str, Any]) -> None:
    for methods in told["paths"].values():
        for operation in methods.values():
            for parameter in operation["parameters"]:
                assert "null" not in str(parameter["schema"]), parameter


def test_it_is_made_once_and_stays_the_same(data: TestClient, told: dict[str, Any]) -> None:
    first, second = (data.get("/api/openapi.json") for _ in range(2))
    assert first.headers["etag"] == second.headers["etag"]
    assert first.json() == told


def test_a_form_of_a_parameter_is_one_that_is_read(data: TestClient, told: dict[str, Any]) -> None:
    given = {
        "bbox": "30,30,40,40",
        "datetime": "2024-12-06",
        "as-known": "2024-12-06T10:00Z",
        "limit": "2",
    }
    for name in COLLECTIONS:
        assert data.get(ITEMS.format(name), params=given).status_code == 200
