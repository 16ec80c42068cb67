from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from whoholds.reference.imports.shapes import point_of

SQUARE = [[0, 0], [4, 0], [4, 4], [0, 4], [0, 0]]


@pytest.mark.parametrize(
    ("kind", "coordinates", "point"),
    [
        ("Point", [7, 3], (3, 7)),
        ("Polygon", [SQUARE], (2, 2)),
        ("MultiPolygon", [[[[9, 9], [9.1, 9], [9.1, 9.1], [9, 9]]], [SQUARE]], (2, 2)),
        ("LineString", [[0, 0], [1, 1], [2, 2]], (1, 1)),
        ("MultiLineString", [[[9, 9]], [[0, 0], [1, 1], [2, 2]]], (1, 1)),
    ],
)
def test_points(kind: str, coordinates: object, point: tuple[float, float]) -> None:
    assert point_of({"type": kind, "coordinates": coordinates}) == pytest.approx(point)


def test_a_crescent_is_stood_for_by_a_point_inside_it() -> None:
    lat, lon = point_of(
        {"type": "Polygon", "coordinates": [[[0, 0], [10, 0], [10, 1], [1, 1], [1, 9], [10, 9], [10, 10], [0, 10]]]}
    )
    assert 0 < lon < 1
    assert 0 < lat < 10


def test_a_collection() -> None:
    assert point_of({"type": "GeometryCollection", "geometries": [{"type": "Point", "coordinates": [1, 2]}]}) == (2, 1)


def test_a_line_drawn_as_an_area() -> None:
    assert point_of({"type": "Polygon", "coordinates": [[[1, 2], [3, 2], [1, 2]]]}) == (2, 1)


@pytest.mark.parametrize(
    "geometry",
    [None, {}, {"type": "Circle", "coordinates": [1]}, {"type": "Point", "coordinates": []}, {"type": "Polygon"}, 3],
)
def test_no_geometry(geometry: object) -> None:
    with pytest.raises(ValueError, match="geometry"):
        point_of(geometry)


@given(
    st.tuples(st.floats(-80, 80), st.floats(-170, 170)),
    st.tuples(st.floats(0.01, 5), st.floats(0.01, 5)),
)
def test_the_point_of_a_box_lies_in_it(corner: tuple[float, float], size: tuple[float, float]) -> None:
    (south, west), (high, wide) = corner, size
    north, east = south + high, west + wide
    assume(north <= 90)
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    lat, lon = point_of({"type": "Polygon", "coordinates": [ring]})
    assert south - 1e-6 <= lat <= north + 1e-6
    assert west - 1e-6 <= lon <= east + 1e-6
