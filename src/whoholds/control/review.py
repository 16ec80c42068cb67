"""Which claims a person should look at first: those whose misreading would change the map most."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from whoholds.control.case import Case, answer_probability, by_place, case_of
from whoholds.control.evidence import Evidence
from whoholds.control.filter import UNKNOWN, Filter, Vector, likeliest
from whoholds.control.needs import StoredClaimLike, World
from whoholds.control.neighbours import tilts
from whoholds.control.situation import Situation
from whoholds.control.weights import Weights


@dataclass(frozen=True, slots=True)
class Doubt:
    """A claim that nobody has reviewed, and what the answer for its place would be without it.

    Attributes:
        doubt: 0 … 1, how likely the claim is misread, by the reader's own confidence.
        change: 0 … 1, probability that moves from one state to another without it (total variation).
        expected: their product: the expected change of the map.
    """

    claim_id: str
    place_id: str
    place: str
    holder: str
    probability: float
    holder_without: str
    probability_without: float
    doubt: float
    change: float

    @property
    def expected(self) -> float:
        """Expected change of the map, 0 … 1."""
        return self.doubt * self.change

    @property
    def turns(self) -> bool:
        """Whether the place would have another holder without it."""
        return self.holder != self.holder_without


def queue(now: Situation) -> list[Doubt]:
    """The claims to look at, most consequential first, without those that somebody has looked at."""
    seen = {stored.claim.id for stored in now.claims if stored.review.verdict is not None}
    return doubts(now.claims, now.world, now.weights, now.on, reviewed=seen)


def doubts(
    claims: Iterable[StoredClaimLike],
    world: World,
    weights: Weights,
    on: date,
    *,
    reviewed: Collection[str] = (),
) -> list[Doubt]:
    """Claims by how much the map of a day is expected to change if a person looks at them, most first.

    What says the same in the same words is left out together: if one was misread, so was the other.

    Args:
        claims: as known.
        world: the theatre and its actors.
        weights: `review.misread` is what even a sure reading is doubted.
        on: the day of the map.
        reviewed: ids of claims that need no second look.
    """
    kept = list(claims)
    sure = {stored.claim.id: stored.claim.confidence for stored in kept}
    filter = Filter(world.sides, weights)
    found: list[Doubt] = []
    places = by_place(kept, world, weights)
    around = tilts(places, filter, on, world.initial)
    for key, evidence in places.items():
        case = case_of(evidence, on, filter, world.initial.get(key), around.get(key))
        if not case.evidence:
            continue
        state = case.state()
        for item in case.evidence:
            if item.claim_id not in reviewed:
                left = [e for e in case.evidence if e.quote != item.quote or e.proposition != item.proposition]
                doubt = 1.0 - sure[item.claim_id] * (1.0 - weights.review.misread)
                found.append(_doubt(case, item, left, state, doubt))
    return sorted(found, key=lambda d: (-round(d.expected, 12), d.place_id, d.claim_id))


def _doubt(case: Case, item: Evidence, left: Sequence[Evidence], state: Vector, doubt: float) -> Doubt:
    without = case.state_of(left)
    holder, other = named(state, case.filter), named(without, case.filter)
    return Doubt(
        claim_id=item.claim_id,
        place_id=case.site.id,
        place=case.site.label,
        holder=holder,
        probability=answer_probability(state, holder, case.filter),
        holder_without=other,
        probability_without=answer_probability(without, other, case.filter),
        doubt=doubt,
        change=sum(abs(a - b) for a, b in zip(state, without, strict=True)) / 2,
    )


def named(state: Vector, filter: Filter) -> str:
    """The holder that a state by itself names; "unknown" below `answer.take`."""
    best = likeliest(state)
    return filter.states[best] if state[best] >= filter.weights.answer.take else UNKNOWN
