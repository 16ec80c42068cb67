"""GeoJSON of geoBoundaries and of OpenStreetMap, and Overpass JSON: named features with tags."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from whoholds.errors import InputRefused
from whoholds.reference.imports.drafts import Draft, LeftOut, Read, Rejected, people
from whoholds.reference.imports.iso import iso2
from whoholds.reference.imports.kinds import kinds
from whoholds.reference.imports.shapes import point_of

_NAMES = ("official_name", "alt_name", "old_name", "int_name", "loc_name", "short_name", "reg_name", "nat_name")
_SHOWN = frozenset({"en", "fr", "ar", "uk", "ru"})
_OSM_ID = re.compile(r"^(?:(n|w|r)[a-z]*/?)?([0-9]+)$")


def features(data: Any, country: str = "") -> Iterator[Read]:
    """The features of a parsed file, whichever of the three it is.

    Args:
        data: what `json.loads` made of the file.
        country: ISO 3166-1 alpha-2 code of all of them, where the file does not say.

    Raises:
        InputRefused: it is none of the three.
    """
    if isinstance(data, Mapping) and isinstance(data.get("elements"), list):
        for count, element in enumerate(data["elements"], 1):
            yield _element(element, f"element {count}", country)
    elif isinstance(data, Mapping) and isinstance(data.get("features"), list):
        for count, feature in enumerate(data["features"], 1):
            yield _feature(feature, f"feature {count}", country)
    else:
        raise InputRefused(
            "import.json",
            "neither a GeoJSON feature collection nor an Overpass answer",
            hint="export GeoJSON, or ask Overpass for [out:json] with `out center`",
        )


def tagged(id: str, tags: Mapping[str, Any], point: tuple[float, float] | None, where: str, country: str = "") -> Read:
    """An OpenStreetMap object by its tags; `id` is "n42", "w42" or "r42", empty where it is not known."""
    found = _kind(tags)
    name = str(tags.get("name") or tags.get("name:en") or "")
    if found is None:
        return LeftOut(next((f"{k}={v}" for k, v in tags.items() if k not in ("name",)), "no tags"))
    if not name:
        return Rejected(where, "it has no name")
    if point is None:
        return Rejected(where, "it has no point (ask Overpass for `out center`)")
    labels = {key[5:]: str(value) for key, value in tags.items() if key.startswith("name:") and key[5:] in _SHOWN}
    spellings = [str(tags[key]) for key in _NAMES if key in tags]
    spellings += [str(value) for key, value in tags.items() if key.startswith("name:")]
    return Draft(
        f"osm:{id}" if id else "",
        labels.get("en") or name,
        found,
        iso2(str(tags.get("addr:country", ""))) or country,
        *point,
        people(str(tags.get("population", ""))),
        names=(name, *(part.strip() for text in spellings for part in text.split(";"))),
        labels=labels,
        codes={scheme: str(tags[key]) for scheme, key in _CODES if tags.get(key)},
        where=where,
    )


_CODES = (("wikidata", "wikidata"), ("iso", "ISO3166-2"), ("pcode", "ref:pcode"), ("icao", "icao"))


def _kind(tags: Mapping[str, Any]) -> str | None:
    if tags.get("boundary") == "administrative":
        return kinds("osm").get(f"admin_level={tags.get('admin_level')}")
    pairs = (f"{key}={value}" for key, value in tags.items() if key != "admin_level")
    return next((kinds("osm")[pair] for pair in pairs if pair in kinds("osm")), None)


def _element(element: Any, where: str, country: str) -> Read:
    if not isinstance(element, Mapping) or not isinstance(element.get("tags", {}), Mapping):
        return Rejected(where, "it is no element of Overpass")
    at = element if "lat" in element else element.get("center", {})
    try:
        point = (float(at["lat"]), float(at["lon"])) if at else None
    except (KeyError, TypeError, ValueError):
        return Rejected(where, "its point is no pair of numbers")
    id = f"{str(element.get('type', ''))[:1]}{element.get('id', '')}"
    return tagged(id if _OSM_ID.match(id) else "", element.get("tags", {}), point, where, country)


def _feature(feature: Any, where: str, country: str) -> Read:
    properties = feature.get("properties") if isinstance(feature, Mapping) else None
    if not isinstance(properties, Mapping):
        return Rejected(where, "it is no feature with properties")
    try:
        point = point_of(feature.get("geometry"))
    except ValueError as error:
        return Rejected(where, str(error))
    if "shapeName" in properties:
        return _boundary(properties, point, where, country)
    inner = properties.get("tags")
    tags = inner if isinstance(inner, Mapping) else properties
    return tagged(_osm_id(feature, properties), tags, point, where, country)


def _boundary(properties: Mapping[str, Any], point: tuple[float, float], where: str, country: str) -> Read:
    level = str(properties.get("shapeType", ""))
    kind = kinds("geoboundaries").get(level)
    of = iso2(str(properties.get("shapeGroup", ""))) or country
    if kind is None:
        return LeftOut(level or "no shapeType")
    if not of:
        return Rejected(where, "shapeGroup is no country")
    name = str(properties["shapeName"] or "").strip()
    id = str(properties.get("shapeID") or "")
    return Draft(
        f"gb:{id}" if id else "",
        name,
        kind,
        of,
        *point,
        codes={"iso": str(properties.get("shapeISO") or ""), "geoboundaries": id},
        where=where,
    )


def _osm_id(feature: Mapping[str, Any], properties: Mapping[str, Any]) -> str:
    """Its id as the exporters write it: "node/42", "@id", or a bare number under osm_id."""
    for value in (properties.get("@id"), feature.get("id"), properties.get("id"), properties.get("osm_id")):
        match = _OSM_ID.match(str(value or ""))
        if match:
            return f"{match[1] or 'n'}{match[2]}"
    return ""
