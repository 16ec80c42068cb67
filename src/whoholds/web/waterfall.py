"""How an answer adds up, in words: what each claim does to it, and how likely it is after that."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from whoholds.control.explain import Explanation
from whoholds.views.words import Words
from whoholds.web.shape import Card

STILL = 0.02
"""Log-odds under which a claim changes nothing that one could see: a chance of one half moves by half a percent."""
_SLIGHT = ((1.2, "little"), (1.7, "some"))  # largest factor of the odds, and the words for it
_TWICE, _MOST = 2.5, 100


@dataclass(frozen=True, slots=True)
class Rung:
    """A claim's part in an answer: what it does, in words, and how likely the answer is with it."""

    card: Card
    does: str
    after: str


@dataclass(frozen=True, slots=True)
class Waterfall:
    """An answer in its steps; `before` is how likely it is without any claim, `total` with all."""

    before: str
    rungs: tuple[Rung, ...]
    total: str


def waterfall(why: Explanation, cards: Sequence[Card], words: Words) -> Waterfall:
    """The steps of an answer in words.

    Args:
        why: the answer's explanation.
        cards: its claims, in the order of its steps.
        words: in the reader's language.
    """
    rungs = [
        Rung(card, does(step.log_odds, words), words.percent(likelihood(step.total)))
        for step, card in zip(why.steps, cards, strict=True)
    ]
    return Waterfall(words.percent(likelihood(why.prior)), tuple(rungs), words.percent(why.holding.probability))


def likelihood(log_odds: float) -> float:
    """The probability of some log-odds."""
    return 1 / (1 + math.exp(-log_odds)) if log_odds > -700 else 0.0


def does(log_odds: float, words: Words) -> str:
    """What a step does to an answer, in words: the factor by which it multiplies the odds."""
    size, way = abs(log_odds), "more" if log_odds > 0 else "less"
    if size < STILL:
        return words("move.nothing")
    factor = math.exp(min(size, 50.0))
    for most, key in _SLIGHT:
        if factor < most:
            return words(f"move.{key}_{way}")
    if factor < _TWICE:
        return words(f"move.twice_{way}")
    if factor >= _MOST:
        return words(f"move.most_{way}", n=_MOST)
    return words(f"move.times_{way}", n=words.number(round(factor)))
