"""Finding places, actors, speakers and outlets by name, in any spelling or script."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from whoholds.errors import SetupError
from whoholds.ledger import KnownPlace, Ledger
from whoholds.model import Area, Described, Place, PlaceRef
from whoholds.reference.folding import fold
from whoholds.settings import Settings
from whoholds.stock import gazetteer_ids, place_names
from whoholds.views.words import LANGUAGES

if TYPE_CHECKING:
    from whoholds.reference.actors import Actors
    from whoholds.reference.gazetteer import Row

TYPO_LENGTH = 4
"""Shortest folded name in which one wrong letter is forgiven among the ledger's own names. Unit: characters."""
ELSEWHERE = 5
"""Places shown that no claim speaks of."""
MOST_ELSEWHERE = 60
"""Places of the gazetteer among which those are looked for."""


class Kind(StrEnum):
    """What is found."""

    PLACE = "place"
    ACTOR = "actor"
    SPEAKER = "speaker"
    OUTLET = "outlet"
    ELSEWHERE = "elsewhere"  # a place that the gazetteer knows and no claim speaks of


@dataclass(frozen=True, slots=True)
class Hit:
    """Something found.

    Attributes:
        key: a place's id, an actor's key, an outlet's name.
        label: what people call it.
        country: ISO 3166-1 alpha-2 of a place, else empty.
        claims: how many there are about it or by it.
        alike: whether its name is only like what was asked for.
    """

    kind: Kind
    key: str
    label: str
    country: str = ""
    claims: int = 0
    alike: bool = False


@dataclass(frozen=True, slots=True)
class Names:
    """What a ledger speaks of, by folded name.

    Attributes:
        places: by id.
        by_name: ids of places by each of their folded names: their own, those in other languages, those that reports
            use.
        actors, speakers: how many claims each has, by key.
        outlets: how many claims each has, by name.
    """

    places: Mapping[str, KnownPlace]
    by_name: Mapping[str, frozenset[str]]
    actors: Mapping[str, int]
    speakers: Mapping[str, int]
    outlets: Mapping[str, int]


def names_of(ledger: Ledger, settings: Settings) -> Names:
    """The names that a ledger can be searched by; to be kept until it changes."""
    places = {place.id: place for place in ledger.places()}
    by_name: defaultdict[str, set[str]] = defaultdict(set)
    actors, speakers, outlets = Counter[str](), Counter[str](), Counter[str]()
    for stored in ledger.claims():
        claim = stored.claim
        for id, name in _said(claim.place):
            if id in places:
                by_name[fold(name)].add(id)
        actors.update([claim.actor.key] if claim.actor else [])
        if claim.speaker.key != "narrator":
            speakers[claim.speaker.key] += 1
        if stored.outlet:
            outlets[stored.outlet] += 1
    for place in places.values():
        by_name[fold(place.label)].add(place.id)
    for id, name in _labels(settings, places):
        by_name[fold(name)].add(id)
    by_name.pop("", None)
    return Names(places, {name: frozenset(ids) for name, ids in by_name.items()}, actors, speakers, outlets)


def _said(place: PlaceRef) -> Iterator[tuple[str, str]]:
    found = place.anchor if isinstance(place, Described) else place
    if isinstance(found, (Place, Area)) and found.id is not None:
        yield found.id, found.name


def _labels(settings: Settings, ids: Iterable[str]) -> Iterator[tuple[str, str]]:
    """What places are called in each language that the gazetteer has; nothing where none is compiled."""
    from whoholds.reference.gazetteer import Gazetteer

    try:
        with Gazetteer.open(settings.gazetteer_path) as gazetteer:
            for id in ids:
                yield from ((id, name) for _, name in gazetteer.names(id))
    except SetupError:
        return


