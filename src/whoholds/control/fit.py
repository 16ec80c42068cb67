"""Learning the odds of voices from what the others say: expert priors, then classes, then sources, with shrinkage.

Whether a statement is right is never known. It is judged by all that others say of the same place (the filter without
that voice), and by the voice's own odds, in turns (expectation-maximisation of a one-coin model; Dawid and Skene 1979).
With a right statement expected with probability `a`, the odds are `a / (1 - a)`. A class begins with the shipped odds,
worth `class_prior` statements; a source begins with its class's, worth `source_prior`, so that few statements move
little. A party's statement is learnt for the interest that it serves, and a side's spokesmen are one source.

How sure answers are is learnt from those who are then worth most: of each of their statements it is known how likely it
was by what the others say, and whether it came. The exponent of the probabilities under which what they said was most
to be expected is taken, shrunk towards 1 (after Platt 1999, with noisy labels; each statement is left out of what it is
compared with).
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from whoholds.control.case import by_place, case_of
from whoholds.control.evidence import Evidence, Interest
from whoholds.control.filter import Filter
from whoholds.control.needs import StoredClaimLike, World
from whoholds.control.weights import Weights

_TURNS = 25
MILDEST, SHARPEST = 50, 150  # exponents, in hundredths
LEAST = 1.02  # odds of a boast, so that a denial can be worth less
_KINDS = {"in", "out"}
CLASSES = "speakers"
"""The group of a class of neutral speakers is `speakers.NAME`, that of a party's interest `interest.NAME`."""


@dataclass(frozen=True, slots=True)
class Learnt:
    """What was learnt of a group or of one source in it.

    Attributes:
        group: `speakers.NAME` or `interest.NAME`.
        source: its key, None for the group as a whole.
        shipped: odds before.
        odds: odds now.
        statements: how many it was learnt from.
    """

    group: str
    source: str | None
    shipped: float
    odds: float
    statements: int


@dataclass(frozen=True, slots=True)
class Fit:
    """What was learnt, groups first; `weights` is the same as values of a weights file.

    Attributes:
        sharpness: `answer.sharpness`, from `judges` statements.
    """

    learnt: tuple[Learnt, ...]
    sharpness: float = 1.0
    judges: int = 0

    @property
    def weights(self) -> dict[str, Any]:
        """Values to put over the shipped weights."""
        interest = {one.group.partition(".")[2]: {"odds": one.odds} for one in self._groups("interest")}
        classes = {one.group.partition(".")[2]: one.odds for one in self._groups(CLASSES)}
        sources = [
            {"key": one.source, "group": one.group, "odds": one.odds, "statements": one.statements}
            for one in self.learnt
            if one.source is not None
        ]
        answer = {"sharpness": self.sharpness}
        return {"answer": answer, "interest": interest, "learnt": {"classes": classes, "sources": sources}}

    def _groups(self, kind: str) -> list[Learnt]:
        return [one for one in self.learnt if one.source is None and one.group.startswith(kind + ".")]


def fit(claims: Iterable[StoredClaimLike], world: World, weights: Weights) -> Fit:
    """Learn odds from a theatre's claims.

    Args:
        claims: as known.
        world: the theatre and its actors.
        weights: the odds to begin with; `learning` says how much they are worth.
    """
    rules, kept = weights.learning, list(claims)
    weights = weights.over({"answer": {"sharpness": 1.0}}, "fit")
    told = _judged(by_place(kept, world, weights), world, weights)
    learnt: list[Learnt] = []
    for group in sorted(told):
        shipped = _shipped(group, weights)
        everything = [p for some in told[group].values() for p in some]
        odds = _odds(everything, shipped, rules.class_prior, rules.most)
        learnt.append(Learnt(group, None, shipped, odds, len(everything)))
        for source, some in sorted(told[group].items()):
            own = _odds(some, odds, rules.source_prior, rules.most)
            learnt.append(Learnt(group, source, shipped, own, len(some)))
    learnt.sort(key=lambda one: (one.source is not None, one.group, one.source or ""))
    odds_only = Fit(tuple(_ordered(learnt, weights)))
    better = weights.over(odds_only.weights, "fit")
    judged = _trusted(_judged(by_place(kept, world, better), world, better), better)
    return replace(odds_only, sharpness=_sharpness(judged, rules.sharpness_spread), judges=len(judged))


def _trusted(told: Mapping[str, Mapping[str, Sequence[float]]], weights: Weights) -> list[tuple[float, float]]:
    """Of the statements of those who are worth most: how likely each is by the others, and how often such are right."""
    out = []
    for group, sources in sorted(told.items()):
        for source, some in sorted(sources.items()):
            odds = weights.odds(group, source, _shipped(group, weights))
            if odds >= weights.learning.judge_odds:
                out += [(p, odds / (1 + odds)) for p in some]
    return out


