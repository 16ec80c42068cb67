"""The map as a frame in other people's pages: its day, viewpoint, part and language locked, small, without cookies.

Only this page may be framed, and only by the sites of `web.embed_origins`; by default by nobody.
"""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import quote

from fastapi import APIRouter, Request
from fastapi.responses import Response

from whoholds.errors import NotFound, UsageError
from whoholds.views import legend
from whoholds.views.markup import Markup as Xml
from whoholds.views.projection import Extent
from whoholds.views.svg import Drawing, render_inline, subtitle
from whoholds.web import shape
from whoholds.web.asked import Asked, iso
from whoholds.web.desk import Board, Desk
from whoholds.web.features.query import box_of
from whoholds.web.rendering import page
from whoholds.web.security import framed_by
from whoholds.web.seen import seen
from whoholds.web.spec import spec_of

router = APIRouter(include_in_schema=False)
LEAST = 0.05  # degrees; a smaller box is not a part of a map at the level of settlements
WIDTH, HEIGHT = 720, 560  # pixels of the frame in the line to copy


def extent_of(text: str) -> Extent:
    """The part of the map that an address asks for, `west,south,east,north`.

    Raises:
        UsageError: it is none, crosses the date line, or is smaller than a settlement.
    """
    box = box_of(text)
    if box.east - box.west < LEAST or box.north - box.south < LEAST or max(abs(box.south), abs(box.north)) > 84:
        hint = f"west,south,east,north in degrees, at least {LEAST} each way, within 84 degrees of the equator"
        raise UsageError("web.bbox", "not a part of the map", hint=hint, subject=text[:60])
    return Extent(box.west, box.south, box.east, box.north)


def locked(view: Asked, board: Board) -> Asked:
    """The view with all that was left open said: the day, and the language."""
    return replace(view, on=board.on, explicit=True)


@router.get("/embed")
def embed_page(request: Request, box: str = "") -> Response:
    """The map alone, with its day, its credits and a link to the whole page."""
    view, desk = seen(request)
    headers = {
        "content-security-policy": framed_by(desk.settings.web.embed_origins),
        "cross-origin-resource-policy": "cross-origin",
    }
    extent = extent_of(box) if box else None
    try:
        board = desk.board(view.on, view.as_known).told(view.language)
    except NotFound as error:
        if error.code != "ledger.empty":
            raise
        return page("empty.html", view, request, headers=headers)
    view = locked(view, board)
    words, spec = view.words, spec_of(board, view.language)
    shown = extent or board.extent
    return page(
        "embed.html",
        view,
        request,
        headers=headers,
        board=board,
        title=words("title", theatre=spec.theatre) if spec.theatre else words("title_plain"),
        situation=subtitle(spec),
        svg=shape.safe(Xml(_drawn(desk, board, view, shown).svg)),
        box=",".join(f"{v:.4f}" for v in (shown.west, shown.south, shown.east, shown.north)) if shown else "",
        as_known=iso(view.as_known) if view.as_known else "",
        legend=shape.legend_rows(legend.side_entries(board.marks, board.sides, words, shape.PREFIX)),
        whole=view.link("/"),
    )


def _drawn(desk: Desk, board: Board, view: Asked, extent: Extent | None) -> Drawing:
    """The drawing, whose links open pages of their own: in a frame they would not be shown."""

    def make() -> Drawing:
        marks = [
            replace(m, href=view.link(f"/place/{quote(m.holding.place_id, safe='')}"))
            for m in board.marks
            if extent is None
            or (extent.west <= m.holding.lon <= extent.east and extent.south <= m.holding.lat <= extent.north)
        ]
        made = render_inline(marks, spec_of(board, view.language, width=1000.0, theme="auto", extent=extent))
        svg = made.svg.replace("<a ", '<a target="_blank" rel="noopener" ').replace(
            "xMidYMid slice", "xMidYMid meet", 1
        )
        return replace(made, svg=svg)

    return desk.drawings.get((board.key, view, "embed", extent), make)


@router.get("/embedding")
def embedding_page(request: Request, box: str = "") -> Response:
    """The line that puts the frame into a page, and who may show it."""
    view, desk = seen(request)
    if box:
        extent_of(box)
    board = desk.board(view.on, view.as_known)
    view = locked(view, board)
    address = str(request.base_url).rstrip("/") + view.link("/embed", box=box)
    return page(
        "embedding.html",
        view,
        request,
        address=address,
        box=box,
        on=board.on,
        width=WIDTH,
        height=HEIGHT,
        origins=desk.settings.web.embed_origins,
    )
