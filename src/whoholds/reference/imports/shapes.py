"""A point that stands for a GeoJSON geometry: inside it, where a label would be set."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

Ring = Sequence[Sequence[float]]


def point_of(geometry: Any) -> tuple[float, float]:
    """Latitude and longitude of a point of the geometry: of an area its centroid, or a point inside its largest part.

    Raises:
        ValueError: in words, where it has no usable geometry.
    """
    try:
        kind, at = geometry["type"], geometry.get("coordinates")
        if kind == "Point":
            lon, lat = at[0], at[1]
        elif kind == "GeometryCollection":
            return point_of(geometry["geometries"][0])
        elif kind == "Polygon":
            lat, lon = _inside(at[0])
        elif kind == "MultiPolygon":
            lat, lon = _inside(max((polygon[0] for polygon in at), key=lambda ring: abs(_area(ring))))
        elif kind in ("LineString", "MultiPoint"):
            lon, lat, *_ = at[len(at) // 2]
        elif kind == "MultiLineString":
            line = max(at, key=len)
            lon, lat, *_ = line[len(line) // 2]
        else:
            raise ValueError(f"a geometry of an unknown type: {str(kind)[:30]}")
        return float(lat), float(lon)
    except (TypeError, KeyError, IndexError, AttributeError) as error:
        raise ValueError("it has no usable geometry") from error


def _area(ring: Ring) -> float:
    """Twice the signed area of a ring, in square degrees."""
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, [*ring[1:], ring[0]], strict=True))


def _inside(ring: Ring) -> tuple[float, float]:
    """The centroid of a ring where it lies inside, else the middle of its widest stretch at that height."""
    whole = _area(ring)
    if abs(whole) < 1e-12:
        return float(ring[0][1]), float(ring[0][0])
    east, north = ring[0][0], ring[0][1]  # small numbers keep their digits
    x = y = 0.0
    for a, b in zip(ring, [*ring[1:], ring[0]], strict=True):
        ax, ay, bx, by = a[0] - east, a[1] - north, b[0] - east, b[1] - north
        cross = ax * by - bx * ay
        x, y = x + (ax + bx) * cross, y + (ay + by) * cross
    lon, lat = east + x / (3 * whole), north + y / (3 * whole)
    crossings = sorted(
        a[0] + (lat - a[1]) * (b[0] - a[0]) / (b[1] - a[1])
        for a, b in zip(ring, [*ring[1:], ring[0]], strict=True)
        if (a[1] > lat) != (b[1] > lat)
    )
    stretches = list(zip(crossings[::2], crossings[1::2], strict=False))
    if not stretches or any(west <= lon <= far for west, far in stretches):
        return lat, lon
    west, far = max(stretches, key=lambda stretch: stretch[1] - stretch[0])
    return lat, (west + far) / 2
