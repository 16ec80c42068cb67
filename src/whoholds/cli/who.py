"""`whoholds who`: who holds a place, how sure one can be, and who says so."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

    from whoholds.control.dossier import Dossier
    from whoholds.control.explain import Step
    from whoholds.control.needs import StartLike
    from whoholds.control.sentences import Sentences
    from whoholds.ledger import StoredClaim

PIPE_WIDTH = 120  # columns, where the output has no width of its own

Place = Annotated[str, typer.Argument(help="Place, by name in any script, or by id.", show_default=False)]
On = Annotated[str | None, typer.Option("--on", help="Day in the world. By default that of the latest report.")]
AsKnown = Annotated[
    str | None, typer.Option("--as-known", help="As the ledger knew it at the end of a day, or at a time.")
]
WeightsFile = Annotated[
    Path | None, typer.Option("--weights", help="Your own weights (TOML), in place of the shipped ones.")
]
ViewpointName = Annotated[
    str | None, typer.Option("--viewpoint", help="Whose map: a name of `whoholds viewpoints list`, or side:KEY.")
]
Lang = Annotated[str | None, typer.Option("--lang", help="Language of the answer: en or fr. By default your own.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]


def who(
    place: Place,
    on: On = None,
    as_known: AsKnown = None,
    weights: WeightsFile = None,
    viewpoint: ViewpointName = None,
    lang: Lang = None,
    as_json: AsJson = False,
) -> None:
    """Say who holds a place, how sure one can be, since when, and which claims speak for and against it."""
    found = ask(place, on, as_known, weights, viewpoint, lang)
    if as_json:
        typer.echo(json.dumps(data(found), ensure_ascii=False))
        return
    screen = console()
    head(screen, found)
    if found.holding.holder == "unknown":
        claims_table(screen, found, found.steps, "said")
        return
    from whoholds.control.dossier import stance

    for kind in ("for", "against", "neither"):
        claims_table(screen, found, [step for step in found.steps if stance(step, found.holding.holder) == kind], kind)


def ask(
    place: str,
    on: str | None,
    as_known: str | None,
    weights: Path | None,
    viewpoint: str | None = None,
    lang: str | None = None,
) -> Dossier:
    """The dossier that the command line asks for.

    Raises:
        NotFound: no claim speaks of the place; the hint names what is like it.
    """
    from whoholds import workflow
    from whoholds.cli import values
    from whoholds.settings import load

    settings = load()
    language = values.language(lang, settings.language)
    day, instant = values.day(on, "--on"), values.instant(as_known, "--as-known")
    return workflow.dossier(settings, place, day, instant, weights=weights, viewpoint=viewpoint, language=language)


def console() -> Console:
    """Where people read: as wide as the terminal, or `PIPE_WIDTH`."""
    from rich.console import Console

    return Console(width=None if sys.stdout.isatty() else PIPE_WIDTH, highlight=False, soft_wrap=False)


def words(found: Dossier) -> Sentences:
    """Sentences in the dossier's language."""
    from whoholds.control.sentences import sentences

    return sentences(found.language)


def head(screen: Console, found: Dossier) -> None:
    """The answer in three lines, and the rule that decided."""
    from rich.text import Text

    screen.print(Text(words(found)("answer.title", place=found.place.label, answer=title(found)), "bold"))
    screen.print(Text("  " + " · ".join(facts(found))))
    screen.print(Text("  " + counts(found)))
    screen.print(Text("  " + found.rule))


def title(found: Dossier) -> str:
    """The holder in words."""
    from whoholds.control.sentences import say

    h = found.holding
    kind = h.holder if h.holder in ("unknown", "contested") else "held"
    key = f"answer.{kind}_threatened" if h.threatened else f"answer.{kind}"
    return words(found).clause(say(key, who=h.holder), found.name)


def facts(found: Dossier) -> list[str]:
    """Probability, standing and dates, each in a few words."""
    h, w = found.holding, words(found)
    out = [w("answer.on", day=found.on)]
    if found.as_known:
        out.append(w("answer.as_known", day=found.as_known.date(), clock=f"{found.as_known:%H:%M}"))
    if found.viewpoint:
        out.append(found.viewpoint.called(found.language, found.theatre.sides))
    if h.holder != "unknown":
        out.append(w("answer.sure", percent=f"{100 * h.probability:.0f}", words=w.sure(h.probability)))
        out.append(w(f"standing.{h.standing.value}"))
        if h.valid_from is None:
            out.append(w("answer.since_before"))
        else:
            out.append(w("answer.since" if found.began else "answer.known_since", day=h.valid_from))
    else:
        out.append(w(f"standing.{h.standing.value}"))
    return out


