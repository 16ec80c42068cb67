from __future__ import annotations

from dataclasses import replace
from itertools import combinations
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.views.boxes import SVG, box_of
from tests.views.samples import DAY, KNOWN, SIDES, board, holding, marks
from whoholds.model import Standing
from whoholds.views.basemap import Basemap
from whoholds.views.labels import Box
from whoholds.views.patterns import Mark
from whoholds.views.picture import clip_path, describe, picture_of
from whoholds.views.projection import Extent, View
from whoholds.views.spec import MapSpec
from whoholds.views.svg import render, render_inline
from whoholds.views.words import Words

SPEC = MapSpec(on=DAY, as_known=KNOWN, home=("SY",), theatre="Syria", sides=SIDES)
BY_KEY = {side.key: side for side in SIDES}
LONG = "Nagorno-Karabakh and the surrounding districts"


def shown(svg: str) -> list[tuple[str, Box]]:
    """Every level text of a sheet with its box; those of the second map stand over the first and are left out."""
    root = ElementTree.fromstring(svg)
    out = []

    def walk(node: ElementTree.Element, dx: float, dy: float) -> None:
        move = node.get("transform", "")
        if node.tag == f"{SVG}g" and move.startswith("translate(") and "rotate" not in move:
            x, y = (float(n) for n in move[10 : move.index(")")].split())
            dx, dy = dx + x, dy + y
        over = False
        for child in node:
            if child.get("class") in ("inset-halo", "inset-frame"):
                over = child.get("class") == "inset-halo"
            if over:
                continue
            if child.tag == f"{SVG}text":
                if (box := box_of(child, dx, dy)) is not None:
                    out.append(("".join(child.itertext()), box))
            else:
                walk(child, dx, dy)

    walk(root, 0.0, 0.0)
    return out


@settings(max_examples=15)
@given(
    marks(near=True),
    st.sampled_from(["en", "fr"]),
    st.sampled_from([300, 420, 640, 1100]),
    st.sampled_from([None, 300, 700]),
    st.sampled_from(["", "Syria", LONG]),
    st.sampled_from([None, Extent(35.5, 32.2, 42.5, 37.5), Extent(36, 33.2, 36.6, 33.8)]),
)
def test_no_text_of_a_sheet_touches_another_or_the_edge(
    some: list[Mark], language: str, width: int, height: int | None, theatre: str, extent: Extent | None
) -> None:
    tame = [replace(m, holding=replace(m.holding, place=f"Place {i}")) for i, m in enumerate(some)]
    high = float(height) if height else None
    spec = replace(SPEC, language=language, width=float(width), height=high, theatre=theatre, extent=extent)
    svg = render(tame, spec).svg
    root = ElementTree.fromstring(svg)
    sheet = Box(0, 0, float(root.get("width", 0)), float(root.get("height", 0)))
    assert sheet.right == width
    assert sheet.bottom >= (height or 0)
    found = shown(svg)
    for (one, box), (two, other) in combinations(found, 2):
        assert not box.overlaps(other), (one, two)
    for text, box in found:
        assert box.inside(sheet), text


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("width", [300, 420, 700, 1100, 6000])
def test_the_caveat_and_the_credits_are_whole_at_every_width(language: str, width: int) -> None:
    words = Words.of(language)
    told = " ".join(
        text for text, _ in shown(render(board(), replace(SPEC, language=language, width=float(width))).svg)
    )
    assert words("caveat") in told
    assert "GeoNames, CC BY 4.0" in told
    for standing in ("assessed", "claimed", "contested", "denied", "stale", "unknown"):
        assert words(f"standing_long.{standing}") in told


@pytest.mark.parametrize("size", [(300, 300), (500, 300), (1200, 400), (6000, 300)])
def test_a_sheet_grows_where_its_words_need_more_than_was_asked_for(size: tuple[int, int]) -> None:
    width, height = size
    root = ElementTree.fromstring(render(board(), replace(SPEC, width=float(width), height=float(height))).svg)
    assert float(root.get("width", 0)) == width
    assert float(root.get("height", 0)) >= height
    assert root.get("viewBox") == f"0 0 {root.get('width')} {root.get('height')}"


def test_a_narrow_sheet_without_places_says_so_within_its_edges() -> None:
    for language in ("en", "fr"):
        found = shown(render([], replace(SPEC, language=language, width=300.0)).svg)
        told = " ".join(text for text, _ in found)
        assert Words.of(language)("no_places") in told
        assert all(box.left >= 0 and box.right <= 300 for _, box in found)


@pytest.mark.parametrize("standing", Standing)
@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_place_in_one_line(standing: Standing, language: str) -> None:
    words = Words.of(language)
    said = describe(holding("Hama", standing=standing, threatened=True), BY_KEY, words)
    assert said.startswith("Hama")
    assert words(f"standing.{standing.value}").lower() in said
    assert words("threatened").lower() in said
    assert words.percent(0.9) in said


def test_of_a_place_that_nobody_holds_no_probability_is_said() -> None:
    said = describe(holding(holder="unknown", standing=Standing.UNKNOWN), BY_KEY, Words.of("en"))
    assert said.startswith("Hama: Unknown")
    assert "%" not in said


def test_an_inline_picture_has_no_second_map_and_no_scale() -> None:
    view = View.fit(Extent(35.5, 32.2, 42.5, 37.5), 0, 0, 800, 600)
    sheet, inline = (
        "".join(part.xml for part in picture_of(board(), SIDES, SPEC, view, Basemap.load(), inline=inline)[0])
        for inline in (False, True)
    )
    assert 'class="frame"' in sheet
    assert "scale-text" in sheet
    assert "scale-text" not in inline
    assert "inset" not in inline


def test_every_mark_stands_where_its_coordinates_are() -> None:
    view = View.fit(Extent(35.5, 32.2, 42.5, 37.5), 0, 0, 800, 600)
    spec = replace(SPEC, width=800.0, height=600.0, extent=Extent(35.5, 32.2, 42.5, 37.5))
    root = ElementTree.fromstring(render_inline(board(), spec).svg)
    drawn = {g.get("data-id"): g.get("transform") for g in root.iter(f"{SVG}g") if g.get("class") == "mark"}
    for mark in board():
        x, y = view.point(mark.holding.lon, mark.holding.lat)
        assert drawn[mark.holding.place_id] == f"translate({x:.1f} {y:.1f})"


def test_the_disputed_lie_over_the_assessed() -> None:
    near = [
        Mark(holding("A", 33.5, 36.3, standing=Standing.CONTESTED)),
        Mark(holding("B", 33.5, 36.31, standing=Standing.STALE)),
        Mark(holding("C", 33.5, 36.32, standing=Standing.ASSESSED)),
    ]
    root = ElementTree.fromstring(render_inline(near, SPEC).svg)
    order = [g.get("data-id") for g in root.iter(f"{SVG}g") if g.get("class") == "mark"]
    assert order == ["gn:B", "gn:C", "gn:A"]


def test_a_clip_path_is_the_frame() -> None:
    view = View.fit(Extent(35.5, 32.2, 42.5, 37.5), 10, 20, 300, 200)
    node = ElementTree.fromstring(clip_path(view, "mine").xml)
    assert node.get("id") == "mine"
    assert dict(node[0].attrib) == {"x": "10", "y": "20", "width": "300", "height": "200"}
