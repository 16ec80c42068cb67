"""`whoholds read`: what reports say, without keeping anything."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from whoholds.cli import second
from whoholds.readers import Readers, family

if TYPE_CHECKING:
    from collections.abc import Callable

    from rich.console import Console

    from whoholds.errors import WhoholdsError
    from whoholds.model import Claim, Reading, Report
    from whoholds.settings import Settings
    from whoholds.views.words import Words

STYLES = {1: "bold green", 0: "bold yellow", -1: "bold red"}  # by polarity


def read(
    paths: Annotated[list[str], typer.Argument(help="Files, folders, or - for standard input.", show_default=False)],
    show: Annotated[bool, typer.Option("--show", help="Print the text with its claims marked.")] = False,
    html: Annotated[
        Path | None,
        typer.Option(
            "--html", metavar="OUT", help="Write a page that shows what was read, what fired and what was refused."
        ),
    ] = None,
    lang: Annotated[
        str | None,
        typer.Option("--lang", help="Language of what is printed and of the page: en or fr. By default your own."),
    ] = None,
    reader: Annotated[str, typer.Option(help=second.HELP)] = "rules",
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON lines, one a report and reader.")] = False,
) -> None:
    """Read reports and print their claims; nothing is stored but a model's answers."""
    from rich.console import Console

    from whoholds import workflow
    from whoholds.cli.values import language
    from whoholds.errors import WhoholdsError
    from whoholds.settings import load
    from whoholds.views.reading_json import reading_row
    from whoholds.views.words import Words

    console = Console(highlight=False, soft_wrap=False)
    notes = Console(stderr=True, highlight=False)
    failed: list[WhoholdsError] = []
    settings, teller = load(), _teller(notes)
    words = Words.of(language(lang, settings.language))
    if html is not None:
        _check_html(reader)
        failed = _page(paths, settings, html, words, notes, as_json, teller)
        if failed:
            raise typer.Exit(failed[0].exit_code)
        return
    with second.readers(settings, reader, teller, as_json=as_json) as readings:
        for item in workflow.read(paths, settings, readings=readings, on_progress=teller):
            if isinstance(item, WhoholdsError):
                failed.append(item)
                _complain(notes, item, as_json)
                continue
            report, reading = item
            if as_json:
                print(json.dumps(reading_row(report, reading), ensure_ascii=False), flush=True)
            elif show:
                _show(console, report, reading, words)
            else:
                _list(console, report, reading, words)
    if failed:
        raise typer.Exit(failed[0].exit_code)


def _check_html(reader: str) -> None:
    from whoholds.errors import UsageError

    if reader != Readers.RULES.value:
        raise UsageError("usage.html_reader", "--html shows what the rules read", hint="leave out --reader")


def _page(
    paths: list[str],
    settings: Settings,
    out: Path,
    words: Words,
    notes: Console,
    as_json: bool,
    tell: Callable[[str, float], None],
) -> list[WhoholdsError]:
    """Write the page; what could not be taken in."""
    from whoholds import workflow
    from whoholds.cli.claims import counted
    from whoholds.errors import WhoholdsError
    from whoholds.reading import VERSION
    from whoholds.views import inspection

    works, failed = [], []
    for item in workflow.inspect(paths, settings, on_progress=tell):
        if isinstance(item, WhoholdsError):
            failed.append(item)
            _complain(notes, item, as_json)
        else:
            works.append(item)
    text = inspection.page(works, workflow.known_actors(settings), words.language, VERSION)
    if str(out) == "-":
        print(text)
        return failed
    out.write_text(text, encoding="utf-8")
    claims = sum(len(work.claims) for work in works)
    if as_json:
        print(json.dumps({"html": str(out), "reports": len(works), "claims": claims}, ensure_ascii=False))
    else:
        key = "claims.page_one" if len(works) == 1 else "claims.page_many"
        print(words(key, out=out, reports=len(works), claims=counted(claims, words)))
    return failed


def _teller(notes: Console) -> Callable[[str, float], None]:
    """Progress on the error stream, only where a person looks."""
    last = ""

    def tell(doing: str, part: float) -> None:
        nonlocal last
        if notes.is_terminal and doing != last:
            notes.print(f"[dim]{doing} …[/dim]")
            last = doing

    return tell


