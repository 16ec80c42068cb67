"""What the moving map steps through: every place over every day, in one answer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response

from whoholds.control.timeline import Line
from whoholds.views.patterns import Mark, SideStyle
from whoholds.views.style import lighter
from whoholds.web.asked import THEN, iso
from whoholds.web.credits import short_sources
from whoholds.web.desk import Board
from whoholds.web.knowledge import as_known_then
from whoholds.web.language import words
from whoholds.web.seen import seen

router = APIRouter(include_in_schema=False)
WORDS = ("play", "pause", "brush", "brush_clear", "credits", "map_label", "map_label_short")
"""Words of the page's own script."""
BLANKS = {"start": "{start}", "end": "{end}", "n": "{n}"}
"""What the script fills in itself."""


@router.get("/slider.json")
def slider(request: Request) -> Response:
    """The timeline, for the page's own script.

    Days are counted from `first`. A stretch is [first day, last day, holder's number, percent, standing, threatened].
    """
    view, desk = seen(request)
    board, lines = as_known_then(desk) if view.then else desk.timeline(view.as_known)
    body = _body(board.told(view.language), lines, view.language)
    body["places_credit"] = short_sources(desk.settings.gazetteer_path)
    return JSONResponse({**body, "as_known": THEN} if view.then else body)


def _body(board: Board, lines: Mapping[str, Line], language: str) -> dict[str, Any]:
    numbers = {side.key: i for i, side in enumerate(board.sides)}
    marks = {mark.holding.place_id: mark for mark in board.marks}
    changes: Counter[int] = Counter()
    places = []
    for key, line in lines.items():
        row = _place(key, line, marks.get(key), numbers, board.first)
        places.append(row)
        changes.update(stretch[0] for stretch in row["s"][1:])
    told, span = words(language), (board.last - board.first).days + 1
    return {
        "theatre": board.theatre.key,
        "first": board.first.isoformat(),
        "last": board.last.isoformat(),
        "as_known": iso(board.as_known) if board.as_known else None,
        "viewpoint": board.viewpoint.name if board.viewpoint else None,
        "home": list(board.theatre.countries),
        "box": _box(board),
        "sides": [_side(side, language) for side in board.sides],
        "places": places,
        "claims": [board.counts.get(date.fromordinal(board.first.toordinal() + i), 0) for i in range(span)],
        "changes": [changes.get(i, 0) for i in range(span)],
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
