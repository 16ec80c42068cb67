"""The filter: how likely each state of a place is, day by day, from statements about it.

A hidden Markov chain over the theatre's sides, "contested" and "unknown", run forward in event time. A day has three
steps: change by itself, fights seen during the day, gains and losses that the day ends with. Before a statement is
weighed it may open the question (`Shape.opens`): a claimed capture makes a change on that day as likely as not, and
who says so then decides. Without statements almost nothing changes, and knowledge fades slowly into "unknown".

A theatre has a handful of states: plain tuples of floats are as fast here as arrays, and cost nothing to load.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from operator import mul

from whoholds.control.entering import entering
from whoholds.control.evidence import Evidence, Interest
from whoholds.control.origins import Origin, contrary
from whoholds.control.pace import Pace, stretch
from whoholds.control.parts import Part
from whoholds.control.weights import InterestWeight, Shape, Weights

Vector = tuple[float, ...]
"""One number a state, in the order of `Filter.states`."""
Columns = tuple[Vector, ...]
"""A matrix of transitions, (from, to), as its columns."""
Steps = tuple[list[tuple[Part, float]], ...]
"""What a day says, by its steps: parts with the weight of their origin."""
CONTESTED = "contested"
UNKNOWN = "unknown"
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Counted:
    """A statement with the weight of its origin."""

    evidence: Evidence
    factor: float


def counted(evidence: Sequence[Evidence], groups: Iterable[Origin], weights: Weights | None = None) -> list[Counted]:
    """The statements that count: one an origin.

    One of unknown day counts less where a dated one (no denial, which answers what it denies) says the contrary: nobody
    can tell which came last. With `weights`, a party that admits a loss and says of later on the same day that it is
    back is weighed so, and an entry after another's departure is a gain.
    """
    told = [(evidence[group.counts(evidence)], group.factor) for group in groups]
    dated = [e for e, _ in told if e.undated == 1.0 and not e.denies]
    if weights is not None:
        told = entering(_candid(told, weights.interest.candid), weights.entered)
    return [
        Counted(e, factor if e.undated == 1.0 or not any(contrary(e, d) for d in dated) else factor * e.undated)
        for e, factor in told
    ]


@dataclass(frozen=True, slots=True)
class Point:
    """Where a place stands at the end of a day: probabilities as they are, and as they are told. Shape: (states,)."""

    day: date
    vector: Vector
    told: Vector


@dataclass(slots=True)
class _Day:
    """Statements about one day, by step."""

    steps: tuple[list[tuple[Part, float]], ...] = field(default_factory=lambda: ([], [], []))


class Filter:
    """The filter of one theatre with one set of weights. Holds no state but caches.

    Args:
        sides: keys of the theatre's sides; the states are these, then "contested", then "unknown".
        weights: every parameter.
    """

    def __init__(self, sides: Sequence[str], weights: Weights) -> None:
        self.states: tuple[str, ...] = (*sides, CONTESTED, UNKNOWN)
        self.weights = weights
        self._index = {state: i for i, state in enumerate(self.states)}
        self._n = len(sides)
        names = type(weights.shapes).model_fields
        self._shapes: dict[str, Shape] = {name: getattr(weights.shapes, name) for name in names}
        self._base: dict[tuple[Vector, bool], Columns] = {}
        self._doubled: dict[Vector, list[Columns]] = {}

    def prior(self, items: Iterable[Counted], initial: str | None = None) -> Vector:
        """Probabilities before any statement. Shape: (states,).

        Sides that a statement names, or that make it, are candidates; those that nobody speaks of get next to nothing,
        those that only faint statements name little more. Of two sides, what one lost names the other too.
        """
        v = self.shares(items)
        if initial is not None:
            v[self._index[initial]] = self.weights.prior.initial
        return _scaled(v)

    def shares(self, items: Iterable[Counted]) -> list[float]:
        """The prior before it is divided by its sum. Of several statements together it is the largest of each."""
        shares = self.weights.prior
        v = [shares.unnamed] * len(self.states)
        enough = math.log(shares.named_by_odds)
        for item in items:
            e = item.evidence
            share = max(min(1.0, e.strength / enough), shares.threatening if e.threat else 0.0)
            if e.denies and e.proposition[0] == "out":
                share = min(share, shares.threatening)  # who is said not to have it is no candidate by that
            named = {e.speaker_side, e.threat, *(who for part in e.parts for who in (part.side, part.target))}
            if self._n == 2 and any(self._shapes[part.shape].to == "others" for part in e.parts):
                named |= set(self.states[:2])  # of two sides, what the one has lost is the other's to have
            for i in (self._index[who] for who in named if who is not None):
                v[i] = max(v[i], shares.unnamed + share * (shares.named - shares.unnamed))
        v[self._n], v[self._n + 1] = shares.contested, shares.unknown
        return v

    def at(self, items: Sequence[Counted], on: date, prior: Vector) -> Vector:
        """Probabilities at the end of a day, from statements about it and earlier days. Shape: (states,)."""
        days = self._days(items, on)
        v, last = prior, None
        for day in sorted(days):
            if last is not None:
                v = self._quiet(v, prior, (day - last).days - 1)
            v = self._busy(v, prior, days[day].steps)
            last = day
        if last is not None:
            v = self._quiet(v, prior, (on - last).days)
        return self._floored(v)

    def daily(
        self, items: Sequence[Counted], until: date, prior: Vector, room: Callable[[Vector], float] | None = None
    ) -> Iterator[tuple[date, Vector]]:
        """Every day from the first that is spoken of, with its probabilities. Without statements, `until` alone.

        Args:
            items: the statements.
            until: last day.
            prior: before any of them.
            room: by how much any probability may move from what was given last before somebody wants to know. Days
                without a statement on which none can have moved as far are passed over, but for `until`.
        """
        return ((point.day, point.told) for point in self.course(items, until, prior, room))

    def course(
        self,
        items: Sequence[Counted],
        until: date,
        prior: Vector,
        room: Callable[[Vector], float] | None = None,
        after: Point | None = None,
    ) -> Iterator[Point]:
        """The same as points, from which one can go on: `after` one of the last day spoken of, or of a later one."""
        days = self._days(items, until) if after is None else {}
        spoken = sorted(days)
        at, nth, quiet = after, 0, self._by_itself(prior, talked=False)
        pace, scale = Pace(quiet), stretch(self.weights.answer.sharpness, len(prior))
        while at is None or at.day < until:
            if at is None:
                day, v = min(days, default=until), prior
            else:
                day, v = at.day, at.vector
                left = ((spoken[nth] if nth < len(spoken) else until) - day).days - 1
                if room is not None and left > 0 and (passed := pace.days(v, room(at.told) / scale, left)) > 0:
                    v = self._quiet(v, prior, passed)
                    day += timedelta(days=passed)
                day += _ONE_DAY
            if day in days:
                v, nth = self._busy(v, prior, days[day].steps), nth + 1
            else:
                v = _moved(v, quiet)
            at = Point(day, v, self._floored(v))
            yield at

    def steps(self, items: Sequence[Counted], until: date) -> dict[date, Steps]:
        """What each day that is spoken of says, by the steps of the day: fights, what it ends with, what follows."""
        return {day: told.steps for day, told in self._days(items, until).items()}

    def news(self, v: Vector, prior: Vector, steps: Steps) -> Vector:
        """Probabilities after a day that is spoken of, before the floor; `steps` as `steps` gives them."""
        return self._busy(v, prior, steps)

    def quiet(self, prior: Vector) -> Columns:
        """Transition of a day that nobody speaks of. Shape: (states, states), as its columns."""
        return self._by_itself(prior, talked=False)

    def _floored(self, v: Vector) -> Vector:
        floor, sharpness = self.weights.answer.floor, self.weights.answer.sharpness
        if sharpness != 1.0:
            v = _scaled([p**sharpness for p in v])
        return tuple([p * (1 - floor) + floor / len(v) for p in v])

    def _days(self, items: Sequence[Counted], until: date) -> dict[date, _Day]:
        """Statements by day and step; what follows on the day's own news comes last, what it replaced is left out."""
        ends: dict[date, set[tuple[str | None, str | None]]] = {}
        for item in items:
            for part in item.evidence.parts[:2]:
                if part.shape == "gains":
                    ends.setdefault(part.day, set()).add((part.side, part.target))
        days: dict[date, _Day] = {}
        turns = [(a, b) for a, b in _turns(items) if a.day <= until]
        earlier, later = {a.claim_id for a, _ in turns}, {b.claim_id for _, b in turns}
        for item in items:
            claim = item.evidence.claim_id
            for part in item.evidence.parts:
                if part.day > until:
                    continue
                step: int = self._shapes[part.shape].stage
                todays = ends.get(part.day, set())
                if part.day == item.evidence.day and claim not in earlier:
                    step = 2 if claim in later or (step and _follows(part, todays)) else step
                elif part.day < item.evidence.day and _taken_that_day(part, ends.get(item.evidence.day, set())):
                    continue
                days.setdefault(part.day, _Day()).steps[step].append((part, item.factor))
        return days

    def _quiet(self, v: Vector, prior: Vector, days: int) -> Vector:
        """Days without a statement: the transition of one, to the power of their number, by its squares."""
        squares = self._doubled.setdefault(prior, [self._by_itself(prior, talked=False)])
        for bit in range(max(days, 0).bit_length()):
            if bit == len(squares):
                squares.append(_product(squares[-1], squares[-1]))
            if days >> bit & 1:
                v = _moved(v, squares[bit])
        return v

    def _busy(self, v: Vector, prior: Vector, steps: Steps) -> Vector:
        v = _moved(v, self._by_itself(prior, talked=True))
        for step in steps:
            if step:
                v = self._opened(v, prior, step)
                log = [sum(each) for each in zip(*(self._log_likelihood(*told) for told in step), strict=True)]
                most = max(log)
                v = _scaled([p * math.exp(likely - most) for p, likely in zip(v, log, strict=True)])
        return v

    def _by_itself(self, prior: Vector, *, talked: bool) -> Columns:
        """Transition of a day without claimed change. Shape: (states, states), rows sum to 1."""
        key = (prior, talked)
        if (known := self._base.get(key)) is not None:
            return known
        d, n = self.weights.dynamics, self._n
        change = d.talked_change if talked else d.quiet_change
        decided = d.contested_talked if talked else d.contested_quiet
        m = [[0.0] * (n + 2) for _ in range(n + 2)]
        shares = prior[:n]
        for i in range(n):
            m[i][n] = change * d.to_contested
            rest = [share if j != i else 0.0 for j, share in enumerate(shares)]
            if (others := sum(rest)) > 0:
                m[i][:n] = [change * (1 - d.to_contested) * share / others for share in rest]
        m[n][:n] = [decided * share / sum(shares) for share in shares]
        for i, row in enumerate(m):
            row[i] = 1 - sum(row)
            if not talked:  # what is known fades back to what one would say before any claim
                fade = 1 - 0.5 ** (1 / (d.contested_fade_days if i == n else d.fade_days))
                row[:] = [(1 - fade) * p + fade * before for p, before in zip(row, prior, strict=True)]
        self._base[key] = columns = tuple(zip(*m, strict=True))
        return columns

    def _opened(self, v: Vector, prior: Vector, step: Sequence[tuple[Part, float]]) -> Vector:
        """Let the claimed changes of a step happen with their chance. Several claims of one change open it once."""
        n, fight = len(self.states), self._n
        arrive: dict[int, tuple[float, float]] = {}  # state -> chance to come to it from anywhere, from a fight
        leave: dict[int, tuple[float, float]] = {}  # side -> chance to go from it, that a fight goes on without it
        for part, factor in step:
            shape = self._shapes[part.shape]
            opened, ended = shape.opens * part.opens * factor, shape.decides * part.decides * factor
            if shape.to == "contested":
                where, key = arrive, fight
            elif part.side is None:
                continue
            else:
                where, key = (arrive if shape.to == "actor" else leave), self._index[part.side]
            before = where.get(key, (0.0, 0.0))
            where[key] = (max(opened, before[0]), max(ended, before[1]))
        if not arrive and not leave:
            return v
        m = [[0.0] * n for _ in range(n)]
        for to, (chance, decided) in arrive.items():
            for row in m:
                row[to] += chance
            m[fight][to] += decided - chance
        for i, (chance, decided) in leave.items():
            rest = [*prior[:fight], *(share * self.weights.dynamics.left_to_nobody for share in prior[fight:])]
            rest[i] = 0.0
            _add(m[i], chance, rest)
            rest[fight] = 0.0  # who leaves a fight leaves it to the others
            _add(m[fight], decided, rest)
        for i, row in enumerate(m):
            row[i] = 0.0
            if (total := sum(row)) > 0.8:
                row[:] = [0.8 * p / total for p in row]
            row[i] = 1 - sum(row)
        return _moved(v, tuple(zip(*m, strict=True)))

    def _log_likelihood(self, part: Part, factor: float) -> Vector:
        """Log-likelihood of a statement under each state, up to a constant. Shape: (states,)."""
        shape, s = self._shapes[part.shape], part.strength * factor
        log = [-s * shape.others] * len(self.states)
        if part.target is not None:
            log[self._index[part.target]] = -s * shape.target
        if part.side is not None:
            log[self._index[part.side]] = -s * shape.actor
        log[self._n] = -s * shape.contested * part.contested
        log[self._n + 1] = -s * shape.unknown
        return tuple(log)


