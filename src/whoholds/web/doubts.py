"""The queue of consequential doubts, kept until the ledger changes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from whoholds.control.needs import World
from whoholds.control.review import Doubt, queue
from whoholds.control.situation import Situation
from whoholds.ledger import ClaimFilter
from whoholds.web.desk import Board, Desk


@dataclass(frozen=True, slots=True)
class Doubts:
    """What to look at, for the map of a day."""

    board: Board
    doubts: tuple[Doubt, ...]

    @property
    def on(self) -> date:
        """The day of the map."""
        return self.board.on


def doubts_of(desk: Desk, on: date | None = None) -> Doubts:
    """Claims by how much the map of a day is expected to change if a person looks at them, most first.

    Raises:
        NotFound: the ledger is empty.
    """
    board = desk.board(on)

    def make() -> Doubts:
        claims = tuple(desk.claims(ClaimFilter()))
        world = World(desk.actors, board.theatre, desk.outlets, viewpoint=desk.viewpoint)
        now = Situation(board.theatre, world, desk.weights, board.on, None, claims)
        return Doubts(board, tuple(queue(now)))

    found: Doubts = desk.drawings.get((board.key, "doubts"), make)
    return found
