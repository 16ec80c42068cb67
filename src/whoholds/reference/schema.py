"""The shape of a theatre file, of the file of common actors and of the outlets, checked when they are read.

A theatre is one TOML file that an analyst can write by hand; `load_toml` and `validated` turn every mistake in it
into a `DataError` that names the file and the entry.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar

from pydantic import AwareDatetime, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from whoholds.errors import DataError

Pattern = Literal["solid", "diagonal", "dots", "cross", "horizontal", "vertical", "rings", "checks"]
Kind = Literal[
    "armed_group",
    "army",
    "soldiers",
    "government",
    "officials",
    "ministry",
    "media",
    "monitor",
    "person",
    "state",
    "party",
    "international",
    "peacekeepers",
    "humanitarian",
    "militia",
    "paramilitary",
    "police",
    "command",
    "coalition",
    "tribe",
    "civil_society",
    "company",
    "object",
    "family",
    "residents",
    "civilians",
    "supporters",
]
KEY = r"^[a-z0-9][a-z0-9_]*(:[A-Za-z0-9_]+)*$"
Key = Annotated[str, Field(pattern=KEY)]


class Strict(BaseModel):
    """A table whose unknown fields are mistakes."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class Text(Strict):
    """A name in the two languages of the interface."""

    en: str = Field(min_length=1)
    fr: str = Field(min_length=1)

    def get(self, language: str) -> str:
        """The name in a language; English where the language is neither."""
        return self.fr if language == "fr" else self.en


class Span(Strict):
    """A value that holds for some days; both ends are included, an absent end is open."""

    start: date | None = Field(None, alias="from")
    end: date | None = Field(None, alias="to")

    def covers(self, on: date | None) -> bool:
        """Does it hold on that day? Every span holds on an unknown day."""
        return on is None or ((self.start is None or self.start <= on) and (self.end is None or on <= self.end))


class DatedKey(Span):
    """A key that holds for some days."""

    key: Key


def _dated(value: Any) -> Any:
    return ({"key": value},) if isinstance(value, str) else value


DatedKeys = Annotated[tuple[DatedKey, ...], BeforeValidator(_dated)]
"""A key, or several with dates; written in TOML as a string or as a list of tables."""


def at(keys: tuple[DatedKey, ...], on: date | None) -> str | None:
    """The key that holds on a day; the first where the day is unknown; None where none holds."""
    return next((entry.key for entry in keys if entry.covers(on)), None)


class SideEntry(Strict):
    """A camp of a conflict as the map shows it.

    `short` is what tables call it, its name where there is none; `said` what sentences call it, with its article.
    """

    key: Annotated[str, Field(pattern=r"^[a-z0-9_]+$")]
    name: Text
    short: Text | None = None
    said: Text | None = None
    colour: Annotated[str, Field(pattern=r"^#[0-9a-f]{6}$")]
    pattern: Pattern


class Member(Span):
    """Belonging to a coalition or a larger body."""

    group: Key
    note: str = ""


class ActorEntry(Strict):
    """An actor. A file may extend an actor that another file introduces: then only `key` is needed."""

    key: Key
    label: Text | None = None
    kind: Kind | None = None
    side: DatedKeys = ()
    wikidata: Annotated[str, Field(pattern=r"^Q[0-9]+$")] | None = None
    aliases: Mapping[str, tuple[str, ...]] = {}
    weak: tuple[str, ...] = ()
    phrases: Mapping[str, tuple[str, ...]] = {}
    member_of: tuple[Member, ...] = ()
    leader: DatedKeys = ()
    leads: Key | None = None
    country: str | None = None
    gender: Literal["m", "f"] | None = None
    plural: bool | None = None
    since: str | None = None
    until: str | None = None
    note: str = ""
    disputed: str = ""


