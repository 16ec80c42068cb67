"""A whole theatre at once, from claims as the ledger gives them: weighed by class, grouped, and filtered on arrays.

The same arithmetic as `case` for every place, to rounding (tested), at some microseconds a claim. Claims are read once,
in any order, and are not kept.
"""

from __future__ import annotations

import math
from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from whoholds.control.classes import Classes, Table
from whoholds.control.columns import Rows, ordered, read
from whoholds.control.entering import enters, turns_of
from whoholds.control.evidence import Site
from whoholds.control.filter import Filter, admits_first
from whoholds.control.initial import statement
from whoholds.control.mass import Floats, Ints, Mass, Parts, Run, Said
from whoholds.control.needs import StartLike, StoredClaimLike, World
from whoholds.control.origins import Origin, Told, grouped, opposed
from whoholds.control.weights import Weights

Flags = npt.NDArray[np.bool_]
AT_ONCE = 20_000  # places worked out side by side


@dataclass(frozen=True)
class Whole:
    """States of all places; days are counted as `date.toordinal` does.

    Attributes:
        places: ids, in the order of `run.last`.
        states: names of the states, in the order of its columns.
    """

    places: tuple[str, ...]
    states: tuple[str, ...]
    run: Run


@dataclass(frozen=True)
class _Counting:
    """The statements that count, one an origin. Every array has shape (statements,).

    Attributes:
        place: index among the places worked out together.
        factor: weight of the origin and, where nobody can tell which word came last, of the missing date.
        earlier, later: whether the voice says the contrary of the same day afterwards, or said it before.
    """

    place: Ints
    kind: Ints
    day: Ints
    factor: Floats
    earlier: Flags
    later: Flags


def whole(claims: Iterable[StoredClaimLike], world: World, weights: Weights, on: date, *, areas: bool = False) -> Whole:
    """Every place's state on every day that is spoken of, and at the end of a day.

    Args:
        claims: as known, in any order; those about later days are left out. One given twice counts once.
        world: the theatre and its actors. The influence of neighbours (off as shipped) is left out.
        weights: what a claim counts.
        on: the day asked about.
        areas: also provinces and regions, each for itself.
    """
    filter, classes, until = Filter(world.sides, weights), Classes(world, weights), on.toordinal()
    rows = read(claims, classes, weights, areas=areas)
    table = classes.table(filter)
    place, kind = rows.column("place"), rows.column("kind")
    early = table.early[kind] if len(kind) else kind
    order = ordered(rows, np.flatnonzero((place >= 0) & (rows.column("day") + early <= until)), classes)
    numbers, begins = np.unique(place[order], return_index=True)
    bounds = np.append(begins, len(order))
    runs = []
    for low in range(0, len(numbers), AT_ONCE):
        high = min(low + AT_ONCE, len(numbers))
        some, inside = order[bounds[low] : bounds[high]], bounds[low : high + 1] - bounds[low]
        counting = _count(rows, some, inside, classes, weights)
        table = classes.table(filter) if len(classes.told) > len(table.early) else table
        ids = [rows.places[n] for n in numbers[low:high]]
        starts = _starts(ids, world, on)
        prior = _prior(table.named[kind[some]], inside, starts, ids, world, filter)
        parts = _with_starts(_parts(counting, table, filter, until), starts, ids, filter)
        run = Mass(filter, prior).run(parts, until)
        runs.append(Run(run.last, run.place + low, run.day, run.states))
    return Whole(tuple(rows.places[n] for n in numbers), filter.states, _joined(runs, len(filter.states)))


