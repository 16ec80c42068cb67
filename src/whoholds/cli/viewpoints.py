"""`whoholds viewpoints`: whose map to draw, kept under a name; and where two of them differ."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from whoholds.control.glance import Answer
    from whoholds.control.viewpoints import Difference, Viewpoint, Viewpoints

app = typer.Typer(
    help="Viewpoints: the same claims told by one side, by neutral speakers, without an outlet.", no_args_is_help=True
)
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]


@app.command("list")
def list_(as_json: AsJson = False) -> None:
    """List the viewpoints that there are; besides these, side:KEY is the map of any side of the theatre."""
    found = _known().all()
    if as_json:
        typer.echo(json.dumps([as_data(one) for one in found], ensure_ascii=False))
        return
    for one in found:
        typer.echo(f"{one.name:24} {one.called('en')}")


@app.command()
def show(
    name: Annotated[str, typer.Argument(help="Its name, or side:KEY.")],
    as_json: AsJson = False,
) -> None:
    """Show what counts in a viewpoint, and what weighs otherwise."""
    found = as_data(_known().find(name))
    if as_json:
        typer.echo(json.dumps(found, ensure_ascii=False))
        return
    for key, value in found.items():
        typer.echo(f"{key:18} {value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)}")


@app.command()
def save(
    name: Annotated[str, typer.Argument(help="The name to save it under.")],
    speakers: Annotated[str, typer.Option(help="all, neutral, or side:KEY.")] = "all",
    against_interest: Annotated[
        bool, typer.Option("--against-interest", help="A party's word counts only against its own interest.")
    ] = False,
    without: Annotated[list[str] | None, typer.Option(help="Leave out this outlet. May be given again.")] = None,
    only: Annotated[list[str] | None, typer.Option(help="Only this outlet. May be given again.")] = None,
    weights: Annotated[Path | None, typer.Option(help="Weights (TOML) that it counts with.")] = None,
    title: Annotated[str | None, typer.Option(help="What people call it.")] = None,
    as_json: AsJson = False,
) -> None:
    """Keep a viewpoint under a name, as a file of the data folder that a person can read and change."""
    from whoholds.control.viewpoints import Viewpoint
    from whoholds.control.weights import Weights
    from whoholds.errors import UsageError

    own: dict[str, Any] = {}
    if weights is not None:
        Weights.load(weights)
        own = tomllib.loads(weights.read_text(encoding="utf-8"))
    if speakers not in ("all", "neutral") and not speakers.startswith("side:"):
        raise UsageError("usage.choice", "--speakers: no such value", hint="all, neutral or side:KEY", subject=speakers)
    saved = Viewpoint(
        name=name,
        title={"en": title} if title else {},
        speakers=speakers,
        against_interest=against_interest,
        without_outlets=tuple(without or ()),
        only_outlets=tuple(only or ()),
        weights=own,
    )
    path = _known().save(saved)
    typer.echo(json.dumps({"file": str(path), **as_data(saved)}, ensure_ascii=False) if as_json else str(path))


@app.command()
def compare(
    one: Annotated[str, typer.Argument(help="A viewpoint.")],
    other: Annotated[str, typer.Argument(help="Another.")],
    on: Annotated[str | None, typer.Option("--on", help="Day, as 2024-12-07. Default: of the newest report.")] = None,
    as_known: Annotated[
        str | None, typer.Option("--as-known", help="As known at the end of a day, or at a time. Default: now.")
    ] = None,
    theatre: Annotated[str | None, typer.Option(help="Conflict. Default: the one most claims are about.")] = None,
    as_json: AsJson = False,
) -> None:
    """List the places that two viewpoints tell differently: another holder first, then another standing."""
    from whoholds import workflow
    from whoholds.cli import values
    from whoholds.cli.claims import visible
    from whoholds.control.viewpoints import differences
    from whoholds.settings import load

    day, instant = values.day(on, "--on"), values.instant(as_known, "--as-known")
    boards = [workflow.board(load(), day, instant, theatre, viewpoint=name) for name in (one, other)]
    found = differences(boards[0].holdings, boards[1].holdings)
    if as_json:
        told = [difference_data(difference) for difference in found]
        head = {"on": boards[0].on.isoformat(), "theatre": boards[0].theatre.key, "one": one, "other": other}
        typer.echo(json.dumps({**head, "differences": told}, ensure_ascii=False))
        return
    typer.echo(f"{boards[0].on}: {len(found)} of {len({*boards[0].holdings, *boards[1].holdings})} places differ")
    for difference in found:
        typer.echo(f"{visible(difference.place):28} {short(difference.one):34} {short(difference.other)}")


def short(holding: Answer | None) -> str:
    """An answer in one cell."""
    if holding is None:
        return "nothing said"
    return f"{holding.holder} {100 * holding.probability:.0f}% ({holding.standing.value})"


def difference_data(difference: Difference) -> dict[str, Any]:
    """A difference for programs."""

    def told(h: Answer | None) -> dict[str, Any] | None:
        if h is None:
            return None
        return {"holder": h.holder, "probability": h.probability, "standing": h.standing.value, "rule": h.rule}

    place = {"id": difference.place_id, "name": difference.place}
    return {"place": place, "one": told(difference.one), "other": told(difference.other)}


def as_data(viewpoint: Viewpoint) -> dict[str, Any]:
    """A viewpoint for programs."""
    return viewpoint.model_dump(mode="json")


def _known() -> Viewpoints:
    from whoholds.control.viewpoints import Viewpoints
    from whoholds.settings import load

    return Viewpoints(load().viewpoints_path)
