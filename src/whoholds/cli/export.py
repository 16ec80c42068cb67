"""`whoholds export`: who holds what, or what was said, as a file for other programs."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, BinaryIO

import typer

if TYPE_CHECKING:
    from whoholds.web.desk import Board, Desk

FORMATS = {
    "geojson": ("control", "claims"),
    "csv": ("control", "claims"),
    "kml": ("control", "claims"),
    "geoparquet": ("control", "claims"),
    "acled": ("claims",),
    "ucdp": ("claims",),
    "prov": ("control",),
}
"""What each format can tell of; the first where nothing is asked for."""


def export(
    format: Annotated[
        str, typer.Option("--format", "-f", help="geojson, csv, kml, geoparquet, acled, ucdp or prov.")
    ] = "geojson",
    what: Annotated[
        str | None,
        typer.Option(
            help="control (who holds what) or claims (what was said). Default: control, claims for acled and ucdp."
        ),
    ] = None,
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
    """Write who holds what, or what was said, for maps, tables and event data. No text cell is taken for a formula.

    acled and ucdp have those data sets' columns and leave out what they have no type for; prov says how each answer
    came about; geoparquet needs --output and pip install 'whoholds[parquet]'.
    """
    from whoholds.cli import values
    from whoholds.errors import UsageError
    from whoholds.settings import load
    from whoholds.views.words import Words
    from whoholds.web.desk import Desk

    if format not in FORMATS:
        raise UsageError("usage.choice", "--format: no such value", hint="one of " + ", ".join(FORMATS), subject=format)
    kinds = FORMATS[format]
    what = what or kinds[0]
    if what not in kinds:
        raise UsageError(
            "usage.choice", f"--what: no such value for {format}", hint="one of " + ", ".join(kinds), subject=what
        )
    if format == "geoparquet" and output is None:
        raise UsageError("export.binary", "this format is no text", hint="name a file with --output", subject=format)
    Words.of(lang)
    desk = Desk.open(load(), theatre, viewpoint)
    board = desk.board(values.day(on, "--on"), values.instant(as_known, "--as-known")).told(lang)
    if format == "geoparquet" and output is not None:
        with output.open("wb") as binary:
            parquet_to(binary, desk, board, what, lang)
    else:
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


def about(board: Board) -> dict[str, str | None]:
    """What a file says of the answers in it."""
    return {
        "on": board.on.isoformat(),
        "as_known": board.as_known.isoformat() if board.as_known else None,
        "theatre": board.theatre.key,
        "viewpoint": board.viewpoint.name if board.viewpoint else None,
    }


def parquet_to(file: BinaryIO, desk: Desk, board: Board, what: str, language: str) -> None:
    """Write GeoParquet.

    Raises:
        SetupError: its library is not installed.
    """
    from whoholds.ledger import ClaimFilter
    from whoholds.views import geoparquet

    if what == "claims":
        geoparquet.claims(file, desk.claims(ClaimFilter(as_known=board.as_known)), about(board))
    else:
        geoparquet.control(file, board.holdings.values(), board.side_name(language), about(board))


def text_of(desk: Desk, board: Board, format: str, what: str, language: str) -> Iterator[str]:
    """The file's text in parts."""
    from whoholds.ledger import ClaimFilter
    from whoholds.views import acled, csv, geojson, kml, ucdp

    name, holdings = board.side_name(language), board.holdings.values()
    claims = desk.claims(ClaimFilter(as_known=board.as_known)) if what == "claims" else []
    if format == "csv":
        yield from csv.claims(claims) if what == "claims" else csv.control(holdings, name)
    elif format == "acled":
        yield from acled.claims(claims, desk.actors)
    elif format == "ucdp":
        yield from ucdp.claims(claims, desk.actors, board.theatre.name["en"])
    elif format == "kml":
        title = f"{board.theatre.name[language]}, {board.on}"
        note = ", ".join(f"{key} {value}" for key, value in about(board).items() if value)
        colours = {side.key: side.colour for side in board.sides}
        yield from (
            kml.claims(claims, title, note) if what == "claims" else kml.control(holdings, name, colours, title, note)
        )
    elif format == "prov":
        yield _json(provenance(desk, board, language))
    else:
        told = about(board)
        yield _json(geojson.claims(claims, told) if what == "claims" else geojson.control(holdings, name, told))


def provenance(desk: Desk, board: Board, language: str) -> dict[str, Any]:
    """How the board's answers came about, as PROV-JSON."""
    from dataclasses import replace

    from whoholds.control.glance import claims_of
    from whoholds.views import prov

    state = desk.state(board.as_known)
    explained = state.holdings(board.on, board.holdings).items()
    answers = [replace(held, place=board.holdings[key].place) for key, held in explained]
    wanted = {id for held in answers for id in claims_of(held)}
    claims = [stored for id, stored in state.claims.items() if id in wanted]
    with desk.ledger() as ledger:
        reports = [ledger.report(id) for id in sorted({c.report_id for c in claims})]
        told = about(board) | {"head": str(ledger.head())}
    return prov.document(answers, claims, reports, board.side_name(language), told)


def _json(body: dict[str, Any]) -> str:
    return json.dumps(body, ensure_ascii=False, allow_nan=False, indent=1) + "\n"
