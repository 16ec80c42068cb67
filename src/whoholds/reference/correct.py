"""What a reviewer names by hand as the records that claims hold: a place by name or id, an actor by key or name."""

from __future__ import annotations

from collections.abc import Collection

from whoholds.errors import NotFound, UsageError
from whoholds.model import Area, Candidate, Place
from whoholds.reference.actors import Actors
from whoholds.reference.gazetteer import AREAS, LINES, Gazetteer, Row

BY_HAND = 1.0  # score of a place that a person named


def place_ref(gazetteer: Gazetteer, name: str, countries: Collection[str] = ()) -> Place | Area:
    """The place that a person means.

    Args:
        gazetteer: where it is looked up.
        name: an id, or a name in any script.
        countries: looked at first (ISO 3166-1 alpha-2).

    Raises:
        NotFound: there is none.
    """
    return _ref(gazetteer.get(name) if ":" in name else _named(gazetteer, name, countries), name)


def from_candidate(one: Candidate, name: str) -> Place | Area:
    """The same for one of the candidates that a reader kept with a place; `name` is what the text says."""
    return _ref(one, name)


def _ref(row: Row | Candidate, name: str) -> Place | Area:
    if row.kind in AREAS or row.kind in LINES or row.kind in ("area", "line"):
        kind = "line" if row.kind in LINES or row.kind == "line" else "area"
        return Area(name, row.id, row.name, row.lat, row.lon, kind, row.country, BY_HAND)
    return Place(name, row.id, row.name, row.lat, row.lon, row.kind, row.country, BY_HAND)


def _named(gazetteer: Gazetteer, name: str, countries: Collection[str]) -> Row:
    rows = gazetteer.lookup(name, countries)
    if not rows:
        raise NotFound(
            "place.none", f"no place is called {name[:80]}", hint="whoholds places search lists ids", subject=name[:80]
        )
    return rows[0]


def actor_key(actors: Actors, name: str) -> str:
    """The key of the actor that a person means, by its key or by a name that only one actor bears.

    Raises:
        NotFound: there is none.
        UsageError: several bear the name.
    """
    found = [actor.key for actor in actors.search(name, limit=1000)]
    if name in found:
        return name
    if not found:
        hint = "whoholds actors search lists keys"
        raise NotFound("actor.unknown", f"no actor named {name[:80]!r}", hint=hint, subject=name[:80])
    if len(found) > 1:
        hint = "by key: " + ", ".join(found[:5])
        raise UsageError("actor.ambiguous", "several actors are called so", hint=hint, subject=name[:80])
    return found[0]
