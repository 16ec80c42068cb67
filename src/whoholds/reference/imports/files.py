"""From a file to drafts: tells the formats apart by what is in the file, and keeps to the limits."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from whoholds.errors import InputRefused
from whoholds.reference.imports import cod, extracts, features, geonames
from whoholds.reference.imports.drafts import Draft, Read, checked
from whoholds.settings import PlaceSettings

FORMATS = ("geonames", "alternate-names", "cod", "geojson", "osm")
CREDITS = {
    "geonames": "GeoNames (CC BY 4.0)",
    "alternate-names": "GeoNames (CC BY 4.0)",
    "cod": "OCHA common operational datasets (licence as each dataset states)",
    "geojson": "",
    "osm": "© OpenStreetMap contributors (ODbL 1.0)",
}
_BOUNDARIES = "geoBoundaries (CC BY 4.0)"
_HINT = "formats: GeoNames dumps, alternateNamesV2, COD-AB tables, geoBoundaries GeoJSON, OpenStreetMap extracts"


@dataclass(frozen=True, slots=True)
class Source:
    """A file to import: its format, what is to be credited, and its rows."""

    format: str
    credit: str
    rows: Iterator[Read]


def read(path: Path, limits: PlaceSettings, *, format: str = "", country: str = "") -> Source:
    """What a file gives; the rows are read as they are asked for.

    Args:
        path: the file; a .zip holds one such file.
        limits: sizes that are refused.
        format: one of `FORMATS`; told from the file where empty.
        country: ISO 3166-1 alpha-2 code for rows that do not say theirs.

    Raises:
        InputRefused: it cannot be read, is too large, or of no known format.
    """
    try:
        if path.stat().st_size > limits.max_import_bytes:
            raise _too_large(path, limits)
        if path.name.lower().endswith((".pbf", ".osm", ".osm.bz2", ".osm.gz")):
            return Source("osm", CREDITS["osm"], _limited(extracts.objects(path, country), path, limits))
        if path.suffix.lower() in (".xlsx", ".xls", ".ods"):
            return Source("cod", CREDITS["cod"], _limited(cod.rows(_sheet(path), country), path, limits))
        text = _text(path, limits)
    except (OSError, UnicodeDecodeError, zipfile.BadZipFile) as error:
        raise InputRefused("import.unreadable", f"cannot read it: {error}", hint=_HINT, subject=path.name) from error
    format = format or _told(text, path)
    credit = CREDITS[format]
    if format == "geojson":
        try:
            data = json.loads(text)
        except (ValueError, RecursionError) as error:
            raise InputRefused("import.json", f"not JSON: {error}", hint=_HINT, subject=path.name) from error
        credit = _BOUNDARIES if '"shapeName"' in text[:100_000] else CREDITS["osm"]
        rows = features.features(data, country)
    elif format == "cod":
        rows = cod.rows(_table(text), country)
    else:
        read_lines = geonames.dump if format == "geonames" else geonames.alternate_names
        rows = read_lines(io.StringIO(text, newline="\n"))
    return Source(format, credit, _limited(rows, path, limits))


def _limited(rows: Iterator[Read], path: Path, limits: PlaceSettings) -> Iterator[Read]:
    for count, row in enumerate(rows, 1):
        if count > limits.max_import_rows:
            raise InputRefused(
                "import.rows",
                f"more than {limits.max_import_rows:,} rows",
                hint="import one country at a time, or raise places.max_import_rows",
                subject=path.name,
            )
        yield checked(row) if isinstance(row, Draft) else row


def _text(path: Path, limits: PlaceSettings) -> str:
    if not zipfile.is_zipfile(path):
        return path.read_text(encoding="utf-8-sig")
    with zipfile.ZipFile(path) as archive:
        inside = [m for m in archive.infolist() if not m.is_dir() and "readme" not in m.filename.lower()]
        inside.sort(key=lambda m: -m.file_size)
        if not inside:
            raise InputRefused("import.empty", "an empty archive", hint=_HINT, subject=path.name)
        with archive.open(inside[0]) as member:
            data = member.read(limits.max_import_bytes + 1)  # the size that the archive states may be wrong
    if len(data) > limits.max_import_bytes:
        raise _too_large(path, limits)
    return data.decode("utf-8-sig")


def _told(text: str, path: Path) -> str:
    head = text.lstrip()[:1]
    if head in ("{", "["):
        return "geojson"
    line = next((line for line in text[:2_000_000].split("\n") if line.strip()), "")
    cells = line.split("\t")
    if len(cells) == geonames.COLUMNS and cells[0].isdigit():
        return "geonames"
    if 4 <= len(cells) <= 10 and cells[0].isdigit() and cells[1].isdigit():
        return "alternate-names"
    if any(separator in line for separator in ",;\t"):
        return "cod"
    raise InputRefused("import.format", "of no known format", hint=_HINT, subject=path.name)


def _table(text: str) -> Iterator[Sequence[str]]:
    first = text.split("\n", 1)[0]
    separator = max(",;\t", key=first.count)
    try:
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    except csv.Error as error:
        raise InputRefused("import.unreadable", f"no table: {error}", hint=_HINT) from error


def _sheet(path: Path) -> Iterator[Sequence[str]]:
    """The cells of the first sheet whose header names units, else of the first sheet."""
    import python_calamine

    try:
        book = python_calamine.CalamineWorkbook.from_path(str(path))
        sheets = [book.get_sheet_by_name(name).to_python() for name in book.sheet_names]
    except (python_calamine.CalamineError, OSError) as error:
        raise InputRefused("import.unreadable", f"no workbook: {error}", hint=_HINT, subject=path.name) from error
    tables = [[[_cell(value) for value in row] for row in sheet] for sheet in sheets]
    usable = [t for t in tables if any((h := cod.Header.of(row)).usable() and h.levels() for row in t[:10])]
    # the deepest table names the units above it too
    chosen = max(usable, key=len, default=tables[0] if tables else [])
    yield from chosen


def _cell(value: object) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _too_large(path: Path, limits: PlaceSettings) -> InputRefused:
    return InputRefused(
        "import.too_large",
        f"more than {limits.max_import_bytes:,} bytes",
        hint="import one country at a time, or raise places.max_import_bytes",
        subject=path.name,
    )
