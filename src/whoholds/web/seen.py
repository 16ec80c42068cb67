"""Whose map a request asks for: the viewpoint in its address, the desk that tells it so, and those to choose from."""

from __future__ import annotations

import re
from dataclasses import dataclass

from fastapi import Request

from whoholds.control.viewpoints import SIDE, WITHOUT, Viewpoints
from whoholds.errors import DataError
from whoholds.web.asked import Asked, asked
from whoholds.web.desk import Board, Desk


@dataclass(frozen=True, slots=True)
class Choice:
    """Viewpoints of one kind under a heading, by name, with what people call them; the first kind has no heading."""

    head: str
    names: tuple[tuple[str, str], ...]


def seen(request: Request) -> tuple[Asked, Desk]:
    """The reader's view, and the desk that answers from its viewpoint.

    Raises:
        UsageError: the address asks for no day, no instant.
        NotFound: there is no such viewpoint.
    """
    view = asked(request)
    desk: Desk = request.app.state.desk
    return view, desk.seen_by(view.viewpoint)


def choices(desk: Desk, board: Board, view: Asked) -> list[Choice]:
    """Every viewpoint that the reader can choose, and the one in force."""
    words, language = view.words, view.language
    kept = Viewpoints(desk.settings.viewpoints_path)
    shipped = [name for name in kept.names() if kept.is_shipped(name)]
    own = [name for name in kept.names() if not kept.is_shipped(name)]
    sides = [SIDE + side.key for side in board.theatre.sides]
    without = [WITHOUT + outlet for outlet in board.outlets]
    given = [*shipped, *own, *sides, *without]
    if view.viewpoint and view.viewpoint not in given:
        without.append(view.viewpoint)

    def called(name: str) -> str:
        try:
            return kept.find(name).called(language, board.theatre.sides)
        except DataError:
            return name  # choosing it says what is wrong with its file

    kinds = (("", shipped), ("viewpoint_sides", sides), ("viewpoint_own", own), ("viewpoint_without", without))
    return [Choice(words(head) if head else "", tuple((n, called(n)) for n in names)) for head, names in kinds if names]


def file_name(board: Board, kind: str, what: str = "control") -> str:
    """What a file of the board is called: its day, its viewpoint, its kind."""
    told = re.sub(r"[^a-z0-9]+", "-", board.viewpoint.name.lower()).strip("-") if board.viewpoint else ""
    return f"{what}-{board.on}{'-' + told if told else ''}.{kind}"
