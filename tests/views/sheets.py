"""What a spreadsheet makes of a file: cells parted by a delimiter of its own choice, formulas by their first sign."""

from __future__ import annotations

import csv
import io
import re

# what Excel, LibreOffice Calc and Google Sheets take for the beginning of a formula, and their full-width twins
BEGINNING = re.compile(r"[\s\"\u00a0\u200b\ufeff]*[=+\-@＝＋－＠]")
NUMBER = re.compile(r"-?\d+(\.\d+)?(e-?\d+)?")


def cells(text: str, delimiter: str) -> list[list[str]]:
    """Rows of cells; a delimiter that the file was not written with is a setting of the reader's system."""
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))


def formulas(text: str, delimiter: str) -> list[str]:
    """The cells that a spreadsheet would work out."""
    return [
        cell
        for row in cells(text, delimiter)
        for cell in row
        if BEGINNING.match(cell) and not NUMBER.fullmatch(cell.strip())
    ]
