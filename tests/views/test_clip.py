from __future__ import annotations

import itertools
import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from whoholds.views.clip import clip_line, clip_ring, path, thin

BOX = (0.0, 0.0, 10.0, 10.0)
coordinates = st.floats(-30, 40, allow_nan=False)
lines = st.lists(st.tuples(coordinates, coordinates), min_size=3, max_size=30).map(np.array)


def area(ring: np.ndarray) -> float:
    x, y = ring[:, 0], ring[:, 1]
    return abs(float(np.sum(x * np.roll(y, -1) - y * np.roll(x, -1)))) / 2


def test_a_square_over_the_corner_keeps_its_quarter() -> None:
    ring = np.array([(5.0, 5.0), (15.0, 5.0), (15.0, 15.0), (5.0, 15.0)])
    assert area(clip_ring(ring, BOX)) == pytest.approx(25)


def test_a_ring_around_the_box_becomes_the_box() -> None:
    ring = np.array([(-5.0, -5.0), (15.0, -5.0), (15.0, 15.0), (-5.0, 15.0)])
    assert area(clip_ring(ring, BOX)) == pytest.approx(100)


def test_a_ring_elsewhere_is_nothing() -> None:
    assert len(clip_ring(np.array([(20.0, 20.0), (30.0, 20.0), (30.0, 30.0)]), BOX)) == 0
    assert len(clip_ring(np.empty((0, 2)), BOX)) == 0


@given(lines)
def test_nothing_of_a_ring_lies_outside(ring: np.ndarray) -> None:
    cut = clip_ring(ring, BOX)
    if len(cut):
        assert cut.min() >= -1e-9
        assert cut.max() <= 10 + 1e-9


@given(st.lists(st.tuples(st.floats(1, 9), st.floats(1, 9)), min_size=3, max_size=20).map(np.array))
def test_what_lies_inside_is_left_alone(points: np.ndarray) -> None:
    assert clip_ring(points, BOX) is points
    assert next(clip_line(points, BOX)) is points


def test_a_line_that_leaves_and_comes_back_is_two_runs() -> None:
    line = np.array([(1.0, 1.0), (2.0, 2.0), (2.0, 30.0), (5.0, 30.0), (5.0, 2.0), (6.0, 1.0)])
    runs = list(clip_line(line, BOX))
    assert [len(run) for run in runs] == [3, 3]


def test_a_segment_across_the_box_is_kept_although_its_ends_lie_outside() -> None:
    assert len(list(clip_line(np.array([(-5.0, 5.0), (15.0, 5.0)]), BOX))) == 1


@given(lines)
def test_no_vertex_inside_the_box_is_lost(line: np.ndarray) -> None:
    kept = {tuple(p) for run in clip_line(line, BOX) for p in run}
    inside = {tuple(p) for p in line if 0 < p[0] < 10 and 0 < p[1] < 10}
    assert inside <= kept


def distance(p: np.ndarray, a: np.ndarray, b: np.ndarray) -> float:
    chord = b - a
    length = float(chord @ chord)
    t = 0.0 if length == 0 else min(1.0, max(0.0, float((p - a) @ chord) / length))
    return float(np.hypot(*(p - (a + t * chord))))


@given(st.lists(st.integers(-30, 30), min_size=3, max_size=25), st.floats(0.1, 5))
def test_thinning_keeps_the_ends_and_stays_near(heights: list[int], tolerance: float) -> None:
    line = np.array([(float(i), float(y)) for i, y in enumerate(heights)])
    few = thin(line, tolerance)
    assert tuple(few[0]) == tuple(line[0])
    assert tuple(few[-1]) == tuple(line[-1])
    for p in line:
        assert min(distance(p, a, b) for a, b in itertools.pairwise(few)) <= tolerance + 1e-9


def test_a_straight_line_is_its_ends() -> None:
    assert len(thin(np.array([(float(i), 2.0 * i) for i in range(50)]), 0.01)) == 2


def follow(data: str) -> list[tuple[float, float]]:
    head, _, rest = data.removeprefix("M").partition("l")
    x, y = map(float, head.split())
    out, numbers = [(x, y)], [float(n) for n in re.findall(r"-?[\d.]+", rest)]
    for dx, dy in zip(numbers[::2], numbers[1::2], strict=True):
        x, y = x + dx, y + dy
        out.append((x, y))
    return out


@given(st.lists(st.tuples(st.floats(-500, 500), st.floats(-500, 500)), min_size=2, max_size=20).map(np.array))
def test_path_data_lead_where_the_points_are(points: np.ndarray) -> None:
    data = path(points, closed=False)
    if data:
        assert follow(data)[-1] == pytest.approx(tuple(points[-1]), abs=0.06)
        assert follow(data)[0] == pytest.approx(tuple(points[0]), abs=0.06)


def test_degenerate_paths_are_empty() -> None:
    assert path(np.array([(1.0, 1.0), (1.01, 1.0)]), closed=False) == ""
    assert path(np.array([(1.0, 1.0), (2.0, 1.0)]), closed=True) == ""
    assert path(np.array([(0.0, 0.0), (1.5, 0.0), (1.5, -0.2)]), closed=True) == "M0 0l1.5 0 0 -0.2z"
