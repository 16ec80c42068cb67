"""What the pages of changes, of gaps and the brief weigh from a desk's ledger, kept until it changes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from whoholds.control.changes import Change, changes
from whoholds.control.glance import claims_of
from whoholds.errors import UsageError
from whoholds.ledger import StoredClaim
from whoholds.views import brief as views
from whoholds.views.svg import render
from whoholds.web.asked import Asked
from whoholds.web.desk import Board, Desk
from whoholds.web.spec import spec_of

DAYS = 7  # of a period whose beginning is not said
WIDTH = 1100.0  # pixels of a brief's map


@dataclass(frozen=True, slots=True)
class Period:
    """What changed between two days, and the claims that decided it by id."""

    since: date
    until: date
    changes: Sequence[Change]
    claims: dict[str, StoredClaim]


def period(desk: Desk, board: Board, since: date | None) -> Period:
    """What changed up to a board's day.

    Args:
        desk: the claims.
        board: of the last day.
        since: the first day; None for a week before the last.

    Raises:
        UsageError: it ends before it begins.
    """
    first = since or board.on - timedelta(days=DAYS)
    if first > board.on:
        raise UsageError("changes.period", "the period ends before it begins", subject=f"{first} to {board.on}")

    def make() -> Period:
        claims = list(desk.state(board.as_known).claims.values())
        found = changes(claims, desk.world(board.theatre), desk.weights, first, board.on)
        wanted = {id for change in found for id, _ in change.deciding}
        return Period(first, board.on, found, {c.claim.id: c for c in claims if c.claim.id in wanted})

    return desk.derived.get(("period", board.key, first), make)


def brief(desk: Desk, view: Asked, since: date | None, *, drawn: bool) -> tuple[views.Brief, str | None]:
    """The brief of a period, and the map at its head as SVG where it is to be drawn.

    Raises:
        UsageError: the period ends before it begins.
        NotFound: nothing was known yet.
        StorageError: the ledger cannot be read.
    """
    language = view.language
    board = desk.board(view.on, view.as_known)
    told = period(desk, board, since)
    cited = {id for h in board.holdings.values() for id in claims_of(h)} | set(told.claims)
    claims = [c for c in desk.state(view.as_known).claims.values() if c.claim.id in cited]
    with desk.ledger() as ledger:
        reports = {id: ledger.report(id).report for id in sorted({c.report_id for c in claims})}
    content = views.brief(
        views.Asked(told.since, board.on, view.as_known, language, board.told_by(language)),
        board.theatre.name[language],
        told.changes,
        board.holdings,
        claims,
        reports,
        desk.world(board.theatre),
        desk.say(board.theatre, language),
        desk.called([*board.holdings, *(change.place_id for change in told.changes)], language),
    )
    if not drawn:
        return content, None
    board = board.told(language)
    return content, render(board.marks, spec_of(board, language, width=WIDTH, height=None, theme="light")).svg
