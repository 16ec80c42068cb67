"""`whoholds views`: named views of the map, shared by all who read this ledger."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from whoholds.web.saved import SavedViews

app = typer.Typer(
    help="Saved views of the map: day, knowledge, viewpoint, filters and part of the map under a name.",
    no_args_is_help=True,
)
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Name = Annotated[str, typer.Argument(help="The view's name.")]


@app.command("list")
def list_(as_json: AsJson = False) -> None:
    """List the views; the served map opens one at /?view=NAME."""
    found = _known().all()
    if as_json:
        typer.echo(json.dumps([view.data for view in found], ensure_ascii=False))
        return
    for view in found:
        typer.echo(f"{view.name:24} {view.title or view.address}")


@app.command()
def show(name: Name, as_json: AsJson = False) -> None:
    """Show what a view shows."""
    view = _known().find(name)
    if as_json:
        typer.echo(json.dumps(view.data, ensure_ascii=False))
        return
    for key, value in {"title": view.title, **view.query, "at": view.at, "address": view.address}.items():
        if value:
            typer.echo(f"{key:12} {value}")


@app.command()
def save(
    name: Name,
    address: Annotated[str, typer.Argument(help="The map's address, as the browser has it or from /? on.")],
    title: Annotated[str, typer.Option(help="What people call it.")] = "",
    as_json: AsJson = False,
) -> None:
    """Keep a view; one of the same name is replaced."""
    from whoholds.web.saved import view_of

    view = view_of(name, address, title)
    new = _known().save(view)
    typer.echo(json.dumps({**view.data, "new": new}, ensure_ascii=False) if as_json else f"{name}: {view.address}")


@app.command()
def remove(name: Name, as_json: AsJson = False) -> None:
    """Remove a view."""
    _known().remove(name)
    typer.echo(json.dumps({"removed": name}) if as_json else f"{name}: removed")


def _known() -> SavedViews:
    from whoholds.settings import load
    from whoholds.web.saved import SavedViews

    return SavedViews(load().views_path)