def _complain(notes: Console, error: Exception, as_json: bool) -> None:
    from whoholds.errors import WhoholdsError

    if not isinstance(error, WhoholdsError):
        raise error
    if as_json:
        print(json.dumps({"error": error.as_dict()}, ensure_ascii=False), file=sys.stderr)
        return
    notes.print(f"{error.subject}: {error.message} [{error.code}]", style="red", markup=False)
    if error.hint:
        notes.print(f"  hint: {error.hint}", style="dim", markup=False)


def _head(console: Console, report: Report, reading: Reading, words: Words) -> None:
    from whoholds.cli.claims import counted

    when = report.published.strftime("%Y-%m-%d %H:%M UTC") if report.published else words("claims.date_unknown")
    facts = [report.name, report.outlet or words("claims.outlet_unknown"), when, counted(len(reading.claims), words)]
    if family(reading.reader) is Readers.MODEL:
        facts.append(words("claims.read_by", reader=reading.reader))
    console.rule(style="dim")
    console.print(" · ".join(facts), style="bold", markup=False)
    for why, said in reading.rejected:
        console.print(words("claims.left_out", why=why, said=said), style="dim", markup=False)


def _place(claim: Claim, words: Words) -> str:
    from whoholds.model import Described, Unplaced
    from whoholds.views.fired import unplaced

    ref = claim.place
    if isinstance(ref, Unplaced):
        return f"({ref.name}: {unplaced(ref.reason, words)})" if ref.name else words("claims.no_place")
    far = claim.place_role is not None and claim.place_role.value != "at"
    role = f"{words(f'place_role.{claim.place_role.value}')} " if far and claim.place_role else ""
    if isinstance(ref, Described):
        return f"{role}{ref.anchor.label} ({ref.name})"
    return f"{role}{ref.label}"


def _line(claim: Claim, words: Words) -> str:
    """A claim in one line: event, who, where, according to whom, how sure, when."""
    from whoholds.cli.claims import event_of

    who = claim.actor.key if claim.actor else "–"
    target = f" → {claim.target.key}" if claim.target else ""
    when = claim.when
    basis = words(f"claims.{when.basis.value}")
    if when.start is None and when.end is None:
        days = words("claims.time_unknown")
    elif when.start == when.end:
        days = f"{when.start} ({basis})"
    else:
        days = f"{words('claims.from_to', start=when.start or '…', end=when.end or '…')} ({basis})"
    flags = f" · {words('claims.headline')}" if claim.headline else ""
    says = words("claims.says", who=claim.speaker.key)
    what = f"{event_of(claim, words)} · {who}{target} · {_place(claim, words)} · {says}"
    return f"{what} · {claim.factuality.value} · {days}{flags}"


def _list(console: Console, report: Report, reading: Reading, words: Words) -> None:
    _head(console, report, reading, words)
    for claim in reading.claims:
        style = STYLES[claim.factuality.polarity].replace("bold ", "")
        console.print(_line(claim, words), style=style, markup=False)
        console.print(f"    “{claim.quote}”", style="dim", markup=False)


def _show(console: Console, report: Report, reading: Reading, words: Words) -> None:
    """The text with claims marked by colour and number, the numbers explained below each paragraph."""
    from rich.text import Text

    _head(console, report, reading, words)
    numbers = {claim.id: index for index, claim in enumerate(reading.claims, 1)}
    for block in report.blocks:
        here = [c for c in reading.claims if block.start <= c.start < block.end]
        text = Text()
        cursor = block.start
        marks = sorted({(c.start, c.end, c.factuality.polarity, numbers[c.id]) for c in here})
        for start, end, polarity, number in marks:
            if start > cursor:
                text.append(report.text[cursor:start])
            if end > cursor:
                text.append(report.text[max(start, cursor) : end], style=f"{STYLES[polarity]} underline")
                cursor = end
            text.append(f"[{number}]", style="reverse dim")
        text.append(report.text[cursor : block.end])
        console.print(text)
        for claim in here:
            known = claim.answers in numbers
            answers = f" · {words('claims.answers', number=numbers[claim.answers])}" if known and claim.answers else ""
            console.print(
                f"  [{numbers[claim.id]}] {_line(claim, words)}{answers}",
                style=STYLES[claim.factuality.polarity].replace("bold ", ""),
                markup=False,
            )
        console.print()
