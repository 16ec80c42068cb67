"""Reading the tab-separated tables in `data/`, with errors that name the file and the line."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources.abc import Traversable

from whoholds.errors import DataError


def read_table(path: Traversable, required: tuple[str, ...] = ()) -> Iterator[dict[str, str]]:
    """Rows of a table as dictionaries; blank lines and lines that begin with # are skipped.

    Raises:
        DataError: a required column is missing, or a line has another number of fields than the header.
    """
    header: list[str] | None = None
    with path.open("r", encoding="utf-8") as file:
        for number, line in enumerate(file, 1):
            text = line.rstrip("\n")
            if not text.strip() or text.startswith("#"):
                continue
            fields = text.split("\t")
            if header is None:
                header = fields
                if missing := [c for c in required if c not in header]:
                    raise DataError("table.columns", f"{path.name}: no column {', '.join(missing)}", subject=path.name)
                continue
            if len(fields) != len(header):
                raise DataError(
                    "table.fields",
                    f"{path.name}, line {number}: {len(fields)} fields, {len(header)} expected",
                    subject=path.name,
                )
            yield dict(zip(header, fields, strict=True))
