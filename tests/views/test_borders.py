from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whoholds.errors import DataError
from whoholds.views.basemap import Basemap
from whoholds.views.borders import Borders, kind_of, read_borders
from whoholds.views.ground import Ground
from whoholds.views.projection import Extent, View

LINE = {"type": "LineString", "coordinates": [[36.0, 33.0], [37.0, 34.0], [38.0, 34.0]]}
RING = [[36.0, 33.0], [37.0, 33.0], [37.0, 34.0], [36.0, 33.0]]
MOST = 1_000_000


def feature(geometry: dict[str, Any], **properties: Any) -> dict[str, Any]:
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def written(folder: Path, *features: Any, source: Any = "The Lakeside Gazette", **more: Any) -> Path:
    path = folder / "borders.json"
    path.write_text(json.dumps({"type": "FeatureCollection", "source": source, "features": features, **more}))
    return path


def ground(borders: Borders | None) -> str:
    view = View.fit(Extent(35.0, 32.0, 42.0, 37.0), 0.0, 0.0, 600.0, 500.0)
    return "".join(el.xml for el in Ground(Basemap.load(), view, ("SY",), "en", borders=borders).layers("wh-"))


def drawn(text: str, css: str) -> str:
    """The path of a kind of line; "" where there is none."""
    _, found, rest = text.partition(f'class="line {css}"')
    return rest.partition(' d="')[2].partition('"')[0] if found else ""


def test_lines_and_areas_are_read_by_their_kind(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        feature(LINE, kind="border"),
        feature({"type": "MultiLineString", "coordinates": [LINE["coordinates"], [[1, 2], [3, 4]]]}, kind="disputed"),
        feature({"type": "Polygon", "coordinates": [RING]}, kind="disputed"),
        feature(LINE, kind="none"),
    )
    borders = read_borders(path, most=MOST)
    assert borders.source == "The Lakeside Gazette" and not borders.whole
    assert [len(line) for line in borders.solid] == [3]
    assert [len(line) for line in borders.dashed] == [3, 2]
    assert [len(ring) for ring in borders.areas] == [3]
    kinds = [one["properties"]["kind"] for one in borders.geojson()["features"]]
    assert kinds == ["border", "disputed", "disputed", "area"]
    assert borders.geojson()["features"][-1]["geometry"]["coordinates"] == [RING]


def test_natural_earth_s_own_columns_say_the_kind(tmp_path: Path) -> None:
    told = {"FEATURECLA": "Disputed (please verify)", "FCLASS_FR": "International boundary (verify)", "FCLASS_CN": None}
    path = written(tmp_path, feature(LINE, **told))
    assert len(read_borders(path, most=MOST).dashed) == 1
    assert len(read_borders(path, "fr", most=MOST).solid) == 1
    assert len(read_borders(path, "CN", most=MOST).dashed) == 1
    assert kind_of({"fclass_in": "Unrecognized"}, "in") == "none"


@pytest.mark.parametrize(
    "features",
    [
        [feature(LINE)],
        [feature(LINE, kind="wall")],
        [feature({"type": "Point", "coordinates": [1, 2]}, kind="border")],
        [feature({"type": "Polygon", "coordinates": [RING]}, kind="border")],
        [feature({"type": "LineString", "coordinates": [[200, 0], [0, 0]]}, kind="border")],
        [feature({"type": "LineString", "coordinates": [["a", 0], [0, 0]]}, kind="border")],
        [feature({"type": "LineString", "coordinates": 7}, kind="border")],
        [{"type": "Feature", "properties": {"kind": "border"}, "geometry": None}],
        ["text"],
    ],
)
def test_a_broken_feature_is_named(tmp_path: Path, features: list[Any]) -> None:
    with pytest.raises(DataError, match="feature 0") as caught:
        read_borders(written(tmp_path, *features), most=MOST)
    assert caught.value.code == "borders.invalid"


@pytest.mark.parametrize("source", [None, "", "  ", 7, "x" * 201])
def test_whose_view_it_is_must_be_said(tmp_path: Path, source: Any) -> None:
    with pytest.raises(DataError, match="source"):
        read_borders(written(tmp_path, source=source), most=MOST)


def test_a_file_that_cannot_be_taken_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="cannot be read"):
        read_borders(tmp_path / "none.json", most=MOST)
    path = written(tmp_path, feature(LINE, kind="border"))
    with pytest.raises(DataError, match="more than 10 bytes"):
        read_borders(path, most=10)
    path.write_text("[1, 2")
    with pytest.raises(DataError, match="JSON"):
        read_borders(path, most=MOST)
    path.write_text("[1, 2]")
    with pytest.raises(DataError, match="FeatureCollection"):
        read_borders(path, most=MOST)


def test_a_changed_file_is_read_again(tmp_path: Path) -> None:
    path = written(tmp_path, feature(LINE, kind="border"))
    first = read_borders(path, most=MOST)
    assert read_borders(path, most=MOST) is first
    written(tmp_path, feature(LINE, kind="border"), source="Another")
    assert read_borders(path, most=MOST).source == "Another"


@given(st.dictionaries(st.sampled_from(["kind", "featurecla", "fclass_fr"]), st.text() | st.none() | st.integers()))
def test_a_kind_is_one_of_three_or_refused(properties: dict[str, Any]) -> None:
    try:
        assert kind_of(properties, "fr") in ("border", "disputed", "none")
    except ValueError as error:
        assert "kind" in str(error)


def test_the_printed_ground_draws_them_in_place_of_the_shipped(tmp_path: Path) -> None:
    own = written(tmp_path, feature(LINE, kind="disputed"), feature(LINE, kind="border"))
    shipped, swapped = ground(None), ground(read_borders(own, most=MOST))
    alone = ground(read_borders(own, whole=True, most=MOST))
    assert "url(#wh-dis)" in shipped and "url(#wh-dis)" not in swapped
    assert drawn(shipped, "disputed") != drawn(swapped, "disputed") != ""
    assert drawn(swapped, "border").startswith(drawn(shipped, "border")) and drawn(shipped, "border") != ""
    assert drawn(swapped, "border").endswith(drawn(alone, "border")) and len(drawn(alone, "border")) < 80
    nothing = ground(read_borders(written(tmp_path, source="Nobody"), most=MOST))
    assert drawn(nothing, "disputed") == "" and drawn(nothing, "border") == drawn(shipped, "border")
