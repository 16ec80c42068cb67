"""One place over many days, worked out only where its answer can change; equal to asking for each day by itself.

Between two days that some statement is about, what is known of a place stays the same: its probabilities are powers of
one matrix, worked out in blocks, and its standing changes on few days that can be named beforehand.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from whoholds.control.case import Case, answer_probability, case_of
from whoholds.control.course import Span, settled
from whoholds.control.evidence import Evidence
from whoholds.control.filter import UNKNOWN, Filter, Steps, Vector
from whoholds.control.history import began_on, spans
from whoholds.control.placed import cuts
from whoholds.control.standing import PARTY, verdict
from whoholds.model import Standing

STEP = 0.05  # a probability that moves less than this is no new stretch
Floats = npt.NDArray[np.float64]
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Consecutive days, both ends included, on which a place is answered alike.

    Attributes:
        probability: of the holder on the first of the days.
    """

    start: date
    end: date
    holder: str
    probability: float
    standing: Standing
    threatened: bool

    def like(self, other: Stretch) -> bool:
        """Whether the answers are the same but for a small part of the probability."""
        return self.key == other.key and abs(self.probability - other.probability) < STEP

    @property
    def key(self) -> tuple[str, Standing, bool]:
        """The answer without its probability."""
        return self.holder, self.standing, self.threatened


class Walker:
    """Walks places of one theatre through days.

    Args:
        filter: the theatre's.
    """

    def __init__(self, filter: Filter) -> None:
        self.filter = filter
        self._powers: dict[Vector, list[Floats]] = {}

    def stretches(
        self, evidence: Sequence[Evidence], first: date, last: date, initial: str | None = None
    ) -> tuple[Stretch, ...]:
        """Answers for one place on each day of a range.

        Args:
            evidence: about it, not empty, in order of publication.
            first: first day of the range.
            last: last day of the range.
            initial: the side that holds it before any claim, where that is known.

        Returns:
            Without gaps from the first day that a claim speaks of; empty where that is after the range.
        """
        spoken = cuts(evidence)
        begins = max(first, min(min([e.day, *(part.day for part in e.parts)]) for e in evidence))
        if begins > last:
            return ()
        starts = [begins, *spoken[bisect_right(spoken, begins) :]]
        out: list[Stretch] = []
        walked: _Walked | None = None
        for start, after in pairwise([*(d for d in starts if d <= last), last + _DAY]):
            case = case_of(evidence, after - _DAY, self.filter, initial)
            if case.evidence:
                walked = self._segment(case, start, after - _DAY, walked, out)
        return tuple(out)

    def _segment(
        self, case: Case, start: date, end: date, before: _Walked | None, out: list[Stretch]
    ) -> _Walked | None:
        """Days between which nothing new is said, added to `out`."""
        steps = self.filter.steps(case.told, end)
        if not steps:
            span = spans(case)[-1]
            days = (end - start).days + 1
            probability = answer_probability(case.state(), span.holder, self.filter)
            _judge(case, span.holder, span.start, start, np.full(days, probability), out)
            return before
        walked = self._walk(case, steps, end, before)
        low = (start - walked.first).days
        for a, b, holder, since in _held(case, walked):
            if b >= low:
                chances = walked.chances(holder, self.filter)[max(a, low) : b + 1]
                _judge(case, holder, since, walked.first + max(a, low) * _DAY, chances, out)
        return walked

    def _walk(self, case: Case, steps: dict[date, Steps], end: date, before: _Walked | None) -> _Walked:
        """States of every day up to the end; those that a walk before had alike are taken from it."""
        days, prior = sorted(steps), case.prior
        first = days[0]
        states = np.empty(((end - first).days + 1, len(prior)))
        same = before.shared(prior, days, steps) if before else 0
        v, at = prior, 0
        if before and same:
            at = (days[same - 1] - first).days + 1
            states[:at] = before.states[:at]
            v = tuple(states[at - 1].tolist())
        for day in days[same:]:
            n = (day - first).days
            v = self._quiet(states, v, prior, at, n)
            v = self.filter.news(v, prior, steps[day])
            states[n] = v
            at = n + 1
        self._quiet(states, v, prior, at, len(states))
        return _Walked(first, prior, days, steps, states, self._floored(states))

    def _quiet(self, states: Floats, v: Vector, prior: Vector, start: int, end: int) -> Vector:
        """Fill the rows of quiet days, twice as many at a time; gives the state at their end."""
        if end <= start:
            return v
        powers = self._powers.setdefault(prior, [])
        if not powers:
            powers.append(np.array(self.filter.quiet(prior)).T)
        states[start] = np.array(v) @ powers[0]
        done, k = 1, 0
        while done < end - start:
            if k == len(powers):
                powers.append(powers[-1] @ powers[-1])
            more = min(done, end - start - done)
            states[start + done : start + done + more] = states[start : start + more] @ powers[k]
            done, k = done + more, k + 1
        return tuple(states[end - 1].tolist())

    def _floored(self, states: Floats) -> Floats:
        floor, sharpness = self.filter.weights.answer.floor, self.filter.weights.answer.sharpness
        if sharpness != 1.0:
            states = states**sharpness
            states = states / states.sum(1, keepdims=True)
        return np.asarray(states * (1 - floor) + floor / states.shape[1])


