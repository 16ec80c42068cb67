"""`whoholds explain`: the answer for a place as a sum, claim by claim."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import typer

from whoholds.cli.who import AsJson, AsKnown, Lang, On, Place, ViewpointName, WeightsFile

if TYPE_CHECKING:
    from rich.text import Text

BAR = 10  # characters on each side of the middle
MOST = 4.0  # log-odds that fill a bar


def explain(
    place: Place,
    on: On = None,
    as_known: AsKnown = None,
    weights: WeightsFile = None,
    viewpoint: ViewpointName = None,
    lang: Lang = None,
    as_json: AsJson = False,
) -> None:
    """Show how each claim moved the answer, in order of publication; the steps add up to it.

    Each claim has a grade: A to F for the speaker on such a matter, 1 to 6 for the statement by everything else.
    Log-odds: +0.7 doubles the odds of the answer, -0.7 halves them. `without` is what the answer would lose if the
    claim's whole story, with all its copies, had not been told.
    """
    from rich import box
    from rich.table import Table
    from rich.text import Text

    from whoholds.cli import who as faces
    from whoholds.cli.claims import visible

    found = faces.ask(place, on, as_known, weights, viewpoint, lang)
    if as_json:
        typer.echo(json.dumps(faces.data(found), ensure_ascii=False))
        return
    screen = faces.console()
    faces.head(screen, found)
    if found.explanation is None:
        return
    grid = Table(box=box.SIMPLE_HEAD, pad_edge=False, header_style="bold", show_footer=True)
    w, answer = faces.words(found), found.explanation
    percent = w("answer.percent", percent=f"{100 * found.holding.probability:.1f}")
    grid.add_column(w("table.published"), footer=w("table.answer"), min_width=10)
    grid.add_column(w("table.claim"), ratio=1, overflow="fold", footer=percent)
    grid.add_column(w("table.log_odds"), justify="right", min_width=8)
    grid.add_column("", min_width=2 * BAR + 1)
    grid.add_column(w("table.total"), justify="right", min_width=6, footer=w.signed(answer.total))
    grid.add_column(w("table.without"), justify="right", min_width=7)
    prior = w.signed(answer.prior)
    begun = f"\n[{visible(found.begun)}]" if found.begun else ""
    grid.add_row("", Text(w("table.prior")).append(begun, "dim"), prior, bar(answer.prior), prior, "")
    for step in found.steps:
        claim = found.claims[step.evidence.claim_id].claim
        what = Text(visible(w("table.claim_of", speaker=faces.speaker(found, step), quote=claim.quote)))
        origin = w("table.origin_copy" if step.copy else "table.origin", n=step.origin)
        notes = w.clause_mark.join([str(step.grade), origin, w.notes(step.evidence.notes)])
        what.append("\n" + visible(f"[{notes}]"), "dim")
        cells = (w.signed(step.log_odds), bar(step.log_odds), w.signed(step.total), w.signed(step.without))
        grid.add_row(f"{step.evidence.said:%Y-%m-%d}", what, *cells)
    screen.print(grid)
    screen.print(Text(w("turn.title"), "bold"))
    for line in [w.clause(turn.why, found.name) for turn in found.turns] or [w("turn.nothing")]:
        screen.print(Text(f"  {line}"))


def bar(log_odds: float) -> Text:
    """A bar to the left for what speaks against the answer, to the right for what speaks for it."""
    from rich.text import Text

    length = min(BAR, round(abs(log_odds) / MOST * BAR))
    full = "█" * length
    if log_odds < 0:
        return Text.assemble((full.rjust(BAR), "red"), "│", " " * BAR)
    return Text.assemble(" " * BAR, "│", (full.ljust(BAR), "green"))
