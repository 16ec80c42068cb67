"""A grade for each claim in the manner of the Admiralty code, derived from the evidence and never typed in.

The letter says how far one can rely on the speaker for this kind of statement: from the odds that such a statement
counts for. The number says how credible what is said is by everything else: from the answer without the claim's own
story. The two are judged apart, as the code asks (NATO STANAG 2511; Joint Publication 2-0).
"""

from __future__ import annotations

from dataclasses import dataclass

from whoholds.control.case import Case
from whoholds.control.evidence import Evidence, Interest

LETTERS = ((30.0, "A"), (10.0, "B"), (3.0, "C"), (1.5, "D"))  # least odds
NUMBERS = ((0.80, 2), (0.45, 3), (0.20, 4))  # least probability without the claim
CONFIRMED = 0.95  # for a 1, together with an independent second voice
_KINDS = {"in", "out"}


@dataclass(frozen=True, slots=True)
class Grade:
    """`letter` A to F (F cannot be judged), `number` 1 to 6 (6 cannot be judged)."""

    letter: str
    number: int

    def __str__(self) -> str:
        return f"{self.letter}{self.number}"


def grades(case: Case) -> list[Grade]:
    """The grade of each statement of a case, in its order."""
    numbers: dict[int, int] = {}
    for group in case.groups:
        left = [e for i, e in enumerate(case.evidence) if i not in group.members]
        for i in group.members:
            numbers[i] = _number(case, case.evidence[i], left)
    return [Grade(_letter(e), numbers[i]) for i, e in enumerate(case.evidence)]


def _letter(e: Evidence) -> str:
    if not e.parts or e.odds <= 1.0:
        return "F"
    return next((letter for least, letter in LETTERS if e.odds >= least), "E")


def _number(case: Case, e: Evidence, left: list[Evidence]) -> int:
    kind, side = e.proposition
    said = [other for other in left if other.parts]
    if kind not in _KINDS or side is None or not said:
        return 6
    held = case.state_of(left, min(e.day, case.on))[case.filter.states.index(side)]
    likely = held if kind == "in" else 1.0 - held
    second = any(
        o.proposition == e.proposition and o.voice != e.voice and o.interest in (Interest.NEUTRAL, Interest.ADMISSION)
        for o in said
    )
    if likely >= CONFIRMED and second:
        return 1
    return next((number for least, number in NUMBERS if likely >= least), 5)
