"""GeoJSON (RFC 7946): WGS 84, longitude first; a claim without coordinates has the geometry null."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from whoholds.control.glance import Answer
from whoholds.views.rows import Row, SideName, StoredClaimLike, claim_row, control_row


def control(holdings: Iterable[Answer], side_name: SideName, about: dict[str, Any] | None = None) -> dict[str, Any]:
    """A FeatureCollection of holdings, by place id.

    Args:
        holdings: one a place.
        side_name: the name of a holder's key.
        about: members of the collection itself, such as the day; they may not be called as GeoJSON's own are.
    """
    rows = [control_row(h, side_name) for h in sorted(holdings, key=lambda h: h.place_id)]
    return _collection([_feature(row, str(row["place_id"])) for row in rows], about)


def claims(stored: Iterable[StoredClaimLike], about: dict[str, Any] | None = None) -> dict[str, Any]:
    """A FeatureCollection of claims, in the order given."""
    rows = [claim_row(item) for item in stored]
    return _collection([_feature(row, str(row["claim_id"])) for row in rows], about)


def _feature(row: Row, name: str) -> dict[str, Any]:
    lat, lon = row["lat"], row["lon"]
    geometry = None if lat is None or lon is None else {"type": "Point", "coordinates": [lon, lat]}
    properties = {key: value for key, value in row.items() if key not in ("lat", "lon")}
    return {"type": "Feature", "id": name, "geometry": geometry, "properties": properties}


def _collection(features: list[dict[str, Any]], about: dict[str, Any] | None) -> dict[str, Any]:
    out: dict[str, Any] = {"type": "FeatureCollection"}
    points = [f["geometry"]["coordinates"] for f in features if f["geometry"]]
    if points:
        lons, lats = [p[0] for p in points], [p[1] for p in points]
        out["bbox"] = [min(lons), min(lats), max(lons), max(lats)]
    return {**out, **(about or {}), "features": features}
