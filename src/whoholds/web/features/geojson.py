"""A GeoJSON feature, as every collection gives them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

Feature = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Page:
    """Features that are shown, and how many were found."""

    features: tuple[Feature, ...]
    matched: int


def feature(id: str, point: tuple[float | None, float | None], properties: Mapping[str, Any]) -> Feature:
    """A feature at (longitude, latitude), to five decimals of a degree; without both its geometry is null."""
    lon, lat = point
    at = None if lon is None or lat is None else {"type": "Point", "coordinates": [round(lon, 5), round(lat, 5)]}
    kept = {key: value for key, value in properties.items() if key not in ("lat", "lon")}
    return {"type": "Feature", "id": id, "geometry": at, "properties": kept}