class TheatreEntry(Strict):
    """The conflict itself."""

    key: Annotated[str, Field(pattern=r"^[a-z0-9_]+$")]
    name: Text
    countries: tuple[Annotated[str, Field(pattern=r"^[A-Z]{2}$")], ...] = Field(min_length=1)
    near: tuple[Annotated[str, Field(pattern=r"^[A-Z]{2}$")], ...] = ()
    start: date
    end: date | None = None
    terms: tuple[str, ...] = ()
    note: str = ""


class CountrySides(Strict):
    """Whose side the generic keys of a country are on (`government:mali`, `rebels:mali`, `militias:mali`)."""

    state: DatedKeys = ()
    rebels: DatedKeys = ()
    militias: DatedKeys = ()


class PhraseEntry(Strict):
    """Phrases of this theatre that mean one key, in the language of `patterns`."""

    key: Key
    kind: Kind
    en: tuple[str, ...] = ()
    fr: tuple[str, ...] = ()


class InitialEntry(Strict):
    """Who held a place when a theatre's reckoning begins, who says so, and on which day.

    `known` is when that was written down, from which on it counts for `--as-known`; without it, it always has. `until`
    is when it was replaced or taken back.
    """

    place: str = Field(min_length=1)
    name: str = ""
    side: Annotated[str, Field(pattern=r"^[a-z0-9_]+$")]
    on: date
    source: str = Field(min_length=1)
    known: AwareDatetime | None = None
    until: AwareDatetime | None = None


class TheatreFile(Strict):
    """A whole theatre file."""

    theatre: TheatreEntry
    ground: Mapping[str, tuple[str, ...]] = {}
    side: tuple[SideEntry, ...] = Field(min_length=2)
    actor: tuple[ActorEntry, ...] = ()
    generic: Mapping[str, Mapping[str, DatedKeys]] = {}
    sides: Mapping[str, CountrySides] = {}
    align: Mapping[str, DatedKeys] = {}
    phrase: tuple[PhraseEntry, ...] = ()
    initial: tuple[InitialEntry, ...] = ()


class InitialFile(Strict):
    """What the user says of who held places at the start."""

    initial: tuple[InitialEntry, ...] = ()


class CommonFile(Strict):
    """Actors that belong to no single theatre."""

    actor: tuple[ActorEntry, ...]


M = TypeVar("M", bound=BaseModel)


def load_toml(path: Path) -> dict[str, Any]:
    """Parse a TOML file.

    Raises:
        DataError: it cannot be read, or line and column of what TOML does not allow.
    """
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise DataError("data.unreadable", f"cannot read {path.name}: {error}", subject=str(path)) from error
    except tomllib.TOMLDecodeError as error:
        raise DataError(
            "data.syntax", f"{path.name}: {error}", hint="TOML syntax: https://toml.io", subject=path.name
        ) from error


def validated(model: type[M], data: Mapping[str, Any], name: str) -> M:
    """Data as a checked record.

    Raises:
        DataError: the first mistake, with the entry it is in ("syria.toml: actor 3 (hezbollah), kind: …").
    """
    try:
        return model.model_validate(data)
    except ValidationError as error:
        first = error.errors()[0]
        where = _where(first["loc"], data)
        raise DataError(
            "data.schema",
            f"{name}: {where}: {first['msg']}",
            hint="docs/how-to/write-a-theatre.md shows every field",
            subject=f"{name}: {where}",
        ) from error


def _where(loc: tuple[int | str, ...], data: Any) -> str:
    parts: list[str] = []
    for step in loc:
        if isinstance(step, int):
            try:
                data = data[step]
            except (IndexError, KeyError, TypeError):
                data = None
            key = data.get("key") if isinstance(data, Mapping) else None
            parts[-1:] = [f"{parts[-1] if parts else ''} {step + 1}" + (f" ({key})" if key else "")]
        else:
            data = data.get(step) if isinstance(data, Mapping) else None
            parts.append(step)
    return ", ".join(part.strip() for part in parts)
