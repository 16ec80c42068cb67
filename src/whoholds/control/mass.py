"""The filter for a whole theatre at once: the same arithmetic as `filter`, on arrays, the places side by side.

Places do not know each other, so the k-th day that is spoken of is worked out for all places together. `filter` is the
reference; the two agree to rounding (tested). What is said is weighed before (`evidence`, `origins`); this takes parts.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from whoholds.control.filter import Filter
from whoholds.control.parts import Part

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
STEPS = 3
NOT_YET = -(1 << 40)  # a day before all
MOST = 0.8  # chance that leaves a state in one step, at most; as in `filter`


@dataclass(frozen=True)
class Said:
    """What statements say, one row each. Every array has shape (parts,).

    Attributes:
        shape: index in `Weights.shapes`.
        side, target: index of the side, -1 for none.
        strength: natural-log odds.
        opens, ends: chance of the change that it opens, and that it ends a fight.
        contested: scales what it says against "contested".
    """

    shape: Ints
    side: Ints
    target: Ints
    strength: Floats
    opens: Floats
    ends: Floats
    contested: Floats

    @classmethod
    def of(cls, parts: Iterable[Part], filter: Filter) -> Said:
        """Parts as rows, in the filter's numbers."""
        names = list(type(filter.weights.shapes).model_fields)
        index: dict[str | None, int] = {None: -1} | {state: i for i, state in enumerate(filter.states)}
        rows: list[tuple[float, ...]] = []
        for part in parts:
            shape = getattr(filter.weights.shapes, part.shape)
            what = (names.index(part.shape), index[part.side], index[part.target])
            rows.append((*what, part.strength, shape.opens * part.opens, shape.decides * part.decides, part.contested))
        *what_of, strength, opens, ends, contested = np.array(rows, np.float64).reshape(-1, 7).T
        shape_of, side, target = (column.astype(np.int64) for column in what_of)
        return cls(shape_of, side, target, strength, opens, ends, contested)

    def at(self, rows: Ints, factor: Floats | float = 1.0) -> Said:
        """Some rows, with the weights of their origins. Shape of `factor`: (rows,)."""
        return Said(
            self.shape[rows],
            self.side[rows],
            self.target[rows],
            self.strength[rows] * factor,
            self.opens[rows] * factor,
            self.ends[rows] * factor,
            self.contested[rows],
        )

    def __add__(self, other: Said) -> Said:
        """These rows and then the others."""
        return Said(*(np.append(getattr(self, f.name), getattr(other, f.name)) for f in fields(Said)))


@dataclass(frozen=True)
class Parts:
    """Statements about many places, one row each, in any order.

    Attributes:
        place: index of the place. Shape: (parts,); likewise
        day: days since any fixed day, and
        step: which part of the day, 0 to 2 (see `Filter.steps`).
        said: what they say, after the weight of the origin.
    """

    place: Ints
    day: Ints
    step: Ints
    said: Said


@dataclass(frozen=True)
class Run:
    """States of many places.

    Attributes:
        last: at the end of the day asked about. Shape: (places, states).
        place, day: of each day that is spoken of, by place and day. Shape: (days,).
        states: at the end of it. Shape: (days, states).
    """

    last: Floats
    place: Ints
    day: Ints
    states: Floats


