"""The map of a theatre at one moment: places by id, where they lie, who holds them on any day."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import cached_property
from operator import itemgetter

import numpy as np
import numpy.typing as npt

from whoholds.control.case import answer_probability
from whoholds.control.evidence import Site
from whoholds.control.glance import Glance
from whoholds.control.history import spans
from whoholds.control.placed import Placed

Lies = Callable[[float, float], bool]
"""Whether a longitude and latitude are wanted."""


class Snapshot:
    """What a living map was at one moment. It never changes: readers need not wait for each other, nor for new claims.

    Args:
        places: all that some claim bears on, by id.
    """

    def __init__(self, places: Mapping[str, Placed]) -> None:
        self.places = places

    @cached_property
    def _listed(self) -> tuple[list[Site], npt.NDArray[np.int64]]:
        """Settlements by id, with the first day of each that is spoken of, as `date.toordinal` counts."""
        some = sorted(((id, placed) for id, placed in self.places.items() if not placed.site.area), key=itemgetter(0))
        first = np.array([placed.first.toordinal() for _, placed in some], np.int64)
        return [placed.site for _, placed in some], first

    def sites(self, on: date, lies: Lies | None = None) -> list[Site]:
        """The settlements that some claim bears on up to a day, by id: those that `board` has an answer for."""
        sites, first = self._listed
        found = [sites[n] for n in np.flatnonzero(first <= on.toordinal()).tolist()]
        return found if lies is None else [site for site in found if lies(site.lon, site.lat)]

    def glance(self, place_id: str, on: date) -> Glance | None:
        """The answer for a place without its explanation; None where no claim bears on it up to that day."""
        placed = self.places.get(place_id)
        return placed.glance(on) if placed else None

    def answer(self, place_id: str, on: date) -> tuple[str, float]:
        """Holder of a place on a day and its probability, without more. "unknown" where nothing is said."""
        placed = self.places.get(place_id)
        case = placed.case(on) if placed else None
        if case is None:
            return "unknown", 1.0
        holder = spans(case)[-1].holder
        return holder, answer_probability(case.state(), holder, case.filter)

    def board(self, on: date, *, areas: bool = False) -> dict[str, Glance]:
        """Every place that some claim bears on up to a day, by id, as `control.board` answers it."""
        found = {id: placed.glance(on) for id, placed in sorted(self.places.items()) if areas or not placed.site.area}
        return {id: seen for id, seen in found.items() if seen is not None}
