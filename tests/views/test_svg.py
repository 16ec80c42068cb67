from __future__ import annotations

import re
from dataclasses import replace
from itertools import combinations
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings

from tests.views.samples import DAY, KNOWN, SIDES, board, holding, marks
from whoholds.errors import UsageError
from whoholds.model import Standing
from whoholds.views.labels import Box, text_width
from whoholds.views.markup import clean
from whoholds.views.patterns import Mark
from whoholds.views.projection import Extent
from whoholds.views.spec import MapSpec
from whoholds.views.svg import render, render_inline

SVG = "{http://www.w3.org/2000/svg}"
SPEC = MapSpec(on=DAY, as_known=KNOWN, home=("SY",), theatre="Syria", sides=SIDES)


def texts(svg: str) -> list[str]:
    return ["".join(node.itertext()) for node in ElementTree.fromstring(svg).iter(f"{SVG}text")]


def test_title_day_knowledge_caveat_and_credits_are_on_the_sheet() -> None:
    words = texts(render(board(), SPEC).svg)
    assert "Syria: who holds what" in words
    assert "Situation on 7 December 2024, as known on 7 December 2024, 20:05 UTC" in words
    assert any("no front lines are inferred" in text for text in words)
    assert any("Natural Earth" in text and "GeoNames" in text for text in words)
    assert any(re.fullmatch(r"\d+ km at 3\d° N", text) for text in words)


def test_the_sheet_in_french() -> None:
    words = texts(render(board(), replace(SPEC, language="fr", theatre="Syrie")).svg)
    assert "Syrie\u00a0: qui tient quoi" in words
    assert "Situation le 7 décembre 2024, telle que connue le 7 décembre 2024 à 20:05 UTC" in words
    assert any("aucune ligne de front" in text for text in words)
    assert not any("Assessed" in text for text in words)


def test_a_language_without_words_is_refused() -> None:
    with pytest.raises(UsageError) as caught:
        render([], replace(SPEC, language="xx"))
    assert caught.value.code == "views.language"


def test_the_legend_shows_only_what_is_on_the_map() -> None:
    few = texts(render([Mark(holding())], SPEC).svg)
    assert any(text.startswith("Assessed control") for text in few)
    assert not any(text.startswith(("Stale", "Denied", "Claimed", "An advance")) for text in few)
    assert "Opposition, later the interim authority" in few
    assert "Government & allies" not in few
    every = texts(render(board(), SPEC).svg)
    for start in ("Assessed", "Claimed", "Contested", "Denied", "Stale", "Unknown", "An advance"):
        assert any(text.startswith(start) for text in every)


def test_every_place_is_drawn_once_and_named_or_said_to_be_dropped() -> None:
    drawing = render(board(), SPEC)
    drawn = re.findall(r'class="mark" data-id="([^"]+)"', drawing.svg)
    assert {m.holding.place_id for m in board()} == set(drawn)
    assert set(drawing.shown) | set(drawing.dropped) == set(drawn)
    assert not set(drawing.shown) & set(drawing.dropped)


def test_a_crowd_gets_a_larger_map_of_its_own_where_each_name_has_room() -> None:
    drawing = render(board(), SPEC)
    assert "inset-frame" in drawing.svg
    assert {"gn:Darayya", "gn:Jaramana", "gn:Damascus"} <= set(drawing.shown)
    assert "inset-frame" not in render_inline(board(), SPEC).svg


def test_the_same_map_twice_is_the_same_file() -> None:
    assert render(board(), SPEC).svg == render(list(reversed(board())), SPEC).svg


@pytest.mark.parametrize("count", [0, 1])
def test_no_place_and_one_place(count: int) -> None:
    svg = render(board()[:count], SPEC).svg
    ElementTree.fromstring(svg)
    assert ("No place is held" in svg) is (count == 0)


def test_without_theatre_and_places_the_world_is_shown() -> None:
    svg = render([], MapSpec(on=DAY)).svg
    ElementTree.fromstring(svg)
    assert "Who holds what" in svg


def test_the_size_asked_for_is_kept() -> None:
    root = ElementTree.fromstring(render(board(), replace(SPEC, width=1200, height=900)).svg)
    assert (root.get("width"), root.get("height")) == ("1200", "900")


