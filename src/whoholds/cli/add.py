"""`whoholds add`: takes reports in, reads them and keeps both."""

from __future__ import annotations

import json
import sys
from collections import Counter
from typing import TYPE_CHECKING, Annotated

import typer

from whoholds.cli import second

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from rich.console import Console
    from rich.table import Table

    from whoholds.workflow import Outcome

LISTED = 50  # reports; more of them are only counted
UNKNOWN = "–"


def add(
    paths: Annotated[
        list[str],
        typer.Argument(
            metavar="PATH",
            help="Files (text, Markdown, HTML, JSON, JSON lines), folders, or - for standard input.",
            show_default=False,
        ),
    ],
    backfill: Annotated[
        bool,
        typer.Option(
            "--backfill",
            help="An archive: each report counts as known from its published time on, where that is known.",
        ),
    ] = False,
    reader: Annotated[str, typer.Option(help=second.HELP)] = "rules",
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON lines, one a report or refused file.")] = False,
) -> None:
    """Take reports in, read them and keep both. Exit code 3 if a file was refused; the others are in.

    Adding the same content again changes nothing and says so. Exit code 5 if a model's server did not answer.
    """
    from rich.console import Console

    from whoholds import workflow
    from whoholds.errors import InputRefused, NetworkError
    from whoholds.settings import load

    settings = load()
    offline = False
    errors = Console(stderr=True, highlight=False, soft_wrap=True)
    counts: Counter[str] = Counter()
    claims = 0
    rows: list[Outcome] = []
    with (
        Progressing(errors, quiet=as_json) as progress,
        second.readers(settings, reader, progress.stage, as_json=as_json) as readings,
    ):
        found = workflow.add(paths, settings, backfill=backfill, readings=readings, on_progress=progress.stage)
        for outcome in found:
            offline = offline or isinstance(outcome.error, NetworkError)
            counts[outcome.status] += 1
            claims += outcome.claims
            if as_json:
                print(json.dumps(outcome.data, ensure_ascii=False), flush=True)
            elif outcome.error is not None:
                progress.say(refusal(outcome))
            elif len(rows) <= LISTED:
                rows.append(outcome)
            progress.done(outcome, counts)
    if not as_json:
        summary(rows, counts, claims)
    if counts[workflow.Status.REFUSED] or counts[workflow.Status.FAILED]:
        raise typer.Exit(NetworkError.exit_code if offline else InputRefused.exit_code)


class Progressing:
    """What is being done, on standard error: a line that moves on a terminal, a line a stage elsewhere.

    Args:
        console: of standard error.
        quiet: show nothing.
    """

    def __init__(self, console: Console, *, quiet: bool) -> None:
        from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

        self._console = console
        self._quiet = quiet
        self._live = console.is_terminal and not quiet
        self._stage = ""
        self._bar = Progress(
            SpinnerColumn(),
            TextColumn("{task.description}", markup=False),
            BarColumn(bar_width=24),
            TimeElapsedColumn(),
            console=console,
            transient=True,
            disable=not self._live,
        )
        self._task = self._bar.add_task("looking at the files", total=None)

    def __enter__(self) -> Progressing:
        self._bar.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._bar.stop()

    def stage(self, doing: str, part: float) -> None:
        """Set-up that takes long: what, and which part of it is done, 0 to 1."""
        if self._live:
            finished = part >= 1
            self._bar.update(self._task, description=doing, total=None if finished else 1.0, completed=part)
        elif doing != self._stage and not self._quiet:
            self._console.print(f"{doing} …", markup=False)
        self._stage = doing

    def done(self, outcome: Outcome, counts: Counter[str]) -> None:
        """One report or file is dealt with."""
        from whoholds.cli.claims import visible

        name = visible(outcome.name)
        shown = name if len(name) <= 40 else "…" + name[-39:]
        self._bar.update(self._task, description=f"{sum(counts.values())} done, now {shown}", total=None)

    def say(self, lines: list[str]) -> None:
        """Print lines above the moving one."""
        for line in lines:
            self._console.print(line, markup=False)


def refusal(outcome: Outcome) -> list[str]:
    """Why something is not in, with what to do about it."""
    from whoholds.cli.claims import visible

    if outcome.error is None:
        return []
    error = outcome.error
    lines = [f"{outcome.status}: {visible(outcome.name)}: {visible(error.message)} [{error.code}]"]
    return [*lines, f"  hint: {visible(error.hint)}"] if error.hint else lines


def summary(rows: list[Outcome], counts: Counter[str], claims: int) -> None:
    """Print what became of the reports, and how many of each."""
    from rich.console import Console

    from whoholds.cli.claims import PIPE_WIDTH

    if rows:
        console = Console(width=None if sys.stdout.isatty() else PIPE_WIDTH, highlight=False)
        console.print(table(rows[:LISTED]))
        if len(rows) > LISTED:
            typer.echo(f"the first {LISTED}; --json lists all")
    typer.echo(sentence(counts, claims))


def table(rows: list[Outcome]) -> Table:
    """Outcomes as a table for the terminal."""
    from rich import box
    from rich.table import Table
    from rich.text import Text

    from whoholds.cli.claims import visible

    grid = Table(box=box.SIMPLE_HEAD, pad_edge=False, header_style="bold")
    for name, most in (("report", 32), ("", 6), ("published", 16), ("lang", 4), ("outlet", 24)):
        grid.add_column(name, no_wrap=True, max_width=most)
    grid.add_column("claims", justify="right", no_wrap=True)
    grid.add_column("title", ratio=1)
    for outcome in rows:
        report = outcome.report
        if report is None:
            continue
        cells: Iterator[str] = map(
            visible,
            (
                report.name,
                outcome.status.value,
                f"{report.published:%Y-%m-%d %H:%M}" if report.published else UNKNOWN,
                report.language,
                report.outlet or UNKNOWN,
                UNKNOWN if outcome.status.value == "known" else str(outcome.claims),
                report.title or UNKNOWN,
            ),
        )
        grid.add_row(*(Text(cell) for cell in cells))
    return grid


def sentence(counts: Counter[str], claims: int) -> str:
    """All of it in one line: "17 added, 1 known already, 2 refused; 212 claims"."""
    words: tuple[tuple[str, Callable[[int], str]], ...] = (
        ("added", lambda n: f"{n} added"),
        ("read", lambda n: f"{n} read again"),
        ("known", lambda n: f"{n} known already, nothing changed"),
        ("refused", lambda n: f"{n} refused"),
        ("failed", lambda n: f"{n} kept but not read"),
    )
    parts = [say(counts[status]) for status, say in words if counts[status]]
    if not parts:
        return "no reports there"
    read = counts["added"] + counts["read"]
    return ", ".join(parts) + (f"; {claims} claim{'' if claims == 1 else 's'}" if read else "")
