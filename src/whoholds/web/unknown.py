"""The page of what is not known: counts first, then each gap with its first sentence and what can be done about it."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import Response

from whoholds.errors import UsageError
from whoholds.views.fired import unplaced
from whoholds.web.context import quoted
from whoholds.web.gaps import around, gaps
from whoholds.web.rendering import page, with_reports
from whoholds.web.seen import seen

router = APIRouter(include_in_schema=False)
SHOWN = 40  # of each kind, unless all are asked for
AROUND = 160  # characters of its paragraph shown on each side of a quote
LONGEST = 3650  # days that can be asked for
PARTS = ("answerless", "unplaced", "silent", "provisional", "voices", "reports")
"""Kinds of gaps, in the order of the page: what a reader of the map asks first is which places have no answer."""


@router.get("/unknown")
@with_reports
def unknown_page(request: Request, place: str = "", all: str = "") -> Response:
    """What the ledger does not know."""
    view, desk = seen(request)
    board = desk.board(view.on, view.as_known).told(view.language)
    days = _days(request.query_params.get("quiet"), desk.weights.standing.stale_days)
    found = gaps(desk, board, days)
    name = board.side_name(view.language)
    counts = {part: len(getattr(found, part)) for part in PARTS}
    counts["unplaced"] = sum(lost.claims for lost in found.unplaced)
    lists = {part: getattr(found, part)[: None if all == part else SHOWN] for part in PARTS}
    firsts = [one.first for part in ("unplaced", "provisional", "voices") for one in lists[part]]
    with desk.ledger() as ledger:
        reports = {id: ledger.report(id).report for id in {first.report_id for first in firsts}}
    return page(
        "unknown.html",
        view,
        request,
        found=lists,
        counts=counts,
        more_of={part: len(getattr(found, part)) > len(lists[part]) for part in PARTS},
        said={first.claim.id: quoted(reports[first.report_id], first.claim, AROUND) for first in firsts},
        days=days,
        on=board.on,
        held=name,
        called=lambda key: desk.actors.label(key, view.language),
        because=lambda reason: unplaced(reason, view.words),
        around=around(desk, board, place) if place else None,
    )


def _days(text: str | None, default: int) -> int:
    if not text:
        return default
    if not text.isascii() or not text.isdigit() or int(text[:6]) > LONGEST:
        raise UsageError("web.days", "not a number of days", hint=f"0 to {LONGEST}", subject=text[:20])
    return int(text)
