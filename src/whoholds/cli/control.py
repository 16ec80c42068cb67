"""`whoholds control`: learn what voices are worth from the ledger, show it, go back; who held places at first."""

from __future__ import annotations

import json
import tomllib
from typing import TYPE_CHECKING, Annotated, Any

import typer

from whoholds.cli import initial

if TYPE_CHECKING:
    from whoholds.control.fit import Fit

app = typer.Typer(
    help="What voices are worth, learnt from the ledger; who held places at the start.", no_args_is_help=True
)
app.add_typer(initial.app, name="initial")
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]


@app.command()
def fit(
    theatre: Annotated[str | None, typer.Option(help="Conflict. Default: the one most claims are about.")] = None,
    as_known: Annotated[
        str | None, typer.Option("--as-known", help="From what was known at the end of a day, or at a time.")
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would be learnt, and keep nothing.")] = False,
    as_json: AsJson = False,
) -> None:
    """Learn the odds of classes of speakers, of parties' interests and of single sources from all claims of a theatre.

    A statement is judged by what the others say. Few statements move little: odds are shrunk to their class's, and
    these to the shipped ones (weights `learning`). What is learnt is kept in the data folder and counts in every
    answer from then on; `control reset` takes it away.
    """
    from whoholds import workflow
    from whoholds.cli import values
    from whoholds.control.fit import fit as learn
    from whoholds.control.toml import toml
    from whoholds.control.weights import Weights
    from whoholds.settings import load

    settings = load()
    now = workflow.situation(settings, None, values.instant(as_known, "--as-known"), theatre)
    found = learn(now.claims, now.world, Weights.load())
    if not dry_run:
        head = f"# Learnt from {len(now.claims)} claims on {now.theatre.key}, up to {now.on}. See whoholds control.\n"
        settings.fitted_path.write_text(head + toml(found.weights), encoding="utf-8")
    if as_json:
        sharpness = {"exponent": found.sharpness, "statements": found.judges}
        told = {"kept": not dry_run, "theatre": now.theatre.key, "sharpness": sharpness, "learnt": rows(found)}
        typer.echo(json.dumps(told))
        return
    for line in table(rows(found)):
        typer.echo(line)
    typer.echo(f"{'answer.sharpness':44} {1.0:8.2f} {found.sharpness:8.2f} {found.judges:6}")
    typer.echo("kept nothing" if dry_run else f"kept in {settings.fitted_path}")


@app.command()
def show(as_json: AsJson = False) -> None:
    """Show what has been learnt and counts now."""
    from whoholds import workflow
    from whoholds.settings import load

    settings = load()
    workflow.known_weights(settings)
    learnt: dict[str, Any] = {}
    if settings.fitted_path.exists():
        learnt = tomllib.loads(settings.fitted_path.read_text(encoding="utf-8"))
    if as_json:
        typer.echo(json.dumps({"fitted": bool(learnt), **learnt}))
        return
    if not learnt:
        typer.echo("nothing has been learnt: the shipped weights count")
        return
    typer.echo(settings.fitted_path.read_text(encoding="utf-8"), nl=False)


@app.command()
def reset(as_json: AsJson = False) -> None:
    """Forget what has been learnt; the shipped weights count again."""
    from whoholds.settings import load

    path = load().fitted_path
    there = path.exists()
    path.unlink(missing_ok=True)
    if as_json:
        typer.echo(json.dumps({"removed": there}))
    else:
        typer.echo(f"removed {path}" if there else "nothing had been learnt")


def rows(found: Fit) -> list[dict[str, Any]]:
    """What was learnt, for programs."""
    from dataclasses import asdict

    return [asdict(one) for one in found.learnt]


def table(learnt: list[dict[str, Any]]) -> list[str]:
    """What was learnt, for people: a line a group, and below it a line a source."""
    out = [f"{'':44} {'shipped':>8} {'learnt':>8} {'from':>6}"]
    for group in [one for one in learnt if one["source"] is None]:
        out.append(f"{group['group']:44} {group['shipped']:8.2f} {group['odds']:8.2f} {group['statements']:6}")
        for one in learnt:
            if one["group"] == group["group"] and one["source"] is not None:
                out.append(f"  {one['source']:42} {'':8} {one['odds']:8.2f} {one['statements']:6}")
    return out
