"""How far probabilities can move while nobody says anything: what lets quiet days be passed over."""

from __future__ import annotations

import math

Vector = tuple[float, ...]
Columns = tuple[Vector, ...]


class Pace:
    """How far probabilities can move in days without a statement, of which `quiet` is the transition, as its columns.

    In a day no more leaves a state than its chance to leave it; a fight, which is soon over, is told apart from the
    rest, of which little moves.
    """

    def __init__(self, quiet: Columns) -> None:
        n = len(quiet) - 2
        leaves = [1.0 - column[i] for i, column in enumerate(quiet)]
        self._fight, self._leaves_fight = n, leaves[n]
        self._leaves = max(leave for i, leave in enumerate(leaves) if i != n)
        self._joins = max(chance for i, chance in enumerate(quiet[n]) if i != n)

    def days(self, v: Vector, room: float, most: int) -> int:
        """A number of days, at most `most`, after which no probability has moved by as much as `room`."""
        days = 1 << most.bit_length()
        while days and (days > most or self._moved(v, days) >= room):
            days >>= 1
        return days

    def _moved(self, v: Vector, days: int) -> float:
        fighting = v[self._fight] + days * self._joins
        return days * (self._leaves + self._leaves_fight * fighting)


def stretch(sharpness: float, states: int) -> float:
    """By how much further an answer may move than the probabilities that it is made from; without bound below 1."""
    if sharpness == 1.0:
        return 1.0
    return 3 * sharpness * states ** (sharpness - 1) if sharpness > 1.0 else math.inf