def likeliest(state: Vector) -> int:
    """Index of the likeliest state but "unknown"; of equals the first."""
    return max(range(len(state) - 1), key=state.__getitem__)


def _scaled(v: Sequence[float]) -> Vector:
    whole = sum(v)
    return tuple(p / whole for p in v)


def _moved(v: Vector, m: Columns) -> Vector:
    """The row vector `v` times the matrix."""
    return tuple([sum(map(mul, v, column)) for column in m])


def _product(a: Columns, b: Columns) -> Columns:
    rows = tuple(zip(*a, strict=True))
    return tuple(tuple(sum(map(mul, row, column)) for row in rows) for column in b)


def _add(row: list[float], chance: float, shares: Sequence[float]) -> None:
    """Add a chance to a row, dealt out by shares."""
    whole = sum(shares)
    row[:] = [p + chance * share / whole for p, share in zip(row, shares, strict=True)]


def _follows(part: Part, todays: set[tuple[str | None, str | None]]) -> bool:
    """Whether a gain from a side comes after that side's own gain on the same day (and not the other way round too)."""
    if part.target is None or part.shape != "gains":
        return False
    own = (part.target, part.side) in todays
    return not own and any(side == part.target for side, _ in todays)


def _turns(items: Sequence[Counted]) -> list[tuple[Evidence, Evidence]]:
    """Pairs where a voice says the contrary of one day, earlier and later: "lost in the night, back in it by noon"."""
    by_voice: dict[tuple[str, date], list[Evidence]] = {}
    for item in items:
        by_voice.setdefault((item.evidence.voice, item.evidence.day), []).append(item.evidence)
    return [
        (a, b)
        for said in by_voice.values()
        for a in said
        for b in said
        if contrary(a, b) and (a.begins, a.order) < (b.begins, b.order)
    ]


