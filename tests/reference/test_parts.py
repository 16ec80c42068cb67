from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whoholds.reference.parts import parts

POINTS = st.lists(st.tuples(st.floats(-60, 60), st.floats(-120, 120)), min_size=1, max_size=30)


def test_a_square() -> None:
    found = parts([(0, 0), (0, 10), (10, 0), (10, 10)])
    assert found["C"] == (5, 5)
    assert found["N"] == (10, 5)
    assert found["SW"] == (0, 0)


def test_a_lone_place_has_no_sides() -> None:
    assert parts([(1, 2)]) == {"C": (1, 2)}
    assert parts([]) == {}


@given(POINTS)
def test_parts_lie_on_their_side(points: list[tuple[float, float]]) -> None:
    found = parts(points)
    lat, lon = found["C"]
    for direction, (y, x) in found.items():
        assert "N" not in direction or y > lat
        assert "S" not in direction or y < lat
        assert "E" not in direction or x > lon
        assert "W" not in direction or x < lon


@given(POINTS)
def test_parts_stay_within_the_area(points: list[tuple[float, float]]) -> None:
    lats = [p[0] for p in points]
    for lat, _ in parts(points).values():
        assert min(lats) - 1e-9 <= lat <= max(lats) + 1e-9


@pytest.mark.parametrize("direction", ["N", "S", "E", "W", "NE", "NW", "SE", "SW"])
def test_a_wide_area_has_every_part(direction: str) -> None:
    grid = [(float(y), float(x)) for y in range(10) for x in range(10)]
    assert direction in parts(grid)


@pytest.mark.parametrize("point", [(0.1, 0.2), (-43.448222284060776, 85.97346825628952), (33.3, -99.99)])
def test_many_in_one_spot_have_no_sides_for_all_that_sums_are_rounded(point: tuple[float, float]) -> None:
    for count in (2, 3, 7, 10):
        assert parts([point] * count).keys() == {"C"}
