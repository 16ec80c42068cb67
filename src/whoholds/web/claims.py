"""The page of claims: who says what, with the sentence, by filters that work without a script."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from fastapi import APIRouter, Request
from fastapi.responses import Response

from whoholds.errors import UsageError
from whoholds.ledger import ClaimFilter, StoredClaim
from whoholds.model import Event, Factuality
from whoholds.reference.folding import fold
from whoholds.views.words import Words
from whoholds.web import shape
from whoholds.web.desk import Board, Desk
from whoholds.web.features.query import offset_of, token_of
from whoholds.web.rendering import page, with_reports
from whoholds.web.seen import seen
from whoholds.web.wanted import NO_SIDE, Polarity, Wanted, sided, wanted_of

router = APIRouter(include_in_schema=False)
PAGE = 25  # claims on one page


@dataclass(frozen=True, slots=True)
class Choice:
    """Something that claims can be filtered by; `count` of all claims have it."""

    value: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class Choices:
    """What there is to choose from in the whole ledger, the most frequent first, events in their own order."""

    sides: tuple[Choice, ...]
    actors: tuple[Choice, ...]
    speakers: tuple[Choice, ...]
    events: tuple[Choice, ...]
    outlets: tuple[Choice, ...]
    languages: tuple[Choice, ...]
    polarities: tuple[Choice, ...]
    factualities: tuple[Choice, ...]


def found(desk: Desk, wanted: Wanted, as_known: datetime | None, board: Board) -> Sequence[StoredClaim]:
    """The claims asked for, the newest published first; kept until the ledger changes."""

    def make() -> Sequence[StoredClaim]:
        claims = desk.admit(desk.claims(wanted.filter(as_known)), as_known)
        if wanted.actor_side or wanted.speaker_side:
            claims = list(sided(claims, wanted, desk.actors, board.theatre, desk.outlets))
        return sorted(claims, key=_newest)

    return desk.derived.get(("claims", board.head, board.theatre.key, as_known, wanted), make)


def _newest(stored: StoredClaim) -> tuple[float, str, int]:
    moment = stored.published or stored.known_from
    return -moment.astimezone(UTC).timestamp(), stored.report_id, stored.claim.start


def choices(desk: Desk, board: Board, as_known: datetime | None, words: Words) -> Choices:
    """What claims can be filtered by, in the reader's language."""

    def make() -> Choices:
        return _choices(desk.claims(ClaimFilter(as_known=as_known)), desk, board, words)

    return desk.derived.get(("choices", board.head, board.theatre.key, as_known, words.language), make)


def _choices(claims: Sequence[StoredClaim], desk: Desk, board: Board, words: Words) -> Choices:
    name = board.side_name(words.language)
    told = [(side.key, name(side.key)) for side in board.sides] + [(NO_SIDE, words("claims_no_side"))]
    events = Counter(stored.claim.event for stored in claims)
    sure = Counter(stored.claim.factuality for stored in claims)
    return Choices(
        sides=tuple(Choice(key, label, 0) for key, label in told),
        actors=_counted(
            (stored.claim.actor.key for stored in claims if stored.claim.actor),
            lambda key: desk.actors.label(key, words.language),
        ),
        speakers=_counted((stored.claim.speaker.key for stored in claims), lambda key: speaker_name(key, desk, words)),
        events=tuple(Choice(e.value, words(f"event.{e.value}"), events[e]) for e in Event if e in events),
        outlets=_counted((stored.outlet for stored in claims if stored.outlet), str),
        languages=_counted((stored.language for stored in claims), lambda key: language_name(key, words)),
        polarities=tuple(
            Choice(p.value, words(f"polarity.{p.value}"), sum(sure[f] for f in p.factualities)) for p in Polarity
        ),
        factualities=tuple(
            Choice(f.value, words(f"factuality.{shape.factuality_key(f)}"), sure[f]) for f in Factuality if f in sure
        ),
    )


def _counted(values: Iterable[str], name: Callable[[str], str]) -> tuple[Choice, ...]:
    made = [Choice(key, name(key), count) for key, count in Counter(values).items()]
    return tuple(sorted(made, key=lambda choice: (-choice.count, fold(choice.label), choice.value)))


def speaker_name(key: str, desk: Desk, words: Words) -> str:
    """What a list calls a speaker."""
    return words("claims_narrator") if key == "narrator" else desk.actors.label(key, words.language)


def language_name(key: str, words: Words) -> str:
    """What a list calls a language."""
    return words(f"lang_{key}") if words.has(f"lang_{key}") else key


def told(wanted: Wanted, offered: Choices, place: str, words: Words) -> list[tuple[str, str, str]]:
    """The filters that are set, as (name, its label, what it says)."""
    labels: Mapping[str, Sequence[Choice]] = {
        "actor_side": offered.sides,
        "speaker_side": offered.sides,
        "actor": offered.actors,
        "speaker": offered.speakers,
        "event": offered.events,
        "outlet": offered.outlets,
        "language": offered.languages,
        "polarity": offered.polarities,
        "factuality": offered.factualities,
    }
    out = []
    for name, value in wanted.query.items():
        said = next((choice.label for choice in labels.get(name, ()) if choice.value == value), value)
        out.append((name, words(f"claims_by.{name}"), place if name == "place" and place else said))
    return out


@router.get("/claims")
@with_reports
def claims_page(request: Request) -> Response:
    """Claims by filters, with the sentence of each in its paragraph."""
    (view, desk), wanted = seen(request), wanted_of(request.query_params)
    words = view.words
    board = desk.board(view.on, view.as_known).told(view.language)
    every = found(desk, wanted, view.as_known, board)
    offset = offset_of(request.query_params["page"]) if request.query_params.get("page") else 0
    shown = every[offset : offset + PAGE]
    if offset and not shown:
        raise UsageError("web.page", "no such page", hint="go back to the first one", subject=str(offset))
    called = desk.called([*shape.place_ids(shown), *([wanted.place] if wanted.place else [])], view.language)
    with desk.ledger() as ledger:
        reports = {id: ledger.report(id) for id in {stored.report_id for stored in shown}}
    offered = choices(desk, board, view.as_known, words)

    def at(number: int) -> str:
        return view.link("/claims", **wanted.query, page=token_of(number) if number else None)

    after = offset + len(shown)
    return page(
        "claims.html",
        view,
        request,
        viewpoint=board.told_by(view.language),
        cards=[shape.card(stored, reports[stored.report_id], desk.actors, words, called=called) for stored in shown],
        total=len(every),
        first=offset + 1,
        last=after,
        previous=at(max(0, offset - PAGE)) if offset else None,
        following=at(after) if after < len(every) else None,
        wanted=wanted,
        choices=offered,
        told=[
            (label, said, view.link("/claims", **(wanted.query | {name: None})))
            for name, label, said in told(wanted, offered, _place_name(wanted.place, called, every), words)
        ],
    )


def _place_name(id: str, called: Mapping[str, str], claims: Sequence[StoredClaim]) -> str:
    if id in called:
        return called[id]
    places = (stored.claim.place for stored in claims)
    return next((p.label for p in places if getattr(p, "id", None) == id and hasattr(p, "label")), id)
