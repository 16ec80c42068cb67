"""The features of each collection, from the ledger and what is weighed from it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from whoholds.control.changes import changes
from whoholds.model import Area, Claim, Described, Place
from whoholds.views.rows import claim_row
from whoholds.web.desk import Desk
from whoholds.web.features import held
from whoholds.web.features.geojson import Feature, Page, feature
from whoholds.web.features.query import Period, Query, text_of
from whoholds.web.wanted import day_said, polarity_of, side_of, speaker_side


@dataclass(frozen=True, slots=True)
class Collection:
    """A collection of features.

    Attributes:
        properties: names that it can be filtered by.
        items: every feature of a time.
        spatial: whether its features have places.
        page: the features that are shown, for a query that it can answer without making every one; else None.
    """

    name: str
    title: str
    description: str
    properties: tuple[str, ...]
    items: Callable[[Desk, Query], Iterator[Feature]]
    spatial: bool = True
    page: Callable[[Desk, Query], Page | None] = lambda desk, query: None

    def shown(self, desk: Desk, query: Query) -> Page:
        """The features of the query's page."""
        if (page := self.page(desk, query)) is not None:
            return page
        every = list(found(self.items(desk, query), query))
        return Page(tuple(query.cut(every)), len(every))

    def one(self, desk: Desk, query: Query, id: str) -> Feature | None:
        """The feature of an id; None where the query finds none of it."""
        alone = replace(query, filters={**query.filters, "place_id": id}, limit=1)
        if "place_id" in self.properties and (page := self.page(desk, alone)) is not None:
            return next(iter(page.features), None)
        return next((named for named in self.items(desk, query) if named["id"] == id), None)


def found(features: Iterable[Feature], query: Query) -> Iterator[Feature]:
    """The features that a query's box and filters let through."""
    for item in features:
        if query.box is not None:
            point = (item["geometry"] or {}).get("coordinates")
            if point is None or not query.box.holds(*point):
                continue
        if all(text_of(item["properties"].get(name)) == value for name, value in query.filters.items()):
            yield item


def _of_a_day(desk: Desk, query: Query) -> Page | None:
    return held.page(desk, query) if query.period is None or query.period.single else None


def _stretches(desk: Desk, query: Query) -> Iterator[Feature]:
    """Every answer that held on some day of an interval, with its first and last day."""
    period = query.period or Period(None, None)
    board, lines = desk.timeline(query.as_known)
    name = board.side_name("en")
    for key, line in sorted(lines.items()):
        for stretch in line.stretches:
            if not period.meets(stretch.start, stretch.end):
                continue
            row = {
                "place_id": key,
                "place": line.site.label,
                "holder": stretch.holder,
                "side": name(stretch.holder),
                "probability": round(stretch.probability, 4),
                "standing": stretch.standing.value,
                "threatened": stretch.threatened,
                "start": stretch.start.isoformat(),
                "end": stretch.end.isoformat(),
            }
            point = (line.site.lon, line.site.lat)
            yield feature(f"{key}@{stretch.start.isoformat()}", point, row)


def _claims(desk: Desk, query: Query) -> Iterator[Feature]:
    theatre = desk.board(None, query.as_known).theatre
    for stored in desk.told(query.as_known):
        when = stored.claim.when
        if query.period is not None and not query.period.meets(when.start, when.end):
            continue
        actor = stored.claim.actor
        row = claim_row(stored) | {
            "polarity": polarity_of(stored.claim.factuality).value,
            "actor_side": side_of(actor.key if actor else None, desk.actors, theatre, day_said(stored)),
            "speaker_side": speaker_side(stored, desk.actors, theatre, desk.outlets),
        }
        yield feature(str(row["claim_id"]), (_number(row["lon"]), _number(row["lat"])), row)


def _number(value: Any) -> float | None:
    return None if value is None else float(value)


def _place_of(claim: Claim) -> str | None:
    """The place that a claim speaks of; of a described one the place that describes it."""
    place = claim.place.anchor if isinstance(claim.place, Described) else claim.place
    return place.id if isinstance(place, (Place, Area)) else None


