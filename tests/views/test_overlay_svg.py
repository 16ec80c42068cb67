"""The printed layers: everything inside the sheet, readable without colour, and nothing where nothing is asked for."""

from __future__ import annotations

import math
import re
from dataclasses import replace
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.views.layered import FULL, HAMA, HOMS
from tests.views.samples import DAY, SIDES, holding
from whoholds.views.markup import el
from whoholds.views.overlay import NOTHING, Arrow, Disc, Dot, Overlay, disc_radius
from whoholds.views.overlay_svg import arrow_parts, few, over, ring_parts, swatch, under
from whoholds.views.patterns import Mark
from whoholds.views.projection import Extent, View
from whoholds.views.spec import MapSpec
from whoholds.views.svg import render, render_inline

VIEW = View.fit(Extent(35.5, 34.0, 38.0, 36.0), 0, 0, 900, 700)
BY_KEY = {side.key: side for side in SIDES}
MARKS = [Mark(holding("Hama", *HAMA)), Mark(holding("Homs", *HOMS, holder="gov"))]


def spec(overlay: Overlay, language: str = "en") -> MapSpec:
    return MapSpec(on=DAY, language=language, sides=SIDES, overlay=overlay)


def text_of(svg: str) -> str:
    return " ".join(ElementTree.fromstring(svg).itertext())


def test_nothing_is_added_where_no_layer_is_on() -> None:
    assert under(NOTHING, VIEW, BY_KEY) == over(NOTHING, VIEW) == []
    svg = render(MARKS, spec(NOTHING)).svg
    assert 'class="layers"' not in svg


def test_every_sign_says_what_it_means_to_who_points_at_it() -> None:
    xml = el("g", under(FULL, VIEW, BY_KEY), over(FULL, VIEW)).xml
    titles = [title.text for title in ElementTree.fromstring(xml).iter("title")]
    assert sorted(filter(None, titles)) == sorted(
        one.text for one in (*FULL.disputes, *FULL.arrows, *FULL.rings, *FULL.events, *FULL.discs)
    )


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_sheet_has_a_legend_for_each_layer_that_is_on(language: str) -> None:
    words = spec(FULL, language).words
    told = text_of(render(MARKS, spec(FULL, language)).svg)
    for name in FULL.layers:
        assert words(f"layers.{name}").upper() in told
    assert words("icon.clash") in told
    assert words("icon.forces") not in told  # no such event on the map
    none = text_of(render(MARKS, spec(replace(FULL, layers=(), events=()), language)).svg)
    assert words("layers.heat").upper() not in none


def test_a_page_draws_the_same_layers() -> None:
    svg = render_inline(MARKS, spec(FULL)).svg
    assert svg.count('class="layers"') == 2
    assert ElementTree.fromstring(svg) is not None


def test_more_icons_than_there_is_room_for_are_counted() -> None:
    assert few(("a",)) == (("a",), 0)
    assert few(("a", "b", "c")) == (("a", "b", "c"), 0)
    assert few(("a", "b", "c", "d", "e")) == (("a", "b"), 3)
    assert "+3" in text_of(el("g", over(FULL, VIEW)).xml)


def test_inference_and_interest_are_drawn_in_line_and_not_in_colour() -> None:
    plain, near, said = (el("g", swatch(kind)).xml for kind in ("said", "near", "interested"))
    assert "move-near" not in plain and "move-near" in near
    assert "head-said" not in plain and "head-said" in said
    assert "siege-said" in el("g", ring_parts(None, interested=True)).xml
    assert "siege-said" not in el("g", ring_parts(None, interested=False)).xml


@given(st.floats(0, 900), st.floats(0, 700), st.floats(0, 900), st.floats(0, 700))
def test_an_arrow_stays_between_its_ends(x0: float, y0: float, x1: float, y1: float) -> None:
    length = math.hypot(x1 - x0, y1 - y0)
    for part in arrow_parts((x0, y0), (x1, y1), SIDES[0], None):
        numbers = [float(n) for n in re.findall(r"-?\d+(?:\.\d+)?", part.xml.split(' d="')[1].split('"')[0])]
        assert all(map(math.isfinite, numbers))
        for x, y in zip(numbers[::2], numbers[1::2], strict=True):
            assert math.hypot(x - (x0 + x1) / 2, y - (y0 + y1) / 2) <= max(length, 12.0)


def test_an_arrow_points_at_its_place() -> None:
    arrow = Arrow("x", *HOMS, HAMA, "opp", inferred=False, interested=False, text="t")
    head = arrow_parts(VIEW.point(HAMA[1], HAMA[0]), VIEW.point(HOMS[1], HOMS[0]), SIDES[1], arrow)[-1].xml
    tip = [float(n) for n in re.findall(r"-?\d+(?:\.\d+)?", head.split(' d="M')[1])[:2]]
    end, start = VIEW.point(HOMS[1], HOMS[0]), VIEW.point(HAMA[1], HAMA[0])
    assert math.dist(tip, end) < math.dist(tip, start) / 3


def test_dots_take_the_shape_of_their_sides_marks_and_grow_with_strength() -> None:
    def path(strength: float, side: str) -> str:
        found = under(Overlay(dots=(Dot(35.0, 36.9, side, strength),), spacing=5.0), VIEW, BY_KEY)
        return found[0].xml

    assert "a" in path(1.0, "gov").split(' d="')[1]  # a circle
    assert "L" in path(1.0, "opp").split(' d="')[1]  # a square
    assert len({path(s, "opp") for s in (0.1, 0.2)}) == 1  # sizes come in steps
    assert path(0.2, "opp") != path(1.0, "opp")


def test_a_dot_lies_where_it_belongs() -> None:
    for side in ("gov", "opp", "nobody"):
        found = under(Overlay(dots=(Dot(35.0, 36.9, side, 1.0),), spacing=5.0), VIEW, BY_KEY)[0].xml
        x, y = VIEW.point(36.9, 35.0)
        at = [float(n) for n in re.findall(r"-?\d+(?:\.\d+)?", found.split(' d="M')[1])[:2]]
        assert math.dist(at, (x, y)) < 12


def test_a_disc_grows_in_area_with_its_reports_and_not_without_end() -> None:
    sizes = [disc_radius(n) for n in (1, 2, 5, 20, 10_000)]
    assert sizes == sorted(sizes)
    assert sizes[-1] == 46.0
    assert Disc("x", 0, 0, 5, "t").radius == sizes[2]
