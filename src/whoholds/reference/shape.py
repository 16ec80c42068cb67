"""The shape of the compiled gazetteer: its tables, and the keys under which an entry is found in them.

`origin` is 0 for what was compiled and the number of the import for what was added since (see `imports`). Names are
kept once more behind the tables, as `hashed` says; `fresh` holds those that look-ups must ask the tables for, because
an import has changed what they lead to.
"""

from __future__ import annotations

from whoholds.reference.folding import fold
from whoholds.reference.sources import Entry
from whoholds.reference.translit import skeleton_of_key

HOW = {"name": 0, "alias": 1, "demonym": 2, "short": 3}
"""How a name belongs to its place, as the file writes it."""
ROW = "id, name, lat, lon, kind, country, population, admin1, parent"
"""The columns of a `gazetteer.Row`, in its order."""
SCHEMA = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE place (
    n INTEGER PRIMARY KEY, id TEXT NOT NULL, name TEXT NOT NULL, lat REAL NOT NULL, lon REAL NOT NULL,
    kind TEXT NOT NULL, country TEXT NOT NULL, population INTEGER NOT NULL, admin1 TEXT NOT NULL, parent TEXT,
    source TEXT NOT NULL, precision_km REAL, origin INTEGER NOT NULL
);
CREATE TABLE name (
    key TEXT NOT NULL, place INTEGER NOT NULL, how INTEGER NOT NULL, origin INTEGER NOT NULL, PRIMARY KEY (key, place)
) WITHOUT ROWID;
CREATE TABLE fresh (key TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE loose (
    country TEXT NOT NULL, key TEXT NOT NULL, place INTEGER NOT NULL, spelling TEXT NOT NULL, origin INTEGER NOT NULL,
    PRIMARY KEY (country, key, place, spelling)
) WITHOUT ROWID;
CREATE TABLE demonym (key TEXT PRIMARY KEY, country TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE part (
    id TEXT NOT NULL, direction TEXT NOT NULL, lat REAL NOT NULL, lon REAL NOT NULL, PRIMARY KEY (id, direction)
) WITHOUT ROWID;
CREATE TABLE label (
    place INTEGER NOT NULL, lang TEXT NOT NULL, name TEXT NOT NULL, origin INTEGER NOT NULL, PRIMARY KEY (place, lang)
) WITHOUT ROWID;
CREATE TABLE code (
    code TEXT NOT NULL, place INTEGER NOT NULL, scheme TEXT NOT NULL, origin INTEGER NOT NULL,
    PRIMARY KEY (code, place)
) WITHOUT ROWID;
CREATE TABLE peopled (place INTEGER NOT NULL, origin INTEGER NOT NULL, PRIMARY KEY (place)) WITHOUT ROWID;
"""
INDEXES = """
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


def keys_of(entry: Entry) -> dict[str, int]:
    """The folded names of an entry, each with how it belongs to it; the first of two equal ones counts."""
    keys: dict[str, int] = {}
    for how, spellings in (("name", (entry.name,)), *entry.names.items()):
        for spelling in spellings:
            key = fold(spelling)
            if key and key not in keys:
                keys[key] = HOW[how]
    return keys


def bones_of(keys: dict[str, int], country: str) -> list[tuple[str, str]]:
    """(loose key, folded name) of the names that press spellings vary."""
    if not country or country in LATIN_COUNTRIES:
        return []
    varied = (key for key, how in keys.items() if how not in (HOW["demonym"], HOW["short"]))
    return [(bones, key) for key in varied if (bones := skeleton_of_key(key))]
