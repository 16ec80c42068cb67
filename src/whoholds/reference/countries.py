"""Countries as noun phrases see them: names, capitals that stand for a government, nationality words."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from whoholds.errors import DataError
from whoholds.reference.tokens import Words, fold_words

_PATH = Path(__file__).parent / "data" / "countries.tsv"
_LANGUAGES = ("en", "fr")
_KINDS = ("name", "capital", "adjective")  # "Myanmar", "Philippines": what names a country is its name first


@dataclass(frozen=True, slots=True)
class Country:
    """A country or a territory that reports treat as one.

    Attributes:
        key: lower snake English name, the suffix of generic keys (`government:mali`).
        iso: ISO 3166 code, empty where it has none.
        army, air_force: keys of its forces, empty where nobody needed them yet.
    """

    key: str
    iso: str
    wikidata: str
    names: dict[str, tuple[str, ...]]
    adjectives: dict[str, tuple[str, ...]]
    capitals: dict[str, tuple[str, ...]]
    army: str
    air_force: str


@lru_cache(maxsize=1)
def countries() -> dict[str, Country]:
    """Every country by its key.

    Raises:
        DataError: a row of `countries.tsv` is malformed.
    """
    table: dict[str, Country] = {}
    with _PATH.open(encoding="utf-8", newline="") as file:
        for number, row in enumerate(csv.DictReader(file, delimiter="\t"), 2):
            if None in row or None in row.values() or not row["key"] or row["key"] in table:
                raise DataError(
                    "data.schema",
                    f"countries.tsv: line {number}: wrong number of columns, or key given twice",
                    subject="countries.tsv",
                )
            table[row["key"]] = Country(
                key=row["key"],
                iso=row["iso"],
                wikidata=row["wikidata"],
                names={lang: _split(row[lang]) for lang in _LANGUAGES},
                adjectives={lang: _split(row[f"adjective_{lang}"]) for lang in _LANGUAGES},
                capitals={lang: _split(row[f"capital_{lang}"]) for lang in _LANGUAGES},
                army=row["army"],
                air_force=row["air_force"],
            )
    return table


@lru_cache(maxsize=1)
def by_iso() -> dict[str, Country]:
    """Every country that has an ISO code, by it."""
    return {country.iso: country for country in countries().values() if country.iso}


def _split(cell: str) -> tuple[str, ...]:
    return tuple(part for part in cell.split("|") if part)


def _inflected(word: str, language: str) -> tuple[str, ...]:
    """A nationality word with its plural ("malienne" -> "maliennes", "Malian" -> "Malians", "British" unchanged)."""
    if word.endswith(("s", "x", "sh", "ch", "ese")) or (language == "en" and word.isupper()):
        return (word,)
    return word, word + "s"


@dataclass(slots=True)
class Gloss:
    """Runs of words that name or qualify countries, found from either end.

    Args:
        language: "en" or "fr".
    """

    language: str
    _first: dict[str, list[tuple[tuple[str, ...], bool, str, str]]] = field(init=False, default_factory=dict)
    _last: dict[str, list[tuple[tuple[str, ...], bool, str, str]]] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        for country in countries().values():
            for name in country.names[self.language]:
                self._add(name, "name", country.key)
            for name in country.capitals[self.language]:
                self._add(name, "capital", country.key)
            for stem in country.adjectives[self.language]:
                for word in _inflected(stem, self.language):
                    self._add(word, "adjective", country.key)

    def _add(self, name: str, kind: str, country: str) -> None:
        run = fold_words(name)
        acronym = name.replace(".", "").isupper() and len(name.replace(".", "")) <= 4
        self._first.setdefault(run[0], []).append((run, acronym, kind, country))
        self._last.setdefault(run[-1], []).append((run, acronym, kind, country))

    def at(self, text: Words, i: int, step: int, kinds: tuple[str, ...]) -> Iterator[tuple[int, str, tuple[str, ...]]]:
        """Runs that begin (step +1) or end (step -1) with word i.

        Yields:
            (number of words, kind, country keys), longest first, names before adjectives; the keys of one name in the
            table's order.
        """
        table = self._first if step > 0 else self._last
        found: dict[tuple[int, str], list[str]] = {}
        for run, acronym, kind, country in table.get(text.folds[i], ()):
            size = len(run)
            start = i if step > 0 else i - size + 1
            if kind not in kinds or start < 0 or text.folds[start : start + size] != run:
                continue
            if size > 1 and not all(text.joined[start : start + size - 1]):
                continue
            if acronym and not all(text.raw(j).isupper() for j in range(start, start + size)):
                continue
            if not text.capital(start) and (self.language == "en" or kind != "adjective"):
                continue
            found.setdefault((size, kind), []).append(country)
        for (size, kind), keys in sorted(found.items(), key=lambda item: (-item[0][0], _KINDS.index(item[0][1]))):
            yield size, kind, tuple(dict.fromkeys(keys))

    def scan(self, text: Words) -> Iterator[tuple[int, int, str, tuple[str, ...]]]:
        """Every longest run in a text: (first word, last word, kind, country keys)."""
        i = 0
        while i < len(text):
            if text.folds[i] not in self._first:
                i += 1
                continue
            best = next(self.at(text, i, 1, ("name", "capital", "adjective")), None)
            if best is None:
                i += 1
                continue
            yield i, i + best[0] - 1, best[1], best[2]
            i += best[0]
