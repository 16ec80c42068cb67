"""Points that stand for parts of countries and units: "north-west Syria" is where its people live, no box's corner."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import fmean, pstdev

_SIGNS = {
    "N": (1, 0),
    "S": (-1, 0),
    "E": (0, 1),
    "W": (0, -1),
    "NE": (1, 1),
    "NW": (1, -1),
    "SE": (-1, 1),
    "SW": (-1, -1),
}
_STEP = {1: 0.6, 2: 0.3}
"""How far from the mean a settlement of a part lies at least, by number of directions. Unit: standard deviations."""
_LEAST = 1e-9
"""The same in degrees: what lies closer to the mean than this lies on it, but for rounding."""


def parts(points: Sequence[tuple[float, float]]) -> dict[str, tuple[float, float]]:
    """The mean of the settlements in each of eight directions, and of all of them under "C".

    Args:
        points: latitude and longitude of every settlement of the area, in degrees.
    """
    if not points:
        return {}
    lat, lon = fmean(p[0] for p in points), fmean(p[1] for p in points)
    lat_sd, lon_sd = pstdev(p[0] for p in points), pstdev(p[1] for p in points)
    found = {"C": (lat, lon)}
    for direction, (up, right) in _SIGNS.items():
        step = _STEP[abs(up) + abs(right)]
        there = [
            p
            for p in points
            if (not up or (p[0] - lat) * up > max(step * lat_sd, _LEAST))
            and (not right or (p[1] - lon) * right > max(step * lon_sd, _LEAST))
        ]
        if there:
            found[direction] = fmean(p[0] for p in there), fmean(p[1] for p in there)
    return found
