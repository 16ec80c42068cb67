"""A place as the gazetteer's file holds it, and how a name led to it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple

from whoholds.reference.shape import ROW
from whoholds.reference.sources import KINDS
from whoholds.reference.sqlite import sqlite3

COLUMNS = ", ".join(f"p.{column}" for column in ROW.split(", "))
NAMED = f"SELECT {COLUMNS}, how, n.origin FROM name n JOIN place p ON p.n = n.place"
"""What `hits_of` takes; `n.key` is the folded name."""


class Row(NamedTuple):
    """A place. `id` is "gn:…" (GeoNames), "wh:…" (our own list) or "ap:…" (airports).

    Attributes:
        lat, lon: WGS 84 degrees; of an area a representative point.
        kind: settlement, quarter, camp, airport, air_base, base, prison, crossing, district, province, country, region,
            river, road, border, dam, hill, university, hospital, landmark.
        country: ISO 3166-1 alpha-2; empty where it lies in several or none.
        population: 0 where it is not known.
        admin1: GeoNames code of the first-level unit within the country, may be empty.
        parent: id of the unit that contains it.
    """

    id: str
    name: str
    lat: float
    lon: float
    kind: str
    country: str
    population: int
    admin1: str
    parent: str | None

    @property
    def geonameid(self) -> int | None:
        """The GeoNames number, where the row has one."""
        return int(self.id[3:]) if self.id.startswith("gn:") else None


class Hit(NamedTuple):
    """A row and how the name led to it: name, alias, demonym, short, loose or typo; `alike` is 1 where strict."""

    row: Row
    how: str
    hint: str | None = None
    alike: float = 1.0


_how, _origin = itemgetter(9), itemgetter(10)
HOW_NAMES = ("name", "alias", "demonym", "short", "loose", "typo")
_new = tuple.__new__  # rows come from the file in the order of their fields
_KINDS = tuple(sorted(KINDS))
_GEONAMES, _MARK = "gn:", ":"
KIND_ORDER = {"country": 0, "settlement": 1, "province": 2}


def _rank(hit: Hit) -> tuple[bool, int, int, str]:
    """The order in which `build` numbers places, for what was added since; adjectives and abbreviations come last."""
    row = hit.row
    return hit.how in ("demonym", "short"), KIND_ORDER.get(row.kind, 3), -row.population, row.id


def people(row: Row) -> int:
    """Population with a stand-in where it is not known; our own rows are there because reporting names them."""
    return max(row.population, 10_000 if row.id.startswith("wh:") else 700 if row.population == 0 else 10)


def line_of(hit: Hit) -> str:
    """A hit of a strict name as one line; `hit_of` reads it back.

    What stands a million times is a number: how the name led there, the kind, the id of a GeoNames row.
    """
    row = hit.row
    kind = str(_KINDS.index(row.kind)) if row.kind in KINDS else _plain(row.kind)
    known = (row.country, str(row.population or ""), row.admin1)
    cells = (f"{HOW_NAMES.index(hit.how)}{kind}", _number(row.id), row.name, repr(row.lat), repr(row.lon), *known)
    return "\t".join(cell.replace("\t", " ").replace("\n", " ") for cell in (*cells, _number(row.parent or "")))


def hit_of(line: str) -> Hit:
    """The hit that a line holds."""
    head, id, name, lat, lon, country, population, admin1, parent = line.split("\t")
    how, kind = int(head[0]), head[1:]
    kind = _KINDS[int(kind)] if kind.isdecimal() else kind.removeprefix(_MARK)
    row = (_id(id), name, float(lat), float(lon), kind, country, int(population or 0), admin1, _id(parent) or None)
    return _new(Hit, (_new(Row, row), HOW_NAMES[how], None, 1.0))


def _number(id: str) -> str:
    """The id of a GeoNames row without its prefix."""
    bare = id.removeprefix(_GEONAMES)
    return bare if bare != id and bare.isdecimal() else _plain(id)


def _id(cell: str) -> str:
    return _GEONAMES + cell if cell.isdecimal() else cell.removeprefix(_MARK)


def _plain(text: str) -> str:
    """A text that is no number for something, marked where it could be taken for one."""
    return _MARK + text if text.isdecimal() or text.startswith(_MARK) else text


def hits_of(rows: list[tuple[Any, ...]]) -> list[Hit]:
    """The hits of one strict name, best first, from rows of `NAMED` in the order of their places' numbers.

    Places are numbered best first (see `build`), so that only adjectives, abbreviations and what was added since need
    sorting.
    """
    hits = [_new(Hit, (_new(Row, r[:9]), HOW_NAMES[r[9]], None, 1.0)) for r in rows]
    if rows and (max(map(_how, rows)) > 1 or max(map(_origin, rows))):
        hits.sort(key=_rank)
    return hits


def records(db: sqlite3.Connection, *, added: bool) -> Iterator[tuple[str, list[str]]]:
    """Each folded name of a gazetteer with its hits as lines.

    Args:
        db: the tables.
        added: with what imports have added.
    """
    where = "" if added else "WHERE n.origin = 0"
    sql = f"{NAMED.replace(' FROM', ', n.key FROM', 1)} {where} ORDER BY n.key, place"
    for key, rows in groupby(db.execute(sql), key=itemgetter(11)):
        yield key, [line_of(hit) for hit in hits_of(list(rows))]
