"""The days around a place's dossier: the day before and after, and those on which its answer changed last and next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from urllib.parse import quote

from whoholds.clock import FIRST_DAY, LAST_DAY
from whoholds.control.timeline import timeline
from whoholds.ledger import ClaimFilter
from whoholds.web.asked import Asked
from whoholds.web.desk import Board, Desk

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Step:
    """A link to another day: the key of its words, the `rel` of the link, the day, its address."""

    key: str
    rel: str
    day: date
    href: str


def steps(desk: Desk, board: Board, place_id: str, view: Asked) -> tuple[Step, ...]:
    """Links from a dossier to other days: previous change, previous day, next day, next change, those that there are.

    Args:
        desk: what answers.
        board: of the dossier's day.
        place_id: whose dossier.
        view: the reader's.
    """
    on, path = board.on, f"/place/{quote(place_id, safe='')}"
    changed = changes(desk, board, place_id, view)
    days = {
        "previous_change": max((day for day in changed if day < on), default=None),
        "previous_day": on - _DAY if on > FIRST_DAY else None,
        "next_day": on + _DAY if on < LAST_DAY else None,
        "next_change": min((day for day in changed if day > on), default=None),
    }
    return tuple(
        Step(key, key[:4] if key.endswith("_day") else "", day, view.link(path, on=day.isoformat()))
        for key, day in days.items()
        if day
    )


def changes(desk: Desk, board: Board, place_id: str, view: Asked) -> tuple[date, ...]:
    """Days on which a place's holder, standing or threat is not that of the day before, as on the map's slider."""
    known = None if view.then else view.as_known
    lines = timeline(
        desk.claims(ClaimFilter(place_id=place_id, described=True, as_known=known)),
        desk.actors,
        board.theatre,
        desk.weights,
        board.first,
        board.last,
        outlets=desk.outlets,
        viewpoint=desk.viewpoint,
    )
    stretches = lines[place_id].stretches if place_id in lines else ()
    return tuple(after.start for before, after in pairwise(stretches) if before.key != after.key)
