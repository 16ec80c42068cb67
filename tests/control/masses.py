"""The parts of some cases as `mass` takes them, by way of `Filter.steps`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np

from whoholds.control.case import Case
from whoholds.control.filter import Filter
from whoholds.control.mass import Parts, Said


def parts_of(cases: Sequence[Case], filter: Filter, since: date) -> Parts:
    """In the order of the cases; days are counted from `since`."""
    rows = [
        (n, (day - since).days, k, part, factor)
        for n, case in enumerate(cases)
        for day, steps in filter.steps(case.told, case.on).items()
        for k, step in enumerate(steps)
        for part, factor in step
    ]
    place, day, step = np.array([row[:3] for row in rows], np.int64).reshape(-1, 3).T
    factor = np.array([row[4] for row in rows], np.float64)
    return Parts(place, day, step, Said.of((row[3] for row in rows), filter).at(np.arange(len(rows)), factor))
