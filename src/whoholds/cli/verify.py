"""`whoholds verify`: is the ledger what was written?"""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from typing import Annotated

import typer


def verify(
    known: Annotated[
        list[str] | None,
        typer.Option("--head", help="A head you kept (SIZE:ROOT): the ledger must still begin so. May be given again."),
    ] = None,
    rebuild: Annotated[
        bool, typer.Option("--rebuild", help="First make the look-up tables again from the entries.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Check the ledger from the bytes up: originals, entries, hash tree, look-up tables. Exit code 1 if one is wrong.

    Prints the head, which stands for all entries so far. Keep it elsewhere, and no one can rewrite them unseen.
    """
    from rich.console import Console
    from rich.progress import Progress

    from whoholds import workflow
    from whoholds.ledger import Head
    from whoholds.ledger.verify import verify as check
    from whoholds.settings import load

    heads = [Head.parse(text) for text in known or []]
    quiet = as_json or not sys.stderr.isatty()
    if rebuild:
        with workflow.writing_ledger(load(), create=False) as ledger:
            ledger.rebuild()
    with (
        workflow.reading_ledger(load()) as ledger,
        Progress(console=Console(stderr=True), transient=True, disable=quiet) as bar,
    ):
        task = bar.add_task("checking entries")
        verdict = check(
            ledger, known=heads, on_progress=lambda done, size: bar.update(task, completed=done, total=size)
        )
    if as_json:
        data = {
            "ok": verdict.ok,
            "head": str(verdict.head) if verdict.head else None,
            "entries": verdict.entries,
            "originals": verdict.originals,
            "problems": [asdict(problem) for problem in verdict.problems],
        }
        typer.echo(json.dumps(data, ensure_ascii=False))
    else:
        for problem in verdict.problems:
            typer.echo(f"✗ {problem.subject}: {problem.message} [{problem.code}]")
        checked = f"{verdict.entries} entries, {verdict.originals} originals"
        typer.echo(
            f"✓ {checked}: all as written" if verdict.ok else f"{checked}: problems found: {len(verdict.problems)}"
        )
        if verdict.head:
            typer.echo(f"head {verdict.head}")
    if not verdict.ok:
        raise typer.Exit(1)
