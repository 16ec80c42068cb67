"""OCHA's common operational tables of administrative units and settlements (COD-AB): P-codes, names by language.

Their columns are headed in several ways ("ADM1_EN", "admin1Name_fr", "adm2_pcode"); `data/imports/columns.toml` lists
them. A row of a table at level 2 names its level-1 unit too: every unit of every row is taken in once.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import resources

from whoholds.errors import InputRefused
from whoholds.reference.imports.drafts import Draft, Read, Rejected, number, people
from whoholds.reference.imports.iso import iso2
from whoholds.reference.imports.kinds import kinds

Cell = Callable[[int], str]
_PLACE = "place"
_LETTERS = re.compile(r"^[A-Za-z]{2,3}")


@cache
def _patterns() -> dict[str, list[re.Pattern[str]]]:
    path = resources.files("whoholds.reference") / "data" / "imports" / "columns.toml"
    columns: Mapping[str, Sequence[str]] = tomllib.loads(path.read_text(encoding="utf-8"))["columns"]
    return {what: [re.compile(p) for p in patterns] for what, patterns in columns.items()}


@dataclass(slots=True)
class Header:
    """Which column of a table holds what; `names`, `aliases` and `codes` by level ("1", "2", "place")."""

    names: dict[str, list[tuple[int, str]]] = field(default_factory=dict)
    aliases: dict[str, list[int]] = field(default_factory=dict)
    codes: dict[str, int] = field(default_factory=dict)
    single: dict[str, int] = field(default_factory=dict)

    @classmethod
    def of(cls, cells: Sequence[str]) -> Header:
        """The header of a table; it may be no administrative table at all: see `usable`."""
        header = cls()
        for index, cell in enumerate(cells):
            header._take(index, cell.strip().lower().replace(" ", "_").lstrip("\ufeff#"))
        return header

    def _take(self, index: int, title: str) -> None:
        for what, patterns in _patterns().items():
            for pattern in patterns:
                match = pattern.match(title)
                if match is None:
                    continue
                level = match.groupdict().get("level") or _PLACE
                if what in ("name", "place_name"):
                    self.names.setdefault(level, []).append((index, match.groupdict().get("lang") or ""))
                elif what in ("alias", "place_alias"):
                    self.aliases.setdefault(level, []).append(index)
                elif what in ("pcode", "place_pcode"):
                    self.codes.setdefault(level, index)
                else:
                    self.single.setdefault(what, index)
                return

    def usable(self) -> bool:
        """Does it name a unit or a place, and give a code or a point for it?"""
        return bool(self.names) and (bool(self.codes) or {"lat", "lon"} <= self.single.keys())

    def levels(self) -> list[str]:
        """The levels that it names, the country left out, the highest first and settlements last."""
        return sorted(level for level in self.names if level != "0")


def rows(table: Iterable[Sequence[str]], country: str = "") -> Iterator[Read]:
    """The units and settlements of a table.

    Args:
        table: rows of cells, the header among the first ten.
        country: ISO 3166-1 alpha-2 code of every row, where neither a column nor the P-codes say it.

    Raises:
        InputRefused: no header that names units or settlements.
    """
    header: Header | None = None
    seen: set[str] = set()
    for count, cells in enumerate(table, 1):
        if header is None:
            found = Header.of(cells)
            if found.usable() and found.levels():
                header = found
            elif count > 10:
                break
        elif any(cell.strip() for cell in cells) and not any(cell.startswith("#") for cell in cells):
            yield from _row(header, cells, f"row {count}", country, seen)
    if header is None:
        raise InputRefused(
            "import.columns",
            "no column names units or settlements",
            hint="a COD-AB table has columns such as ADM1_EN, ADM1_PCODE; see docs/how-to/import-places.md",
        )


def _row(header: Header, cells: Sequence[str], where: str, country: str, seen: set[str]) -> Iterator[Read]:
    def cell(index: int) -> str:
        return cells[index].strip() if index < len(cells) else ""

    levels = header.levels()
    above = ""
    for level in levels:
        code = cell(header.codes[level]) if level in header.codes else ""
        spelt = [(lang, cell(index)) for index, lang in header.names[level] if cell(index)]
        last = level == levels[-1]
        mark = code or (f"{level}:{above}:{spelt[0][1]}" if spelt else "")
        if not mark or (mark in seen and not last):
            above = code or above
            continue
        if mark in seen:
            yield Rejected(where, f"the code {mark} stands on an earlier row")
            continue
        seen.add(mark)
        if not spelt:
            yield Rejected(where, f"level {level} has a code and no name")
            continue
        of = country or _country(header, cell, code)
        if not of:
            yield Rejected(where, "no column says which country it is in")
            continue
        try:
            lat, lon = _point(header, cell) if last else (None, None)
        except ValueError as error:
            yield Rejected(where, str(error))
            continue
        labels = {lang: name for lang, name in spelt if lang}
        yield Draft(
            f"pc:{code}" if code else "",
            labels.get("en") or labels.get("fr") or spelt[0][1],
            kinds("cod")[level if level in kinds("cod") else _PLACE],
            of,
            lat,
            lon,
            people(cell(header.single["population"])) if last and "population" in header.single else 0,
            parent=above,
            names=(*(name for _, name in spelt), *(cell(i) for i in header.aliases.get(level, ()))),
            labels=labels,
            codes={"pcode": code},
            where=where,
        )
        above = code or above


def _country(header: Header, cell: Cell, code: str) -> str:
    if "country" in header.single and (found := iso2(cell(header.single["country"]))):
        return found
    for text in (code, cell(header.codes["0"]) if "0" in header.codes else ""):
        letters = _LETTERS.match(text)
        for size in (3, 2) if letters else ():
            if letters and len(letters[0]) >= size and (found := iso2(letters[0][:size])):
                return found
    return ""


def _point(header: Header, cell: Cell) -> tuple[float | None, float | None]:
    if not {"lat", "lon"} <= header.single.keys():
        return None, None
    lat, lon = cell(header.single["lat"]), cell(header.single["lon"])
    if not lat and not lon:
        return None, None
    return number(lat, "the latitude"), number(lon, "the longitude")
