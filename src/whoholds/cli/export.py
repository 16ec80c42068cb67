"""`whoholds export`: who holds what, or what was said, as a file for other programs."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from whoholds.web.desk import Board, Desk

FORMATS = ("geojson", "csv")
KINDS = ("control", "claims")


def export(
    format: Annotated[str, typer.Option("--format", "-f", help="geojson or csv.")] = "geojson",
    what: Annotated[str, typer.Option(help="control (who holds what) or claims (what was said).")] = "control",
    output: Annotated[Path | None, typer.Option("--output", "-o", help="File. Default: standard output.")] = None,
    on: Annotated[str | None, typer.Option(help="Day of the control, as 2024-12-07. Default: newest report.")] = None,
    as_known: Annotated[
        str | None, typer.Option("--as-known", help="As known at the end of a day, or at a time. Default: now.")
    ] = None,
    theatre: Annotated[str | None, typer.Option(help="Conflict. Default: the one most claims are about.")] = None,
    viewpoint: Annotated[
        str | None, typer.Option(help="Whose map: a name of `whoholds viewpoints list`, or side:KEY.")
    ] = None,
    lang: Annotated[str, typer.Option(help="Language of the names of sides and places: en or fr.")] = "en",
    as_json: Annotated[bool, typer.Option("--json", help="Say as JSON what was written.")] = False,
) -> None:
    """Write who holds what, or what was said, as GeoJSON or CSV. Text cells of CSV cannot be taken for formulas."""
    from whoholds.cli import values
    from whoholds.errors import UsageError
    from whoholds.settings import load
    from whoholds.views.words import Words
    from whoholds.web.desk import Desk

    for value, known, option in ((format, FORMATS, "--format"), (what, KINDS, "--what")):
        if value not in known:
            hint = "one of " + ", ".join(known)
            raise UsageError("usage.choice", f"{option}: no such value", hint=hint, subject=value)
    Words.of(lang)
    desk = Desk.open(load(), theatre, viewpoint)
    board = desk.board(values.day(on, "--on"), values.instant(as_known, "--as-known")).told(lang)
    lines = text_of(desk, board, format, what, lang)
    if output is None:
        sys.stdout.writelines(lines)
        return
    with output.open("w", encoding="utf-8", newline="") as file:
        file.writelines(lines)
    if as_json:
        typer.echo(json.dumps({"file": str(output), "what": what, "format": format, "on": board.on.isoformat()}))
    else:
        typer.echo(f"{output}: {what} as {format}, {board.on}")


def text_of(desk: Desk, board: Board, format: str, what: str, language: str) -> Iterator[str]:
    """The file's text in parts."""
    from whoholds.ledger import ClaimFilter
    from whoholds.views import csv, geojson

    name, holdings = board.side_name(language), board.holdings.values()
    claims = desk.claims(ClaimFilter(as_known=board.as_known)) if what == "claims" else []
    if format == "csv":
        yield from csv.claims(claims) if what == "claims" else csv.control(holdings, name)
        return
    about = {
        "on": board.on.isoformat(),
        "as_known": board.as_known.isoformat() if board.as_known else None,
        "theatre": board.theatre.key,
    }
    body = geojson.claims(claims, about) if what == "claims" else geojson.control(holdings, name, about)
    yield json.dumps(body, ensure_ascii=False, allow_nan=False, indent=1) + "\n"
