"""What one statement says of which day: of its own, of the day before, of the day that it reaches back to."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date, timedelta

from whoholds.control.weights import Weights


@dataclass(frozen=True, slots=True)
class Part:
    """One statement on one day.

    Attributes:
        shape: name of its row in the weights.
        side: the side it is about, None where no party is named.
        target: the side that it is set against, None where none is named.
        strength: natural logarithm of the odds, after every weight; 0 says nothing.
        opens: scales the chance of a change that its shape opens on its day; `decides` that it ends a fight.
        contested: scales what it says against "contested".
    """

    day: date
    shape: str
    side: str | None
    target: str | None
    strength: float
    opens: float
    decides: float
    contested: float = 1.0


@dataclass(frozen=True, slots=True)
class Told:
    """How a statement is told.

    Attributes:
        weight: 0 … 1, every discount together; `odds` is the speaker's.
        contested: scales what it says against "contested"; `opens` the chance of a change that it opens.
    """

    weight: float
    odds: float
    contested: float
    opens: float


def parts_of(
    shape: str, day: date, begins: date | None, side: str | None, target: str | None, told: Told, weights: Weights
) -> tuple[Part, ...]:
    """The statement itself, then what it says of other days.

    "X took it from Y" and "Y lost it" say that Y had it before; "Y lost it to X" says that X has it now; "X has held it
    since Monday" says that X took it on Monday.

    Args:
        shape: name of its row in the weights.
        day: that it counts on.
        begins: first day of what is said to hold since then, None where it speaks of its day alone.
        side: it is about.
        target: it is set against.
        told: how it is told.
        weights: what counts how much.
    """
    log = math.log(told.odds) * told.weight

    def part(name: str, on: date, who: str | None, against: str | None, scale: float = 1.0) -> Part:
        opens, ends = told.opens * told.weight * scale, told.weight * scale
        return Part(on, name, who, against, log * scale, opens, ends, told.contested)

    before, scale = day - timedelta(days=1), weights.before.weight
    if shape == "loses":
        had = part("holds", before, side, None, scale)
        return (part("loses", day, side, target), *((part("gains", day, target, side),) if target else ()), had)
    if shape == "gains" and side is None:
        return part("loses", day, target, None), part("holds", before, target, None, scale)
    if shape == "gains" and target is not None:
        return part("gains", day, side, target), part("holds", before, target, side, scale)
    if shape == "holds" and begins is not None and begins < day:
        return part("holds", day, side, target), part("gains", begins, side, None, weights.before.since)
    return (part(shape, day, side, target),)
