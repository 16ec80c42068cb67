"""The GeoJSON against the rules of RFC 7946, checked by a reader that knows nothing of ours."""

from __future__ import annotations

import json
from itertools import pairwise
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tests.views.samples import AREA, DESCRIBED, PLACE, UNPLACED, Stored, claim, holding, marks
from whoholds.views import geojson
from whoholds.views.patterns import Mark

GEOMETRIES = {"Point", "MultiPoint", "LineString", "MultiLineString", "Polygon", "MultiPolygon", "GeometryCollection"}
RESERVED = {"coordinates", "geometries", "geometry", "properties"}  # section 7.1: not on a collection
FOREIGN = {"on", "as_known", "theatre"}


def area(ring: list[list[float]]) -> float:
    """Signed area, positive where the ring runs counterclockwise."""
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(ring)) / 2


def wrong_position(position: Any) -> bool:
    return not (
        isinstance(position, list)
        and 2 <= len(position) <= 3
        and all(isinstance(n, (int, float)) and not isinstance(n, bool) for n in position)
        and -180 <= position[0] <= 180
        and -90 <= position[1] <= 90
    )


def faults_of_geometry(geometry: Any) -> list[str]:
    if geometry is None:
        return []
    found = [] if geometry.get("type") in GEOMETRIES else ["no such geometry"]
    if geometry.get("type") == "Point" and wrong_position(geometry.get("coordinates")):
        found.append("no position")
    if geometry.get("type") == "Polygon":
        for i, ring in enumerate(geometry["coordinates"]):
            if len(ring) < 4 or ring[0] != ring[-1]:
                found.append("a ring that is not closed")
            elif (area(ring) > 0) is (i > 0):
                found.append("a ring that runs the wrong way")
    return found


def faults(body: Any) -> list[str]:
    """What RFC 7946 has against a collection."""
    found = [] if body.get("type") == "FeatureCollection" else ["no collection"]
    found += [f"{name} on a collection" for name in RESERVED & set(body)]
    if "crs" in body:
        found.append("a reference system of its own")
    positions = []
    for feature in body.get("features", ["none"]):
        if not isinstance(feature, dict) or feature.get("type") != "Feature":
            found.append("no feature")
            continue
        found += [f"a feature without {name}" for name in ("geometry", "properties") if name not in feature]
        if "id" in feature and not isinstance(feature["id"], (str, int, float)):
            found.append("an id that is neither text nor number")
        if not isinstance(feature.get("properties"), (dict, type(None))):
            found.append("properties that are no object")
        found += faults_of_geometry(feature.get("geometry"))
        if feature.get("geometry") and feature["geometry"].get("type") == "Point":
            positions.append(feature["geometry"]["coordinates"])
    if "bbox" in body:
        box = body["bbox"]
        if len(box) != 4 or box[1] > box[3]:
            found.append("no box")
        elif not all(box[0] <= p[0] <= box[2] and box[1] <= p[1] <= box[3] for p in positions):
            found.append("a box that leaves something out")
        elif positions and box != [min(p[0] for p in positions), min(p[1] for p in positions), box[2], box[3]]:
            found.append("a box that is too large")
    return found


@given(marks())
def test_any_board_is_sound(some: list[Mark]) -> None:
    body = geojson.control([m.holding for m in some], str, {"on": "2024-12-07", "as_known": None, "theatre": "syria"})
    assert faults(json.loads(json.dumps(body, allow_nan=False))) == []
    assert set(body) - {"type", "bbox", "features"} == FOREIGN


@given(st.lists(st.sampled_from([PLACE, AREA, DESCRIBED, UNPLACED]), max_size=8))
def test_any_claims_are_sound(places: list[Any]) -> None:
    body = geojson.claims([Stored(claim(id=f"c{i}", place=place)) for i, place in enumerate(places)])
    assert faults(json.loads(json.dumps(body, allow_nan=False))) == []
    assert [f["id"] for f in body["features"]] == [f"c{i}" for i in range(len(places))]


def test_longitude_comes_first() -> None:
    (feature,) = geojson.control([holding("Aleppo", lat=36.2, lon=37.16)], str)["features"]
    assert feature["geometry"]["coordinates"] == [37.16, 36.2]


def test_the_poles_and_the_date_line_are_on_the_earth() -> None:
    ends = [holding("A", 90.0, 180.0, id="a"), holding("B", -90.0, -180.0, id="b")]
    body = geojson.control(ends, str)
    assert faults(body) == []
    assert body["bbox"] == [-180.0, -90.0, 180.0, 90.0]


def test_the_checker_finds_what_it_is_for() -> None:
    good = geojson.control([holding()], str)
    feature = good["features"][0]
    square = [[0, 0], [1, 0], [1, 1], [0, 1], [0, 0]]
    bad = [
        {**good, "type": "Collection"},
        {**good, "geometry": None},
        {**good, "crs": {}},
        {**good, "bbox": [0, 0, 1, 1]},
        {**good, "bbox": [0, 0, 90, 90]},
        {**good, "features": [{**feature, "geometry": {"type": "Point", "coordinates": [35.1, 136.7]}}]},
        {
            **good,
            "features": [{**feature, "geometry": {"type": "Polygon", "coordinates": [square[::-1]]}}],
            "bbox": None,
        },
        {**good, "features": [{"type": "Feature", "geometry": None}]},
        {**good, "features": [{**feature, "properties": []}]},
    ]
    assert faults(good) == []
    for body in bad:
        body = {key: value for key, value in body.items() if value is not None or key == "geometry"}
        assert faults(body), body
