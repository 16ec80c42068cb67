"""Who holds what on one day, as features: only the places that are shown are worked out.

A theatre may have twenty thousand places, a page of features has a hundred. Which places there are, and where, is known
without asking who holds them; where a filter asks that, the timeline knows it for every day.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from operator import attrgetter

from whoholds.control.evidence import Site
from whoholds.control.glance import Answer
from whoholds.reference.theatres import Theatre
from whoholds.views.rows import SideName, control_row
from whoholds.views.words import Words
from whoholds.web.desk import Desk
from whoholds.web.features.geojson import Feature, Page, feature
from whoholds.web.features.query import Query, text_of

Answers = Mapping[str, tuple[str, str, bool]]
"""Holder, standing and whether it is threatened, by place id."""

_ID, _PLACE_ID = attrgetter("id"), attrgetter("place_id")


def page(desk: Desk, query: Query) -> Page:
    """The places that have an answer on the day, as many as are asked for, and how many there are."""
    state = desk.state(query.as_known)
    on = query.period.start if query.period and query.period.start else state.newest
    board = None if state.alone else desk.board(on, query.as_known).holdings
    lies = query.box.holds if query.box else None
    if board is None:
        sites: Iterable[Site | Answer] = state.snapshot.sites(on, lies)
    else:
        sites = [held for _, held in sorted(board.items()) if lies is None or lies(held.lon, held.lat)]
    wanted = list(map(_ID if board is None else _PLACE_ID, sites))
    if "place_id" in query.filters:
        wanted = [id for id in wanted if id == query.filters["place_id"]]
    if asked := [(i, query.filters[name]) for i, name in enumerate(("holder", "standing", "threatened"))
                 if name in query.filters]:  # fmt: skip
        answers = _answers(desk, query, on) if board is None else {}

        def told(id: str) -> tuple[str, str, bool]:
            """A day before or after those of the timeline is asked about place by place."""
            held = state.snapshot.glance(id, on) if board is None else board[id]
            return (held.holder, held.standing.value, held.threatened) if held else ("", "", False)

        shown_by = {id: answers.get(id) or told(id) for id in wanted}
        wanted = [id for id in wanted if all(text_of(shown_by[id][i]) == value for i, value in asked)]
    name = names(state.theatre)
    cut = query.cut(wanted)
    shown = [state.snapshot.glance(id, on) if board is None else board[id] for id in cut]
    return Page(tuple(_feature(held, on, name) for held in shown if held is not None), len(wanted))


def _feature(held: Answer, on: date, name: SideName) -> Feature:
    return feature(held.place_id, (held.lon, held.lat), {"on": on.isoformat(), **control_row(held, name)})


def names(theatre: Theatre) -> SideName:
    """What holders are called in English; one that is no side of the theatre goes by its key."""
    words = Words.of("en")
    called = {side.key: side.name.get("en", side.key) for side in theatre.sides}
    called |= {key: words(f"holder_{key}") for key in ("contested", "unknown")}
    return lambda key: called.get(key, key)


def _answers(desk: Desk, query: Query, on: date) -> Answers:
    """What the timeline says of a day."""
    board, lines = desk.timeline(query.as_known)

    def make() -> Answers:
        return {
            key: (s.holder, s.standing.value, s.threatened)
            for key, line in lines.items()
            for s in line.stretches
            if s.start <= on <= s.end
        }

    return desk.derived.get(("answers", board.key, on), make)
