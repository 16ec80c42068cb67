from __future__ import annotations

import re
from dataclasses import replace
from itertools import combinations
from xml.etree import ElementTree

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.views.boxes import boxes_of
from whoholds.views import ground as module
from whoholds.views.basemap import Basemap
from whoholds.views.ground import MOST_DRAWN, PAD, Ground
from whoholds.views.labels import Box, Taken
from whoholds.views.markup import el
from whoholds.views.projection import Extent, View

BASE = Basemap.load()
SYRIA = Extent(35.5, 32.2, 42.5, 37.5)
CRIMEA = Extent(32.0, 44.0, 37.0, 46.5)
EUROPE = Extent(-12.0, 35.0, 45.0, 62.0)
OCEAN = Extent(-32.0, -42.0, -24.0, -36.0)
extents = st.tuples(st.floats(-175, 150), st.floats(-60, 65), st.floats(1, 24), st.floats(1, 15)).map(
    lambda e: Extent(e[0], e[1], e[0] + e[2], e[1] + e[3])
)


def made(extent: Extent, home: tuple[str, ...] = ("SY",), language: str = "en", width: float = 700.0) -> Ground:
    return Ground(BASE, View.fit(extent, 0, 0, width, width * 0.8), home, language)


def frame(ground: Ground) -> Box:
    v = ground.view
    return Box(v.x + 3, v.y + 3, v.x + v.width - 3, v.y + v.height - 3)


def names(ground: Ground, taken: Taken | None = None) -> list[ElementTree.Element]:
    return list(ElementTree.fromstring(el("g", ground.names(frame(ground), taken or Taken())).xml))


def texts(ground: Ground, taken: Taken | None = None) -> dict[str, str]:
    """Names on the map and the class of each."""
    return {"".join(n.itertext()): n.get("class", "") for n in names(ground, taken) if n.tag == "text"}


def layers(ground: Ground) -> dict[str, str]:
    """Path data by class; the hatching has none."""
    root = ElementTree.fromstring(el("g", ground.layers("p-")).xml)
    found: dict[str, str] = {}
    for node in root:
        name = node.get("class", "hatch")
        found[name] = found.get(name, "") + node.get("d", "")
    return found


# layers


def test_land_water_and_borders_of_a_region() -> None:
    found = layers(made(SYRIA))
    assert {"abroad", "land", "line coast", "line border", "line unit", "lake"} <= set(found)
    assert all(found.values())
    assert list(found).index("land") < list(found).index("line border")


def test_the_theatre_is_drawn_apart_from_what_lies_around() -> None:
    syria, iraq = layers(made(SYRIA)), layers(made(SYRIA, ("IQ",)))
    assert syria["land"] != iraq["land"]
    assert syria["line border"] == iraq["line border"]


def test_without_a_theatre_all_land_is_abroad() -> None:
    found = layers(made(Extent(-3.0, 42.0, 6.0, 49.0), ()))
    assert "abroad" in found
    assert "land" not in found


def test_areas_in_dispute_are_hatched_and_belong_to_nobody() -> None:
    ukraine, russia = layers(made(CRIMEA, ("UA",))), layers(made(CRIMEA, ("RU",)))
    assert ukraine["hatch"] == russia["hatch"] != ""
    xml = el("g", made(CRIMEA, ("UA",)).layers("mine-")).xml
    assert 'fill="url(#mine-dis)"' in xml


@pytest.mark.parametrize(
    ("extent", "disputed"), [(CRIMEA, True), (SYRIA, True), (Extent(0, 45, 5, 49), False), (OCEAN, False)]
)
def test_whether_a_dispute_is_shown(extent: Extent, disputed: bool) -> None:
    assert made(extent, ()).shows_dispute() is disputed


def test_at_sea_there_is_nothing_to_draw() -> None:
    assert layers(made(OCEAN, ())) == {}
    assert not [n for n in names(made(OCEAN, ())) if n.get("class") not in ("n-water",)]


def test_units_are_shown_on_a_region_and_not_on_a_continent() -> None:
    assert made(SYRIA).fine
    assert not made(EUROPE).fine
    assert "line unit" in layers(made(SYRIA))
    assert "line unit" not in layers(made(EUROPE))


def test_a_wide_map_leaves_out_what_nobody_could_see() -> None:
    assert made(EUROPE).least > made(SYRIA).least > 0
    assert made(SYRIA, width=350.0).least > made(SYRIA, width=1400.0).least


def points(d: str) -> np.ndarray:
    return np.array([float(n) for n in re.findall(r"-?\d+(?:\.\d+)?", re.sub(r"[A-Za-z]", " ", d))])


@settings(max_examples=12)
@given(extents, st.sampled_from([("SY",), ("UA",), ("ML", "BF", "NE"), ()]))
def test_no_area_is_drawn_past_the_frame(extent: Extent, home: tuple[str, ...]) -> None:
    ground = made(extent, home)
    left, top, right, bottom = ground.rect
    assert (left, top) == (-PAD, -PAD)
    for name, d in layers(ground).items():
        if name.startswith("line"):
            continue  # a line keeps the whole of its first and last step; the frame cuts it
        for x, y in re.findall(r"[ML](-?[\d.]+)[ ,](-?[\d.]+)", d):
            assert left - 0.2 <= float(x) <= right + 0.2
            assert top - 0.2 <= float(y) <= bottom + 0.2
        assert np.isfinite(points(d)).all()


