"""`whoholds claims --disagreements`: passages that the rules and a model read differently, side by side."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING, Any

import typer

if TYPE_CHECKING:
    from rich.table import Table

    from whoholds.ledger import ClaimFilter, Disagreement, Ledger, StoredClaim
    from whoholds.views.words import Words


def between(ledger: Ledger, where: ClaimFilter, limit: int | None) -> Iterator[Disagreement]:
    """Disagreements that a claim asked for is part of, from reports that both have read.

    Args:
        ledger: open for reading.
        where: which claims; those of both readers.
        limit: at most so many.
    """
    from whoholds.ledger import ClaimFilter, disagreements
    from whoholds.readers import Readers, family

    asked: dict[str, set[str]] = {}
    for stored in ledger.claims(replace(where, limit=None)):
        asked.setdefault(stored.report_id, set()).add(stored.claim.id)

    def found() -> Iterator[Disagreement]:
        for report_id, wanted in asked.items():
            if len({family(name) for name in ledger.readers(report_id)}) < 2:
                continue
            whole = ClaimFilter(report_id=report_id, reader=Readers.BOTH, apart=True, as_known=where.as_known)
            for one in disagreements(ledger.claims(whole)):
                if any(side is not None and side.claim.id in wanted for side in (one.rules, one.model)):
                    yield one

    return islice(found(), limit)


def show(found: Iterable[Disagreement], words: Words, *, as_json: bool) -> None:
    """Print disagreements, as JSON lines or as a table with a line for each reader."""
    if as_json:
        for one in found:
            data: dict[str, Any] = {"fields": list(one.fields), "rules": None, "model": None}
            for name, side in (("rules", one.rules), ("model", one.model)):
                data[name] = side.data if side is not None else None
            typer.echo(json.dumps(data, ensure_ascii=False))
        return
    listed = list(found)
    if not listed:
        typer.echo(words("claims.no_disagreements"))
        return
    from rich.console import Console

    from whoholds.cli.claims import PIPE_WIDTH

    Console(width=None if sys.stdout.isatty() else PIPE_WIDTH, highlight=False).print(table(listed, words))
    typer.echo(words("claims.disagreement" if len(listed) == 1 else "claims.disagreements", count=len(listed)))


def table(found: Iterable[Disagreement], words: Words) -> Table:
    """Two lines for each: what the rules read, what the model read. What differs is in bold."""
    from rich import box
    from rich.table import Table
    from rich.text import Text

    grid = Table(box=box.SIMPLE_HEAD, pad_edge=False, header_style="bold")
    for name, least in (("reader", 6), ("day", 10), ("event", 7), ("actor", 8), ("place", 8), ("speaker", 8)):
        grid.add_column(words(f"claims.{name}"), min_width=least, overflow="fold")
    grid.add_column(words("claims.sure"), min_width=4)
    grid.add_column(words("claims.quote"), ratio=1, overflow="fold")
    for one in found:
        for name, side in (("rules", one.rules), ("model", one.model)):
            if side is None:
                grid.add_row(name, Text(words("claims.nothing_there"), style="dim"))
                continue
            grid.add_row(
                name, *(Text(text, style="bold" if bold else "") for text, bold in _cells(side, one.fields, words))
            )
        grid.add_section()
    return grid


def _cells(stored: StoredClaim, differ: tuple[str, ...], words: Words) -> Iterator[tuple[str, bool]]:
    from whoholds.cli.claims import actor_of, day_of, event_of, place_of, visible

    claim = stored.claim
    role = f"{words(f'place_role.{claim.place_role.value}')} " if claim.place_role and "place_role" in differ else ""
    for field, text in (
        ("when", day_of(claim.when)),
        ("event", event_of(claim, words)),
        ("actor", actor_of(claim.actor)),
        ("place", role + place_of(claim.place, words)),
        ("speaker", actor_of(claim.speaker)),
        ("factuality", claim.factuality.value),
        ("quote", claim.quote),
    ):
        yield visible(text), field in differ or (field == "place" and "place_role" in differ)
