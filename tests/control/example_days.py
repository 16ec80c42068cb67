"""The states of a corpus as a person wrote them down, and how many of them some boards get right."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from whoholds.ledger import StoredClaim
from whoholds.model import Holding, Place

FILE = Path(__file__).with_name("example_days.tsv")
NOBODY = {"unknown", "contested"}


@dataclass(frozen=True)
class PlaceDay:
    """A place at the end of a day: the answers that are fair, and why."""

    place: str
    day: date
    holders: frozenset[str]
    reason: str


def place_days(file: Path = FILE) -> Iterator[PlaceDay]:
    """Every place on every day that is written down, by default for the example corpus."""
    with file.open(encoding="utf-8") as lines:
        for row in csv.DictReader((line for line in lines if not line.startswith("#")), delimiter="\t"):
            day, last = date.fromisoformat(row["from"]), date.fromisoformat(row["to"])
            while day <= last:
                yield PlaceDay(row["place"], day, frozenset(row["holders"].split("|")), row["reason"])
                day += timedelta(days=1)


@dataclass(frozen=True)
class Score:
    """`wrong` holds the place-days that are not right with what was said; `captures` those that name a false holder.

    `decided` counts the place-days on which "unknown" is no fair answer.
    """

    right: int
    wrong: tuple[tuple[PlaceDay, str], ...]
    decided: int

    @property
    def share(self) -> float:
        """Right place-days, 0 to 1."""
        return self.right / (self.right + len(self.wrong))

    @property
    def known(self) -> float:
        """Right ones among those on which "unknown" is no fair answer, 0 to 1."""
        return 1 - sum("unknown" not in at.holders for at, _ in self.wrong) / self.decided

    @property
    def captures(self) -> list[tuple[PlaceDay, str]]:
        """Place-days on which a side is said to hold what it is not fair to say that it holds."""
        return [(at, told) for at, told in self.wrong if told not in NOBODY]


def score(
    board: Callable[[date], Mapping[str, Holding]], ids: Mapping[str, str], days: Iterable[PlaceDay] | None = None
) -> Score:
    """Compare boards with what is written down.

    Args:
        board: holdings of a day by place id; a place that is not in it is unknown.
        ids: place id by the name that the file gives; a name without one was found nowhere and is unknown.
        days: what is written down, by default for the example corpus.
    """
    right, decided, wrong = 0, 0, []
    for at in place_days() if days is None else days:
        decided += "unknown" not in at.holders
        holding = board(at.day).get(ids.get(at.place, ""))
        told = holding.holder if holding else "unknown"
        if told in at.holders:
            right += 1
        else:
            wrong.append((at, told))
    return Score(right, tuple(wrong), decided)


def ids_of(claims: Iterable[StoredClaim]) -> dict[str, str]:
    """Place ids by each name that reports or the gazetteer give."""
    ids: dict[str, str] = {}
    for stored in claims:
        if isinstance(place := stored.claim.place, Place):
            ids.setdefault(place.name, place.id)
            ids.setdefault(place.label, place.id)
    return ids
