"""Every actor that the data files know, joined by key: a file may introduce an actor and others extend it."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from whoholds.errors import DataError
from whoholds.reference.countries import countries
from whoholds.reference.parsed import Load
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


def read_common(path: Path | None = None, load: Load = load_toml) -> tuple[ActorEntry, ...]:
    """Actors that no single theatre owns: states, the United Nations, monitors, agencies.

    Raises:
        DataError: the file breaks its schema.
    """
    path = path or DATA / "common.toml"
    return validated(CommonFile, load(path), path.name).actor


class Roster(Mapping[str, Actor]):
    """Actors by key. Each is joined when it is first asked for: most questions are about a few of hundreds.

    Args:
        said: for each key the files' entries with the names of the files, the introduction first.
    """

    def __init__(self, said: Mapping[str, Sequence[tuple[str, ActorEntry]]]) -> None:
        self._said = said
        self._known: dict[str, Actor] = {}

    def __getitem__(self, key: str) -> Actor:
        known = self._known.get(key)
        if known is None:
            known = self._known[key] = _joined(self._said[key])
        return known

    def __contains__(self, key: object) -> bool:
        return key in self._said

    def __iter__(self) -> Iterator[str]:
        return iter(self._said)

    def __len__(self) -> int:
        return len(self._said)


def join(common: Iterable[ActorEntry], theatres: Iterable[tuple[Theatre, Iterable[ActorEntry]]]) -> Roster:
    """One record for each key.

    Raises:
        DataError: an actor that no file introduces (no label or kind), or one that points to an unknown actor.
    """
    sources: list[tuple[str, ActorEntry]] = [(COMMON, entry) for entry in common]
    for theatre, entries in theatres:
        sources += [(theatre.key, entry) for entry in entries]
    sources.sort(key=lambda item: item[1].label is None)  # introductions first
    by_key: dict[str, list[tuple[str, ActorEntry]]] = {}
    for source, entry in sources:
        by_key.setdefault(entry.key, []).append((source, entry))
    for said in by_key.values():
        _check(said, by_key.keys())
    return Roster(by_key)


def _joined(said: Sequence[tuple[str, ActorEntry]]) -> Actor:
    """All that the files say of one actor, its introduction first; of what only one can say the last word counts."""
    first = said[0][1]
    assert first.label is not None and first.kind is not None  # `join` has checked it
    entries = [entry for _, entry in said]
    aliases: dict[tuple[str, str, bool], None] = {}
    for source, entry in said:
        labels = (first.label.en, first.label.fr) if entry is first else ()
        aliases |= dict.fromkeys(_aliases(source, entry, labels, person=(entry.kind or first.kind) == "person"))
    return Actor(
        key=first.key,
        label={"en": first.label.en, "fr": first.label.fr},
        kind=first.kind,
        wikidata=_last([entry.wikidata for entry in entries]),
        sides={source: entry.side for source, entry in said if entry.side},
        aliases=tuple(aliases),
        member_of=tuple(member for entry in entries for member in entry.member_of),
        leader=next((entry.leader for entry in reversed(entries) if entry.leader), ()),
        leads=_last([entry.leads for entry in entries]),
        country=_last([entry.country for entry in entries]),
        gender=_last([entry.gender for entry in entries]),
        plural=next((entry.plural for entry in reversed(entries) if entry.plural is not None), None),
        since=_last([entry.since for entry in entries]),
        until=_last([entry.until for entry in entries]),
        note=_last([entry.note for entry in entries]),
        disputed=_last([entry.disputed for entry in entries]),
        theatres=tuple(source for source, _ in said if source != COMMON),
    )


def _last(values: Sequence[str | None]) -> str:
    return next((value for value in reversed(values) if value), "")


def _aliases(source: str, entry: ActorEntry, labels: Sequence[str], *, person: bool) -> Iterator[tuple[str, str, bool]]:
    for name in dict.fromkeys((*labels, *(name for names in entry.aliases.values() for name in names))):
        if name not in entry.weak:  # a surname alone is as weak as the context that carries it
            yield name, source, person and len(name.split()) == 1
    for name in entry.weak:
        yield name, source, True


def _check(said: Sequence[tuple[str, ActorEntry]], known: Container[str]) -> None:
    source, first = said[0]
    if first.label is None or first.kind is None:
        raise DataError(
            "actor.incomplete",
            f"{source}.toml: actor {first.key}: label and kind are needed where no other file introduces it",
            subject=f"{source}.toml: {first.key}",
        )
    for _, entry in said:
        links = [("member_of", member.group) for member in entry.member_of]
        links += [("leader", leader.key) for leader in entry.leader] + ([("leads", entry.leads)] if entry.leads else [])
        for name, key in links:
            if key not in known:
                raise DataError("actor.link", f"actor {entry.key}: {name}: unknown actor {key!r}", subject=entry.key)
        if entry.country and entry.country not in countries():
            raise DataError(
                "actor.country", f"actor {entry.key}: country: unknown {entry.country!r}", subject=entry.key
            )