def test_light_and_dark_differ_in_colours_only() -> None:
    light, dark = render(board(), SPEC).svg, render(board(), replace(SPEC, theme="dark")).svg
    cut = re.compile("<style>.*?</style>", re.S)
    assert light != dark
    assert cut.sub("", light) == cut.sub("", dark)


def test_nothing_is_loaded_and_nothing_runs() -> None:
    svg = render(board(), SPEC).svg
    links = re.findall(r'(?:href|src)="([^"]*)"', svg)
    assert links == []
    assert not re.search(r"<script|\son\w+=|url\((?!#)|@import", svg)


def test_inline_maps_have_links_no_style_and_no_style_attributes() -> None:
    linked = [replace(m, href=f"/place/{m.holding.place_id}?a=1&b=2") for m in board()]
    svg = render_inline(linked, SPEC).svg
    root = ElementTree.fromstring(svg)
    assert len(list(root.iter(f"{SVG}a"))) == len(linked)
    assert "<style" not in svg
    assert " style=" not in svg
    assert all(a.get("aria-label") for a in root.iter(f"{SVG}a"))


def test_inline_maps_keep_names_without_room_for_when_it_grows() -> None:
    drawing = render_inline(board(), replace(SPEC, width=320))
    names = re.findall(r'data-for="([^"]+)"', drawing.svg)
    assert set(names) == {m.holding.place_id for m in board()}
    assert drawing.svg.count("no-room") == len(drawing.dropped) > 0


def test_the_description_counts_for_those_who_cannot_see_it() -> None:
    root = ElementTree.fromstring(render(board(), SPEC).svg)
    about = root.findtext(f"{SVG}desc") or ""
    assert "10 places" in about
    assert "Opposition" in about
    assert root.get("role") == "img"


def label_boxes(svg: str) -> list[Box]:
    """Boxes of the places' names on the main map, from the file itself."""
    group = next(g for g in ElementTree.fromstring(svg).iter(f"{SVG}g") if g.get("class") == "labels")
    found = []
    for node in group:
        if "no-room" in (node.get("class") or ""):
            continue
        size = 14.5 if "n-big" in node.get("class", "") else 13.0 if "n-mid" in node.get("class", "") else 12.0
        width = text_width(node.text or "", size, bold=size > 12)
        x, y = float(node.get("x", 0)), float(node.get("y", 0))
        left = {"start": x, "middle": x - width / 2, "end": x - width}[node.get("text-anchor", "start")]
        found.append(Box(left + 0.2, y - size * 0.9 + 0.2, left + width - 0.2, y + size * 0.25 - 0.2))
    return found


@settings(max_examples=8)  # each on a ground of its own, anywhere on earth
@given(marks())
def test_any_places_with_any_names_make_a_valid_map(some: list[Mark]) -> None:
    drawing = render(some, SPEC)
    root = ElementTree.fromstring(drawing.svg)
    assert not list(root.iter(f"{SVG}script"))
    assert not any(key.startswith("on") for node in root.iter() for key in node.attrib)
    shown = {"".join(t.itertext()) for t in root.iter(f"{SVG}text")}
    for mark in some:
        name = clean(mark.holding.place)
        if mark.holding.place_id in drawing.shown and name.strip() == name and "\r" not in name:
            assert name in shown


@settings(max_examples=15)
@given(marks(near=True))
def test_names_in_the_file_never_overlap(some: list[Mark]) -> None:
    for drawing in (render(some, SPEC), render_inline(some, SPEC)):
        for one, two in combinations(label_boxes(drawing.svg), 2):
            assert not one.overlaps(two)


def test_a_fixed_extent_keeps_the_map_still() -> None:
    spec = replace(SPEC, extent=Extent(35.5, 32.3, 42.5, 37.4))
    base = re.compile(r'<g class="base">.*?</g>', re.S)
    one, two = render_inline(board()[:2], spec).svg, render_inline(board(), spec).svg
    assert base.search(one)
    assert base.findall(one) == base.findall(two)


def test_a_stale_place_is_faded_and_a_denied_one_crossed() -> None:
    svg = render(
        [Mark(holding("A", standing=Standing.STALE)), Mark(holding("B", 36, 38, standing=Standing.DENIED))], SPEC
    ).svg
    assert 'class="s1 m-stale"' in svg
    assert 'class="s1 m-cross"' in svg
