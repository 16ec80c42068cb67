"""Puts drafts beside what the gazetteer has: the same id, or the same name near by, is the same place.

Merging only adds: names, codes, names to show, a population where none was known. What was compiled is never changed or
removed, so that an import can be taken back (`take_back`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from math import cos, radians

from whoholds.reference.folding import fold
from whoholds.reference.gazetteer import Row, kilometres
from whoholds.reference.imports.drafts import Draft, LeftOut, Read, Rejected
from whoholds.reference.qualifiers import strip_generic
from whoholds.reference.rows import NAMED
from whoholds.reference.shape import HOW, ROW, bones_of, keys_of
from whoholds.reference.sources import Entry
from whoholds.reference.sqlite import sqlite3

_KIN = {
    "settlement": "town", "quarter": "town", "camp": "town", "airport": "air", "air_base": "air", "base": "base",
    "province": "province", "region": "province", "district": "district",
}  # fmt: skip
_REACH = {"town": 10.0, "air": 12.0, "base": 8.0, "province": 200.0, "district": 80.0, "river": 300.0, "road": 300.0}
"""Up to which distance two places of one name and kin are one. Unit: km."""
_OTHER_REACH = 5.0
_UNITS = frozenset({"province", "district"})
_BY_TOWN_KM, _BY_UNIT_KM = 30.0, 120.0
"""How far the point may be off that stands for a unit which came without one. Unit: km."""
_BY_KEY = f"{NAMED.replace(' FROM', ', place FROM', 1)} WHERE key = ?"
_NEAREST = (
    "SELECT country, admin1, parent FROM place WHERE kind = 'settlement' AND lat BETWEEN ?1 - 0.5 AND ?1 + 0.5 "
    "AND lon BETWEEN ?2 - ?3 AND ?2 + ?3 AND country <> '' AND (?4 = '' OR country = ?4) AND admin1 <> '' "
    "ORDER BY (lat - ?1) * (lat - ?1) + ?5 * (lon - ?2) * (lon - ?2), id LIMIT 1"
)


@dataclass(slots=True)
class Outcome:
    """What an import did.

    Attributes:
        added: places that are new. merged: places that were known and got something.
        unchanged: rows that said nothing new. names: names that are new.
        left_out: rows by a kind that no report calls a place. rejected: rows that could not be taken in.
    """

    added: int = 0
    merged: int = 0
    unchanged: int = 0
    names: int = 0
    left_out: Counter[str] = field(default_factory=Counter)
    rejected: list[Rejected] = field(default_factory=list)
    kept: list[Draft] = field(default_factory=list)


class Merger:
    """Writes drafts into an open gazetteer under the number of their import."""

    def __init__(self, db: sqlite3.Connection, origin: int, source: str) -> None:
        self._db = db
        self._origin = origin
        self._source = source
        self._next: int = db.execute("SELECT max(n) FROM place").fetchone()[0] + 1

    def take(self, rows: Iterable[Read]) -> Outcome:
        """Merges every usable row; the others are counted."""
        outcome = Outcome()
        for row in rows:
            if isinstance(row, LeftOut):
                outcome.left_out[row.kind] += 1
            elif isinstance(row, Rejected):
                outcome.rejected.append(row)
            elif (refused := self._one(row, outcome)) is not None:
                outcome.rejected.append(refused)
            else:
                outcome.kept.append(row)
        return outcome

    def _one(self, draft: Draft, outcome: Outcome) -> Rejected | None:
        try:
            number = self._known(draft)
        except LookupError as error:
            return Rejected(draft.where, str(error))
        if number is None:
            placed = draft if draft.lat is not None else self._placed(draft)
            if placed is None or placed.lat is None or placed.lon is None:
                return Rejected(draft.where, "it has no point, and no known place bears its name")
            number = self._insert(placed, placed.lat, placed.lon)
            outcome.names += self._spell(number, draft)
            self._enrich(number, draft)
            outcome.added += 1
            return None
        names, more = self._spell(number, draft), self._enrich(number, draft)
        outcome.names += names
        if names or more:
            outcome.merged += 1
        else:
            outcome.unchanged += 1
        return None

    def _known(self, draft: Draft) -> int | None:
        """The number of the place that a draft means; None where it is new.

        Raises:
            LookupError: in words, where its names fit several known places or its id none.
        """
        if draft.id:
            found = self._db.execute("SELECT n FROM place WHERE id = ?", (draft.id,)).fetchone()
            if found:
                return int(found[0])
            if not draft.name:
                raise LookupError(f"no place has the id {draft.id}")
        for scheme, code in draft.codes.items():
            found = self._db.execute("SELECT place FROM code WHERE code = ? AND scheme = ?", (code, scheme)).fetchall()
            if len(found) == 1 and scheme in ("pcode", "geoboundaries"):
                return int(found[0][0])
        rows = self._namesakes(draft)
        if draft.lat is not None and draft.lon is not None:
            lat, lon = draft.lat, draft.lon
            reach = _REACH.get(_KIN.get(draft.kind, draft.kind), _OTHER_REACH)
            near = [(kilometres(lat, lon, r.lat, r.lon), n) for n, r in rows]
            return min((pair for pair in near if pair[0] <= reach), default=(0.0, None))[1]
        if len(rows) > 1:
            raise LookupError(f"it has no point, and {len(rows)} known places bear its name")
        return rows[0][0] if rows else None

    def _namesakes(self, draft: Draft) -> list[tuple[int, Row]]:
        kin = _KIN.get(draft.kind, draft.kind)
        keys = {fold(name) for name in (draft.name, *draft.names, *draft.labels.values())} - {""}
        if draft.kind in _UNITS:  # "Osta District" may be known as Osta
            keys |= {bare for name in (draft.name, *draft.labels.values()) if (bare := _bare(name))}
        found: dict[int, Row] = {}
        for key in keys:
            for *row, how, _, n in self._db.execute(_BY_KEY, (key,)):
                place = Row(*row)
                same = how < HOW["demonym"] and _KIN.get(place.kind, place.kind) == kin
                if same and (not draft.country or place.country in (draft.country, "")):
                    found[n] = place
        above = self._unit(draft) if draft.lat is None and draft.parent else ""
        return [(n, row) for n, row in found.items() if not above or row.admin1 in (above, "")]

    def _placed(self, draft: Draft) -> Draft | None:
        """A unit that came without a point with one that stands for it: its only town's, else that of the unit above.

        How far that may be off is said as its precision; a settlement is never placed so.
        """
        if draft.kind not in _UNITS:
            return None
        above = self._db.execute(
            "SELECT p.lat, p.lon, p.admin1, p.country FROM code c JOIN place p ON p.n = c.place WHERE c.code = ?",
            (draft.parent,),
        ).fetchone()
        town = self._namesakes(replace(draft, kind="settlement", name=_bare(draft.name) or draft.name))
        if len(town) == 1 and (above is None or town[0][1].admin1 in (above[2], "")):
            row = town[0][1]
            return replace(draft, lat=row.lat, lon=row.lon, precision_km=_BY_TOWN_KM)
        if above is not None:
            return replace(draft, lat=above[0], lon=above[1], precision_km=_BY_UNIT_KM)
        return None

    def _unit(self, draft: Draft) -> str:
        """The first-level unit that a draft lies in by the code of its parent."""
        found = self._db.execute(
            "SELECT p.admin1 FROM code c JOIN place p ON p.n = c.place WHERE c.code = ? LIMIT 1", (draft.parent,)
        ).fetchone()
        return str(found[0]) if found else ""

    def _insert(self, draft: Draft, lat: float, lon: float) -> int:
        number = self._next
        self._next += 1
        width = 0.5 / max(0.05, cos(radians(lat)))
        near = self._db.execute(_NEAREST, (lat, lon, width, draft.country, cos(radians(lat)) ** 2)).fetchone()
        country = draft.country or (near[0] if near else "")
        admin1 = draft.admin1 or (near[1] if near and near[0] == country else "")
        above = self._db.execute(
            "SELECT p.id FROM code c JOIN place p ON p.n = c.place WHERE c.code = ?", (draft.parent,)
        )
        unit = self._db.execute(
            "SELECT id FROM place WHERE kind IN ('province', 'country') AND country = ? AND admin1 IN (?, '') "
            "ORDER BY admin1 = '', id LIMIT 1",
            (country, admin1 if draft.kind != "province" else ""),
        ).fetchone()
        parent = ((draft.parent and above.fetchone()) or unit or (None,))[0]
        id = draft.id or f"im:{self._origin}:{number}"
        row = (number, id, draft.name, lat, lon, draft.kind, country, draft.population, admin1, parent)
        marks = ",".join("?" * (len(row) + 3))
        self._db.execute(f"INSERT INTO place VALUES ({marks})", (*row, self._source, draft.precision_km, self._origin))
        return number

    def _spell(self, number: int, draft: Draft) -> int:
        """Adds the names that are new; returns how many."""
        row = self._db.execute(f"SELECT {ROW} FROM place WHERE n = ?", (number,)).fetchone()
        spellings = [draft.name, *draft.names, *draft.labels.values()]
        keys = keys_of(Entry(row[0], row[1], 0, 0, "", row[5], names={"alias": spellings}))
        fresh: dict[str, int] = {}
        for key, how in keys.items():
            values = (key, number, how, self._origin)
            if self._db.execute("INSERT OR IGNORE INTO name VALUES (?,?,?,?)", values).rowcount:
                fresh[key] = how
        self._db.executemany(
            "INSERT OR IGNORE INTO loose VALUES (?,?,?,?,?)",
            [(row[5], bones, number, key, self._origin) for bones, key in bones_of(fresh, row[5])],
        )
        return len(fresh)

    def _enrich(self, number: int, draft: Draft) -> bool:
        """Adds codes, names to show and a population; says whether any was new."""
        before = self._db.total_changes
        self._db.executemany(
            "INSERT OR IGNORE INTO label VALUES (?,?,?,?)",
            [(number, lang, text, self._origin) for lang, text in draft.labels.items()],
        )
        self._db.executemany(
            "INSERT OR IGNORE INTO code VALUES (?,?,?,?)",
            [(code, number, scheme, self._origin) for scheme, code in draft.codes.items()],
        )
        if draft.population:
            grown = self._db.execute(
                "UPDATE place SET population = ? WHERE n = ? AND population = 0", (draft.population, number)
            )
            if grown.rowcount:
                self._db.execute("INSERT OR IGNORE INTO peopled VALUES (?,?)", (number, self._origin))
        return bool(self._db.total_changes - before)


def _bare(name: str) -> str:
    """The folded name of a unit without the word for one; empty where it has none."""
    bare, kind = strip_generic(name)
    return bare if kind in _UNITS else ""


def take_back(db: sqlite3.Connection, origin: int) -> None:
    """Removes what the imports from this number on have added."""
    db.execute("UPDATE place SET population = 0 WHERE n IN (SELECT place FROM peopled WHERE origin >= ?)", (origin,))
    for table in ("peopled", "name", "loose", "label", "code", "place"):
        db.execute(f"DELETE FROM {table} WHERE origin >= ?", (origin,))
