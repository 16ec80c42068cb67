"""The map's layers for a day or a range: data for the page's own script."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response

from whoholds.control.happenings import Window
from whoholds.views.glyphs import glyphs
from whoholds.views.overlay import Sign
from whoholds.web.asked import asked, iso
from whoholds.web.layer_data import days_of, shown_by
from whoholds.web.rendering import desk_of

router = APIRouter(include_in_schema=False)


@router.get("/layers.json")
def layers(request: Request) -> Response:
    """What the layers of the address show, for the page's own script: coordinates as [longitude, latitude]."""
    view = asked(request)
    desk = desk_of(request)
    desk = desk.seen_by(request.query_params.get("viewpoint"))
    board = desk.board(view.on, view.as_known)
    shown = shown_by(desk, board, view).overlay
    numbers = {side.key: i for i, side in enumerate(board.sides)}
    return JSONResponse(
        {
            "on": board.on.isoformat(),
            "first": Window(board.on, days_of(desk, view)).first.isoformat(),
            "as_known": iso(board.as_known) if board.as_known else None,
            "layers": list(shown.layers),
            "disputes": [_sign(sign) for sign in shown.disputes],
            "arrows": [
                {
                    "id": a.place,
                    "at": [a.lon, a.lat],
                    "from": [a.start[1], a.start[0]],
                    "side": numbers.get(a.side, -1),
                    "inferred": a.inferred,
                    "interested": a.interested,
                    "text": a.text,
                }
                for a in shown.arrows
            ],
            "rings": [
                {
                    "id": r.place,
                    "at": [r.lon, r.lat],
                    "side": numbers.get(r.side, -1),
                    "interested": r.interested,
                    "text": r.text,
                }
                for r in shown.rings
            ],
            "events": [_sign(sign) for sign in shown.events],
            "discs": [
                {"id": d.place, "at": [d.lon, d.lat], "radius": round(d.radius, 1), "text": d.text} for d in shown.discs
            ],
            "dots": [[d.lon, d.lat, numbers.get(d.side, -1), d.strength] for d in shown.dots],
            "spacing": shown.spacing,
            "glyphs": {name: asdict(glyph) for name, glyph in glyphs().items()},
        }
    )


def _sign(sign: Sign) -> dict[str, Any]:
    return {"id": sign.place, "at": [sign.lon, sign.lat], "icons": list(sign.icons), "text": sign.text}
