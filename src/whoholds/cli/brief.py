"""`whoholds brief`: what changed, what is disputed and who says so, as pages to print and hand on."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from datetime import date

    from whoholds.views.brief import Brief

DAYS = 7  # of the period, where it is not said
WIDTH = 1100.0  # pixels of the map


def brief(
    since: Annotated[
        str | None, typer.Option("--since", help="First day, as 2024-12-01. Default: a week before the last.")
    ] = None,
    on: Annotated[str | None, typer.Option(help="Last day. Default: of the newest report.")] = None,
    output: Annotated[
        Path, typer.Option("--output", "-o", help="File: HTML, or PDF if it ends in .pdf; - for standard output.")
    ] = Path("brief.html"),
    as_known: Annotated[
        str | None, typer.Option("--as-known", help="As known at the end of a day, or at a time. Default: now.")
    ] = None,
    theatre: Annotated[str | None, typer.Option(help="Conflict. Default: the one most claims are about.")] = None,
    viewpoint: Annotated[
        str | None, typer.Option(help="Whose map: a name of `whoholds viewpoints list`, or side:KEY.")
    ] = None,
    lang: Annotated[
        str | None, typer.Option(help="Language: en or fr. Default: the setting, else the system's.")
    ] = None,
    map_: Annotated[bool, typer.Option("--map/--no-map", help="With the day's map at its head.")] = True,
    as_json: Annotated[bool, typer.Option("--json", help="Say as JSON what was written.")] = False,
) -> None:
    """Write a brief: what changed, what is disputed, what each side says, and the sources. PDF needs whoholds[pdf]."""
    from whoholds.cli import values
    from whoholds.settings import load
    from whoholds.views.brief import html
    from whoholds.views.pdf import pdf, plain_svg

    settings = load()
    language = values.language(lang, settings.language)
    content, drawing = made(
        values.day(since, "--since"),
        values.day(on, "--on"),
        as_known=as_known,
        theatre=theatre,
        viewpoint=viewpoint,
        language=language,
        with_map=map_,
    )
    if str(output) == "-":
        typer.echo(html(content, drawing), nl=False)
        return
    if output.suffix.lower() == ".pdf":
        output.write_bytes(pdf(html(content, plain_svg(drawing) if drawing else None)))
    else:
        output.write_text(html(content, drawing), encoding="utf-8")
    counts = {"changes": len(content.changes), "disputed": len(content.disputes), "reports": len(content.sources)}
    if as_json:
        days = {"since": content.asked.since.isoformat(), "on": content.asked.on.isoformat()}
        typer.echo(json.dumps({"file": str(output), **days, **counts}))
        return
    told = ", ".join(f"{n} {what}" for what, n in counts.items())
    typer.echo(f"{output}: {content.asked.since} to {content.asked.on}, {told}")


def made(
    since: date | None,
    on: date | None,
    *,
    as_known: str | None,
    theatre: str | None,
    viewpoint: str | None,
    language: str,
    with_map: bool,
) -> tuple[Brief, str | None]:
    """The brief's content and its map.

    Raises:
        UsageError: the period ends before it begins.
        NotFound: nothing was known yet, or there is no such theatre or viewpoint.
        StorageError: there is no ledger yet, or it cannot be read.
    """
    from datetime import timedelta

    from whoholds import workflow
    from whoholds.cli import values
    from whoholds.control.changes import changes
    from whoholds.control.history import namer
    from whoholds.errors import UsageError
    from whoholds.settings import load
    from whoholds.views import brief as view

    settings = load()
    now = workflow.situation(settings, on, values.instant(as_known, "--as-known"), theatre, viewpoint=viewpoint)
    first = since or now.on - timedelta(days=DAYS)
    if first > now.on:
        raise UsageError("changes.period", "the period ends before it begins", subject=f"{first} to {now.on}")
    holdings = now.board()
    found = changes(now.claims, now.world, now.weights, first, now.on)
    cited = {reason.claim_id for h in holdings.values() for reason in h.because}
    cited |= {id for change in found for id, _ in change.deciding}
    claims = [stored for stored in now.claims if stored.claim.id in cited]
    with workflow.reading_ledger(settings) as ledger:
        reports = {id: ledger.report(id).report for id in sorted({stored.report_id for stored in claims})}
    content = view.brief(
        view.Asked(first, now.on, now.as_known, language, viewpoint),
        now.theatre.name[language],
        found,
        holdings,
        claims,
        reports,
        now.world,
        namer(now.world, language),
        workflow.place_names(settings, {*holdings, *(change.place_id for change in found)}, language),
    )
    return content, _drawing(now.on, as_known, theatre, viewpoint, language) if with_map else None


def _drawing(on: date, as_known: str | None, theatre: str | None, viewpoint: str | None, language: str) -> str:
    from whoholds.cli import values
    from whoholds.settings import load
    from whoholds.views.svg import render
    from whoholds.web.desk import Desk
    from whoholds.web.spec import spec_of

    board = Desk.open(load(), theatre, viewpoint).board(on, values.instant(as_known, "--as-known")).told(language)
    return render(board.marks, spec_of(board, language, width=WIDTH, height=None, theme="light")).svg
