"""Two maps of one ledger: two viewpoints, or one at two instants of knowledge, with the places that they tell apart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from urllib.parse import quote

from fastapi import APIRouter, Request
from fastapi.responses import Response
from markupsafe import Markup

from whoholds.control.glance import Answer as Held
from whoholds.control.viewpoints import EVERYTHING, Viewpoints, differences
from whoholds.ledger import StoredClaim
from whoholds.views.markup import Markup as Xml
from whoholds.views.svg import render_inline, subtitle
from whoholds.views.words import Words
from whoholds.web import shape
from whoholds.web.asked import Asked, instant, iso
from whoholds.web.desk import Board, Desk
from whoholds.web.rendering import desk_of, page, with_reports
from whoholds.web.seen import choices, seen
from whoholds.web.spec import spec_of

router = APIRouter(include_in_schema=False)
OTHERWISE = "neutral"  # what everything is compared with where nobody says with what
DECIDING = 2  # claims shown for each answer
PREFIXES = ("wh-", "wh-b-")


@dataclass(frozen=True, slots=True)
class Half:
    """One of the two maps.

    Attributes:
        view: the reader's view that it answers; its links lead there.
        situation, caption: what it shows, in full and as short as it can be told from the other.
        timeline: address of its timeline, for the page's own script.
        known: its instant of knowledge as a form's field has it.
    """

    view: Asked
    board: Board
    desk: Desk
    svg: Markup
    situation: str
    caption: str
    timeline: str
    known: str


@dataclass(frozen=True, slots=True)
class Deciding:
    """A claim that decided an answer."""

    quote: str
    language: str
    speaker: str
    outlet: str | None
    href: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What one of the two says of a place."""

    text: str
    href: str
    claims: tuple[Deciding, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A place that the two tell differently; `holder` says that it is the holder."""

    place: str
    holder: bool
    answers: tuple[Answer, Answer]


@router.get("/compare")
@with_reports
def compare_page(request: Request) -> Response:
    """Two maps side by side, and where they differ."""
    view, desk = seen(request)
    query = request.query_params
    name = query.get("other") or (EVERYTHING if view.viewpoint else OTHERWISE)
    known = instant(query.get("other_known")) if "other_known" in query else view.as_known
    first = desk.board(view.on, view.as_known)
    other_view = replace(view, on=first.on, as_known=known, viewpoint=None if name == EVERYTHING else name)
    root = desk_of(request)
    halves = (_half(desk, replace(view, on=first.on), 0), _half(root.seen_by(other_view.viewpoint), other_view, 1))
    return page(
        "compare.html",
        view,
        request,
        board=halves[0].board,
        halves=halves,
        other=name,
        viewpoints=choices(desk, halves[0].board, view),
        others=choices(desk, halves[1].board, other_view),
        rows=_rows(halves, view.words),
        total=len({*halves[0].board.holdings, *halves[1].board.holdings}),
    )


def _half(desk: Desk, view: Asked, number: int) -> Half:
    board = desk.board(view.on, view.as_known).told(view.language)
    spec = spec_of(board, view.language, width=700.0, theme="auto", extent=board.extent, id_prefix=PREFIXES[number])
    marks = [replace(m, href=view.link(f"/place/{quote(m.holding.place_id, safe='')}")) for m in board.marks]
    drawing = desk.drawings.get((board.key, view, "compare", number), lambda: render_inline(marks, spec))
    return Half(
        view,
        board,
        desk,
        shape.safe(Xml(drawing.svg)),
        subtitle(spec),
        _caption(board, view, desk),
        view.link("/slider.json", on=None, lang=view.language),
        iso(view.as_known)[:-1] if view.as_known else "",
    )


def _caption(board: Board, view: Asked, desk: Desk) -> str:
    """The viewpoint, and where not all that is known counts the instant: the day is the same on both."""
    everything = Viewpoints(desk.settings.viewpoints_path).find(EVERYTHING)
    told = board.told_by(view.language) or everything.called(view.language, board.theatre.sides)
    known = view.words("compare_known", moment=view.words.moment(view.as_known)) if view.as_known else ""
    return " · ".join(filter(None, (told, known)))


def _rows(halves: tuple[Half, Half], words: Words) -> list[Row]:
    found = differences(halves[0].board.holdings, halves[1].board.holdings)
    decided = [_decided(half, [d.place_id for d in found]) for half in halves]
    out = []
    for d in found:
        one, other = (
            _answer(held, half, claims.get(d.place_id, ()), words)
            for held, half, claims in zip((d.one, d.other), halves, decided, strict=True)
        )
        holder = (d.one.holder if d.one else "") != (d.other.holder if d.other else "")
        out.append(Row(d.place, holder, (_placed(one, halves[0], d.place_id), _placed(other, halves[1], d.place_id))))
    return out


def _placed(answer: Answer, half: Half, place: str) -> Answer:
    return replace(answer, href=half.view.link(f"/place/{quote(place, safe='')}"))


def _decided(half: Half, places: Sequence[str]) -> Mapping[str, Sequence[StoredClaim]]:
    """The claims that weigh most in the answers for some places, by place id."""
    state = half.desk.state(half.view.as_known)
    heaviest = {
        id: sorted(held.because, key=lambda r: -abs(r.log_odds))[:DECIDING]
        for id, held in state.holdings(half.board.on, places).items()
    }
    return {id: [state.claims[r.claim_id] for r in some if r.claim_id in state.claims] for id, some in heaviest.items()}


def _answer(holding: Held | None, half: Half, claims: Sequence[StoredClaim], words: Words) -> Answer:
    if holding is None:
        return Answer(words("compare_nothing"), "", ())
    name = half.board.side_name(words.language, short=True)(holding.holder)
    text = shape.headline_of(holding, name, words)
    if holding.holder != "unknown":
        text += f", {words.percent(holding.probability)}"
    text += f" · {words('standing.' + holding.standing.value).lower()}"
    return Answer(text, "", tuple(_deciding(stored, half) for stored in claims))


def _deciding(stored: StoredClaim, half: Half) -> Deciding:
    return Deciding(
        stored.claim.quote,
        stored.language,
        shape.speaker_of(stored, half.desk.actors, half.view.language),
        stored.outlet,
        half.view.link(f"/report/{stored.report_id}") + f"#c-{stored.claim.id}",
    )