def counts(found: Dossier) -> str:
    """How many claims there are, and how many of them are no repetition."""
    from whoholds.control.explain import counted

    why, w = found.explanation, words(found)
    if why is None:
        return w("answer.silent", n=found.place.claims)
    return counted(why, w)


def speaker(found: Dossier, step: Step) -> str:
    """Who says it, as people call it; the narrator by its outlet."""
    return said_by(found, found.claims[step.evidence.claim_id])


def said_by(found: Dossier, stored: StoredClaim) -> str:
    """Whose claim it is, as people call them."""
    key = stored.claim.speaker.key
    if key != "narrator":
        return found.names.get(key, key)
    return words(found)("voice.outlet", outlet=stored.outlet) if stored.outlet else words(found)("voice.narrator")


def claims_table(screen: Console, found: Dossier, steps: list[Step] | tuple[Step, ...], kind: str) -> None:
    """Claims in order of publication, under the head `table.KIND`; nothing where there are none."""
    from rich import box
    from rich.table import Table
    from rich.text import Text

    from whoholds.cli.claims import visible

    if not steps:
        return
    w = words(found)
    title = w(f"table.{kind}")
    grid: Table = Table(box=box.SIMPLE_HEAD, pad_edge=False, header_style="bold", title=title, title_justify="left")
    for name, least in (("day", 10), ("speaker", 12), ("outlet", 8), ("sure", 4)):
        grid.add_column(w(f"table.{name}"), min_width=least, overflow="fold")
    grid.add_column(w("table.quote"), ratio=1, overflow="fold")
    for step in steps:
        stored = found.claims[step.evidence.claim_id]
        quote = visible(stored.claim.quote)
        if step.copy:
            quote = w("table.copied", quote=quote)
        if (other := found.answers.get(stored.claim.id)) is not None:
            quote += "\n" + answer_line(found, stored, other)
        cells = (
            str(step.evidence.day),
            speaker(found, step),
            stored.outlet or "–",
            stored.claim.factuality.value,
            quote,
        )
        grid.add_row(*(Text("\n".join(map(visible, cell.splitlines()))) for cell in cells))
    screen.print(grid)


def answer_line(found: Dossier, stored: StoredClaim, other: StoredClaim) -> str:
    """What a claim answers, in words: whose claim, and told when."""
    from whoholds.control.answered import told, verdict

    return words(found)(f"table.{verdict(stored.claim)}", speaker=said_by(found, other), day=told(other).date())


def began(start: StartLike | None) -> dict[str, str] | None:
    """Who held the place at the start, for programs; `prior` has it in it."""
    return {"side": start.side, "on": start.on.isoformat(), "source": start.source} if start else None


def data(found: Dossier) -> dict[str, Any]:
    """The dossier for programs: names in the reader's language, sentences in English with the keys of their parts."""
    from whoholds import codec
    from whoholds.control import standing
    from whoholds.control.dossier import stance

    h, why = found.holding, found.explanation
    return {
        "place": {
            "id": h.place_id,
            "name": found.place.label,
            "lat": h.lat,
            "lon": h.lon,
            "country": found.place.country,
        },
        "theatre": found.theatre.key,
        "on": found.on.isoformat(),
        "as_known": found.as_known.isoformat() if found.as_known else None,
        "viewpoint": found.viewpoint.name if found.viewpoint else None,
        "holder": h.holder,
        "holder_name": found.names.get(h.holder, h.holder),
        "probability": h.probability,
        "words": standing.words(h.probability),
        "standing": h.standing.value,
        "threatened": h.threatened,
        "since": h.valid_from.isoformat() if h.valid_from else None,
        "since_is_change": found.began,
        "rule": h.rule,
        "rule_keys": [clause.key for clause in h.why],
        "reports": why.reports if why else 0,
        "origins": why.origins if why else 0,
        "independent_origins": why.independent if why else 0,
        "prior": h.prior,
        "start": began(why.start if why else None),
        "claims": [
            {
                "id": step.evidence.claim_id,
                "report_id": step.evidence.report_id,
                "stance": stance(step, h.holder),
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
                "grade": str(step.grade),
                "note": step.evidence.because,
                "answers": found.answers[step.evidence.claim_id].claim.id
                if step.evidence.claim_id in found.answers
                else None,
            }
            for step in found.steps
        ],
        "would_change": [
            {
                "speaker": turn.speaker,
                "statement": turn.shape,
                "side": turn.side,
                "holder": turn.holder,
                "probability": turn.probability,
            }
            for turn in found.turns
        ],
        "history": [
            {
                key: codec.encode(getattr(past, key))
                for key in ("valid_from", "valid_to", "holder", "probability", "standing", "threatened", "rule")
            }
            for past in found.history
        ],
    }
