"""The OpenAPI document: each collection with its own filters and shapes, and problem details for every error.

What the framework derives from the routes says little: every answer is "any JSON", and an error has a shape that is
never sent. The shapes are data (`data/shapes.json`), their lists of values come from the model, so that neither can
say what the other does not. What a text in an address looks like is data too (`data/parameters.json`): the plain forms
of what is read, for whoever makes requests from the document; it is checked by its sense, not by these.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from copy import deepcopy
from enum import StrEnum
from functools import lru_cache
from importlib import resources
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from whoholds.control.changes import Turn
from whoholds.ledger import Verb
from whoholds.model import Basis, Effect, Event, Factuality, Precision, Standing
from whoholds.web.features.items import COLLECTIONS, Collection
from whoholds.web.problems import MEDIA_TYPE

Json = dict[str, Any]
ENUMS: Mapping[str, type[StrEnum]] = {
    "Event": Event,
    "Factuality": Factuality,
    "Effect": Effect,
    "Standing": Standing,
    "Precision": Precision,
    "Basis": Basis,
    "Turn": Turn,
    "Verb": Verb,
}
GEOJSON, CSV, TEXT = "application/geo+json", "text/csv", {"type": "string"}
COLLECTION = "/api/collections/{collection}"
TOKEN = {"token": {"type": "http", "scheme": "bearer", "description": "a token of `whoholds tokens create`"}}
PROPERTIES = {
    "control": "Control",
    "claims": "Claim",
    "places": "PlaceProperties",
    "reports": "ReportProperties",
    "changes": "Change",
}
"""The shape of a feature's properties, by collection."""


def document(app: FastAPI) -> Json:
    """The document of an application, in the manner of OpenAPI 3.1."""
    found = get_openapi(title=app.title, version=app.version, description=app.description, routes=app.routes)
    schemas = {k: v for k, v in found.get("components", {}).get("schemas", {}).items() if "ValidationError" not in k}
    found["components"] = {"schemas": {**schemas, **_shapes()}, "securitySchemes": TOKEN}
    found["paths"] = dict(sorted(_paths(found["paths"])))
    return found


@lru_cache(maxsize=1)
def shapes() -> Mapping[str, Json]:
    """The shapes of `data/shapes.json` by name."""
    return _data("shapes.json")


@lru_cache(maxsize=1)
def _forms() -> Mapping[str, Json]:
    """What a parameter looks like, by name."""
    return _data("parameters.json")


def _data(name: str) -> dict[str, Json]:
    loaded: dict[str, Json] = json.loads(resources.files("whoholds.web").joinpath("data", name).read_text("utf-8"))
    return loaded


def _shapes() -> Json:
    enums = {name: {"type": "string", "enum": [member.value for member in kind]} for name, kind in ENUMS.items()}
    features = {_feature(name): _feature_shape(shape) for name, shape in PROPERTIES.items()}
    lists = {_list(name): _list_shape(_feature(name)) for name in PROPERTIES}
    return {**deepcopy(dict(shapes())), **enums, **features, **lists}


def _feature(collection: str) -> str:
    return f"Feature_{collection}"


def _list(collection: str) -> str:
    return f"Features_{collection}"


def _ref(name: str) -> Json:
    return {"$ref": f"#/components/schemas/{name}"}


def _feature_shape(properties: str) -> Json:
    return {
        "type": "object",
        "required": ["type", "id", "geometry", "properties"],
        "properties": {
            "type": {"type": "string", "enum": ["Feature"]},
            "id": {"type": "string"},
            "geometry": _ref("Point"),
            "properties": _ref(properties),
            "links": {"type": "array", "items": _ref("Link")},
        },
    }


def _list_shape(feature: str) -> Json:
    return {
        "type": "object",
        "required": ["type", "features", "links", "numberMatched", "numberReturned", "timeStamp"],
        "properties": {
            "type": {"type": "string", "enum": ["FeatureCollection"]},
            "features": {"type": "array", "items": _ref(feature)},
            "links": {"type": "array", "items": _ref("Link")},
            "numberMatched": {"type": "integer", "minimum": 0},
            "numberReturned": {"type": "integer", "minimum": 0},
            "timeStamp": {"type": "string", "format": "date-time"},
        },
    }


def _rows(member: str, shape: str) -> Json:
    return {"type": "object", "required": [member], "properties": {member: {"type": "array", "items": _ref(shape)}}}


