"""OpenStreetMap extracts as they are distributed (`.osm.pbf`, `.osm`), with the optional package `osmium`.

Points and closed ways are read, a way at the mean of its points; relations have no point of their own without the whole
map, so that administrative units better come from GeoJSON or Overpass.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from statistics import fmean
from typing import Any

from whoholds.errors import InputRefused, SetupError
from whoholds.reference.imports.drafts import LeftOut, Read, Rejected
from whoholds.reference.imports.features import tagged

_KEYS = ("place", "military", "aeroway", "amenity", "barrier", "waterway", "natural", "landuse")


def objects(path: Path, country: str = "") -> Iterator[Read]:
    """The named objects of an extract that are places.

    Raises:
        SetupError: `osmium` is not installed.
        InputRefused: it is no extract.
    """
    try:
        import osmium
    except ImportError as error:
        raise SetupError(
            "import.osmium",
            "reading .osm.pbf needs the package osmium",
            hint="pip install 'whoholds[osm]', or export GeoJSON",
            subject=path.name,
        ) from error
    try:
        processor = osmium.FileProcessor(str(path)).with_locations().with_filter(osmium.filter.KeyFilter("name"))
        for item in processor:
            yield _read(item, country)
    except RuntimeError as error:
        raise InputRefused(
            "import.extract", f"no OpenStreetMap extract: {error}", hint="give an .osm.pbf file", subject=path.name
        ) from error


def _read(item: Any, country: str) -> Read:
    tags = {tag.k: tag.v for tag in item.tags}
    if not any(key in tags for key in _KEYS):
        return LeftOut("no place")
    where = f"{'node' if item.is_node() else 'way' if item.is_way() else 'relation'} {item.id}"
    if item.is_node():
        if not item.location.valid():
            return Rejected(where, "its point lies outside the world")
        return tagged(f"n{item.id}", tags, (item.location.lat, item.location.lon), where, country)
    if item.is_way():
        corners = [n.location for n in item.nodes if n.location.valid()]
        point = (fmean(c.lat for c in corners), fmean(c.lon for c in corners)) if corners else None
        return tagged(f"w{item.id}", tags, point, where, country)
    return LeftOut("relation")
