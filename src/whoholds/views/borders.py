"""Borders of a newsroom's own: which are drawn as borders, and which as disputed, in place of those that ship.

A GeoJSON FeatureCollection of lines and areas, with a member `source` that names whose view it is. A feature's `kind`
is `border` (drawn whole), `disputed` (a line is dashed, an area hatched) or `none` (left out). Natural Earth's own file
of boundary lines is taken as it is: its `featurecla`, or the column of a point of view (`FCLASS_FR`), says the kind.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np

from whoholds.errors import DataError
from whoholds.views.projection import Points

KINDS = ("border", "disputed", "none")
LINES = {"LineString": 1, "MultiLineString": 2}
AREAS = {"Polygon": 2, "MultiPolygon": 3}
LONGEST = 200  # characters of a source's name


@dataclass(frozen=True, slots=True, eq=False)
class Borders:
    """A view of borders.

    Attributes:
        source: whose view it is, for the credits.
        whole: whether the shipped borders that nobody disputes are left out as well.
        solid: lines drawn as borders; each (lon, lat), shape (n, 2), degrees.
        dashed: lines drawn as disputed.
        areas: rings hatched as disputed, first vertex not repeated.
    """

    source: str
    whole: bool
    solid: tuple[Points, ...]
    dashed: tuple[Points, ...]
    areas: tuple[Points, ...]

    def geojson(self) -> dict[str, Any]:
        """The same for the moving map: lines of kind `border` and `disputed`, polygons of kind `area`."""
        features = [_feature("LineString", line.tolist(), "border") for line in self.solid]
        features += [_feature("LineString", line.tolist(), "disputed") for line in self.dashed]
        features += [_feature("Polygon", [[*ring.tolist(), ring[0].tolist()]], "area") for ring in self.areas]
        return {"type": "FeatureCollection", "features": features}


def read_borders(path: Path, view: str = "", *, whole: bool = False, most: int) -> Borders:
    """A file of borders; read once, and again when it has changed.

    Args:
        path: of the GeoJSON.
        view: a point of view of Natural Earth's file, as its column has it: "fr" is `FCLASS_FR`. "" for none.
        whole: see `Borders.whole`.
        most: bytes that are taken.

    Raises:
        DataError: the file is missing, too large, or not of this form.
    """
    try:
        stat = path.stat()
    except OSError as error:
        raise DataError("borders.no_file", "the file of borders cannot be read", subject=str(path)) from error
    if stat.st_size > most:
        raise DataError(
            "borders.size", f"the file of borders has more than {most} bytes", hint="see web.borders_bytes",
            subject=str(path),
        )  # fmt: skip
    return _read(path, stat.st_mtime_ns, view.lower(), whole)


@lru_cache(maxsize=4)
def _read(path: Path, _changed: int, view: str, whole: bool) -> Borders:
    try:
        data = json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError) as error:
        raise DataError("borders.invalid", f"not a JSON file: {error}", subject=str(path)) from error
    if not isinstance(data, dict) or not isinstance(data.get("features"), list):
        raise _broken(path, "it is no FeatureCollection")
    source = data.get("source")
    if not isinstance(source, str) or not 0 < len(source.strip()) <= LONGEST:
        raise _broken(path, "a member `source` must name whose view of borders it is")
    found: dict[str, list[Points]] = {"border": [], "disputed": [], "area": []}
    for number, feature in enumerate(data["features"]):
        try:
            for kind, points in _parts(feature, view):
                found[kind].append(points)
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            raise _broken(path, f"feature {number}: {error}") from error
    return Borders(source.strip(), whole, tuple(found["border"]), tuple(found["disputed"]), tuple(found["area"]))


def _parts(feature: Mapping[str, Any], view: str) -> Iterator[tuple[str, Points]]:
    """The lines and rings of a feature with what they are drawn as."""
    properties = {str(key).lower(): value for key, value in (feature.get("properties") or {}).items()}
    kind = kind_of(properties, view)
    geometry = feature["geometry"]
    shape = geometry["type"]
    if shape in LINES:
        lines = _runs(geometry["coordinates"], LINES[shape])
        if kind != "none":
            yield from ((kind, line) for line in lines if len(line) >= 2)
    elif shape in AREAS:
        if kind == "border":
            raise ValueError("an area can be disputed, not a border")
        if kind == "disputed":
            yield from (("area", ring[:-1]) for ring in _runs(geometry["coordinates"], AREAS[shape]) if len(ring) >= 4)
    else:
        raise ValueError(f"a {shape} is neither a line nor an area")


def kind_of(properties: Mapping[str, Any], view: str) -> str:
    """What a feature is drawn as; keys of `properties` are in small letters.

    Raises:
        ValueError: it says nothing of it.
    """
    kind = properties.get("kind")
    if kind in KINDS:
        return str(kind)
    told = (properties.get(f"fclass_{view}") if view else None) or properties.get("featurecla")
    if not isinstance(told, str):
        raise ValueError("its kind must be one of " + ", ".join(KINDS))
    told = told.lower()
    if told.startswith(("unrecognized", "admin-1", "overlay", "reference")):
        return "none"
    return "border" if told.startswith("international boundary") else "disputed"


def _runs(coordinates: Any, depth: int) -> list[Points]:
    if depth > 1:
        return [run for part in coordinates for run in _runs(part, depth - 1)]
    points = np.array([(float(p[0]), float(p[1])) for p in coordinates], dtype=np.float64).reshape(-1, 2)
    if not all(math.isfinite(v) for v in points.flat) or (np.abs(points) > (180.0, 90.0)).any():
        raise ValueError("a coordinate is outside of the world")
    return [points]


def _feature(shape: str, coordinates: Any, kind: str) -> dict[str, Any]:
    return {"type": "Feature", "properties": {"kind": kind}, "geometry": {"type": shape, "coordinates": coordinates}}


def _broken(path: Path, what: str) -> DataError:
    return DataError("borders.invalid", what, hint="see docs/how-to/swap-borders.md", subject=str(path))
