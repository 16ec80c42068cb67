"""Who publishes: country, languages, kind, and whose line an outlet follows; what is not known is `unknown`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field

from whoholds.errors import DataError
from whoholds.reference.schema import Strict, load_toml, validated
from whoholds.reference.tokens import fold_words

UNKNOWN = "unknown"
_MOUTHPIECES = frozenset({"state_medium", "party_channel", "channel"})
_DATA = Path(__file__).parent / "data"


class _Entry(Strict):
    name: str = Field(min_length=1)
    aliases: tuple[str, ...] = ()
    country: Annotated[str, Field(pattern=r"^([A-Z]{2})?$")]
    languages: tuple[str, ...]
    kind: Literal[
        "agency",
        "state_medium",
        "public_medium",
        "newspaper",
        "magazine",
        "broadcaster",
        "party_channel",
        "channel",
        "monitor",
        "humanitarian",
    ]
    alignment: str = Field(min_length=1)
    note: str = ""
    invented: bool = False


class _File(Strict):
    outlet: tuple[_Entry, ...]


@dataclass(frozen=True, slots=True)
class Outlet:
    """A publisher.

    Attributes:
        country: ISO 3166 code, "" where it has none or it is not known.
        kind: "agency", "state_medium", "newspaper", "monitor" … or "unknown".
        alignment: key of the actor or country whose line it follows, "none" for nobody, "unknown".
        known: False for an outlet that no file lists.
        invented: exists in the example corpus only.
    """

    name: str
    country: str
    kind: str
    alignment: str
    languages: tuple[str, ...] = ()
    note: str = ""
    known: bool = True
    invented: bool = False

    @property
    def line(self) -> str:
        """Key of the actor or country that its own voice speaks for; empty where it speaks for none, or none is known.

        A newspaper or a broadcaster that leans to a side is not its mouthpiece; a state medium and a party's channel
        are.
        """
        return "" if self.kind not in _MOUTHPIECES or self.alignment in ("none", UNKNOWN) else self.alignment


@dataclass(frozen=True, slots=True)
class Outlets:
    """The outlets of a file, by every name they bear."""

    by_name: Mapping[tuple[str, ...], Outlet]

    @property
    def lines(self) -> Lines:
        """Whom the outlets speak for that speak for somebody, by any of their names."""
        return Lines(self)

    @classmethod
    def load(cls, path: Path | None = None) -> Outlets:
        """Read the outlets.

        Raises:
            DataError: the file breaks its schema, or two outlets share a name.
        """
        return _shipped() if path is None else _read(path)

    def get(self, name: str | None) -> Outlet:
        """The outlet of that name, whatever its case and accents; an unknown one is a value of its own."""
        found = self.by_name.get(fold_words(name or ""))
        return found or Outlet(name or UNKNOWN, "", UNKNOWN, UNKNOWN, known=False)

    def all(self) -> tuple[Outlet, ...]:
        """Every outlet once, by name."""
        return tuple(sorted(set(self.by_name.values()), key=lambda outlet: outlet.name))


class Lines(Mapping[str, str]):
    """Outlet to the key that it speaks for, whatever the case and the accents of the name."""

    def __init__(self, outlets: Outlets) -> None:
        self._outlets = outlets

    def __getitem__(self, name: str) -> str:
        if line := self._outlets.get(name).line:
            return line
        raise KeyError(name)

    def __iter__(self) -> Iterator[str]:
        return (outlet.name for outlet in self._outlets.all() if outlet.line)

    def __len__(self) -> int:
        return sum(1 for _ in self)


def _read(path: Path) -> Outlets:
    table: dict[tuple[str, ...], Outlet] = {}
    for entry in validated(_File, load_toml(path), path.name).outlet:
        outlet = Outlet(
            entry.name,
            entry.country,
            entry.kind,
            entry.alignment,
            entry.languages,
            entry.note,
            invented=entry.invented,
        )
        for name in (entry.name, *entry.aliases):
            if table.setdefault(fold_words(name), outlet) != outlet:
                raise DataError("outlet.name", f"{path.name}: two outlets are called {name!r}", subject=name)
    return Outlets(table)


@lru_cache(maxsize=1)
def _shipped() -> Outlets:
    return _read(_DATA / "outlets.toml")