class Mass:
    """The filter of one theatre for many places.

    Args:
        filter: the theatre's.
        priors: what each place begins with. Shape: (places, states).
    """

    def __init__(self, filter: Filter, priors: Floats) -> None:
        self._filter, self._priors = filter, np.asarray(priors, np.float64)
        self._n = len(filter.states) - 2
        shapes = [getattr(filter.weights.shapes, name) for name in type(filter.weights.shapes).model_fields]
        self._columns = {
            key: np.array([getattr(shape, key) for shape in shapes])
            for key in ("actor", "target", "others", "contested", "unknown")
        }
        self._to = np.array([("actor", "others", "contested").index(shape.to) for shape in shapes])
        self._kinds, which = np.unique(self._priors, axis=0, return_inverse=True)  # few priors for many places
        self._which = which.reshape(-1)
        self._talked = self._by_itself(talked=True)
        self._squares = [self._by_itself(talked=False)]

    def run(self, parts: Parts, on: int) -> Run:
        """States of all places from statements about days up to `on`.

        Args:
            parts: of days after `on` none may be among them.
            on: the day asked about, as `parts.day` counts.
        """
        order = np.lexsort((parts.step, parts.day, parts.place))
        place, day, step = parts.place[order], parts.day[order], parts.step[order]
        first = np.ones(len(order), bool)
        first[1:] = (place[1:] != place[:-1]) | (day[1:] != day[:-1])
        of = np.cumsum(first) - 1  # the day that is spoken of, numbered by place and then by day
        places, days = place[first], day[first]
        evidence = _Evidence.of(self, parts.said.at(order), of * STEPS + step, len(places) * STEPS)
        begins = np.ones(len(places), bool)
        begins[1:] = places[1:] != places[:-1]
        start = np.flatnonzero(begins)
        rank = np.arange(len(places)) - np.repeat(start, np.diff(np.append(start, len(places))))
        told = np.empty((len(places), len(self._filter.states)))
        v, last = self._priors.copy(), np.full(len(self._priors), NOT_YET)
        by_rank = np.argsort(rank, kind="stable")
        bounds = np.searchsorted(rank[by_rank], np.arange(rank.max(initial=-1) + 2))
        for low, high in pairwise(bounds):
            now = by_rank[low:high]
            at = places[now]
            spoken = last[at] > NOT_YET
            gap = np.where(spoken, days[now] - last[at] - 1, 0)
            state = self._quiet(v[at], at, gap)
            state = np.einsum("bi,bij->bj", state, self._talked[self._which[at]])
            for k in range(STEPS):
                state = evidence.apply(self, state, at, now * STEPS + k)
            v[at] = state
            last[at] = days[now]
            told[now] = state
        everywhere = np.arange(len(v))
        v = self._quiet(v, everywhere, np.where(last > NOT_YET, on - last, 0))
        return Run(self._floored(v), places, days, self._floored(told))

    def _floored(self, v: Floats) -> Floats:
        floor, sharpness = self._filter.weights.answer.floor, self._filter.weights.answer.sharpness
        if sharpness != 1.0:
            v = v**sharpness
            v = v / v.sum(1, keepdims=True)
        return np.asarray(v * (1 - floor) + floor / v.shape[1])

    def _by_itself(self, *, talked: bool) -> Floats:
        """Transition of a day without claimed change, for every prior. Shape: (priors, states, states)."""
        d, n, prior = self._filter.weights.dynamics, self._n, self._kinds
        change = d.talked_change if talked else d.quiet_change
        decided = d.contested_talked if talked else d.contested_quiet
        m = np.zeros((len(prior), n + 2, n + 2))
        shares = prior[:, :n]
        for i in range(n):
            rest = shares.copy()
            rest[:, i] = 0
            others = rest.sum(1, keepdims=True)
            m[:, i, :n] = np.where(
                others > 0, change * (1 - d.to_contested) * rest / np.where(others > 0, others, 1), 0
            )
            m[:, i, n] = change * d.to_contested
        m[:, n, :n] = decided * shares / shares.sum(1, keepdims=True)
        each = np.arange(n + 2)
        m[:, each, each] = 1 - m.sum(2)
        if talked:
            return m
        days = np.full(n + 2, d.fade_days)
        days[n] = d.contested_fade_days
        fade = (1 - 0.5 ** (1 / days))[None, :, None]
        return (1 - fade) * m + fade * prior[:, None, :]

    def _quiet(self, v: Floats, at: Ints, days: Ints) -> Floats:
        """Days without a statement, each place its own number of them."""
        which = self._which[at]
        for bit in range(int(days.max(initial=0)).bit_length()):
            if bit == len(self._squares):
                self._squares.append(self._squares[-1] @ self._squares[-1])
            some = np.flatnonzero(days >> bit & 1)
            v[some] = np.einsum("bi,bij->bj", v[some], self._squares[bit][which[some]])
        return v


