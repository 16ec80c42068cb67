"""CSV (RFC 4180, UTF-8) that a spreadsheet cannot be tricked by.

A text cell that a spreadsheet would take for a formula is led by an apostrophe (OWASP, CSV injection). So is what
follows a semicolon, a tab or a line end within a text: where the system's language writes decimals with a comma, as
in French, a spreadsheet parts cells at semicolons, and a new cell or row would begin there. Numbers are numbers: a
longitude of -3.7 stays as it is.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from whoholds.control.glance import Answer
from whoholds.views.rows import CLAIMS, CONTROL, Cell, Row, SideName, StoredClaimLike, claim_row, control_row, flat

_FORMULA = re.compile(r"\s*[=+\-@|%＝＋－＠]|[\t\r\n]")
_INSIDE = re.compile(r"[;\t\n](?=[\s\"]*[=+\-@＝＋－＠])")
_BANNED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


def safe(text: str) -> str:
    """A text cell that no spreadsheet evaluates. Characters that are no text are left out, line ends made one kind."""
    text = _BANNED.sub("", text).replace("\r\n", "\n").replace("\r", "\n")
    text = _INSIDE.sub(r"\g<0>'", text)
    return f"'{text}" if _FORMULA.match(text) else text


def cell(value: Cell) -> str:
    """A value as a cell: unknown is empty, truth is `true` or `false`."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        return f"{value!r}"
    return safe(value)


def control(holdings: Iterable[Answer], side_name: SideName) -> Iterator[str]:
    """Lines of a table of holdings, by place id, the header first."""
    rows = (control_row(h, side_name) for h in sorted(holdings, key=lambda h: h.place_id))
    return _lines(CONTROL, rows)


def claims(stored: Iterable[StoredClaimLike]) -> Iterator[str]:
    """Lines of a table of claims in the order given, the header first."""
    return _lines(CLAIMS, (claim_row(item) for item in stored))


def table(columns: Sequence[str], rows: Iterable[Mapping[str, Cell]]) -> Iterator[str]:
    """Lines of a table of one's own columns, the header first; each row has them all."""
    yield _line(columns)
    for row in rows:
        yield _line([cell(row[name]) for name in columns])


def _lines(columns: Sequence[str], rows: Iterable[Row]) -> Iterator[str]:
    yield _line(columns)
    for row in rows:
        found = dict(flat(row))
        yield _line([cell(found[name]) for name in columns])


def _line(cells: Sequence[str]) -> str:
    out = io.StringIO()
    csv.writer(out).writerow(cells)
    return out.getvalue()
