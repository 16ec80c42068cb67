"""`whoholds serve`: the map, the table and every place's dossier, in a browser."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer


def serve(
    port: Annotated[int | None, typer.Option(min=0, max=65535, help="Port to listen on; 0 picks a free one.")] = None,
    host: Annotated[str | None, typer.Option(help="Address to listen on. The default is this machine only.")] = None,
    theatre: Annotated[
        str | None, typer.Option(help="Conflict to show. Default: the one most claims are about.")
    ] = None,
    no_browser: Annotated[bool, typer.Option("--no-browser", help="Do not open a browser.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the address as JSON.")] = False,
) -> None:
    """Serve the map on this machine until interrupted. Nothing is loaded from any other."""
    import sys

    from whoholds.settings import load
    from whoholds.web.desk import Desk
    from whoholds.web.security import is_loopback
    from whoholds.web.server import serve as run

    settings = load()
    where = host if host is not None else settings.web.host

    def ready(address: str, link: str | None) -> None:
        if as_json:
            typer.echo(json.dumps({"address": address, "review": link}))
        else:
            typer.echo(f"The map is at {address}  (stop it with Ctrl-C)")
            if link:
                typer.echo(f"To review claims in a browser of this machine, open {link}")
            typer.echo("Try next: click a place; move the day slider; open a report; or, in another terminal,")
            typer.echo("          whoholds who Hama --on 2024-12-05")
            if not is_loopback(where):
                typer.echo("Anyone who reaches this address can read the ledger: it asks for no password.", err=True)
                typer.echo("Writing needs a token: whoholds tokens create NAME --scope review", err=True)
        sys.stdout.flush()

    desk = Desk.open(settings, theatre)
    desk.ready()
    if warning := without_names(settings.gazetteer_path):
        typer.echo(warning, err=True)
    run(desk, where, port if port is not None else settings.web.port, browser=not no_browser, ready=ready)


def without_names(path: Path) -> str:
    """What to say where no gazetteer can be opened and the map has English names only; "" where one can."""
    from whoholds.errors import SetupError
    from whoholds.reference.gazetteer import Gazetteer

    try:
        Gazetteer.open(path).close()
    except SetupError as error:
        said = f"{error.message}: places have only the names that the ledger has for them"
        return f"whoholds: warning: {said} [{error.code}]\n  hint: {error.hint}"
    return ""