def _answers() -> Mapping[str, tuple[str, Json]]:
    """Media type and shape of the answer by path; where something is written, with the method before it."""
    answers: dict[str, tuple[str, Json]] = {
        "/healthz": ("application/json", _ref("Health")),
        "/api/": ("application/json", _ref("Landing")),
        "/api/conformance": ("application/json", _ref("Conformance")),
        "/api/collections": ("application/json", _ref("Collections")),
        COLLECTION: ("application/json", _ref("Collection")),
        "/api/control": ("application/json", _rows("control", "Control")),
        "/api/control.geojson": (GEOJSON, _list_of_points("Control")),
        "/api/control.csv": (CSV, TEXT),
        "/api/claims": ("application/json", _rows("claims", "Claim")),
        "/api/claims.csv": (CSV, TEXT),
        "/api/decisions": ("application/json", _rows("decisions", "Decision")),
        "post /api/decisions": ("application/json", _ref("Decision")),
        "/api/doubts": ("application/json", _rows("doubts", "Doubt")),
        "/api/views": ("application/json", _rows("views", "SavedView")),
        "post /api/views": ("application/json", _ref("SavedView")),
        "post /api/reports": ("application/json", _rows("reports", "Outcome")),
    }
    for name in PROPERTIES:
        answers[_path(f"{COLLECTION}/items", name)] = (GEOJSON, _ref(_list(name)))
        answers[_path(f"{COLLECTION}/items/{{id}}", name)] = (GEOJSON, _ref(_feature(name)))
    return answers


def _list_of_points(properties: str) -> Json:
    return {
        "type": "object",
        "required": ["type", "features"],
        "properties": {"features": {"type": "array", "items": {"properties": {"properties": _ref(properties)}}}},
    }


def _path(template: str, collection: str) -> str:
    return template.replace("{collection}", collection)


def _paths(paths: Mapping[str, Json]) -> Iterator[tuple[str, Json]]:
    answers = _answers()
    for path, methods in paths.items():
        each = {m: _operation(o, answers.get(path if m == "get" else f"{m} {path}")) for m, o in methods.items()}
        if "{collection}/items" not in path:
            yield path, each
            continue
        for one in COLLECTIONS.values():
            own = _path(path, one.name)
            yield own, {"get": _of_collection(_operation(methods["get"], answers[own]), one)}


def _operation(operation: Json, answer: tuple[str, Json] | None) -> Json:
    """An operation with the answers that it really gives."""
    told = deepcopy(operation)
    told["parameters"] = [_parameter(p) for p in told.get("parameters", ())]
    responses = {code: said for code, said in told["responses"].items() if code != "422"}
    if answer:
        kind, shape = answer
        responses["200"] = {"description": "The answer.", "content": {kind: {"schema": shape}}}
        if "201" in responses:
            responses["201"] = {"description": "It was written.", "content": {kind: {"schema": shape}}}
            responses["200"]["description"] = "It was there already; nothing has changed."
        else:
            responses["304"] = {"description": "What is known still holds (`If-None-Match`)."}
    told["responses"] = responses | {"default": _problem()}
    return told


def _problem() -> Json:
    return {"description": "What went wrong.", "content": {MEDIA_TYPE: {"schema": _ref("Problem")}}}


def _parameter(parameter: Json) -> Json:
    """A parameter that may be left out cannot be null as well: an address has no null."""
    schema = parameter["schema"]
    choices = [s for s in schema.get("anyOf", ()) if s.get("type") != "null"]
    if len(choices) == 1:
        schema = choices[0]
    kept = {k: v for k, v in schema.items() if k not in ("title", "description")}
    if parameter["name"] == "collection":
        kept["enum"] = list(COLLECTIONS)
    return {**parameter, "schema": kept, **_forms().get(parameter["name"], {})}


def _of_collection(operation: Json, one: Collection) -> Json:
    """The operation of one collection: its name is no parameter, its properties are."""
    kept = [p for p in operation["parameters"] if p["name"] != "collection"]
    filters = [] if any(p["name"] == "id" for p in kept) else one.properties
    known = shapes()[PROPERTIES[one.name]]["properties"]
    kept += [
        {
            "name": name,
            "in": "query",
            "required": False,
            "schema": _filter(known.get(name, TEXT)),
            "description": known.get(name, {}).get("description", f"only features whose {name} is this"),
        }
        for name in filters
    ]
    return {
        **operation,
        "operationId": f"{operation['operationId']}_{one.name}",
        "summary": one.title,
        "description": one.description,
        "parameters": kept,
    }


def _filter(schema: Json) -> Json:
    """What a property is filtered by: one of its values as text."""
    if "$ref" in schema:
        return schema
    return {"type": "boolean"} if schema["type"] == "boolean" else TEXT
