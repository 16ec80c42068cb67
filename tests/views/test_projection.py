from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from whoholds.views.projection import EARTH_KM, Extent, View, mercator, scale_bar_km

SYRIA = Extent(35.7, 32.3, 42.4, 37.3)


def test_north_is_up_and_east_is_right() -> None:
    view = View.fit(SYRIA, 0, 0, 800, 800)
    x0, y0 = view.point(36.0, 33.0)
    x1, y1 = view.point(37.0, 34.0)
    assert x1 > x0
    assert y1 < y0


def test_a_meridian_is_a_vertical_line() -> None:
    view = View.fit(SYRIA, 0, 0, 800, 800)
    assert {round(view.point(38.0, lat)[0], 6) for lat in (32.5, 34.0, 37.0)} == {round(view.point(38.0, 35)[0], 6)}


def test_the_scale_is_alike_in_both_directions() -> None:
    view = View.fit(SYRIA, 0, 0, 800, 800)
    lat, d = 34.8, 0.01
    x0, y0 = view.point(38.0, lat)
    east = view.point(38.0 + d / math.cos(math.radians(lat)), lat)[0] - x0
    north = y0 - view.point(38.0, lat + d)[1]
    assert east == pytest.approx(north, rel=1e-3)


def test_the_extent_is_shown_whole_with_its_aspect_kept() -> None:
    view = View.fit(SYRIA, 10, 20, 900, 300)
    shown = view.extent
    assert shown.west < SYRIA.west < SYRIA.east < shown.east
    assert shown.south == pytest.approx(SYRIA.south)
    assert shown.north == pytest.approx(SYRIA.north)


def test_ground_distance_of_a_pixel() -> None:
    view = View.fit(SYRIA, 0, 0, 1000, 1000)
    lat = view.middle_latitude
    x0, _ = view.point(38.0, lat)
    x1, _ = view.point(39.0, lat)
    km = math.radians(1) * EARTH_KM * math.cos(math.radians(lat))
    assert (x1 - x0) * view.km_per_pixel == pytest.approx(km, rel=1e-6)


@given(st.floats(-170, 170), st.floats(-80, 80))
def test_pixels_and_degrees_are_inverse(lon: float, lat: float) -> None:
    view = View.fit(SYRIA, 5, 7, 640, 480)
    assert view.degrees(*view.point(lon, lat)) == pytest.approx((lon, lat), abs=1e-6)


@given(st.lists(st.tuples(st.floats(-170, 170), st.floats(-80, 80)), min_size=1, max_size=30))
def test_arrays_go_where_single_points_go(points: list[tuple[float, float]]) -> None:
    view = View.fit(SYRIA, 5, 7, 640, 480)
    together = view.points(np.array(points))
    assert together == pytest.approx(np.array([view.point(*p) for p in points]))


@given(st.lists(st.tuples(st.floats(-170, 170), st.floats(-70, 70)), min_size=1, max_size=20))
def test_an_extent_holds_its_points_with_room_to_spare(points: list[tuple[float, float]]) -> None:
    e = Extent.around(points)
    assert all(e.west < lon < e.east and e.south < lat < e.north for lon, lat in points)


def test_one_point_gets_a_surrounding() -> None:
    e = Extent.around([(36.3, 33.5)], least_km=100)
    assert (e.north - e.south) * math.radians(1) * EARTH_KM == pytest.approx(100)
    assert e.ratio == pytest.approx(1.0, abs=0.05)


@given(st.floats(0, 400))
def test_widening_moves_nothing(by: float) -> None:
    view = View.fit(SYRIA, 5, 7, 640, 480)
    assert view.widened(by).point(38.2, 34.1) == pytest.approx(view.point(38.2, 34.1))
    assert view.widened(by).width == pytest.approx(640 + 2 * by)


@given(st.floats(0.001, 100), st.floats(20, 400))
def test_a_scale_bar_is_round_and_as_long_as_it_may(km_per_pixel: float, longest: float) -> None:
    unit = EARTH_KM / km_per_pixel
    view = View(0, 240, 640, 0, 0.0, 0.0, unit)  # its middle is the equator
    km = scale_bar_km(view, longest)
    pixels = km / view.km_per_pixel
    assert pixels <= longest * 1.0001
    assert pixels * 2.5001 >= longest
    assert f"{km:.0e}"[0] in "125"


def test_the_poles_do_not_break_it() -> None:
    assert all(math.isfinite(v) for v in (*mercator(0, 90), *mercator(0, -90)))
