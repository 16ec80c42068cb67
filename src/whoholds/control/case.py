"""One place's evidence, ready to be asked: who held it on a day, and what if one origin had not spoken."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from whoholds.control.course import Course
from whoholds.control.evidence import Evidence, Site, weigh_all
from whoholds.control.filter import UNKNOWN, Counted, Filter, Vector, counted, likeliest
from whoholds.control.initial import statement
from whoholds.control.needs import StartLike, StoredClaimLike, World
from whoholds.control.origins import Origin, origins
from whoholds.control.weights import Weights


@dataclass(frozen=True)
class Case:
    """Evidence about one place up to a day.

    Attributes:
        evidence: in order of publication, of days up to `on`.
        groups: its origins.
        initial: the side that holds it before any day, None where that is not known; `start` is the dated one.
        tilt: what the places around multiply the prior of each state with (see `neighbours`), None for nothing.
    """

    site: Site
    on: date
    evidence: tuple[Evidence, ...]
    groups: tuple[Origin, ...]
    filter: Filter
    initial: str | None = None
    tilt: Vector | None = None

    @cached_property
    def items(self) -> list[Counted]:
        """The statements that count: one an origin."""
        return counted(self.evidence, self.groups, self.filter.weights)

    @cached_property
    def start(self) -> StartLike | None:
        """Who held it at the start, where the theatre's data say so of a day up to this."""
        told = self.site.start
        return told if told is not None and told.on <= self.on else None

    @cached_property
    def told(self) -> list[Counted]:
        """What the filter hears: the statements that count and, first, who held the place at the start."""
        return [*self._begun, *self.items]

    @cached_property
    def _begun(self) -> list[Counted]:
        return [Counted(statement(self.start, self.site, self.filter.weights), 1.0)] if self.start else []

    @cached_property
    def prior(self) -> Vector:
        """Probabilities before any claim is weighed, once it is known which sides the place is about."""
        plain = self.filter.prior([*self._begun, *(Counted(e, 1.0) for e in self.evidence)], self.initial)
        if self.tilt is None:
            return plain
        tilted = [p * t for p, t in zip(plain, self.tilt, strict=True)]
        return tuple(p / sum(tilted) for p in tilted)

    @cached_property
    def spoken(self) -> Course:
        """Who held it up to the last day that is spoken of; not begun where nothing is said of its days."""
        last = max(self.filter.steps(self.told, self.on), default=None)
        return Course() if last is None else self._onward(Course(), last)

    @cached_property
    def course(self) -> Course:
        """Who held it up to the day."""
        return self._onward(self.spoken, self.on)

    def _onward(self, course: Course, until: date) -> Course:
        return course.onward(self.told, self.items, until, self.prior, self.filter)

    def state(self) -> Vector:
        """Probabilities at the end of the day."""
        point = self.course.point if self.spoken.point else None
        return point.told if point else self.filter.at(self.told, self.on, self.prior)

    def moved(self, on: date) -> Case:
        """The same on another day, between which and this one nothing is said."""
        case = replace(self, on=on)
        case.__dict__.update(items=self.items, prior=self.prior)  # worked out already, and the same
        if "spoken" in self.__dict__:
            case.__dict__.update(spoken=self.spoken, told=self.told)
        return case

    def state_of(self, some: Sequence[Evidence], on: date | None = None) -> Vector:
        """The same from a part of the evidence (in order of publication), at the end of an earlier day or of this."""
        weights = self.filter.weights
        items = counted(some, origins(some, weights), weights)
        return self.filter.at([*self._begun, *items], on or self.on, self.prior)


def by_place(claims: Iterable[StoredClaimLike], world: World, weights: Weights) -> dict[str, list[Evidence]]:
    """Evidence of every place that some claim bears on, by place id, in order of publication."""
    places: dict[str, list[Evidence]] = defaultdict(list)
    for item in weigh_all(claims, world, weights):
        places[item.site.id].append(item)
    return dict(sorted(places.items()))


def case_of(
    evidence: Sequence[Evidence], on: date, filter: Filter, initial: str | None = None, tilt: Vector | None = None
) -> Case:
    """The case of one place on a day.

    Args:
        evidence: of one place, not empty, in order of publication.
        on: what is said of later days is left out.
        filter: the theatre's.
        initial: the side that holds it before any claim, where that is known.
        tilt: what the places around multiply its prior with.
    """
    seen = tuple(e for e in evidence if e.day <= on or any(part.day <= on for part in e.parts))
    return Case(best_site(evidence), on, seen, tuple(origins(seen, filter.weights)), filter, initial, tilt)


def best_site(evidence: Sequence[Evidence]) -> Site:
    """The site as a claim names it itself; from a described one only if no claim does."""
    return min((e.site for e in evidence), key=lambda site: (site.part or site.beside, site.label, site.lat, site.lon))


def answer_probability(state: Vector, holder: str, filter: Filter) -> float:
    """Probability of an answer: of a state or, for "unknown", that the best-supported holder is not right."""
    if holder == UNKNOWN:
        return 1.0 - state[likeliest(state)]
    return state[filter.states.index(holder)]


def logit(probability: float) -> float:
    """Natural-log odds."""
    return math.log(probability / (1.0 - probability))
