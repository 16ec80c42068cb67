"""Theatres: conflicts with their sides, read from one TOML file each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path

from whoholds.errors import DataError
from whoholds.reference.parsed import Load
from whoholds.reference.schema import (
    ActorEntry,
    CountrySides,
    DatedKeys,
    InitialEntry,
    PhraseEntry,
    SideEntry,
    TheatreFile,
    at,
    load_toml,
    validated,
)

DATA = Path(__file__).parent / "data"


@dataclass(frozen=True, slots=True)
class Side:
    """A camp as the map shows it.

    `name` is for legends and may say when a camp became another; `short` is for tables, `said` for sentences.
    `colour` is "#rrggbb" from a palette that stays readable in grey and to the colour-blind, `pattern` a fill name, so
    that no reader depends on colour alone.
    """

    key: str
    name: Mapping[str, str]
    colour: str
    pattern: str
    short: Mapping[str, str]
    said: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Start:
    """Who held a place at the start: a side's key, the day of which it is said, and who says so.

    `known` is the instant from which it counts as known, None for always; `until` that of its being taken back.
    """

    place: str
    name: str
    side: str
    on: date
    source: str
    known: datetime | None = None
    until: datetime | None = None

    def counts(self, at: datetime) -> bool:
        """Whether it was known at an instant, and not taken back by then."""
        return (self.known is None or self.known <= at) and (self.until is None or at < self.until)


@dataclass(frozen=True, slots=True)
class Theatre:
    """A conflict.

    Attributes:
        countries: ISO 3166 codes it is fought in; `near` are neighbours that its reports also name.
        start, end: days; `end` is None while it lasts.
        terms: words that point to it, for telling which theatre a text is about.
        ground: for each country, towns that say that a report is about it.
        generic: for each country, what a role ("army", "rebels") means there.
        country_sides: for each country, the side of its generic keys.
        align: the side of further keys, for instance of foreign states.
        phrases: noun phrases that mean one actor here.
        actors: the keys that its file speaks of.
        initial: who held places at the start, by place id, as known now or when it was asked `as_known`.
        written: all that was ever written down of that, in order.
    """

    key: str
    name: Mapping[str, str]
    countries: tuple[str, ...]
    near: tuple[str, ...]
    sides: tuple[Side, ...]
    start: date
    end: date | None
    terms: tuple[str, ...]
    generic: Mapping[str, Mapping[str, DatedKeys]]
    country_sides: Mapping[str, CountrySides]
    align: Mapping[str, DatedKeys]
    phrases: tuple[PhraseEntry, ...]
    actors: frozenset[str]
    ground: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    initial: Mapping[str, Start] = field(default_factory=dict)
    written: tuple[Start, ...] = ()

    def as_known(self, at: datetime | None) -> Theatre:
        """The theatre with what was known of its places' start at an instant; as it is for None, which is now."""
        if at is None or not self.written:
            return self
        return replace(self, initial={one.place: one for one in self.written if one.counts(at)})

    def side_keys(self) -> frozenset[str]:
        """The keys of its sides."""
        return frozenset(side.key for side in self.sides)

    def role(self, country: str, role: str, on: date | None = None) -> str | None:
        """The key that a role means in a country of this theatre on a day; None where the file does not say."""
        return at(self.generic.get(country, {}).get(role, ()), on)

    def active(self, on: date | None) -> bool:
        """Was it going on that day? True where the day is unknown."""
        return on is None or (self.start <= on and (self.end is None or on <= self.end))


def _side(entry: SideEntry) -> Side:
    short = entry.short or entry.name
    said = entry.said or short
    return Side(
        entry.key,
        {"en": entry.name.en, "fr": entry.name.fr},
        entry.colour,
        entry.pattern,
        {"en": short.en, "fr": short.fr},
        {"en": said.en, "fr": said.fr},
    )


def read_theatre(path: Path, load: Load = load_toml) -> tuple[Theatre, tuple[ActorEntry, ...]]:
    """Read and check one theatre file.

    Args:
        path: the file, named after the theatre's key.
        load: what parses it.

    Returns:
        The theatre, and the actors that its file introduces or extends.

    Raises:
        DataError: with the file, the entry and what is wrong with it.
    """
    file = validated(TheatreFile, load(path), path.name)
    if path.stem != file.theatre.key:
        raise DataError(
            "theatre.name",
            f"{path.name}: theatre, key: is {file.theatre.key!r}",
            hint="name the file after its key",
            subject=path.name,
        )
    _check_sides(file, path.name)
    entry = file.theatre
    theatre = Theatre(
        key=entry.key,
        name={"en": entry.name.en, "fr": entry.name.fr},
        countries=entry.countries,
        near=entry.near,
        sides=tuple(_side(side) for side in file.side),
        start=entry.start,
        end=entry.end,
        terms=entry.terms,
        generic=file.generic,
        country_sides=file.sides,
        align=file.align,
        phrases=file.phrase,
        actors=frozenset(actor.key for actor in file.actor),
        ground=file.ground,
    )
    return begun(theatre, file.initial, path.name), file.actor


def begun(theatre: Theatre, entries: Iterable[InitialEntry], name: str) -> Theatre:
    """A theatre with more known of who held its places at the start; what is said of a place again counts.

    Raises:
        DataError: an entry names a side that the theatre has not; `name` says where it stands.
    """
    more = []
    for entry in entries:
        if entry.side not in theatre.side_keys():
            raise DataError(
                "theatre.side",
                f"{name}: {entry.name or entry.place}: unknown side {entry.side!r}",
                hint=f"the theatre's sides are {', '.join(side.key for side in theatre.sides)}",
                subject=f"{name}: {entry.place}",
            )
        more.append(
            Start(entry.place, entry.name, entry.side, entry.on, entry.source, entry.known, entry.until),
        )
    written = (*theatre.written, *more)
    return replace(theatre, written=written, initial={one.place: one for one in written if one.until is None})


def read_theatres(folder: Path | None = None, load: Load = load_toml) -> list[tuple[Theatre, tuple[ActorEntry, ...]]]:
    """Read every theatre file of a folder (the project's own by default), by name."""
    paths = sorted((folder or DATA / "theatres").glob("*.toml"))
    if not paths:
        raise DataError("theatre.none", "no theatre file found", subject=str(folder or DATA / "theatres"))
    return [read_theatre(path, load) for path in paths]


def _check_sides(file: TheatreFile, name: str) -> None:
    known = [side.key for side in file.side]
    for key in known:
        if known.count(key) > 1:
            raise DataError("theatre.side", f"{name}: side {key} is listed twice", subject=name)
    seen: set[str] = set()
    for actor in file.actor:
        if actor.key in seen:
            raise DataError(
                "theatre.actor", f"{name}: actor {actor.key} is listed twice", subject=f"{name}: {actor.key}"
            )
        seen.add(actor.key)
    uses = [(f"actor {actor.key}", entry.key) for actor in file.actor for entry in actor.side]
    uses += [(f"align {key}", entry.key) for key, entries in file.align.items() for entry in entries]
    for country, sides in file.sides.items():
        uses += [
            (f"sides {country}", entry.key)
            for entries in (sides.state, sides.rebels, sides.militias)
            for entry in entries
        ]
    for where, side in uses:
        if side not in known:
            raise DataError(
                "theatre.side",
                f"{name}: {where}: unknown side {side!r}",
                hint=f"the file's sides are {', '.join(known)}",
                subject=f"{name}: {where}",
            )