def _places(desk: Desk, query: Query) -> Iterator[Feature]:
    with desk.ledger() as ledger:
        known = list(ledger.places(query.as_known))
    told = None if desk.viewpoint is None else Counter(_place_of(c.claim) for c in desk.told(query.as_known))
    for place in sorted(known, key=lambda p: p.id):
        claims = place.claims if told is None else told[place.id]
        if not claims:
            continue
        row = {"name": place.label, "kind": place.kind, "country": place.country, "claims": claims}
        yield feature(place.id, (place.lon, place.lat), row)


def _reports(desk: Desk, query: Query) -> Iterator[Feature]:
    with desk.ledger() as ledger:
        for stored in ledger.reports(query.as_known):
            report = stored.report
            if desk.viewpoint is not None and not desk.viewpoint.hears(report.outlet):
                continue
            published = report.published
            if query.period is not None:
                on = published.astimezone(UTC).date() if published else None
                if not query.period.meets(on, on):
                    continue
            row = {
                "title": report.title,
                "outlet": report.outlet,
                "language": report.language,
                "published": _iso(published),
                "known_from": _iso(stored.known_from),
                "url": report.url,
                "sha256": report.sha256,
            }
            yield feature(report.id, (None, None), row)


def _iso(moment: datetime | None) -> str | None:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if moment else None


def _changes(desk: Desk, query: Query) -> Iterator[Feature]:
    board = desk.board(None, query.as_known)
    since, until = _range(query.period, board.first, board.last)
    if until < since:
        return
    world = desk.world(board.theatre)
    name = board.side_name("en")
    for change in changes(desk.state(query.as_known).claims.values(), world, desk.weights, since, until):
        row = {
            "place_id": change.place_id,
            "place": change.place,
            "day": change.day.isoformat(),
            "change": change.turn.value,
            "from": change.before.holder,
            "from_side": name(change.before.holder),
            "to": change.after.holder,
            "to_side": name(change.after.holder),
            "standing": change.after.standing.value,
            "probability": round(change.after.probability, 4),
            "claims": [claim for claim, _ in change.deciding],
        }
        point = (change.lon, change.lat)
        yield feature(f"{change.place_id}@{change.day.isoformat()}", point, row)


def _range(period: Period | None, first: date, last: date) -> tuple[date, date]:
    since = period.start if period and period.start else first + timedelta(days=1)
    until = period.end if period and period.end else last
    return since, until


COLLECTIONS = {
    c.name: c
    for c in (
        Collection(
            "control",
            "Who holds what",
            "The holder of each settlement with probability and standing. A day in `datetime` gives the answers of "
            "that day (by default the newest), an interval every answer that held in it with its first and last day.",
            ("place_id", "holder", "standing", "threatened"),
            _stretches,
            page=_of_a_day,
        ),
        Collection(
            "claims",
            "Claims",
            "Who says that who took, lost, left, attacked or besieged which place, with the exact quote. `datetime` is "
            "the time of the event; claims without one are left out where it is given. `actor_side` and "
            "`speaker_side` are keys of sides, or none; `polarity` is said, denied or open.",
            (
                "place_id",
                "report_id",
                "event",
                "actor",
                "target",
                "actor_side",
                "speaker",
                "speaker_side",
                "polarity",
                "factuality",
                "control",
                "outlet",
                "language",
            ),
            _claims,
        ),
        Collection("places", "Places", "Places that some claim speaks of.", ("kind", "country", "name"), _places),
        Collection(
            "reports",
            "Reports",
            "Reports in the ledger; they have no place of their own. `datetime` is the time of publication.",
            ("outlet", "language"),
            _reports,
            spatial=False,
        ),
        Collection(
            "changes",
            "Changes",
            "What changed hands, came to be contested, was denied, confirmed or went stale, with the claims that "
            "decided it. `datetime` is the day of the change.",
            ("place_id", "change", "from", "to"),
            _changes,
        ),
    )
}