def _sharpness(judged: Sequence[tuple[float, float]], spread: float) -> float:
    """The likeliest exponent of probabilities, from what is said with them; 1 without statements."""

    def log_posterior(exponent: float) -> float:
        total = -0.5 * (math.log(exponent) / spread) ** 2
        for p, right in judged:
            sharp = p**exponent / (p**exponent + (1 - p) ** exponent)
            total += math.log(sharp * right + (1 - sharp) * (1 - right))
        return total

    return max((n / 100 for n in range(MILDEST, SHARPEST + 1)), key=lambda x: (log_posterior(x), -x))


def _judged(
    places: Mapping[str, Sequence[Evidence]], world: World, weights: Weights
) -> dict[str, dict[str, list[float]]]:
    """For each group and source, how likely each of its statements is by what the others say."""
    filter, wait = Filter(world.sides, weights), timedelta(days=weights.learning.wait_days)
    out: dict[str, dict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
    for key, evidence in places.items():
        last = max(e.day for e in evidence)
        for voice in dict.fromkeys(e.voice for e in evidence):
            others = [e for e in evidence if e.voice != voice]
            spoken = [e for e in case_items(evidence, filter) if e.voice == voice and _countable(e)]
            if not others or not spoken:
                continue
            for e in spoken:
                case = case_of(evidence, min(e.day + wait, last), filter, world.initial.get(key))
                seen = [o for o in others if any(part.day <= case.on for part in o.parts)]
                if not seen:
                    continue
                side = e.proposition[1]
                held = case.state_of(seen)[filter.states.index(str(side))]
                out[group_of(e, weights)][source_of(e)].append(held if e.proposition[0] == "in" else 1.0 - held)
    return out


def case_items(evidence: Sequence[Evidence], filter: Filter) -> list[Evidence]:
    """The statements of a place that count, one an origin."""
    case = case_of(evidence, max(e.day for e in evidence), filter)
    return [item.evidence for item in case.items]


def _countable(e: Evidence) -> bool:
    return bool(e.parts) and e.proposition[0] in _KINDS and e.proposition[1] is not None and not e.headline


def group_of(e: Evidence, weights: Weights) -> str:
    """What a statement's odds come from: a class of speakers, or the interest that it serves."""
    if e.interest is not Interest.NEUTRAL:
        return f"interest.{e.interest.value}"
    return f"{CLASSES}.{weights.speaker(e.speaker).name}"


def source_of(e: Evidence) -> str:
    """The voice that odds are learnt of."""
    return e.voice


def _shipped(group: str, weights: Weights) -> float:
    kind, _, name = group.partition(".")
    if kind == "interest":
        return float(getattr(weights.interest, name).odds)
    return next(speaker.odds for speaker in weights.speakers if speaker.name == name)


def _odds(judged: Sequence[float], prior: float, worth: float, most: float) -> float:
    """Odds of a voice whose statements are right with these probabilities by everybody else."""
    right = prior / (1 + prior)
    a = right
    for _ in range(_TURNS):
        expected = sum(p * a / (p * a + (1 - p) * (1 - a)) for p in judged)
        a = (expected + worth * right) / (len(judged) + worth)
    return round(min(max(a / (1 - a), 1.0), most), 3)


def _ordered(learnt: Sequence[Learnt], weights: Weights) -> list[Learnt]:
    """The same with what must hold between interests, or else a denial could invert what it denies.

    A denial counts less than a boast, and a boast no more than an admission, whichever of them were learnt.
    """
    whole = {one.group: one for one in learnt if one.source is None}
    boast = whole.get("interest.own_gain")
    if boast is None:
        return list(learnt)
    least = max(boast.odds, LEAST)
    limits = {
        "interest.own_gain": (LEAST, float("inf")),
        "interest.denial": (1.0, 1.0 + 0.9 * (least - 1.0)),
        "interest.admission": (least, float("inf")),
    }
    out = [replace(one, odds=_within(one.odds, *limits.get(one.group, (1.0, float("inf"))))) for one in learnt]
    for group in limits.keys() - whole.keys():
        shipped = _shipped(group, weights)
        out.append(Learnt(group, None, shipped, _within(shipped, *limits[group]), 0))
    return sorted(out, key=lambda one: (one.source is not None, one.group, one.source or ""))


def _within(odds: float, low: float, high: float) -> float:
    return min(max(odds, low), high)
