"""What changed: a page by day, and a feed of the same."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from urllib.parse import quote

from fastapi import APIRouter, Request
from fastapi.responses import Response

from whoholds.control.changes import Change, Turn
from whoholds.control.sentences import sentences
from whoholds.errors import UsageError
from whoholds.ledger import StoredReport
from whoholds.views import atom
from whoholds.views.brief import headline
from whoholds.views.markup import clean, el
from whoholds.web import shape
from whoholds.web.asked import Asked, day
from whoholds.web.desk import Board, Desk
from whoholds.web.rendering import page, with_reports
from whoholds.web.seen import seen
from whoholds.web.spec import theatre_name
from whoholds.web.stretch import stretch
from whoholds.web.weighed import Period, period

router = APIRouter(include_in_schema=False)


@dataclass(frozen=True, slots=True)
class Told:
    """A change in the reader's language: what changed, the rule that decided, and the claims behind it."""

    change: Change
    headline: str
    rule: str
    cards: tuple[shape.Card, ...]

    @property
    def href(self) -> str:
        """The place's page, without the view."""
        return f"/place/{quote(self.change.place_id, safe='')}"


def told(
    found: Sequence[Change],
    claims: Period,
    desk: Desk,
    board: Board,
    view: Asked,
    reports: Mapping[str, StoredReport],
) -> list[Told]:
    """Changes as a page or a feed says them; `reports` give the quotes their paragraphs."""
    words, told, name = view.words, sentences(view.language), desk.say(board.theatre, view.language)
    called = desk.called([change.place_id for change in found], view.language)
    out = []
    for change in found:
        cards = tuple(
            shape.card(claims.claims[id], reports.get(claims.claims[id].report_id), desk.actors, words, called=called)
            for id, _ in change.deciding
        )
        place = called.get(change.place_id, change.place)
        out.append(Told(change, headline(change, place, told, name), told.tell(change.after.why, name), cards))
    return out


def _turn(text: str | None) -> Turn | None:
    if not text:
        return None
    if text not in {turn.value for turn in Turn}:
        hint = "one of " + ", ".join(turn.value for turn in Turn)
        raise UsageError("web.filter", "no such kind of change", hint=hint, subject=text[:40])
    return Turn(text)


@router.get("/changes")
@with_reports
def changes_page(request: Request) -> Response:
    """What changed between two days, the newest day first."""
    (view, desk), turn = seen(request), _turn(request.query_params.get("turn"))
    board = desk.board(view.on, view.as_known).told(view.language)
    every = period(desk, board, day(request.query_params.get("since")))
    found = [change for change in every.changes if turn in (None, change.turn)]
    with desk.ledger() as ledger:
        ids = {every.claims[id].report_id for change in found for id, _ in change.deciding}
        reports = {id: ledger.report(id) for id in ids}
    items = told(found, every, desk, board, view, reports)
    by_day = groupby(sorted(items, key=lambda item: item.change.day, reverse=True), key=lambda item: item.change.day)
    return page(
        "changes.html",
        view,
        request,
        since=every.since,
        until=every.until,
        days=[(on, list(group)) for on, group in by_day],
        span=stretch(every.since, every.until, view.words),
        total=len(items),
        turn=turn.value if turn else "",
        turns=[t for t in Turn if any(change.turn is t for change in every.changes)],
        feed=view.link("/changes.atom", on=None, as_known=None),
    )


@router.get("/changes.atom")
def changes_feed(request: Request) -> Response:
    """The newest changes as a feed (RFC 4287), in the reader's language."""
    view, desk = seen(request)
    words, web = view.words, desk.settings.web
    base = str(request.base_url).rstrip("/")
    board = desk.board(view.on, view.as_known).told(view.language)
    every = period(desk, board, board.first)
    newest = sorted(every.changes, key=lambda change: change.day, reverse=True)[: web.feed_entries]
    theatre = board.theatre.key
    whose = (desk.viewpoint.name,) if desk.viewpoint else ()
    heading = words("feed_title", theatre=theatre_name(board.theatre.name, view.language))

    def identity(*parts: str) -> str:
        return atom.tag(web.feed_authority, web.feed_year, "whoholds", theatre, view.language, *whose, *parts)

    def entry(item: Told) -> atom.Entry:
        change = item.change
        known = [card.stored.known_from for card in item.cards]
        content = [el("p", clean(item.rule))]
        for card in item.cards:
            said = el("q", card.claim.quote, lang=card.stored.language, dir="auto")
            content.append(el("p", said, f" — {card.speaker}", f", {card.outlet}" if card.outlet else ""))
        return atom.Entry(
            id=identity(change.place_id, change.day.isoformat(), change.turn.value),
            title=clean(item.headline),
            content=content,
            updated=max(known, default=atom.start_of(change.day)),
            link=base + view.link(item.href, on=change.day.isoformat(), lang=view.language),
            category=change.turn.value,
        )

    made = atom.feed(
        atom.Feed(
            id=identity(),
            title=heading,
            subtitle=words("feed_about"),
            language=view.language,
            updated=atom.start_of(board.last),
            link=base + view.link("/changes.atom", lang=view.language),
            page=base + view.link("/changes", lang=view.language),
            entries=[entry(item) for item in told(newest, every, desk, board, view, {})],
        )
    )
    return Response(made, media_type=f"{atom.MEDIA_TYPE}; charset=utf-8", headers={"vary": "accept-language"})
