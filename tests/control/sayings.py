"""An invented war of three valleys, and a short way to write who says what about its towns."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from whoholds.control.case import Case, by_place, case_of
from whoholds.control.evidence import Evidence, site_of, weigh
from whoholds.control.filter import Filter
from whoholds.control.needs import World
from whoholds.control.weights import Weights
from whoholds.model import (
    ActorRef,
    Area,
    Basis,
    Claim,
    Described,
    Effect,
    Event,
    Factuality,
    Place,
    PlaceRef,
    PlaceRole,
    Precision,
    Unplaced,
    When,
)

WEIGHTS = Weights.load()
NORTH, SOUTH, EAST = "north", "south", "east"
SIDES = (NORTH, SOUTH, EAST)
D0 = date(2031, 5, 10)

MILL = Place("Millbrook", "t:mill", "Millbrook", 10.0, 20.0, "settlement", "", 1.0)
FORD = Place("Oxford Ford", "t:ford", "Ford", 10.5, 20.5, "settlement", "", 1.0)
DALE = Area("the Dale", "t:dale", "Dale", 10.2, 20.2)
CAMP = Described("a camp south of Millbrook", "base", "S", MILL, 4.0)
QUARTER = Described("the mill quarter of Millbrook", "quarter", "part_of", MILL)
NOWHERE = Unplaced("Xyz", "no gazetteer row")

EFFECT = {
    Event.HOLD: Effect.HOLDS,
    Event.REPEL: Effect.HOLDS,
    Event.CAPTURE: Effect.GAINS,
    Event.HANDOVER: Effect.GAINS,
    Event.WITHDRAW: Effect.LOSES,
    Event.LOSS: Effect.LOSES,
    Event.ENTER: Effect.CONTESTS,
    Event.BESIEGE: Effect.CONTESTS,
    Event.OFFENSIVE: Effect.CONTESTS,
    Event.CLASH: Effect.CONTESTS,
}


@dataclass(frozen=True)
class Side:
    key: str
    said: dict[str, str]

    @property
    def short(self) -> dict[str, str]:
        return {language: text.removeprefix("the ") for language, text in self.said.items()}


@dataclass(frozen=True)
class Start:
    side: str
    on: date
    source: str = "an atlas of 2030"


@dataclass(frozen=True)
class Theatre:
    key: str = "valleys"
    sides: tuple[Side, ...] = tuple(Side(key, {"en": f"the {key.title()}"}) for key in SIDES)
    initial: dict[str, Start] = field(default_factory=dict)


class Actors:
    """`north_army`, `north_radio` … fight or speak for the North; every other key is no party."""

    def side(self, key: str, theatre: Any, on: date | None = None) -> str | None:
        first = key.split("_")[0]
        if key == "turncoats":  # changed sides on a day
            return SOUTH if on is not None and on >= D0 + timedelta(days=5) else NORTH
        return first if first in (*SIDES, "abroad") else None

    def label(self, key: str, language: str) -> str:
        return key.replace("_", " ")

    def said(self, key: str, language: str) -> str:
        return self.label(key, language)


WORLD = World(Actors(), Theatre())


@dataclass(frozen=True)
class Stored:
    claim: Claim
    report_id: str
    outlet: str | None
    title: str | None
    language: str
    published: datetime | None
    known_from: datetime
    seq: int = 1
    wire: str | None = None
    fingerprint: bytes = b""
    story: str | None = None
    alone: bool = False


@dataclass
class Press:
    """Writes claims with ids of their own, in the order that they are asked for."""

    count: int = 0
    said: list[Stored] = field(default_factory=list)

    def __call__(
        self,
        speaker: str,
        event: Event,
        actor: str | None = None,
        *,
        target: str | None = None,
        day: int | None = 0,
        until: int | None = None,
        after: float = 0.5,
        factuality: Factuality = Factuality.CERTAIN,
        place: PlaceRef = MILL,
        role: PlaceRole | None = PlaceRole.AT,
        outlet: str | None = "The Valley Post",
        report: str | None = None,
        headline: bool = False,
        quote: str | None = None,
        effect: Effect | None = None,
        basis: Basis = Basis.STATED,
        precision: Precision = Precision.DAY,
        dated: bool = True,
        confidence: float = 1.0,
        when: When | None = None,
    ) -> Stored:
        """Say it.

        Args:
            day: first day that it is about, counted from `D0`; None for no date.
            until: last day, by default the first.
            after: days from its last day to publication.
        """
        self.count += 1
        first = None if day is None else D0 + timedelta(days=day)
        last = first if until is None else D0 + timedelta(days=until)
        if when is None:
            when = When() if first is None else When(first, last, precision, basis)
        start = datetime.combine(last or D0, datetime.min.time(), UTC) + timedelta(days=after)
        words = quote or f"sentence {self.count} of its own making about the town"
        claim = Claim(
            id=f"c{self.count:04d}",
            report_id=report or f"r{self.count:04d}",
            start=self.count,
            end=self.count + len(words),
            quote=words,
            event=event,
            actor=ActorRef(actor) if actor else None,
            target=ActorRef(target) if target else None,
            place=place,
            place_role=role,
            speaker=ActorRef(speaker),
            chain=("outlet", speaker),
            factuality=factuality,
            when=when,
            quantity=None,
            control=effect or EFFECT.get(event, Effect.NONE),
            headline=headline,
            confidence=confidence,
        )
        stored = Stored(claim, claim.report_id, outlet, None, "en", start if dated else None, start)
        self.said.append(stored)
        return stored


def one(stored: Stored, world: World = WORLD, weights: Weights = WEIGHTS) -> Evidence:
    """A claim's evidence."""
    site = site_of(stored.claim)
    assert site is not None
    return weigh(stored, site, world, weights)


def evidence(said: list[Stored], world: World = WORLD, weights: Weights = WEIGHTS) -> list[Evidence]:
    """Evidence about the one place that the claims are about."""
    places = by_place(said, world, weights)
    assert len(places) == 1, sorted(places)
    return next(iter(places.values()))


def case(said: list[Stored], on: int = 30, world: World = WORLD, weights: Weights = WEIGHTS) -> Case:
    """The case of that place, `on` days after `D0`."""
    return case_of(evidence(said, world, weights), D0 + timedelta(days=on), Filter(SIDES, weights))


def chances(said: list[Stored], on: int = 30, world: World = WORLD, weights: Weights = WEIGHTS) -> dict[str, float]:
    """Probability of every state, by name."""
    asked = case(said, on, world, weights)
    return dict(zip(asked.filter.states, map(float, asked.state()), strict=True))


def mirrored(stored: Stored) -> Stored:
    """The same claim with North and South in each other's place."""

    def other(ref: ActorRef | None) -> ActorRef | None:
        swap = {NORTH: SOUTH, SOUTH: NORTH}
        if ref is None:
            return None
        head, _, tail = ref.key.partition("_")
        return replace(ref, key=f"{swap.get(head, head)}{'_' if tail else ''}{tail}")

    c = stored.claim
    speaker = other(c.speaker)
    assert speaker is not None
    return replace(stored, claim=replace(c, actor=other(c.actor), target=other(c.target), speaker=speaker))


def changed(table: str, **values: Any) -> Weights:
    """The shipped weights with some values of one table changed."""
    data = WEIGHTS.model_dump(by_alias=True)
    below = data
    for key in table.split("."):
        below = below[key]
    below.update(values)
    return Weights.model_validate(data)