def _count(rows: Rows, some: Ints, bounds: Ints, classes: Classes, weights: Weights) -> _Counting:
    """`origins` and `filter.counted` for rows in order, place by place."""
    told, rules = classes.told, weights.copies
    headline, strength = [e.headline for e in told], [e.strength for e in told]
    cited = [not narrates for narrates in classes.narrates]
    undated, news = [e.undated for e in told], [e.undated == 1.0 and not e.denies for e in told]
    inside = [enters(e) for e in told]
    kind, begins = rows.column("kind")[some].tolist(), rows.column("begins")[some].tolist()
    every = _told(rows, some, kind, classes)
    days, about = every.day, every.about
    places, counted, on, factors = array("q"), array("q"), array("q"), array("d")
    turned: list[tuple[int, bool, bool]] = []
    for place, (a, b) in enumerate(pairwise(bounds.tolist())):
        if b - a == 1:
            places.append(place)
            counted.append(kind[a])
            on.append(days[a])
            factors.append(1.0)
            continue
        columns, kinds = every.part(a, b), kind[a:b]
        groups = grouped(columns, rules)
        counts = [_strongest(group, kinds, headline, cited, strength) for group in groups]
        dated = {about[a + i] for i in counts if news[kinds[i]]}
        earlier, later = _turns(counts, columns, begins[a:b])
        turns = (
            turns_of((told[kinds[i]], days[a + i]) for i in counts) if any(inside[kinds[i]] for i in counts) else None
        )
        frank = {j for i, j in zip(earlier, later, strict=True) if admits_first(told[kinds[i]], told[kinds[j]])}
        for i, group in zip(counts, groups, strict=True):
            k, factor = kinds[i], group.factor
            if undated[k] != 1.0 and any(opposed(about[a + i], other) for other in dated):
                factor *= undated[k]
            if earlier:
                k = classes.candid(k) if i in frank else k
                turned.append((len(places), i in earlier, i in later))
            if turns and enters(told[k]) and turns.followed(told[k].parts[0].side, days[a + i], weights.entered):
                k = classes.entered(k)
            places.append(place)
            counted.append(k)
            on.append(days[a + i])
            factors.append(factor)
    before, after = np.zeros(len(places), bool), np.zeros(len(places), bool)
    for n, is_earlier, is_later in turned:
        before[n], after[n] = is_earlier, is_later
    place_of, kind_of, day_of = (np.frombuffer(column, np.int64) for column in (places, counted, on))
    return _Counting(place_of, kind_of, day_of, np.frombuffer(factors, np.float64), before, after)


def _told(rows: Rows, some: Ints, kind: Sequence[int], classes: Classes) -> Told:
    """Rows in order as columns, with what their classes have in common."""
    voice, about = [e.voice for e in classes.told], [e.proposition for e in classes.told]
    headline, row = [e.headline for e in classes.told], some.tolist()
    narrates, party, report = classes.narrates, classes.party, rows.report
    return Told(
        voice=[voice[k] for k in kind],
        about=[about[k] for k in kind],
        narrates=[narrates[k] for k in kind],
        party=[party[k] for k in kind],
        report=[report[r] for r in row] if any(headline) else kind,
        headline=[headline[k] for k in kind] if any(headline) else [False] * len(row),
        said=rows.instants()[some].tolist(),
        day=rows.column("day")[some].tolist(),
        story=[rows.story.get(r) for r in row] if rows.story else [None] * len(row),
        alone=[r in rows.alone for r in row] if rows.alone else [False] * len(row),
        words=rows.column("words")[some].tolist(),
        text=[rows.texts[t] for t in rows.column("text")[some].tolist()] if len(rows.texts) > 1 else [b""] * len(row),
    )


def _strongest(
    group: Origin, kinds: Sequence[int], headline: Sequence[bool], cited: Sequence[bool], strength: Sequence[float]
) -> int:
    """`Origin.counts`, by class."""
    if len(group.members) == 1:
        return group.members[0]
    return max(group.members, key=lambda i: (not headline[kinds[i]], cited[kinds[i]], strength[kinds[i]], -i))


def _turns(counts: Sequence[int], told: Told, begins: Sequence[int]) -> tuple[list[int], list[int]]:
    """Pairs where a voice says the contrary of one day: the earlier ones, and to each the later."""
    if len({(told.voice[i], told.day[i]) for i in counts}) == len(counts):
        return [], []
    by_voice: dict[tuple[object, int], list[int]] = {}
    for i in counts:
        by_voice.setdefault((told.voice[i], told.day[i]), []).append(i)
    pairs = [
        (i, j)
        for same in by_voice.values()
        for i in same
        for j in same
        if opposed(told.about[i], told.about[j]) and (begins[i], i) < (begins[j], j)
    ]
    return [i for i, _ in pairs], [j for _, j in pairs]