def search(
    names: Names,
    text: str,
    settings: Settings,
    actors: Actors,
    language: str,
    limit: int = 20,
    home: Collection[str] = (),
) -> list[Hit]:
    """What bears a name, or one like it: places first, then who acts, who speaks and outlets.

    Args:
        names: of the ledger.
        text: a name or how it begins, in any spelling or script.
        settings: where the gazetteer is.
        actors: what actors are called.
        language: of the labels.
        limit: most of each kind.
        home: countries (ISO 3166-1 alpha-2) whose places go before others of the same name.

    Returns:
        By kind; whole names before beginnings, these before parts, spellings that are only alike last; among equals
        those with most claims.
    """
    wanted = fold(text)
    if not wanted:
        return []
    places = _places(names, text, wanted, settings, home)[:limit]
    elsewhere = _elsewhere(text, settings, names.places, home)[: min(limit, ELSEWHERE)]
    called = place_names(settings, [*(id for id, _ in places), *(row.id for row in elsewhere)], language)
    out = [
        Hit(Kind.PLACE, id, called.get(id, place.label), place.country, place.claims, alike)
        for id, alike in places
        if (place := names.places[id])
    ]
    known = {actor.key for actor in actors.search(text, limit=200)}
    for kind, counts in ((Kind.ACTOR, names.actors), (Kind.SPEAKER, names.speakers)):
        labels = {key: {actors.label(key, one) for one in LANGUAGES} for key in counts}
        found = _ranked(wanted, labels, counts, known)
        out += [Hit(kind, key, actors.label(key, language), "", counts[key], alike) for key, alike in found[:limit]]
    found = _ranked(wanted, {name: {name} for name in names.outlets}, names.outlets, ())
    out += [Hit(Kind.OUTLET, name, name, "", names.outlets[name], alike) for name, alike in found[:limit]]
    out += [Hit(Kind.ELSEWHERE, row.id, called.get(row.id, row.name), row.country) for row in elsewhere]
    return out


def _places(
    names: Names, text: str, wanted: str, settings: Settings, home: Collection[str] = ()
) -> list[tuple[str, bool]]:
    """Ids of the ledger's places and whether their names are only alike, the best first."""
    rank: dict[str, int] = {}

    def add(ids: Iterable[str], value: int) -> None:
        for id in ids:
            if id in names.places:
                rank[id] = min(value, rank.get(id, value))

    countries = sorted({place.country for place in names.places.values() if place.country})
    exact, alike = gazetteer_ids(settings, text, countries)
    add([text.strip()], 0)
    add(exact, 0)
    for name, ids in names.by_name.items():
        value = _match(wanted, name)
        if value is not None:
            add(ids, value)
    if not any(value < 3 for value in rank.values()):
        add(alike, 3)
        for name, ids in names.by_name.items():
            if one_letter_off(wanted, name):
                add(ids, 4)

    def order(id: str) -> tuple[int, bool, int, str]:
        place = names.places[id]
        return rank[id], place.country not in home, -place.claims, place.label

    return [(id, rank[id] >= 3) for id in sorted(rank, key=order)]


def _match(wanted: str, name: str) -> int | None:
    """0 for the whole name, 1 where it or one of its words begins so, 2 where it holds it; None for none."""
    if name == wanted:
        return 0
    if name.startswith(wanted) or f" {wanted}" in name or f"-{wanted}" in name:
        return 1
    return 2 if len(wanted) > 2 and wanted in name else None


def _ranked(
    wanted: str, labels: Mapping[str, Collection[str]], counts: Mapping[str, int], known: Iterable[str]
) -> list[tuple[str, bool]]:
    """Keys whose label matches or that are `known` to bear the name, and whether they are only alike."""
    rank: dict[str, int] = {key: 1 for key in known if key in counts}
    folded = [(key, fold(label)) for key, some in labels.items() for label in some]
    for key, label in folded:
        value = _match(wanted, label)
        if value is not None:
            rank[key] = min(value, rank.get(key, value))
    if not rank:
        rank = {key: 4 for key, label in folded if any(one_letter_off(wanted, part) for part in label.split())}
    return [(key, rank[key] >= 3) for key in sorted(rank, key=lambda key: (rank[key], -counts[key], key))]


def one_letter_off(one: str, other: str) -> bool:
    """Whether one letter added, left out, changed or changed round makes two different names the same."""
    if min(len(one), len(other)) < TYPO_LENGTH - 1 or max(len(one), len(other)) < TYPO_LENGTH or one == other:
        return False
    short, long = sorted((one, other), key=len)
    if len(long) - len(short) > 1:
        return False
    at = next((i for i, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    if len(short) < len(long):
        return short[at:] == long[at + 1 :]
    swapped = short[:at] + short[at + 1 : at + 2] + short[at : at + 1] + short[at + 2 :]
    return short[at + 1 :] == long[at + 1 :] or swapped == long


def _elsewhere(text: str, settings: Settings, known: Mapping[str, KnownPlace], home: Collection[str] = ()) -> list[Row]:
    """Places that only the gazetteer knows: whole names first, those of the countries `home` before others."""
    from whoholds.reference.gazetteer import Gazetteer

    try:
        with Gazetteer.open(settings.gazetteer_path) as gazetteer:
            rows = [row for row in gazetteer.search(text, MOST_ELSEWHERE) if row.id not in known]
            return sorted(rows, key=lambda row: (row.country not in home, fold(row.name) != fold(text)))
    except SetupError:
        return []
