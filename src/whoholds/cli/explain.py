"""`whoholds explain`: the answer for a place as a sum, claim by claim."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import typer

from whoholds.cli.who import AsJson, AsKnown, On, Place, WeightsFile

if TYPE_CHECKING:
    from rich.text import Text

BAR = 10  # characters on each side of the middle
MOST = 4.0  # log-odds that fill a bar


def explain(
    place: Place,
    on: On = None,
    as_known: AsKnown = None,
    weights: WeightsFile = None,
    as_json: AsJson = False,
) -> None:
    """Show how each claim moved the answer, in order of publication; the steps add up to it.

    Log-odds: +0.7 doubles the odds of the answer, -0.7 halves them. `without` is what the answer would lose if the
    claim's whole story, with all its copies, had not been told.
    """
    from rich import box
    from rich.table import Table
    from rich.text import Text

    from whoholds.cli import who as faces
    from whoholds.cli.claims import visible

    found = faces.ask(place, on, as_known, weights)
    if as_json:
        typer.echo(json.dumps(faces.data(found), ensure_ascii=False))
        return
    screen = faces.console()
    faces.head(screen, found)
    if found.explanation is None:
        return
    grid = Table(box=box.SIMPLE_HEAD, pad_edge=False, header_style="bold", show_footer=True)
    grid.add_column("said", footer="answer", min_width=10)
    grid.add_column("claim", ratio=1, overflow="fold", footer=f"{found.holding.probability:.1%}")
    grid.add_column("log-odds", justify="right", min_width=8)
    grid.add_column("", min_width=2 * BAR + 1)
    grid.add_column("total", justify="right", min_width=6, footer=f"{found.explanation.total:+.2f}")
    grid.add_column("without", justify="right", min_width=7)
    prior = found.explanation.prior
    grid.add_row("", Text("before any claim"), f"{prior:+.2f}", bar(prior), f"{prior:+.2f}", "")
    for step in found.steps:
        claim = found.claims[step.evidence.claim_id].claim
        what = Text(visible(f"{faces.speaker(found, step)}: {claim.quote}"))
        note = f"[origin {step.origin}{', copy' if step.copy else ''}; {step.evidence.because}]"
        what.append("\n" + visible(note), "dim")
        cells = (f"{step.log_odds:+.2f}", bar(step.log_odds), f"{step.total:+.2f}", f"{step.without:+.2f}")
        grid.add_row(f"{step.evidence.said:%Y-%m-%d}", what, *cells)
    screen.print(grid)


def bar(log_odds: float) -> Text:
    """A bar to the left for what speaks against the answer, to the right for what speaks for it."""
    from rich.text import Text

    length = min(BAR, round(abs(log_odds) / MOST * BAR))
    full = "█" * length
    if log_odds < 0:
        return Text.assemble((full.rjust(BAR), "red"), "│", " " * BAR)
    return Text.assemble(" " * BAR, "│", (full.ljust(BAR), "green"))
