"""What the moving map steps through: every place over every day, in one answer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response

from whoholds.control.timeline import Line
from whoholds.errors import NotFound, UsageError
from whoholds.views.patterns import Mark, SideStyle
from whoholds.views.style import lighter
from whoholds.web.asked import THEN, iso
from whoholds.web.borders import PATH, borders_of, for_script
from whoholds.web.credits import short_sources
from whoholds.web.desk import Board, Desk
from whoholds.web.knowledge import as_known_then
from whoholds.web.language import words
from whoholds.web.rendering import desk_of
from whoholds.web.seen import seen

router = APIRouter(include_in_schema=False)
WORDS = ("play", "pause", "brush", "brush_clear", "credits", "map_label", "map_label_short")
"""Words of the page's own script."""
BLANKS = {"start": "{start}", "end": "{end}", "n": "{n}"}
"""What the script fills in itself."""


@router.get("/slider.json")
def slider(request: Request, after: str = "") -> Response:
    """The timeline, for the page's own script.

    Days are counted from `first`. A stretch is [first day, last day, holder's number, percent, standing, threatened].
    A large timeline comes in parts, those with most people first, so that a map is drawn before all of it is there:
    `next` is the address of the following part, null in the last one; `after` in it says of which state of the ledger.

    Raises:
        UsageError: the ledger has grown since the part before was given.
    """
    view, desk = seen(request)
    board, lines = as_known_then(desk) if view.then else desk.timeline(view.as_known)
    start = _start(after, board)
    size = desk.settings.web.slider_places
    order = _order(desk, board, lines)
    body = _body(board.told(view.language), lines, order[start : start + size], view.language)
    body["places_credit"] = short_sources(desk.settings.gazetteer_path)
    end = start + size
    body["next"] = view.link("/slider.json", on=None, after=f"{board.head}.{end}") if end < len(order) else None
    return JSONResponse({**body, "as_known": THEN} if view.then else body)


@router.get(PATH)
def borders_file(request: Request) -> Response:
    """The newsroom's own view of borders, for the page's own script.

    Raises:
        NotFound: the settings name none.
    """
    borders = borders_of(desk_of(request).settings.web)
    if borders is None:
        raise NotFound("borders.none", "the shipped borders are drawn", hint="see the setting web.borders")
    return JSONResponse(borders.geojson(), media_type="application/geo+json")


def _start(after: str, board: Board) -> int:
    if not after:
        return 0
    head, _, start = after.partition(".")
    if not (head.isdecimal() and start.isdecimal() and len(after) < 40):
        hint = "follow the address that the part before gives"
        raise UsageError("web.page", "no such page", hint=hint, subject=after[:40])
    if int(head) != board.head:
        raise UsageError("web.grown", "the ledger has grown meanwhile", hint="load the first part again")
    return int(start)


def _order(desk: Desk, board: Board, lines: Mapping[str, Line]) -> list[str]:
    """Places with most people first, then by id."""

    def make() -> list[str]:
        weight = {mark.holding.place_id: mark.weight for mark in board.marks}
        return sorted(lines, key=lambda key: (-weight.get(key, 0), key))

    return desk.derived.get(("slider", board.key), make) if len(lines) > desk.settings.web.slider_places else [*lines]


def _body(board: Board, lines: Mapping[str, Line], shown: Sequence[str], language: str) -> dict[str, Any]:
    numbers = {side.key: i for i, side in enumerate(board.sides)}
    marks = {mark.holding.place_id: mark for mark in board.marks}
    begun = Counter((s.start - board.first).days for line in lines.values() for s in line.stretches[1:])
    places = [_place(key, lines[key], marks.get(key), numbers, board.first) for key in shown]
    told, span = words(language), (board.last - board.first).days + 1
    return {
        "theatre": board.theatre.key,
        "first": board.first.isoformat(),
        "last": board.last.isoformat(),
        "as_known": iso(board.as_known) if board.as_known else None,
        "viewpoint": board.viewpoint.name if board.viewpoint else None,
        "home": list(board.theatre.countries),
        "box": _box(board),
        "borders": for_script(board.borders),
        "sides": [_side(side, language) for side in board.sides],
        "places": places,
        "claims": [board.counts.get(date.fromordinal(board.first.toordinal() + i), 0) for i in range(span)],
        "changes": [begun.get(i, 0) for i in range(span)],
        "words": {key: told(key, **BLANKS) for key in WORDS},
    }


def _box(board: Board) -> list[float] | None:
    """West, south, east and north of what the map shows first."""
    box = board.extent
    return [box.west, box.south, box.east, box.north] if box else None


def _side(side: SideStyle, language: str) -> dict[str, str]:
    return {
        "key": side.key,
        "name": side.name(language),
        "colour": side.colour,
        "dark": lighter(side.colour),
        "shape": side.shape,
    }


def _place(key: str, line: Line, mark: Mark | None, numbers: Mapping[str, int], first: date) -> dict[str, Any]:
    return {
        "id": key,
        "name": mark.holding.place if mark else line.site.label,
        "at": [round(line.site.lon, 4), round(line.site.lat, 4)],
        "weight": mark.weight if mark else 0,
        "rivals": [numbers[side] for side in mark.contenders if side in numbers] if mark else [],
        "s": [
            [
                (s.start - first).days,
                (s.end - first).days,
                numbers.get(s.holder, -2 if s.holder == "contested" else -1),
                round(s.probability * 100),
                s.standing.value,
                int(s.threatened),
            ]
            for s in line.stretches
        ],
    }