def _candid(told: Sequence[tuple[Evidence, float]], row: InterestWeight) -> list[tuple[Evidence, float]]:
    """The same statements, with the weight of candour for what a party says after its own admission."""
    turns = _turns([Counted(e, factor) for e, factor in told])
    after = {b.claim_id for a, b in turns if admits_first(a, b)}
    return [(candid(e, row) if e.claim_id in after else e, factor) for e, factor in told]


def admits_first(a: Evidence, b: Evidence) -> bool:
    """Whether a turn is from a party's admission to its own gain."""
    return a.interest is Interest.ADMISSION and b.interest is Interest.OWN_GAIN


def candid(e: Evidence, row: InterestWeight) -> Evidence:
    """A statement at the odds of candour; as it is where it has no less already, or none."""
    if not 1.0 < e.odds < row.odds:
        return e
    scale = math.log(row.odds) / math.log(e.odds)
    parts = tuple(
        replace(p, strength=p.strength * scale, opens=row.opens * e.weight, contested=row.contested) for p in e.parts
    )
    return replace(e, odds=row.odds, parts=parts)


def _taken_that_day(part: Part, next_day: set[tuple[str | None, str | None]]) -> bool:
    """Whether "Y had it before" is explained by Y taking it on the very day it was lost."""
    return part.shape == "holds" and any(side == part.side for side, _ in next_day)
