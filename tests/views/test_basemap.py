from __future__ import annotations

from importlib import resources

import numpy as np
import pytest

from whoholds.views.basemap import Basemap, Line
from whoholds.views.projection import Extent, Points

BASE = Basemap.load()
SYRIA = Extent(35.5, 32.2, 42.5, 37.5)
THEATRES = ("SY", "UA", "SD", "CD", "MM", "AF", "YE", "ML", "LB", "IL", "PS", "IQ", "TR", "JO", "SS", "RW")


def inside(lon: float, lat: float, ring: Points) -> bool:
    a, b = ring, np.roll(ring, -1, axis=0)
    crosses = (a[:, 1] > lat) != (b[:, 1] > lat)
    p, q = a[crosses], b[crosses]
    at = (q[:, 0] - p[:, 0]) * (lat - p[:, 1]) / (q[:, 1] - p[:, 1]) + p[:, 0]
    return bool(np.count_nonzero(at > lon) % 2)


def country_at(lon: float, lat: float) -> set[str]:
    here = Extent(lon - 0.01, lat - 0.01, lon + 0.01, lat + 0.01)
    found = set()
    for country in BASE.countries:
        if sum(inside(lon, lat, ring) for ring in BASE.outlines(country, here)) % 2:
            found.add(country.iso or country.code)
    return found


def disputed_at(lon: float, lat: float) -> bool:
    here = Extent(lon - 0.01, lat - 0.01, lon + 0.01, lat + 0.01)
    return any(inside(lon, lat, ring) for ring in BASE.disputed(here))


def test_the_file_is_small_enough_for_the_repository() -> None:
    data = resources.files("whoholds.views").joinpath("data/basemap.npz").read_bytes()
    assert len(data) < 4_000_000


@pytest.mark.parametrize(
    ("lon", "lat", "iso"),
    [
        (37.16, 36.20, "SY"),
        (36.29, 33.51, "SY"),
        (41.23, 37.04, "SY"),
        (40.74, 37.31, "TR"),
        (35.51, 33.89, "LB"),
        (35.93, 31.95, "JO"),
        (44.36, 33.31, "IQ"),
        (30.52, 50.45, "UA"),
        (32.53, 15.55, "SD"),
        (25.2, 0.52, "CD"),
        (-3.0, 16.77, "ML"),
        (2.35, 48.85, "FR"),
    ],
)
def test_towns_lie_in_their_country_and_in_no_other(lon: float, lat: float, iso: str) -> None:
    assert country_at(lon, lat) == {iso}


@pytest.mark.parametrize(
    ("name", "lon", "lat"),
    [("Golan", 35.77, 33.0), ("Crimea", 34.1, 45.2), ("Western Sahara", -13.5, 24.5), ("Kashmir", 74.8, 34.1)],
)
def test_areas_in_dispute_are_given_to_no_country(name: str, lon: float, lat: float) -> None:
    assert disputed_at(lon, lat), name
    assert country_at(lon, lat) == set(), name


@pytest.mark.parametrize(
    ("name", "box"),
    [
        ("Golan", Extent(35.6, 32.8, 35.75, 33.2)),
        ("Crimea", Extent(33.5, 45.9, 34.5, 46.2)),
        ("Kosovo", Extent(20.8, 42.7, 21.8, 43.3)),
        ("Line of control", Extent(73.6, 33.2, 74.2, 34.6)),
        ("Korea", Extent(126.7, 37.7, 128.4, 38.7)),
    ],
)
def test_borders_in_dispute_are_lines_of_their_own(name: str, box: Extent) -> None:
    assert list(BASE.lines(Line.DISPUTED, box)), name


def test_settled_borders_are_not_dashed() -> None:
    france_spain = Extent(-1.5, 42.4, 2.8, 43.4)
    assert list(BASE.lines(Line.BORDER, france_spain))
    assert not list(BASE.lines(Line.DISPUTED, france_spain))


@pytest.mark.parametrize("iso", THEATRES)
def test_every_theatre_has_its_outline_and_its_names(iso: str) -> None:
    country = next(c for c in BASE.countries if c.iso == iso)
    assert country.names["en"]
    assert country.names["fr"]
    assert BASE.extent_of([iso]) is not None
    assert len([u for u in BASE.units if u.country == country.code]) > 1


def test_syrian_governorates_have_the_projects_spelling() -> None:
    names = {u.names["en"]: u.names["fr"] for u in BASE.units if u.country == "SYR"}
    assert names["Aleppo"] == "Alep"
    assert names["Daraa"] == "Deraa"
    assert len(names) >= 14


def test_rings_are_closed_chains_of_arcs() -> None:
    syria = next(c for c in BASE.countries if c.iso == "SY")
    for arcs in syria.rings:
        for one, two in zip(arcs, (*arcs[1:], arcs[0]), strict=True):
            assert tuple(BASE.arc(one)[-1]) == tuple(BASE.arc(two)[0])


def test_an_arc_backwards_is_the_same_line() -> None:
    assert np.array_equal(BASE.arc(~5), BASE.arc(5)[::-1])


def test_neighbours_share_the_very_same_border() -> None:
    sets = [{n if n >= 0 else ~n for ring in c.rings for n in ring} for c in BASE.countries if c.iso in ("SY", "IQ")]
    assert sets[0] & sets[1]


def test_the_euphrates_is_named_in_both_languages() -> None:
    names = [BASE.river(n)[0] for n, _ in BASE.lines(Line.RIVER, SYRIA)]
    assert {"en": "Euphrates", "fr": "Euphrate"} in names


def test_lines_touch_the_extent_that_was_asked_for() -> None:
    for _, points in BASE.lines(Line.UNIT, SYRIA):
        assert points[:, 0].max() >= SYRIA.west
        assert points[:, 0].min() <= SYRIA.east


def test_no_country_no_extent() -> None:
    assert BASE.extent_of(["XX"]) is None


def test_every_label_is_on_the_earth() -> None:
    for label in (*BASE.units, *BASE.towns, *BASE.seas):
        assert -180 <= label.lon <= 180
        assert -90 <= label.lat <= 90
        assert label.names["en"]
        assert label.names["fr"]
