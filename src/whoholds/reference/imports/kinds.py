"""What the formats' codes mean here, from `data/imports/kinds.tsv`."""

from __future__ import annotations

from functools import cache
from importlib import resources

from whoholds.reference.tables import read_table

_DATA = resources.files("whoholds.reference") / "data" / "imports"


@cache
def kinds(format: str) -> dict[str, str]:
    """The kinds of a format by its codes ("P.PPLX", "place=town", "ADM1")."""
    rows = read_table(_DATA / "kinds.tsv", ("format", "code", "kind"))
    return {row["code"]: row["kind"] for row in rows if row["format"] == format}
