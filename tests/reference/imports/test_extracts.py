from __future__ import annotations

import sys
from pathlib import Path

import pytest

from whoholds.errors import InputRefused, SetupError
from whoholds.reference.imports.drafts import Draft, Rejected
from whoholds.reference.imports.extracts import objects

OSM = """<?xml version="1.0"?>
<osm version="0.6">
 <node id="1" lat="35.0" lon="36.0"><tag k="place" v="village"/><tag k="name" v="Osta"/></node>
 <node id="2" lat="35.0" lon="36.0"><tag k="shop" v="bakery"/><tag k="name" v="Bread"/></node>
 <node id="3" lat="35.0" lon="36.2"/>
 <node id="4" lat="35.2" lon="36.4"/>
 <way id="5"><nd ref="3"/><nd ref="4"/><tag k="military" v="airfield"/><tag k="name" v="Osta Field"/></way>
 <relation id="6"><member type="way" ref="5" role="outer"/><tag k="place" v="region"/><tag k="name" v="V"/></relation>
</osm>
"""


def test_points_and_ways(tmp_path: Path) -> None:
    path = tmp_path / "small.osm"
    path.write_text(OSM, encoding="utf-8")
    town, field = (row for row in objects(path, "SY") if isinstance(row, Draft))
    assert (town.id, town.name, town.kind, town.country, town.lat) == ("osm:n1", "Osta", "settlement", "SY", 35.0)
    assert (field.id, field.kind) == ("osm:w5", "air_base")
    assert (field.lat, field.lon) == pytest.approx((35.1, 36.3))


def test_a_point_outside_the_world_is_a_bad_row(tmp_path: Path) -> None:
    path = tmp_path / "far.osm"
    path.write_text(OSM.replace('<node id="1" lat="35.0"', '<node id="1" lat="95.0"'), encoding="utf-8")
    rows = list(objects(path, "SY"))
    assert [(r.where, r.why) for r in rows if isinstance(r, Rejected)] == [
        ("node 1", "its point lies outside the world")
    ]
    assert [r.name for r in rows if isinstance(r, Draft)] == ["Osta Field"]


def test_no_extract(tmp_path: Path) -> None:
    path = tmp_path / "x.osm.pbf"
    path.write_bytes(b"no extract")
    with pytest.raises(InputRefused) as caught:
        list(objects(path))
    assert caught.value.code == "import.extract"


def test_without_the_package_the_error_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "osmium", None)
    with pytest.raises(SetupError) as caught:
        list(objects(tmp_path / "x.osm.pbf"))
    assert "GeoJSON" in caught.value.hint