@dataclass(frozen=True)
class _Walked:
    """States of a place from the first day that is spoken of.

    Attributes:
        days, steps: those that are spoken of, and what they say.
        states: at the end of each day. Shape: (days, states).
        floored: the same, as answers are read from them.
    """

    first: date
    prior: Vector
    days: Sequence[date]
    steps: dict[date, Steps]
    states: Floats
    floored: Floats

    def shared(self, prior: Vector, days: Sequence[date], steps: dict[date, Steps]) -> int:
        """How many of the spoken days are alike from the beginning."""
        if self.prior != prior:
            return 0
        n = 0
        for mine, other in zip(self.days, days, strict=False):
            if mine != other or self.steps[mine] != steps[other]:
                break
            n += 1
        return n

    def chances(self, holder: str, filter: Filter) -> Floats:
        """Probability of an answer on each day; see `answer_probability`. Shape: (days,)."""
        if holder == UNKNOWN:
            return np.asarray(1.0 - self.floored[:, :-1].max(1))
        return np.asarray(self.floored[:, filter.states.index(holder)])


def _held(case: Case, walked: _Walked) -> Iterator[tuple[int, int, str, date | None]]:
    """First and last row with one holder, the holder, and since when, as an answer on one of its days says."""
    held: list[Span] = []
    for a, b, holder in _runs(walked.floored, case.filter):
        start, end = walked.first + a * _DAY, walked.first + b * _DAY
        held.append(Span(start if held or began_on(case, start, holder) else None, end, holder))
        yield a, b, holder, settled(held, case.filter.weights.answer.settle_days)[-1].start


def _runs(states: Floats, filter: Filter) -> Iterator[tuple[int, int, str]]:
    """First and last row with one holder: named from `answer.take`, kept down to `answer.keep`."""
    answer, unknown = filter.weights.answer, states.shape[1] - 1
    best = states[:, :-1].argmax(1)
    taken = states[:, :-1].max(1) >= answer.take
    at, rows, holder = 0, len(states), unknown
    if taken[0]:
        holder = int(best[0])
    while at < rows:
        later = slice(at + 1, rows)
        changes = taken[later] & (best[later] != holder)
        if holder != unknown:
            changes |= ~taken[later] & (states[later, holder] < answer.keep)
        found = int(changes.argmax()) if len(changes) else 0
        end = at + found if len(changes) and changes[found] else rows - 1
        yield at, end, filter.states[holder]
        at = end + 1
        if at < rows:
            holder = int(best[at]) if taken[at] else unknown


def _judge(case: Case, holder: str, since: date | None, start: date, chances: Floats, out: list[Stretch]) -> None:
    """Add days with one holder, in pieces of one standing."""
    end = start + (len(chances) - 1) * _DAY
    points = [d for d in sorted(_turns(case, start, chances)) if start < d <= end]
    for a, after in pairwise([start, *points, end + _DAY]):
        low, high = (a - start).days, (after - start).days
        found = verdict(case.moved(a), holder, float(chances[low]), since)
        _add(out, Stretch(a, a, holder, 0.0, found.standing, found.threatened), chances[low:high])


def _turns(case: Case, start: date, chances: Floats) -> set[date]:
    """Days on which the standing may change although nothing is said: see `standing`."""
    rules = case.filter.weights.standing
    said = [c.evidence.day for c in case.items if c.evidence.parts]
    days = {max(said) + timedelta(days=rules.stale_days + 1)} if said else set()
    for e in case.evidence:
        if e.parts and e.interest in PARTY:
            days.add(e.day + timedelta(days=rules.dispute_days + 1))
        if e.threat is not None:
            days.add(e.day + timedelta(days=rules.threat_days + 1))
    enough = chances >= rules.assessed_probability
    return days | {start + (int(i) + 1) * _DAY for i in np.flatnonzero(enough[1:] != enough[:-1])}


def _add(out: list[Stretch], answer: Stretch, chances: Floats) -> None:
    """Add days with one answer, a new stretch wherever the probability has moved by `STEP`."""
    at, rows = 0, len(chances)
    if out and out[-1].key == answer.key:
        at = _moved(chances, out[-1].probability, 0)
        if at:
            out[-1] = replace(out[-1], end=answer.start + (at - 1) * _DAY)
    while at < rows:
        probability = float(chances[at])
        after = _moved(chances, probability, at + 1)
        start, end = answer.start + at * _DAY, answer.start + (after - 1) * _DAY
        out.append(replace(answer, start=start, end=end, probability=probability))
        at = after


def _moved(chances: Floats, reference: float, start: int) -> int:
    """Index of the first that lies `STEP` or more away, their number where none does."""
    far = np.abs(chances[start:] - reference) >= STEP
    return start + int(far.argmax()) if far.any() else len(chances)
