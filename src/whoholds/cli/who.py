"""`whoholds who`: who holds a place, how sure one can be, and who says so."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from datetime import date

    from rich.console import Console
    from rich.table import Table

    from whoholds.control.dossier import Dossier
    from whoholds.control.explain import Step

PIPE_WIDTH = 120  # columns, where the output has no width of its own

Place = Annotated[str, typer.Argument(help="Place, by name in any script, or by id.", show_default=False)]
On = Annotated[str | None, typer.Option("--on", help="Day in the world. By default that of the latest report.")]
AsKnown = Annotated[
    str | None, typer.Option("--as-known", help="As the ledger knew it at the end of a day, or at a time.")
]
WeightsFile = Annotated[
    Path | None, typer.Option("--weights", help="Your own weights (TOML), in place of the shipped ones.")
]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]


def who(
    place: Place,
    on: On = None,
    as_known: AsKnown = None,
    weights: WeightsFile = None,
    as_json: AsJson = False,
) -> None:
    """Say who holds a place, how sure one can be, since when, and which claims speak for and against it."""
    found = ask(place, on, as_known, weights)
    if as_json:
        typer.echo(json.dumps(data(found), ensure_ascii=False))
        return
    screen = console()
    head(screen, found)
    groups = {"for": "for it", "against": "against it", "neither": "also said"}
    if found.holding.holder == "unknown":
        claims_table(screen, found, found.steps, "what is said")
        return
    from whoholds.control.dossier import stance

    for kind, title in groups.items():
        claims_table(screen, found, [step for step in found.steps if stance(step) == kind], title)


def ask(place: str, on: str | None, as_known: str | None, weights: Path | None) -> Dossier:
    """The dossier that the command line asks for.

    Raises:
        NotFound: no claim speaks of the place; the hint names what is like it.
    """
    from whoholds import workflow
    from whoholds.cli import values
    from whoholds.settings import load

    day, instant = values.day(on, "--on"), values.instant(as_known, "--as-known")
    return workflow.dossier(load(), place, day, instant, weights=weights)


def console() -> Console:
    """Where people read: as wide as the terminal, or `PIPE_WIDTH`."""
    from rich.console import Console

    return Console(width=None if sys.stdout.isatty() else PIPE_WIDTH, highlight=False, soft_wrap=False)


def head(screen: Console, found: Dossier) -> None:
    """The answer in three lines, and the rule that decided."""
    from rich.text import Text

    h = found.holding
    screen.print(Text.assemble((f"{h.place}: {title(found)}", "bold")))
    screen.print(Text("  " + " · ".join(facts(found))))
    screen.print(Text("  " + counts(found)))
    screen.print(Text("  " + h.rule))


def title(found: Dossier) -> str:
    """The holder in words."""
    holder = found.holding.holder
    threatened = ", threatened" if found.holding.threatened else ""
    if holder == "unknown":
        return "holder unknown" + threatened
    return ("contested" if holder == "contested" else f"held by {found.names[holder]}") + threatened


def facts(found: Dossier) -> list[str]:
    """Probability, standing and dates, each in a few words."""
    from whoholds.control.standing import words

    h = found.holding
    out = [f"on {spelt(found.on)}"]
    if found.as_known:
        out.append(f"as known on {found.as_known:%Y-%m-%d %H:%M} UTC")
    if h.holder != "unknown":
        out.append(f"{h.probability:.0%} ({words(h.probability)})")
        out.append(h.standing.value)
        if h.valid_from is None:
            out.append("since before the first report")
        else:
            out.append(f"{'since' if found.began else 'known since'} {spelt(h.valid_from)}")
    else:
        out.append(h.standing.value)
    return out


def counts(found: Dossier) -> str:
    """How many claims there are, and how many of them are no repetition."""
    why, n = found.explanation, found.place.claims
    if why is None:
        return f"{n} {'claim speaks' if n == 1 else 'claims speak'} of the place, none of who holds it"
    parties = why.origins - why.independent
    said = f"{_several(len(why.steps), 'claim')}, {_several(why.origins, 'independent origin')}"
    return said + (f", {parties} of them a party to the fight" if parties else "")


def _several(n: int, what: str) -> str:
    return f"{n} {what}{'' if n == 1 else 's'}"


def spelt(day: date) -> str:
    """A day as people write it: 7 December 2024."""
    return f"{day.day} {day:%B %Y}"


def speaker(found: Dossier, step: Step) -> str:
    """Who says it, as people call it; the narrator by its outlet."""
    stored = found.claims[step.evidence.claim_id]
    key = stored.claim.speaker.key
    return (stored.outlet or "the report itself") if key == "narrator" else found.names.get(key, key)


def claims_table(screen: Console, found: Dossier, steps: list[Step] | tuple[Step, ...], title: str) -> None:
    """Claims in order of publication: day, speaker, outlet and quote; nothing where there are none."""
    from rich import box
    from rich.table import Table
    from rich.text import Text

    from whoholds.cli.claims import visible

    if not steps:
        return
    grid: Table = Table(box=box.SIMPLE_HEAD, pad_edge=False, header_style="bold", title=title, title_justify="left")
    for name, least in (("day", 10), ("speaker", 12), ("outlet", 8), ("sure", 4)):
        grid.add_column(name, min_width=least, overflow="fold")
    grid.add_column("quote", ratio=1, overflow="fold")
    for step in steps:
        stored = found.claims[step.evidence.claim_id]
        quote = visible(stored.claim.quote) + (" (copy)" if step.copy else "")
        cells = (
            str(step.evidence.day),
            speaker(found, step),
            stored.outlet or "–",
            stored.claim.factuality.value,
            quote,
        )
        grid.add_row(*(Text(visible(cell)) for cell in cells))
    screen.print(grid)


def data(found: Dossier) -> dict[str, Any]:
    """The dossier for programs."""
    from whoholds import codec
    from whoholds.control.dossier import stance
    from whoholds.control.standing import words

    h, why = found.holding, found.explanation
    return {
        "place": {"id": h.place_id, "name": h.place, "lat": h.lat, "lon": h.lon, "country": found.place.country},
        "theatre": found.theatre.key,
        "on": found.on.isoformat(),
        "as_known": found.as_known.isoformat() if found.as_known else None,
        "holder": h.holder,
        "holder_name": found.names.get(h.holder, h.holder),
        "probability": h.probability,
        "words": words(h.probability),
        "standing": h.standing.value,
        "threatened": h.threatened,
        "since": h.valid_from.isoformat() if h.valid_from else None,
        "since_is_change": found.began,
        "rule": h.rule,
        "origins": why.origins if why else 0,
        "independent_origins": why.independent if why else 0,
        "prior": h.prior,
        "claims": [
            {
                "id": step.evidence.claim_id,
                "report_id": step.evidence.report_id,
                "stance": stance(step),
                "day": step.evidence.day.isoformat(),
                "said": step.evidence.said.isoformat(),
                "speaker": found.claims[step.evidence.claim_id].claim.speaker.key,
                "outlet": found.claims[step.evidence.claim_id].outlet,
                "event": found.claims[step.evidence.claim_id].claim.event.value,
                "factuality": found.claims[step.evidence.claim_id].claim.factuality.value,
                "quote": found.claims[step.evidence.claim_id].claim.quote,
                "interest": step.evidence.interest.value,
                "log_odds": step.log_odds,
                "total": step.total,
                "without_story": step.without,
                "origin": step.origin,
                "story": step.story,
                "copy": step.copy,
                "note": step.evidence.because,
            }
            for step in found.steps
        ],
        "history": [
            {
                key: codec.encode(getattr(past, key))
                for key in ("valid_from", "valid_to", "holder", "probability", "standing", "threatened", "rule")
            }
            for past in found.history
        ],
    }
