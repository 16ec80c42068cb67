"""The second clock: what was known when each day ended, and steps from one instant of knowledge to another."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta

from whoholds.control.case import by_place
from whoholds.control.filter import Filter
from whoholds.control.knowledge import Known, as_it_came
from whoholds.control.needs import World
from whoholds.control.timeline import Line
from whoholds.control.walk import Walker
from whoholds.ledger import ClaimFilter, Ledger
from whoholds.ledger.entries import Kind
from whoholds.web.asked import THEN, Asked, iso
from whoholds.web.desk import Board, Desk

STEPS = (("day_back", timedelta(days=-1)), ("hour_back", timedelta(hours=-1)), ("hour_on", timedelta(hours=1)),
         ("day_on", timedelta(days=1)))  # fmt: skip
"""How far the links of the second clock step, by the key of their words."""


@dataclass(frozen=True, slots=True)
class Clock:
    """The second clock as the page shows it.

    Attributes:
        mode: "now" for all that is known, "then" for what was known when the day ended, "at" for an instant.
        steps: (key of the word, sign shown, address).
        now, then: addresses of the two other modes.
    """

    mode: str
    steps: tuple[tuple[str, str, str], ...]
    now: str
    then: str


def clock_of(view: Asked, board: Board) -> Clock:
    """The second clock of a view; from "now" it steps back from the end of the last day."""
    base = view.as_known or end_of(board.last)
    day, hour = view.words("second.day_sign"), view.words("second.hour_sign")
    signs = {"day_back": f"−1 {day}", "hour_back": f"−1 {hour}", "hour_on": f"+1 {hour}", "day_on": f"+1 {day}"}
    on = board.on.isoformat()
    return Clock(
        "then" if view.then else "at" if view.as_known else "now",
        tuple((key, signs[key], view.link("/", on=on, as_known=iso(base + step))) for key, step in STEPS),
        view.link("/", on=on, as_known=None),
        view.link("/", on=on, as_known=THEN),
    )


def end_of(day: date) -> datetime:
    """The last second of a day, in UTC."""
    return datetime.combine(day, time(23, 59, 59), UTC)


def as_known_then(desk: Desk) -> tuple[Board, Mapping[str, Line]]:
    """The board of the last day, and every place over all days, each day as it was known when it ended.

    Raises:
        NotFound: nothing is known yet.
    """
    board = desk.board()

    def make() -> Mapping[str, Line]:
        world = World(desk.actors, board.theatre, desk.outlets, viewpoint=desk.viewpoint)
        walker = Walker(Filter(world.sides, desk.weights))
        with desk.ledger() as ledger:
            return as_it_came(_known(ledger, board, world, desk), walker, board.first, board.last, world.initial)

    return board, desk.drawings.get((board.key, THEN), make)


def _known(ledger: Ledger, board: Board, world: World, desk: Desk) -> Iterator[tuple[date, Known]]:
    """What was known at the end of each day on which that changed.

    Where nothing was read again or reviewed and all of the start was known all along, what was known once is known
    still, and the claims are looked up once.
    """
    readings = list(ledger.entries(kind=Kind.READING))
    days = {entry.known_from.astimezone(UTC).date() for entry in readings}
    grown = len({report_of(entry.payload) for entry in readings}) == len(readings) and not ledger.decisions()
    days |= {told.known_from.astimezone(UTC).date() for told in ledger.decisions()}
    theatre = board.theatre
    begun = {at.astimezone(UTC).date() for one in theatre.written for at in (one.known, one.until) if at is not None}
    days |= begun
    if grown and not begun:
        claims = list(ledger.claims())
        evidence = by_place(claims, world, desk.weights)
        since = {stored.claim.id: stored.known_from for stored in claims}
        for day in sorted(days):
            end = end_of(day)
            told = {place: [e for e in some if since[e.claim_id] <= end] for place, some in evidence.items()}
            yield day, {place: some for place, some in told.items() if some}
        return
    for day in sorted(days):
        then = replace(world, theatre=theatre.as_known(end_of(day)))
        yield day, by_place(ledger.claims(ClaimFilter(as_known=end_of(day))), then, desk.weights)


def report_of(payload: str) -> str:
    """The report that a reading's record is of."""
    return str(json.loads(payload)["report_id"])
