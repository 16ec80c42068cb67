"""Who publishes: country, languages, kind, and whose line an outlet follows; what is not known is `unknown`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field

from whoholds.errors import DataError
from whoholds.reference.schema import Strict, load_toml, validated
from whoholds.reference.tokens import fold_words

UNKNOWN = "unknown"
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
    """

    name: str
    country: str
    kind: str
    alignment: str
    languages: tuple[str, ...] = ()
    note: str = ""
    known: bool = True


@dataclass(frozen=True, slots=True)
class Outlets:
    """The outlets of a file, by every name they bear."""

    by_name: Mapping[tuple[str, ...], Outlet]

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


def _read(path: Path) -> Outlets:
    table: dict[tuple[str, ...], Outlet] = {}
    for entry in validated(_File, load_toml(path), path.name).outlet:
        outlet = Outlet(entry.name, entry.country, entry.kind, entry.alignment, entry.languages, entry.note)
        for name in (entry.name, *entry.aliases):
            if table.setdefault(fold_words(name), outlet) != outlet:
                raise DataError("outlet.name", f"{path.name}: two outlets are called {name!r}", subject=name)
    return Outlets(table)


@lru_cache(maxsize=1)
def _shipped() -> Outlets:
    return _read(_DATA / "outlets.toml")
