"""`whoholds brief`: what changed, what is disputed and who says so, as pages to print and hand on."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer


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
    from whoholds.web.asked import Asked
    from whoholds.web.desk import Desk
    from whoholds.web.weighed import brief as made

    settings = load()
    language = values.language(lang, settings.language)
    view = Asked(values.day(on, "--on"), values.instant(as_known, "--as-known"), language)
    content, drawing = made(Desk.open(settings, theatre, viewpoint), view, values.day(since, "--since"), drawn=map_)
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