@dataclass(frozen=True)
class _Evidence:
    """What each step of each day says, as `Filter._opened` and `_log_likelihood` add it up.

    Attributes:
        log: log-likelihood. Shape: (steps, states); likewise the others:
        arrive, arrive_fight: chance to come to a state from anywhere, and from a fight.
        leave, leave_fight: chance to go from a side, and that a fight goes on without it.
    """

    log: Floats
    arrive: Floats
    arrive_fight: Floats
    leave: Floats
    leave_fight: Floats

    @classmethod
    def of(cls, mass: Mass, said: Said, step: Ints, steps: int) -> _Evidence:
        n = mass._n
        shape, side, target = said.shape, said.side, said.target
        s, rows = said.strength, np.arange(len(step))
        c = mass._columns
        log = np.repeat((-s * c["others"][shape])[:, None], n + 2, 1)
        aimed = target >= 0
        log[rows[aimed], target[aimed]] = (-s * c["target"][shape])[aimed]
        named = side >= 0
        log[rows[named], side[named]] = (-s * c["actor"][shape])[named]
        log[:, n] = -s * c["contested"][shape] * said.contested
        log[:, n + 1] = -s * c["unknown"][shape]
        zeros = [np.zeros((steps, n + 2)) for _ in range(5)]
        np.add.at(zeros[0], step, log)
        to = mass._to[shape]
        where = np.where(to == 2, n, side)
        for k, chosen in ((1, (to == 2) | ((to == 0) & named)), (3, (to == 1) & named)):
            np.maximum.at(zeros[k], (step[chosen], where[chosen]), said.opens[chosen])
            np.maximum.at(zeros[k + 1], (step[chosen], where[chosen]), said.ends[chosen])
        return cls(*zeros)

    def apply(self, mass: Mass, v: Floats, at: Ints, step: Ints) -> Floats:
        """A step of a day, for as many places as `v` has rows."""
        log = self.log[step]
        moved = mass_opened(mass, v, at, *(table[step] for table in self._tables))
        likely = np.exp(log - log.max(1, keepdims=True))
        out = moved * likely
        return np.asarray(out / out.sum(1, keepdims=True))

    @property
    def _tables(self) -> Iterable[Floats]:
        return self.arrive, self.arrive_fight, self.leave, self.leave_fight


def mass_opened(
    mass: Mass, v: Floats, at: Ints, arrive: Floats, arrive_fight: Floats, leave: Floats, leave_fight: Floats
) -> Floats:
    """`Filter._opened` for many places: let the claimed changes of a step happen with their chance."""
    some = np.flatnonzero((arrive + arrive_fight + leave + leave_fight).any(1))
    if not len(some):
        return v
    n = mass._n
    m = np.repeat(arrive[some][:, None, :], n + 2, 1)
    m[:, n, :] = arrive_fight[some]
    prior = mass._priors[at[some]]
    left = prior.copy()
    left[:, n:] *= mass._filter.weights.dynamics.left_to_nobody
    for i in range(n):
        rest = left.copy()
        rest[:, i] = 0
        m[:, i, :] += leave[some, i, None] * rest / rest.sum(1, keepdims=True)
        rest[:, n] = 0  # who leaves a fight leaves it to the others
        m[:, n, :] += leave_fight[some, i, None] * rest / rest.sum(1, keepdims=True)
    each = np.arange(n + 2)
    m[:, each, each] = 0
    total = m.sum(2)
    m *= np.where(total > MOST, MOST / np.where(total > 0, total, 1), 1)[:, :, None]
    m[:, each, each] = 1 - m.sum(2)
    out = v.copy()
    out[some] = np.einsum("bi,bij->bj", v[some], m)
    return out
