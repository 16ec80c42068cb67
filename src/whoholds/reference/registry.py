"""Every actor that the data files know, joined by key: a file may introduce an actor and others extend it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from whoholds.errors import DataError
from whoholds.reference.countries import countries
from whoholds.reference.schema import ActorEntry, CommonFile, DatedKeys, Member, at, load_toml, validated
from whoholds.reference.theatres import DATA, Theatre

COMMON = "common"


@dataclass(frozen=True, slots=True)
class Actor:
    """An actor with all that any file says of it.

    Attributes:
        kind: "armed_group", "army", "person" …
        sides: for each theatre, the side it is on and when; a theatre that is absent says nothing.
        aliases: (name, file it is from, weak). A weak name counts only in its own theatre or beside the full name.
        leads: the organisation that a person leads; `leader`: who leads an organisation, with dates.
        since, until: as far as the day is known ("2013", "2024-12-08").
        disputed: what is contested about this entry, in words.
    """

    key: str
    label: Mapping[str, str]
    kind: str
    wikidata: str = ""
    sides: Mapping[str, DatedKeys] = field(default_factory=dict)
    aliases: tuple[tuple[str, str, bool], ...] = ()
    member_of: tuple[Member, ...] = ()
    leader: DatedKeys = ()
    leads: str = ""
    country: str = ""
    gender: str = ""
    plural: bool | None = None
    since: str = ""
    until: str = ""
    note: str = ""
    disputed: str = ""
    theatres: tuple[str, ...] = ()

    def leader_on(self, on: date | None) -> str | None:
        """Key of the person who leads it that day; the first known where the day is unknown."""
        return at(self.leader, on)


def read_common(path: Path | None = None) -> tuple[ActorEntry, ...]:
    """Actors that no single theatre owns: states, the United Nations, monitors, agencies.

    Raises:
        DataError: the file breaks its schema.
    """
    path = path or DATA / "common.toml"
    return validated(CommonFile, load_toml(path), path.name).actor


def join(common: Iterable[ActorEntry], theatres: Iterable[tuple[Theatre, Iterable[ActorEntry]]]) -> dict[str, Actor]:
    """One record for each key.

    Raises:
        DataError: an actor that no file introduces (no label or kind), or one that points to an unknown actor.
    """
    actors: dict[str, Actor] = {}
    sources: list[tuple[str, ActorEntry]] = [(COMMON, entry) for entry in common]
    for theatre, entries in theatres:
        sources += [(theatre.key, entry) for entry in entries]
    sources.sort(key=lambda item: item[1].label is None)  # introductions first
    for source, entry in sources:
        known = actors.get(entry.key)
        if known is None:
            if entry.label is None or entry.kind is None:
                raise DataError(
                    "actor.incomplete",
                    f"{source}.toml: actor {entry.key}: label and kind are needed where no other file introduces it",
                    subject=f"{source}.toml: {entry.key}",
                )
            known = Actor(entry.key, {"en": entry.label.en, "fr": entry.label.fr}, entry.kind)
            names = {entry.label.en: None, entry.label.fr: None}
        else:
            names = {}
        actors[entry.key] = _extended(known, source, entry, list(names))
    _check(actors)
    return actors


def _extended(actor: Actor, source: str, entry: ActorEntry, labels: list[str]) -> Actor:
    strong = [*labels, *(name for names in entry.aliases.values() for name in names)]
    aliases = [(name, source, False) for name in strong if name not in entry.weak]
    aliases += [(name, source, True) for name in entry.weak]
    kind = entry.kind or actor.kind
    if kind == "person":  # a surname alone is as weak as the context that carries it
        aliases = [(name, source, weak or len(name.split()) == 1) for name, source, weak in aliases]
    sides = dict(actor.sides)
    if entry.side:
        sides[source] = entry.side
    return replace(
        actor,
        wikidata=entry.wikidata or actor.wikidata,
        sides=sides,
        aliases=tuple(dict.fromkeys((*actor.aliases, *aliases))),
        member_of=(*actor.member_of, *entry.member_of),
        leader=entry.leader or actor.leader,
        leads=entry.leads or actor.leads,
        country=entry.country or actor.country,
        gender=entry.gender or actor.gender,
        plural=actor.plural if entry.plural is None else entry.plural,
        since=entry.since or actor.since,
        until=entry.until or actor.until,
        note=entry.note or actor.note,
        disputed=entry.disputed or actor.disputed,
        theatres=actor.theatres if source == COMMON else (*actor.theatres, source),
    )


def _check(actors: Mapping[str, Actor]) -> None:
    for actor in actors.values():
        links = [("member_of", m.group) for m in actor.member_of] + [("leader", d.key) for d in actor.leader]
        links += [("leads", actor.leads)] if actor.leads else []
        for name, key in links:
            if key not in actors:
                raise DataError("actor.link", f"actor {actor.key}: {name}: unknown actor {key!r}", subject=actor.key)
        if actor.country and actor.country not in countries():
            raise DataError(
                "actor.country", f"actor {actor.key}: country: unknown {actor.country!r}", subject=actor.key
            )
