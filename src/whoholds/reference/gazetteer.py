"""The gazetteer: every place that `whoholds` knows, in one read-only SQLite file.

Look-up goes from strict to loose, and the looser the match, the more context it needs: the folded name in any country;
the name without generic words ("province de Homs" → "Homs"); within given countries the transliteration skeleton; at
last, for long names within given countries, one letter wrong.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from functools import lru_cache
from math import asin, cos, radians, sin, sqrt
from pathlib import Path
from threading import local
from types import TracebackType

from whoholds.errors import NotFound, SetupError
from whoholds.reference.fingerprint import fingerprint
from whoholds.reference.folding import fold
from whoholds.reference.hashed import Hashed
from whoholds.reference.qualifiers import strip_generic
from whoholds.reference.rows import COLUMNS, HOW_NAMES, KIND_ORDER, NAMED, hit_of, hits_of, people
from whoholds.reference.rows import Hit as Hit
from whoholds.reference.rows import Row as Row
from whoholds.reference.sqlite import sqlite3
from whoholds.reference.translit import likeness, skeleton_of_key
from whoholds.reference.variants import turned, with_generic

AREAS = frozenset({"country", "province", "district", "region"})
LINES = frozenset({"road", "river", "border"})
TYPO_LENGTH = 7
"""Shortest folded name in which one wrong letter is forgiven. Unit: characters."""
_BY_KEY = f"{NAMED} WHERE key = ? ORDER BY place"
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


def kilometres(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Great-circle distance on a sphere of 6,371 km."""
    a, b = radians(lat1), radians(lat2)
    h = sin((b - a) / 2) ** 2 + cos(a) * cos(b) * sin(radians(lon2 - lon1) / 2) ** 2
    return 12742 * asin(min(1.0, sqrt(h)))