def _parts(counting: _Counting, table: Table, filter: Filter, until: int) -> Parts:
    """`Filter.steps` of all statements: what each says of which day, and in which step of the day."""
    names = list(type(filter.weights.shapes).model_fields)
    stage = np.array([getattr(filter.weights.shapes, name).stage for name in names])
    gains, holds, n = names.index("gains"), names.index("holds"), len(filter.states) + 1
    many = table.first[counting.kind + 1] - table.first[counting.kind]
    of = np.repeat(np.arange(len(many)), many)
    rank = np.arange(len(of)) - np.repeat(np.cumsum(many) - many, many)
    part = table.first[counting.kind][of] + rank
    place, spoken = counting.place[of], counting.day[of]
    said = table.said.at(part)
    day, shape, side, target = spoken + table.offset[part], said.shape, said.side, said.target

    def key(on: Ints, *sides: Ints) -> Ints:
        found = place * (until + 3) + np.minimum(on, until + 2)
        for one in sides:
            found = found * n + one + 1
        return found

    ends = (shape == gains) & (rank < 2)
    by_side, by_pair = np.unique(key(day, side)[ends]), np.unique(key(day, side, target)[ends])
    follows = (shape == gains) & (target >= 0) & np.isin(key(day, target), by_side)
    follows &= ~np.isin(key(day, target, side), by_pair)
    later = counting.later[of] | ((stage[shape] > 0) & follows)
    step = np.where((day == spoken) & ~counting.earlier[of] & later, 2, stage[shape])
    explained = (day < spoken) & (shape == holds) & np.isin(key(spoken, side), by_side)
    kept = np.flatnonzero((day <= until) & ~explained)
    return Parts(place[kept], day[kept], step[kept], said.at(kept, counting.factor[of][kept]))


def _starts(ids: Sequence[str], world: World, on: date) -> dict[int, StartLike]:
    known = world.theatre.initial
    return {n: known[id] for n, id in enumerate(ids) if id in known and known[id].on <= on} if known else {}


def _prior(
    named: Floats, bounds: Ints, starts: Mapping[int, StartLike], ids: Sequence[str], world: World, filter: Filter
) -> Floats:
    """`Case.prior` of places from what the class of each of their statements makes of the shares."""
    shares = np.maximum.reduceat(named, bounds[:-1], axis=0)
    rules = filter.weights.prior
    enough = min(1.0, math.log(rules.initial) / math.log(rules.named_by_odds)) if rules.initial > 1 else 0.0
    for n, start in starts.items():
        i = filter.states.index(start.side)
        shares[n, i] = max(shares[n, i], rules.unnamed + enough * (rules.named - rules.unnamed))
    for n, id in enumerate(ids) if world.initial else ():
        if id in world.initial:
            shares[n, filter.states.index(world.initial[id])] = rules.initial
    return np.asarray(shares / shares.sum(1, keepdims=True))


def _with_starts(parts: Parts, starts: Mapping[int, StartLike], ids: Sequence[str], filter: Filter) -> Parts:
    """The statements and, as `initial.statement` has it, who held places at the start."""
    if not starts:
        return parts
    told = [statement(start, Site(ids[n], ids[n], 0.0, 0.0), filter.weights) for n, start in starts.items()]
    said = [part for e in told for part in e.parts]
    return Parts(
        np.append(parts.place, list(starts)),
        np.append(parts.day, [part.day.toordinal() for part in said]),
        np.append(parts.step, [filter.weights.shapes.holds.stage] * len(said)),
        parts.said + Said.of(said, filter),
    )


def _joined(runs: Sequence[Run], states: int) -> Run:
    none, nothing = np.empty((0, states)), np.empty(0, np.int64)
    return Run(
        last=np.concatenate([none, *(run.last for run in runs)]),
        place=np.concatenate([nothing, *(run.place for run in runs)]),
        day=np.concatenate([nothing, *(run.day for run in runs)]),
        states=np.concatenate([none, *(run.states for run in runs)]),
    )
