"""GeoNames country dumps (`SY.txt`, `SY.zip`) and `alternateNamesV2.txt`, as download.geonames.org describes them.

Both are tab-separated without a header and without quotes: 19 columns, and 10 (older files 8).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from whoholds.reference.imports.drafts import Draft, LeftOut, Read, Rejected, number, people
from whoholds.reference.imports.kinds import kinds

COLUMNS = 19
"""Columns of a country dump."""
_LANGUAGES = frozenset({"en", "fr", "ar", "uk", "ru", "fa", "ps", "my", "am", "ti", "so", "sw", "he", "hy", "az", "ka"})
_NO_NAMES = frozenset({"link", "post", "iata", "icao", "faac", "fr_1793", "unlc", "abbr", "phon", "piny", "tcid"})


def dump(lines: Iterable[str]) -> Iterator[Read]:
    """The rows of a country dump."""
    known = kinds("geonames")
    for count, line in enumerate(lines, 1):
        if not line.strip():
            continue
        where = f"line {count}"
        cells = line.rstrip("\r\n").split("\t")
        if len(cells) != COLUMNS:
            yield Rejected(where, f"{len(cells)} columns, {COLUMNS} expected")
            continue
        id, name, plain, others, lat, lon, cls, code, country, _, admin1, _, _, _, population, *_ = cells
        kind = known.get(f"{cls}.{code}") or known.get(f"{cls}.*")
        if kind is None:
            yield LeftOut(f"{cls}.{code}")
            continue
        if not id.isdigit():
            yield Rejected(where, f"its id is no number: {id[:20]!r}")
            continue
        try:
            point = number(lat, "the latitude"), number(lon, "the longitude")
        except ValueError as error:
            yield Rejected(where, str(error))
            continue
        names = (plain, *(part.strip() for part in others.split(",")))
        yield Draft(
            f"gn:{int(id)}", name, kind, country.upper(), *point, people(population), admin1, names=names, where=where
        )


def alternate_names(lines: Iterable[str]) -> Iterator[Read]:
    """Names by language; those of one place stand together in one draft where the file keeps them together."""
    held: list[tuple[str, str, bool]] = []
    place, first = "", 0
    for count, line in enumerate(lines, 1):
        if not line.strip():
            continue
        cells = line.rstrip("\r\n").split("\t")
        if len(cells) < 4 or not cells[1].isdigit():
            yield Rejected(f"line {count}", "no row of alternateNamesV2: id, geonameid, language, name expected")
            continue
        _, id, language, name, *rest = cells
        if language in _NO_NAMES or not name.strip():
            continue
        if id != place:
            if held:
                yield _named(place, held, first)
            held, place, first = [], id, count
        held.append((language, name.strip(), bool(rest) and rest[0] == "1"))
    if held:
        yield _named(place, held, first)


def _named(id: str, names: list[tuple[str, str, bool]], line: int) -> Draft:
    """The first name of a language is shown, unless another is marked as preferred."""
    labels: dict[str, str] = {}
    codes: dict[str, str] = {}
    spellings: list[str] = []
    for language, name, preferred in names:
        if language == "wkdt":
            codes["wikidata"] = name
            continue
        spellings.append(name)
        if language in _LANGUAGES and (preferred or language not in labels):
            labels[language] = name
    return Draft(f"gn:{int(id)}", "", "", "", names=tuple(spellings), labels=labels, codes=codes, where=f"line {line}")