def test_drawn_ground_is_kept_and_the_oldest_goes() -> None:
    ground = made(SYRIA)
    assert ground.layers("k-") is made(SYRIA, language="fr").layers("k-")
    assert ground.layers("k-") is not ground.layers("other-")
    for i in range(MOST_DRAWN + 2):
        made(OCEAN, (), width=300.0 + i).layers("k-")
    assert len(module._DRAWN) <= MOST_DRAWN


def test_a_coarser_line_has_fewer_points() -> None:
    fine, coarse = layers(made(SYRIA)), layers(replace(made(SYRIA), tolerance=4.0))
    assert len(coarse["line coast"]) < len(fine["line coast"])
    assert len(coarse["land"]) < len(fine["land"])


# names


@pytest.mark.parametrize(
    ("language", "home", "sea", "neighbour"),
    [("en", "SYRIA", "Mediterranean", "IRAQ"), ("fr", "SYRIE", "Méditerranée", "IRAK")],
)
def test_names_are_in_the_language_of_the_map(language: str, home: str, sea: str, neighbour: str) -> None:
    wide = Extent(33.0, 31.0, 44.0, 38.5)
    found = texts(made(wide, language=language, width=1000.0))
    assert found[home].startswith("n-home")
    assert found[neighbour].startswith("n-country")
    assert any(sea in name and css == "n-water" for name, css in found.items())


def test_the_euphrates_runs_beside_its_name() -> None:
    river = next(n for n in names(made(SYRIA, width=1000.0)) if "".join(n.itertext()) == "Euphrates")
    turn = re.search(r"rotate\((-?[\d.]+)", river.get("transform", ""))
    assert turn
    assert abs(float(turn[1])) <= 60


def test_a_place_of_the_map_is_not_named_again_as_a_unit() -> None:
    free = texts(made(SYRIA, width=1000.0))
    units = {name for name, css in free.items() if css.startswith("n-unit")}
    assert "Homs" in units
    ground = replace(made(SYRIA, width=1000.0), avoid=frozenset(units))
    assert not {name for name, css in texts(ground).items() if css.startswith("n-unit")} & units


def test_countries_are_left_unnamed_on_a_second_map() -> None:
    found = texts(replace(made(SYRIA), countries=False))
    assert not [css for css in found.values() if css.startswith(("n-home", "n-country"))]


def test_what_is_taken_is_kept_clear() -> None:
    ground = made(SYRIA)
    taken = Taken()
    whole = frame(ground)
    taken.add(whole)
    assert names(ground, taken) == []
    half = Taken()
    half.add(Box(whole.left, whole.top, whole.right / 2, whole.bottom))
    for box in boxes_of(names(ground, half)):
        assert box.left >= whole.right / 2 - 0.5


def test_a_towns_dot_goes_with_its_name() -> None:
    found = names(made(Extent(28.0, 36.0, 38.0, 42.0), ("SY",)))
    dots = [n for n in found if n.get("class") == "town"]
    towns = [n for n in found if (n.get("class") or "").startswith("n-town")]
    assert len(dots) == len(towns) > 0
    capitals = [n for n in dots if n.tag == "rect"]
    assert len(capitals) >= 1
    assert "Ankara" in ["".join(n.itertext()) for n in towns]


@settings(max_examples=20)
@given(extents, st.sampled_from(["en", "fr"]), st.sampled_from([("SY",), ("UA",), ("SD", "SS"), ()]))
def test_names_never_touch_and_never_leave_the_frame(extent: Extent, language: str, home: tuple[str, ...]) -> None:
    ground = made(extent, home, language)
    boxes = boxes_of(names(ground))
    for one, two in combinations(boxes, 2):
        assert not one.overlaps(two)
    for box in boxes:
        assert box.inside(Box(-2, -2, ground.view.width + 2, ground.view.height + 2))


@given(st.floats(20, 180), st.floats(20, 180))
def test_room_is_found_only_inside_the_ring(width: float, high: float) -> None:
    ring = np.array([(50.0, 50.0), (250.0, 50.0), (250.0, 200.0), (50.0, 200.0)])
    spot = module._room([ring], width, high, Box(0, 0, 300, 300), Taken())
    if spot is None:
        assert width > 150 or high > 100
        return
    x, y = spot
    assert x - width / 2 >= 50 - 8 and x + width / 2 <= 250 + 8
    assert y - high / 2 >= 50 - 8 and y + high / 2 <= 200 + 8


def test_a_hole_is_no_room() -> None:
    outer = np.array([(0.0, 0.0), (200.0, 0.0), (200.0, 200.0), (0.0, 200.0)])
    hole = np.array([(40.0, 40.0), (160.0, 40.0), (160.0, 160.0), (40.0, 160.0)])
    assert module._room([outer], 90, 90, Box(0, 0, 200, 200), Taken())
    assert module._room([outer, hole], 90, 90, Box(0, 0, 200, 200), Taken()) is None


def test_a_grid_in_a_square() -> None:
    ring = np.array([(1.0, 1.0), (3.0, 1.0), (3.0, 3.0), (1.0, 3.0)])
    axis = np.array([0.5, 1.5, 2.5, 3.5])
    assert module._raster(ring, axis, axis).sum() == 4


def test_no_name_beside_a_river_that_winds_or_climbs() -> None:
    whole = Box(0, 0, 400, 400)
    straight = np.array([(10.0, 200.0), (390.0, 210.0)])
    steep = np.array([(200.0, 10.0), (205.0, 390.0)])
    zigzag = np.array([(10.0 + 6 * i, 200.0 + 40 * (i % 2)) for i in range(60)])
    assert module._along(straight, "Euphrates", whole, Taken())
    assert module._along(steep, "Euphrates", whole, Taken()) is None
    assert module._along(zigzag, "Euphrates", whole, Taken()) is None
