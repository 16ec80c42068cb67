"""How right answers are: accuracy, Brier score and calibration, and how soon and how steadily they follow changes."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt
from control_baselines import vote
from control_claims import CONTESTED, Panel, Said

Array = npt.NDArray[Any]
SEEN_WITHIN = 3  # days

Answer = Callable[[int, int], int]
"""The state that a method answers for a place on a day."""


def told_by(method: Callable[[int], Array]) -> Answer:
    """Answers of a method that tells all places at once."""
    boards: dict[int, Array] = {}

    def told(p: int, t: int) -> int:
        if t not in boards:
            boards[t] = method(t).argmax(1)
        return int(boards[t][p])

    return told


def lasting(panel: Panel, by: dict[int, list[Said]], begin: int, days: int = 14) -> list[tuple[int, int, int]]:
    """Changes to a side that last, with the day of the first true word of them: (place, day of that word, state)."""
    out = []
    for t, p, _, new in panel.changes:
        if (
            t < begin
            or new == CONTESTED
            or (panel.states[t : t + days, p] != new).any()
            or t + days > len(panel.states)
        ):
            continue
        words = [s.published for s in by.get(p, []) if s.published >= t and vote(s) == new]
        if words and min(words) + SEEN_WITHIN < len(panel.states):
            out.append((p, min(words), new))
    return out


def dynamics(told: Answer, panel: Panel, by: dict[int, list[Said]], begin: int) -> dict[str, float]:
    """Lasting changes that are told within three days of the first true word; flips of the answer a true flip."""
    changes = lasting(panel, by, begin)
    seen = sum(any(told(p, t) == new for t in range(first, first + SEEN_WITHIN + 1)) for p, first, new in changes)
    mine = true = 0
    for p, some in by.items():
        days = sorted({s.published for s in some if s.published >= begin})
        answers = [told(p, t) for t in days]
        mine += sum(a != b for a, b in pairwise(answers))
        true += int((panel.states[begin + 1 :, p] != panel.states[begin:-1, p]).sum())
    return {"seen": seen / max(len(changes), 1), "flips": mine / max(true, 1)}


def score(p: Array, truth: Array) -> dict[str, float]:
    """Accuracy, multi-class Brier score, log-loss and expected calibration error (ten bins of the top probability)."""
    p = np.clip(p, 1e-6, 1)
    p = p / p.sum(1, keepdims=True)
    top, sure = p.argmax(1), p.max(1)
    right = top == truth
    ece = 0.0
    for low in np.arange(0, 1, 0.1):
        inside = (sure > low) & (sure <= low + 0.1)
        if inside.any():
            ece += float(inside.mean() * abs(right[inside].mean() - sure[inside].mean()))
    brier = float(((p - np.eye(3)[truth]) ** 2).sum(1).mean())
    logloss = float(-np.log(p[np.arange(len(truth)), truth]).mean())
    return {"accuracy": float(right.mean()), "brier": brier, "log-loss": logloss, "ece": ece}


def recently(by: dict[int, list[Said]], places: int, t: int) -> Array:
    """Places with a statement in the last 60 days. Shape: (places,)."""
    out = np.zeros(places, bool)
    for p, some in by.items():
        out[p] = any(t - 60 < s.published <= t for s in some)
    return out
