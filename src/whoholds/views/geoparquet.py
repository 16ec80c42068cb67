"""GeoParquet 1.1: the rows of the CSV in typed columns, with points as WKB (longitude first, WGS 84).

Needs the `parquet` extra. A row without coordinates has no geometry.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, BinaryIO

from whoholds.control.glance import Answer
from whoholds.errors import SetupError
from whoholds.views.rows import CLAIMS, CONTROL, Row, SideName, StoredClaimLike, claim_row, control_row

VERSION = "1.1.0"
GEOMETRY = "geometry"
_TYPES = {
    "probability": "float64",
    "threatened": "bool_",
    "since": "date32",
    "until": "date32",
    "origins": "int32",
    "claims": "list",
    "rule_keys": "list",
    "chain": "list",
    "published": "timestamp",
    "known_from": "timestamp",
    "when_start": "date32",
    "when_end": "date32",
    "quantity": "float64",
    "quantity_approx": "bool_",
    "headline": "bool_",
    "start": "int32",
    "end": "int32",
    "confidence": "float64",
}
"""Types of columns that are no text."""


def control(file: BinaryIO, holdings: Iterable[Answer], side_name: SideName, about: Mapping[str, str | None]) -> None:
    """Write holdings, by place id.

    Args:
        file: opened for writing bytes.
        holdings: one a place.
        side_name: the name of a holder's key.
        about: what the file itself says of its day and theatre, as key-value metadata.

    Raises:
        SetupError: the library is not installed.
    """
    rows = [control_row(h, side_name) for h in sorted(holdings, key=lambda h: h.place_id)]
    _write(file, CONTROL, rows, about)


def claims(file: BinaryIO, stored: Iterable[StoredClaimLike], about: Mapping[str, str | None]) -> None:
    """Write claims in the order given; arguments as for `control`."""
    _write(file, CLAIMS, [claim_row(item) for item in stored], about)


def _library() -> Any:
    try:
        import pyarrow as arrow
        import pyarrow.parquet
    except ImportError as error:
        raise SetupError(
            "parquet.missing",
            "the library for Parquet files is not installed",
            hint="pip install 'whoholds[parquet]'",
            subject="pyarrow",
        ) from error
    return arrow


def _write(file: BinaryIO, columns: Sequence[str], rows: Sequence[Row], about: Mapping[str, str | None]) -> None:
    arrow = _library()
    kinds = {
        "float64": arrow.float64(),
        "bool_": arrow.bool_(),
        "date32": arrow.date32(),
        "int32": arrow.int32(),
        "timestamp": arrow.timestamp("us", tz="UTC"),
        "list": arrow.list_(arrow.string()),
    }
    names = [name for name in columns if name not in ("lat", "lon")]
    fields = [arrow.field(name, kinds[_TYPES[name]] if name in _TYPES else arrow.string()) for name in names]
    data: dict[str, list[Any]] = {name: [_value(name, row[name]) for row in rows] for name in names}
    data[GEOMETRY] = [point(row["lat"], row["lon"]) for row in rows]
    schema = arrow.schema([*fields, arrow.field(GEOMETRY, arrow.binary())])
    told = {"geo": json.dumps(geo(rows)), **{f"whoholds:{key}": value for key, value in about.items() if value}}
    table = arrow.table(data, schema=schema.with_metadata(told))
    arrow.parquet.write_table(table, file, compression="zstd")


def _value(name: str, value: Any) -> Any:
    """A cell as its column's type takes it."""
    kind = _TYPES.get(name)
    if value is None:
        return None
    if kind == "date32":
        return date.fromisoformat(value)
    if kind == "timestamp":
        return datetime.fromisoformat(value)
    if kind == "float64":
        return float(value)
    return value if kind else str(value).encode("utf-8", "replace").decode()


def point(lat: Any, lon: Any) -> bytes | None:
    """A point as little-endian WKB (OGC 06-103r4, 8.2), None without coordinates."""
    return None if lat is None or lon is None else struct.pack("<BIdd", 1, 1, lon, lat)


def geo(rows: Sequence[Row]) -> dict[str, Any]:
    """The file's `geo` metadata. Without `crs` the default holds: longitude and latitude, OGC:CRS84."""
    column: dict[str, Any] = {"encoding": "WKB", "geometry_types": ["Point"]}
    lons = [float(str(row["lon"])) for row in rows if row["lon"] is not None and row["lat"] is not None]
    lats = [float(str(row["lat"])) for row in rows if row["lon"] is not None and row["lat"] is not None]
    if lons:
        column["bbox"] = [min(lons), min(lats), max(lons), max(lats)]
    return {"version": VERSION, "primary_column": GEOMETRY, "columns": {GEOMETRY: column}}
