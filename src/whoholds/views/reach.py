"""Areas of influence as dots that fade: an aid to the eye, which says nothing that the settlements do not say.

A dot belongs to the nearest settlement. It is drawn only where that one is assessed as held by a side, and the smaller

- the farther it lies from it: nothing is left at `km`;
- the nearer any settlement of another answer lies: halfway between the two nothing is left, so that no line appears;
- the older the newest evidence for the settlement: half after `days`, a quarter after twice as many.

Nothing else enters: no roads, no rivers, no borders, no shore, because no report says what is between settlements.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from whoholds.views.overlay import Dot

ROW = math.sqrt(3) / 2  # rows of a triangular grid, in its spacing
KM = 111.2  # a degree of latitude
LEAST = 0.07  # strength below which a dot is not drawn
FADE = 0.5  # of `km`: how far from halfway to another answer a dot has its whole size


@dataclass(frozen=True, slots=True)
class Site:
    """A settlement with an answer.

    Attributes:
        side: key of the side that it is assessed as held by; None for every other answer.
        age: days since its newest evidence.
    """

    lat: float
    lon: float
    side: str | None
    age: float = 0.0


def stipple(sites: Sequence[Site], km: float, days: float, most: int) -> tuple[list[Dot], float]:
    """Dots on a triangular grid that stands still while days pass.

    Args:
        sites: every settlement that the map gives an answer for.
        km: how far a settlement reaches, in kilometres.
        days: after how many days without evidence half is left.
        most: so many cells of the grid at most; it is made wider where there would be more.

    Returns:
        The dots, and their spacing in kilometres.
    """
    if not any(site.side for site in sites):
        return [], km / 5
    south, north = min(s.lat for s in sites) - km / KM, max(s.lat for s in sites) + km / KM
    west, east = (f(s.lon for s in sites) for f in (min, max))
    squeeze = max(0.2, math.cos(math.radians(round((south + north) / 2))))
    west, east = west - km / KM / squeeze, east + km / KM / squeeze
    spacing = km / 5
    while (north - south) * (east - west) * squeeze * KM * KM / (spacing * spacing * ROW) > most:
        spacing *= 1.5
    high, wide = spacing * ROW / KM, spacing / KM / squeeze
    rows = np.arange(math.floor(south / high), math.ceil(north / high) + 1)
    columns = np.arange(math.floor(west / wide), math.ceil(east / wide) + 1)
    lat: Points = (rows * high).astype(np.float64)
    lon = columns[None, :] * wide + (rows[:, None] % 2) * wide / 2
    owner, nearest, second = _nearest(sites, lat, lon, squeeze, km)
    labels = [site.side for site in sites]
    aged = np.array([0.5 ** (max(0.0, site.age) / days) if site.side else 0.0 for site in sites])
    drawn = (owner >= 0) & (nearest < km)
    strength = np.zeros_like(nearest)
    strength[drawn] = (
        (1 - nearest[drawn] / km) * np.clip((second[drawn] - nearest[drawn]) / (FADE * km), 0, 1) * aged[owner[drawn]]
    )
    at = np.argwhere(strength > LEAST)
    return [
        Dot(
            round(float(lat[i]), 4),
            round(float(lon[i, j]), 4),
            str(labels[owner[i, j]]),
            round(float(strength[i, j]), 2),
        )
        for i, j in at
    ], spacing


Grid = np.ndarray[tuple[int, int], np.dtype[np.float64]]
Points = np.ndarray[tuple[int, ...], np.dtype[np.float64]]
Numbers = np.ndarray[tuple[int, int], np.dtype[np.int64]]


def _nearest(sites: Sequence[Site], lat: Points, lon: Grid, squeeze: float, km: float) -> tuple[Numbers, Grid, Grid]:
    """For each cell the nearest site, how far it is, and how far the nearest one of another answer is, in km."""
    keys = {side: i for i, side in enumerate(sorted({s.side for s in sites if s.side}))}
    owner = np.full(lon.shape, -1, dtype=np.int64)
    label = np.full(lon.shape, -2, dtype=np.int64)
    nearest, second = np.full(lon.shape, np.inf), np.full(lon.shape, np.inf)
    reach = 2 * km  # a site of another answer counts as far as it can be nearer than twice the reach
    for number, site in enumerate(sites):
        own = keys[site.side] if site.side else -1
        rows = slice(*np.searchsorted(lat, (site.lat - reach / KM, site.lat + reach / KM)))
        span = reach / KM / squeeze
        columns = slice(*np.searchsorted(lon[0], (site.lon - 1.5 * span, site.lon + 1.5 * span)))
        north = (lat[rows, None] - site.lat) * KM
        east = (lon[rows, columns] - site.lon) * KM * squeeze
        far = np.hypot(north, east)
        n, s, o, k = (a[rows, columns] for a in (nearest, second, owner, label))
        closer, other = far < n, k != own
        s[...] = np.where(closer & other, n, np.where(~closer & other & (far < s), far, s))
        o[...] = np.where(closer, number, o)
        k[...] = np.where(closer, own, k)
        n[...] = np.where(closer, far, n)
    return owner, nearest, second
