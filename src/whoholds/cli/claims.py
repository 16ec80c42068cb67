"""`whoholds claims`: what was said, by whom, about where and when."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.table import Table

    from whoholds.ledger import StoredClaim
    from whoholds.model import ActorRef, Claim, PlaceRef, When
    from whoholds.views.words import Words

UNKNOWN = "–"
PIPE_WIDTH = 160  # columns, where the output has no width of its own
SHOWN = 100  # rows of a table, where no limit is asked for
OF_CODES = "en"  # the language that codes of events and descriptions read as
STYLES = {1: "green", 0: "yellow", -1: "red"}  # by polarity


def claims(
    place: Annotated[str | None, typer.Option(help="Place, by name or id, and what is described from there.")] = None,
    actor: Annotated[str | None, typer.Option(help="Key of who acts, e.g. rebels:syria.")] = None,
    speaker: Annotated[str | None, typer.Option(help="Key of who says it, e.g. narrator.")] = None,
    event: Annotated[list[str] | None, typer.Option(help="Event type, e.g. capture. May be given again.")] = None,
    factuality: Annotated[
        list[str] | None, typer.Option(help="CT+, PR+, PS+, CT-, PR-, PS- or U. May be given again.")
    ] = None,
    since: Annotated[str | None, typer.Option(help="First day, as 2024-12-07. Claims of unknown time stay in.")] = None,
    until: Annotated[str | None, typer.Option(help="Last day.")] = None,
    dated: Annotated[bool, typer.Option("--dated", help="Only claims whose time is known.")] = False,
    report: Annotated[str | None, typer.Option(help="Report, by id or name.")] = None,
    text: Annotated[str | None, typer.Option(help="Words in the quote, or in the names of place and actors.")] = None,
    as_known: Annotated[
        str | None, typer.Option("--as-known", help="As the ledger knew it at the end of a day, or at a time.")
    ] = None,
    reader: Annotated[
        str | None, typer.Option(help="Whose claims: rules, model or both. Default: those that count.")
    ] = None,
    disagreements: Annotated[
        bool, typer.Option("--disagreements", help="Only where rules and model read a passage differently.")
    ] = False,
    limit: Annotated[int | None, typer.Option(min=0, help="At most so many.")] = None,
    lang: Annotated[
        str | None, typer.Option("--lang", help="Language of the table: en or fr. By default your own.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON lines, one a claim.")] = False,
) -> None:
    """List claims: who says that who did what, where and when, with the quote."""
    from whoholds import workflow
    from whoholds.cli import differ, values
    from whoholds.control.answered import Answered
    from whoholds.errors import NotFound
    from whoholds.ledger import ClaimFilter
    from whoholds.model import Event, Factuality
    from whoholds.readers import Readers
    from whoholds.settings import load
    from whoholds.views.words import Words

    settings = load()
    words = Words.of(values.language(lang, settings.language))
    place_id, place_name = None, None
    if place is not None:
        try:
            place_id = workflow.find_place(settings, place).id
        except NotFound:
            place_name = place  # a name that no gazetteer knows may still be in a claim
    with workflow.reading_ledger(settings) as ledger:
        where = ClaimFilter(
            place_id=place_id,
            place_name=place_name,
            described=True,
            actor=actor,
            speaker=speaker,
            event=[values.member(Event, name, "--event") for name in event] if event else None,
            factuality=[values.member(Factuality, name, "--factuality") for name in factuality] if factuality else None,
            since=values.day(since, "--since"),
            until=values.day(until, "--until"),
            dated_only=dated,
            report_id=ledger.find_report(report).report.id if report is not None else None,
            as_known=values.instant(as_known, "--as-known"),
            text=text,
            reader=Readers.BOTH if disagreements else values.member(Readers, reader, "--reader") if reader else None,
            apart=True,
            limit=None if disagreements else limit if limit is not None or as_json else SHOWN + 1,
        )
        if disagreements:
            differ.show(differ.between(ledger, where, limit), words, as_json=as_json)
            return
        found = ledger.claims(where)
        if as_json:
            for stored in Answered(ledger, settings.control.answer_days, where.as_known).linked(found):
                typer.echo(json.dumps(stored.data, ensure_ascii=False))
            return
        show(list(found), SHOWN if limit is None else None, words)


def show(found: list[StoredClaim], most: int | None, words: Words) -> None:
    """Print claims as a table, and say how many there are.

    Args:
        found: the claims, one more than `most` where there are more.
        most: print no more than these.
        words: of the table.
    """
    from rich.console import Console

    if not found:
        typer.echo(words("claims.none"))
        return
    shown = found[:most]
    console = Console(width=None if sys.stdout.isatty() else PIPE_WIDTH, highlight=False)
    console.print(table(shown, words))
    count = counted(len(shown), words)
    typer.echo(count if len(shown) == len(found) else words("claims.first", some=count))


def counted(count: int, words: Words) -> str:
    """So many claims."""
    return words("claims.one" if count == 1 else "claims.many", count=count)


def table(found: Sequence[StoredClaim], words: Words) -> Table:
    """Claims as a table for the terminal; who read them is a column where a model did."""
    from rich import box
    from rich.table import Table
    from rich.text import Text

    from whoholds.readers import Readers, family

    grid = Table(box=box.SIMPLE_HEAD, pad_edge=False, header_style="bold")
    several = any(family(stored.reader) is Readers.MODEL for stored in found)
    if several:
        grid.add_column(words("claims.reader"), min_width=6)
    for name, least in (("day", 10), ("event", 7), ("actor", 8), ("place", 8), ("speaker", 8), ("sure", 4)):
        grid.add_column(words(f"claims.{name}"), min_width=least, overflow="fold")
    grid.add_column(words("claims.quote"), ratio=1, overflow="fold")
    for stored in found:
        claim = stored.claim
        cells = (
            *([family(stored.reader).value] if several else []),
            day_of(claim.when),
            event_of(claim, words) + (f" ({words('claims.headline')})" if claim.headline else ""),
            actor_of(claim.actor),
            place_of(claim.place, words),
            actor_of(claim.speaker),
        )
        sure = Text(claim.factuality.value, style=STYLES[claim.factuality.polarity])
        grid.add_row(*(Text(visible(cell)) for cell in cells), sure, Text(visible(claim.quote)))
    return grid


def visible(text: str) -> str:
    """Text on one line without control characters: a report must not steer the terminal that shows it."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def day_of(when: When) -> str:
    """A claim's time in one cell: a day, an interval with open ends, or unknown."""
    if when.start is None and when.end is None:
        return UNKNOWN
    if when.start == when.end:
        return str(when.start)
    return f"{when.start or ''}…{when.end or ''}"


def actor_of(actor: ActorRef | None) -> str:
    """An actor's key, or unknown."""
    return actor.key if actor else UNKNOWN


def event_of(claim: Claim, words: Words) -> str:
    """A claim's event as `--event` takes it, after its word where the language is not that of the code."""
    code = claim.event.value
    return code if words.language == OF_CODES else f"{words(f'event.{code}')} ({code})"


def place_of(place: PlaceRef, words: Words | None = None) -> str:
    """A place in one cell; a description is shown as one, an unplaced name in parentheses.

    Descriptions are kept by keys that read as English; another language shows the text's own words for them.
    """
    from whoholds.model import Described, Unplaced

    if isinstance(place, Unplaced):
        return f"({place.name})" if place.name else UNKNOWN
    if isinstance(place, Described):
        if words is not None and words.language != OF_CODES:
            return words("inspect.described", name=place.name, anchor=place.anchor.label)
        return f"{place.kind.replace('_', ' ')}, {place.relation.replace('_', ' ')} {place.anchor.label}"
    return place.label
