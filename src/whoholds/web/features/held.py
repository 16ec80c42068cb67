"""Who holds what on one day, as features: only the places that are shown are worked out.

A theatre may have twenty thousand places, a page of features has a hundred. Which places there are, and where, is known
without asking who holds them; where a filter asks that, the timeline knows it for every day.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from whoholds.control.dossier import latest_day
from whoholds.control.living import Living
from whoholds.control.needs import World
from whoholds.control.situation import busiest
from whoholds.ledger import ClaimFilter
from whoholds.reference.theatres import Theatre
from whoholds.views.rows import Row, SideName, control_row, glance_row
from whoholds.views.words import Words
from whoholds.web.desk import Desk
from whoholds.web.features.geojson import Feature, feature
from whoholds.web.features.query import Query

ANSWERED = frozenset({"holder", "standing", "threatened"})
"""What is only known of a place once it is worked out."""


@dataclass(frozen=True, slots=True)
class _About:
    """What a state of the ledger is about."""

    head: int
    newest: date
    theatre: Theatre
    world: World


def places(desk: Desk, query: Query) -> Iterator[Feature]:
    """Every place that has an answer on the day, as features whose properties are not complete (see `whole`)."""
    about = _about(desk, query.as_known)
    on = _day(query, about)
    if desk.weights.neighbours.influence:  # no place stands for itself
        board = desk.board(on, query.as_known)
        for key in sorted(board.holdings):
            held = board.holdings[key]
            yield feature(key, (held.lon, held.lat), {"on": on.isoformat(), **control_row(held, board.side_name("en"))})
        return
    answers = _answers(desk, query, on) if ANSWERED & set(query.filters) else {}
    with _living(desk, about, query.as_known) as living:
        sites = living.sites(on)
    for site in sites:
        yield feature(site.id, (site.lon, site.lat), {"place_id": site.id, **answers.get(site.id, {})})


def whole(desk: Desk, query: Query, features: Sequence[Feature]) -> list[Feature]:
    """These features with all their properties."""
    if all("rule" in item["properties"] for item in features):
        return list(features)
    about = _about(desk, query.as_known)
    on, name = _day(query, about), names(about.theatre)
    with _living(desk, about, query.as_known) as living:
        seen = [living.glance(item["id"], on) for item in features]
    return [
        feature(held.place_id, (held.lon, held.lat), {"on": on.isoformat(), **glance_row(held, name)})
        for held in seen
        if held is not None  # else taken back by an entry that came in between
    ]


def names(theatre: Theatre) -> SideName:
    """What holders are called in English; one that is no side of the theatre goes by its key."""
    words = Words.of("en")
    called = {side.key: side.name.get("en", side.key) for side in theatre.sides}
    called |= {key: words(f"holder_{key}") for key in ("contested", "unknown")}
    return lambda key: called.get(key, key)


def _answers(desk: Desk, query: Query, on: date) -> dict[str, Row]:
    _, lines = desk.timeline(query.as_known)
    return {
        key: {"holder": s.holder, "standing": s.standing.value, "threatened": s.threatened}
        for key, line in lines.items()
        for s in line.stretches
        if s.start <= on <= s.end
    }


def _day(query: Query, about: _About) -> date:
    return query.period.start if query.period and query.period.start else about.newest


def _about(desk: Desk, as_known: datetime | None) -> _About:
    with desk.ledger() as ledger:
        head = ledger.head_size()

        def make() -> _About:
            theatre = desk.chosen or busiest(desk.actors, ledger.places(as_known))
            return _About(head, latest_day(ledger, as_known), theatre, desk.world(theatre))

        return desk.derived.get(("about", head, as_known), make)


@contextmanager
def _living(desk: Desk, about: _About, as_known: datetime | None) -> Iterator[Living]:
    def claims() -> Any:
        return desk.claims(ClaimFilter(as_known=as_known))

    if as_known is None:
        with desk.maps.at(about.head, claims, about.world, desk.weights) as living:
            yield living
        return

    def make() -> Living:
        made = Living(about.world, desk.weights)
        made.follow(claims())
        return made

    yield desk.livings.get((about.head, as_known), make)
