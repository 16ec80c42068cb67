"""What the places around tell of a place before anything is said of it: bounded, one round, and off as shipped.

Unbounded influence of neighbours, with sources judged by whether they agree, was measured to run away with the map. So
neighbours move only what is expected before any claim, by no more than `neighbours.most` in log-odds, and what they
lend is what they are by their own claims alone, never what they borrowed themselves.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from datetime import date

from whoholds.control.case import case_of
from whoholds.control.evidence import Evidence, Site
from whoholds.control.filter import Filter, Vector
from whoholds.reference.gazetteer import kilometres


def tilts(
    places: Mapping[str, Sequence[Evidence]], filter: Filter, on: date, initial: Mapping[str, str]
) -> dict[str, Vector]:
    """For each place, what its neighbours multiply the prior of each state with; empty where they have no influence.

    Args:
        places: evidence by place.
        filter: the theatre's; `weights.neighbours` says how far and how many.
        on: the day asked about.
        initial: holder at the start, by place, where that is known.
    """
    rules, n = filter.weights.neighbours, len(filter.states) - 2
    if rules.influence == 0.0:
        return {}
    states: dict[str, Vector] = {}
    sites: dict[str, Site] = {}
    for key, evidence in places.items():
        if evidence[0].site.area:
            continue
        case = case_of(evidence, on, filter, initial.get(key))
        if case.evidence:
            states[key], sites[key] = case.state(), case.site
    out: dict[str, Vector] = {}
    for key, site in sites.items():
        near = sorted(
            (kilometres(site.lat, site.lon, other.lat, other.lon), k) for k, other in sites.items() if k != key
        )
        around = [states[k] for distance, k in near[: rules.count] if distance <= rules.km]
        if around:
            mean = [sum(state[i] for state in around) / len(around) for i in range(n)]
            level = sum(mean) / n
            moved = [_bounded(math.log(share / level) * rules.influence, rules.most) for share in mean]
            out[key] = (*(math.exp(x) for x in moved), 1.0, 1.0)
    return out


def _bounded(x: float, most: float) -> float:
    return max(-most, min(most, x))
