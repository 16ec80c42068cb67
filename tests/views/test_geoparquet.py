from __future__ import annotations

import io
import json
import sys
from datetime import date

import geopandas
import pyarrow.parquet as parquet
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.views.coded import anything
from tests.views.samples import KNOWN, UNPLACED, Stored, claim, holding
from whoholds.errors import SetupError
from whoholds.views import geoparquet
from whoholds.views.rows import CLAIMS, CONTROL

ABOUT = {"on": "2024-12-07", "as_known": None, "theatre": "syria"}


def control(*holdings: object) -> io.BytesIO:
    file = io.BytesIO()
    geoparquet.control(file, holdings, lambda key: key.upper(), ABOUT)
    file.seek(0)
    return file


def claims(*stored: Stored) -> io.BytesIO:
    file = io.BytesIO()
    geoparquet.claims(file, stored, ABOUT)
    file.seek(0)
    return file


def test_geopandas_reads_points_in_longitude_and_latitude() -> None:
    frame = geopandas.read_parquet(control(holding(), holding("Homs", 34.7, 36.7, "gov")))
    assert frame.crs is not None and frame.crs.to_string() == "OGC:CRS84"
    assert [(p.x, p.y) for p in frame.geometry] == [(36.76, 35.13), (36.7, 34.7)]
    assert list(frame["side"]) == ["OPP", "GOV"]


def test_the_metadata_are_those_of_the_standard() -> None:
    told = parquet.read_schema(control(holding(), holding("Homs", 34.7, 36.7))).metadata
    geo = json.loads(told[b"geo"])
    assert (geo["version"], geo["primary_column"]) == ("1.1.0", "geometry")
    assert geo["columns"]["geometry"] == {
        "encoding": "WKB",
        "geometry_types": ["Point"],
        "bbox": [36.7, 34.7, 36.76, 35.13],
    }
    assert told[b"whoholds:on"] == b"2024-12-07" and b"whoholds:as_known" not in told


def test_columns_have_types() -> None:
    table = parquet.read_table(claims(Stored(claim()), Stored(claim("c2", place=UNPLACED))))
    assert [n for n in table.column_names if n != "geometry"] == [n for n in CLAIMS if n not in ("lat", "lon")]
    kinds = {name: str(table.schema.field(name).type) for name in table.column_names}
    assert (kinds["when_start"], kinds["headline"], kinds["start"]) == ("date32[day]", "bool", "int32")
    assert kinds["known_from"] == "timestamp[us, tz=UTC]" and kinds["chain"].startswith("list<")
    rows = table.to_pylist()
    assert rows[0]["when_start"] == date(2024, 12, 5) and rows[0]["chain"] == ["outlet", "residents"]
    assert rows[0]["quantity"] == 2000.0 and rows[1]["geometry"] is None
    days = parquet.read_table(control(holding(since=None))).to_pylist()
    assert days[0]["since"] is None and days[0]["claims"] == ["c1", "c2"] and set(days[0]) >= {"rule", "origins"}
    assert set(days[0]) == {n for n in CONTROL if n not in ("lat", "lon")} | {"geometry"}


def test_nothing_is_a_file_too() -> None:
    assert len(geopandas.read_parquet(control())) == 0
    assert "bbox" not in json.loads(parquet.read_schema(claims()).metadata[b"geo"])["columns"]["geometry"]


@given(st.lists(anything(), max_size=4))
def test_any_text_goes_in_and_comes_out(stored: list[Stored]) -> None:
    rows = parquet.read_table(claims(*stored)).to_pylist()
    assert [r["quote"] for r in rows] == [s.claim.quote.encode("utf-8", "replace").decode() for s in stored]
    assert all(r["known_from"] == s.known_from for r, s in zip(rows, stored, strict=True))
    assert KNOWN.tzinfo is not None


def test_without_the_library_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(SetupError) as caught:
        control(holding())
    assert caught.value.code == "parquet.missing" and "whoholds[parquet]" in caught.value.hint