class _Cursor(local):
    """A cursor a thread, kept: making one takes as long as a look-up."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.execute = (cursor := connection.cursor()).execute
        self.fetchall = cursor.fetchall


class Gazetteer:
    """Look-up by name and id. Safe to share between threads for reading; closes with `close` or as a context."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self.path = path
        self._db = connection
        self._cursor = _Cursor(connection)
        self._get = lru_cache(maxsize=2048)(self._row)
        self._demonyms: dict[str, str] | None = None
        self._kinds: dict[str, list[Row]] = {}
        self._hashed = Hashed.of(path)
        self._fresh = {key for (key,) in connection.execute("SELECT key FROM fresh")} if self._hashed else set()
        self._by_key = lru_cache(maxsize=256)(self._read if self._hashed else self._ask)

    @classmethod
    def open(cls, path: Path) -> Gazetteer:
        """Opens a compiled gazetteer.

        Raises:
            SetupError: the file is missing ("gazetteer.missing"), is none of ours ("gazetteer.broken") or was compiled
                by another version ("gazetteer.stale").
        """
        hint = "run `whoholds places build`"
        if not path.is_file():
            raise SetupError(
                "gazetteer.missing", "the gazetteer has not been compiled yet", hint=hint, subject=str(path)
            )
        try:
            db = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False)
            found = dict(db.execute("SELECT key, value FROM meta"))
        except sqlite3.Error as error:
            raise SetupError("gazetteer.broken", f"not a gazetteer: {error}", hint=hint, subject=str(path)) from error
        if found.get("fingerprint") != fingerprint():
            db.close()
            raise SetupError(
                "gazetteer.stale", "the gazetteer was compiled from other tables", hint=hint, subject=str(path)
            )
        db.execute("PRAGMA cache_size=-6000")
        return cls(db, path)

    def close(self) -> None:
        """Lets the file go."""
        self._db.close()
        if self._hashed:
            self._hashed.close()

    def __enter__(self) -> Gazetteer:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def meta(self) -> dict[str, str]:
        """Version, digest, counts and credits of the file."""
        return dict(self._db.execute("SELECT key, value FROM meta"))

    def get(self, id: str) -> Row:
        """The row with an id.

        Raises:
            NotFound: there is none.
        """
        row = self._get(id)
        if row is None:
            raise NotFound(
                "place.unknown",
                f"no place has the id {id[:80]}",
                hint="look it up: whoholds places search NAME",
                subject=id[:80],
            )
        return row

    def lookup(self, name: str, countries: Collection[str] = ()) -> list[Row]:
        """Places of that name: those in `countries` first, by strictness of the match, cities before units."""
        return [hit.row for hit in self.find(name, countries)]

    def exact(self, name: str) -> list[Hit]:
        """The rows that bear this very name, nothing stripped and nothing guessed."""
        key = fold(name)
        return list(self._by_key(key)) if key else []

    def find(self, name: str, countries: Collection[str] = (), *, typos: bool = True) -> list[Hit]:
        """`lookup` with how each row was found and the kind that generic words ask for."""
        key = fold(name)
        if not key:
            return []
        hits = list(self._by_key(key))
        if (hits and not countries) or (len(hits) == 1 and hits[0].row.country in countries):
            return hits
        if not hits:
            if described := self._capital(name, key):
                return described
            bare, hint = strip_generic(name)
            if bare and bare != key:
                hits = self._within(self._of_kind(bare, hint), bare, countries, typos)
                return self._sorted([h._replace(hint=hint) for h in hits], countries)
            hits = self._turned(key)
        return self._sorted(self._within(hits, key, countries, typos), countries)

    def _capital(self, name: str, key: str) -> list[Hit]:
        """The town that "the Sudanese capital" means."""
        if "capital" not in key:
            return []
        from whoholds.reference.described import meant_by

        row = meant_by(name, self)
        return [Hit(row, "name")] if row is not None else []

    def _of_kind(self, bare: str, hint: str | None) -> list[Hit]:
        """The bare name's rows; for "X airport" also the airport that serves the town X."""
        hits = list(self._by_key(bare))
        if hint in ("airport", "air_base"):
            towns = [h.row for h in hits if h.row.kind == "settlement"][:12]
            for town in towns:
                for row in self.near(town.lat, town.lon, ("airport", "air_base"), 35):
                    if fold(town.name).split()[-1] in fold(row.name) or town.population > 100_000:
                        hits.append(Hit(row, "alias"))
        if hint and not any(h.row.kind == hint for h in hits):
            hits += [h for key in with_generic(bare, hint) for h in self._by_key(key)]
            if hint in AREAS:
                hits += self._turned(bare)
        return hits

    def _turned(self, key: str) -> list[Hit]:
        """Units that bear the name with its side said otherwise."""
        found = (h for other in turned(key) for h in self._by_key(other))
        return [h._replace(how="alias") for h in found if h.row.kind in AREAS]

    def _within(self, hits: list[Hit], key: str, countries: Collection[str], typos: bool) -> list[Hit]:
        if not countries or any(h.row.country in countries or not h.row.country for h in hits):
            return hits
        loose = self._loose(key, countries, 0.75 if hits else 0.0)
        if not loose and typos and not hits and len(key) >= TYPO_LENGTH and key.isascii():
            loose = self._typos(key, countries)
        return hits + loose

    def _read(self, key: str) -> tuple[Hit, ...]:
        """Rows of a key as they stand behind the tables, best first."""
        assert self._hashed is not None
        if key in self._fresh:
            return self._ask(key)
        return tuple([hit_of(line) for line in self._hashed.lines(key)])

    def _ask(self, key: str) -> tuple[Hit, ...]:
        """The same from the tables."""
        cursor = self._cursor
        cursor.execute(_BY_KEY, (key,))
        return tuple(hits_of(cursor.fetchall()))

    def _loose(self, key: str, countries: Iterable[str], least: float = 0.0) -> list[Hit]:
        bones = skeleton_of_key(key)
        if not bones:
            return []
        best: dict[str, Hit] = {}
        sql = (
            f"SELECT {COLUMNS}, n.spelling FROM loose n JOIN place p ON p.n = n.place WHERE n.country = ? AND n.key = ?"
        )
        for country in countries:
            for r in self._db.execute(sql, (country, bones)):
                alike = likeness(key, r[9])
                if alike >= max(least, 0.45 if len(bones) > 2 else 0.6) and (
                    r[0] not in best or best[r[0]].alike < alike
                ):
                    best[r[0]] = Hit(Row(*r[:9]), "loose", None, alike)
        return list(best.values())

    def _typos(self, key: str, countries: Collection[str]) -> list[Hit]:
        variants: set[str] = set()
        for i in range(1, len(key) + 1):
            rest = key[i:]
            variants.add(key[: i - 1] + rest)
            variants.update(key[:i] + c + rest for c in _LETTERS)
            if i < len(key):
                variants.update(key[:i] + c + key[i + 1 :] for c in _LETTERS)
                variants.add(key[: i - 1] + key[i] + key[i - 1] + key[i + 1 :])
        variants.discard(key)
        wanted = sorted(variants)
        marks = ",".join("?" * len(countries))
        found: dict[str, Hit] = {}
        for start in range(0, len(wanted), 500):
            part = wanted[start : start + 500]
            keys = ",".join("?" * len(part))
            sql = f"{NAMED} WHERE key IN ({keys}) AND country IN ({marks})"
            rows = self._db.execute(sql, [*part, *countries])
            found.update((r[0], Hit(Row(*r[:9]), "typo", None, 0.8)) for r in rows)
        return list(found.values())

    @staticmethod
    def _sorted(hits: list[Hit], countries: Collection[str]) -> list[Hit]:
        def order(hit: Hit) -> tuple[bool, bool, bool, int, float, int]:
            row = hit.row
            fits = not hit.hint or row.kind == hit.hint
            return (
                row.country not in countries,
                not fits,
                HOW_NAMES.index(hit.how) > 2,
                KIND_ORDER.get(row.kind, 3),
                -round(hit.alike, 1),
                -people(row),
            )

        best: dict[str, Hit] = {}
        for hit in sorted(hits, key=order):
            best.setdefault(hit.row.id, hit)
        return list(best.values())

    def demonyms(self) -> dict[str, str]:
        """Folded adjectives and names of peoples with their country: "syrienne" → SY."""
        if self._demonyms is None:
            self._demonyms = dict(self._db.execute("SELECT key, country FROM demonym"))
        return self._demonyms

    def part(self, id: str, direction: str) -> tuple[float, float] | None:
        """The point that stands for a part of a country or unit, e.g. "NW" of Syria; None where nobody lives there."""
        row = self._db.execute("SELECT lat, lon FROM part WHERE id = ? AND direction = ?", (id, direction)).fetchone()
        return (row[0], row[1]) if row else None

    def country(self, code: str) -> Row | None:
        """The country's own row."""
        row = self._db.execute(
            f"SELECT {COLUMNS} FROM place p WHERE p.kind = 'country' AND p.country = ?", (code,)
        ).fetchone()
        return Row(*row) if row else None

    def of_kind(self, kind: str) -> list[Row]:
        """Every row of a kind; meant for those of which there are few, such as borders."""
        if kind not in self._kinds:
            sql = f"SELECT {COLUMNS} FROM place p WHERE p.kind = ? ORDER BY p.id"
            self._kinds[kind] = [Row(*r) for r in self._db.execute(sql, (kind,))]
        return self._kinds[kind]

    def near(self, lat: float, lon: float, kinds: Sequence[str], km: float) -> list[Row]:
        """Rows of given kinds within a distance, the nearest first."""
        span, width = km / 111.0, km / (111.0 * max(0.05, cos(radians(lat))))
        sql = f"SELECT {COLUMNS} FROM place p WHERE p.kind = ? AND p.lat BETWEEN ? AND ? AND p.lon BETWEEN ? AND ?"
        box = (lat - span, lat + span, lon - width, lon + width)
        rows = [Row(*r) for kind in kinds for r in self._db.execute(sql, (kind, *box))]
        near = [(kilometres(lat, lon, r.lat, r.lon), r) for r in rows]
        return [r for d, r in sorted(near, key=lambda pair: (pair[0], pair[1].id)) if d <= km]

    def search(self, text: str, limit: int = 20) -> list[Row]:
        """Places whose name is, or begins with, the text: exact names first, then the more populous."""
        key = fold(text)
        if not key or limit <= 0:
            return []
        found = {row.id: row for row in (*self.by_code(text), *(h.row for h in self.find(text)))}
        if len(found) < limit:
            sql = (
                f"SELECT DISTINCT {COLUMNS} FROM name n JOIN place p ON p.n = n.place WHERE key >= ? AND key < ? "
                "ORDER BY population DESC, id LIMIT ?"
            )
            for r in self._db.execute(sql, (key, key + "\U0010ffff", limit)):
                found.setdefault(r[0], Row(*r))
        return list(found.values())[:limit]

    def names(self, id: str) -> list[tuple[str, str]]:
        """Display names of a place as (language, name); only the languages that a source states."""
        sql = "SELECT l.lang, l.name FROM label l JOIN place p ON p.n = l.place WHERE p.id = ? ORDER BY l.lang"
        return [(str(lang), str(name)) for lang, name in self._db.execute(sql, (id,))]

    def display(self, id: str, language: str) -> str:
        """What people call a place in a language ("Damas"), else in English, else its own name.

        Raises:
            NotFound: there is no such place.
        """
        row = self.get(id)
        names = dict(self.names(id))
        return names.get(language) or names.get("en") or row.name

    def codes(self, id: str) -> list[tuple[str, str]]:
        """The codes that imports gave a place, as (scheme, code): ("pcode", "SY0203")."""
        sql = (
            "SELECT c.scheme, c.code FROM code c JOIN place p ON p.n = c.place WHERE p.id = ? ORDER BY c.scheme, c.code"
        )
        return [(str(scheme), str(code)) for scheme, code in self._db.execute(sql, (id,))]

    def by_code(self, code: str) -> list[Row]:
        """The places that bear a code, as OCHA's P-codes."""
        sql = f"SELECT {COLUMNS} FROM code c JOIN place p ON p.n = c.place WHERE c.code = ? ORDER BY p.n"
        return [Row(*r) for r in self._db.execute(sql, (code.strip().upper(),))]

    def facts(self, id: str) -> dict[str, str]:
        """Where a row comes from: its source and, for our own rows, the precision of its point in km."""
        row = self._db.execute("SELECT source, precision_km FROM place WHERE id = ?", (id,)).fetchone()
        return {} if row is None else {"source": row[0], "precision_km": "" if row[1] is None else f"{row[1]:g}"}

    def _row(self, id: str) -> Row | None:
        found = self._db.execute(f"SELECT {COLUMNS} FROM place p WHERE p.id = ?", (id,)).fetchone()
        return Row(*found) if found else None
