"""Who enters what another side has just left has it: such an entry is a gain, at a discount.

"The last fighters left at night; soldiers came in the morning" says who holds the town, though nobody says "holds".
Without a departure an entry is a fight inside, or the beginning of one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from whoholds.control.evidence import Evidence
from whoholds.control.weights import Entered

ENTER = "enter"
STAYS = ("holds", "gains")
Turn = tuple[str | None, int]
"""A side, and the day on which it left or had the place, as `date.toordinal` counts."""


@dataclass(frozen=True, slots=True)
class Turns:
    """Who is said to have left the place and when, and who to have had it."""

    left: frozenset[Turn]
    had: frozenset[Turn]

    def followed(self, side: str | None, day: int, rule: Entered) -> bool:
        """Whether an entry comes after another side's departure of that day or shortly before.

        It does not where the one who left is said to have had the place on the day it left or since.
        """
        return side is not None and any(
            who != side and 0 <= day - on <= rule.days and not any((who, d) in self.had for d in range(on, day + 1))
            for who, on in self.left
        )


def turns_of(told: Iterable[tuple[Evidence, int]]) -> Turns:
    """The turns that statements tell of, each given with the day that it counts on."""
    said = [(part.shape, part.side, day) for e, day in told for part in e.parts[:1]]
    return Turns(
        frozenset((side, day) for shape, side, day in said if shape == "loses"),
        frozenset((side, day) for shape, side, day in said if shape in STAYS),
    )


def enters(e: Evidence) -> bool:
    """Whether a statement tells of an entry."""
    return any(part.shape == ENTER for part in e.parts[:1])


def as_gain(e: Evidence, rule: Entered) -> Evidence:
    """An entry as a gain."""
    scale = rule.weight
    return replace(
        e,
        parts=tuple(
            replace(p, shape="gains", strength=p.strength * scale, opens=p.opens * scale, decides=p.decides * scale)
            for p in e.parts
        ),
    )


def entering(told: Sequence[tuple[Evidence, float]], rule: Entered) -> list[tuple[Evidence, float]]:
    """Statements about one place, its entries after a departure as gains."""
    if not any(enters(e) for e, _ in told):
        return list(told)
    turns = turns_of((e, e.day.toordinal()) for e, _ in told)
    return [
        (as_gain(e, rule) if enters(e) and turns.followed(e.parts[0].side, e.day.toordinal(), rule) else e, factor)
        for e, factor in told
    ]
