"""From degrees to pixels: a spherical Mercator view that is fitted to places.

Mercator because it is conformal (a town keeps its shape) and north is straight up everywhere, so that no arrow is
needed; over a theatre of a few hundred kilometres its scale changes by a few per cent, and the scale bar says at which
latitude it holds (Snyder 1987, Map Projections: A Working Manual, section 7).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

EARTH_KM = 6371.0088  # mean radius, IUGG
MAX_LATITUDE = 84.0
Points = NDArray[np.float64]  # shape (n, 2)


def mercator(lon: float, lat: float) -> tuple[float, float]:
    """Longitude and latitude in degrees to radians on the Mercator plane, y up."""
    lat = max(-MAX_LATITUDE, min(MAX_LATITUDE, lat))
    return math.radians(lon), math.asinh(math.tan(math.radians(lat)))


@dataclass(frozen=True, slots=True)
class Extent:
    """A box in degrees, west < east and south < north."""

    west: float
    south: float
    east: float
    north: float

    @classmethod
    def around(cls, points: Sequence[tuple[float, float]], *, margin: float = 0.08, least_km: float = 70.0) -> Extent:
        """The box around (lon, lat) points, widened by `margin` of its size, and never smaller than `least_km`."""
        west, east = min(p[0] for p in points), max(p[0] for p in points)
        south, north = min(p[1] for p in points), max(p[1] for p in points)
        middle = (south + north) / 2
        least_lat = math.degrees(least_km / EARTH_KM)
        least_lon = least_lat / max(0.1, math.cos(math.radians(middle)))
        wide = max((east - west) * (1 + 2 * margin), least_lon)
        high = max((north - south) * (1 + 2 * margin), least_lat)
        x = (west + east) / 2
        return cls(
            x - wide / 2, max(-MAX_LATITUDE, middle - high / 2), x + wide / 2, min(MAX_LATITUDE, middle + high / 2)
        )

    @property
    def ratio(self) -> float:
        """Width by height on the Mercator plane."""
        x0, y0 = mercator(self.west, self.south)
        x1, y1 = mercator(self.east, self.north)
        return (x1 - x0) / (y1 - y0)


@dataclass(frozen=True, slots=True)
class View:
    """A rectangle of pixels, y down, that shows a part of the plane.

    Attributes:
        x, y: the rectangle's upper left corner, in pixels.
        width, height: its size, in pixels.
        left, top: the plane's coordinates of that corner.
        unit: pixels a radian of the plane.
    """

    x: float
    y: float
    width: float
    height: float
    left: float
    top: float
    unit: float

    @classmethod
    def fit(cls, extent: Extent, x: float, y: float, width: float, height: float) -> View:
        """The view that shows all of `extent` in the middle of the rectangle, with its aspect kept."""
        x0, y0 = mercator(extent.west, extent.south)
        x1, y1 = mercator(extent.east, extent.north)
        unit = min(width / (x1 - x0), height / (y1 - y0))
        left = (x0 + x1) / 2 - width / unit / 2
        top = (y0 + y1) / 2 + height / unit / 2
        return cls(x, y, width, height, left, top, unit)

    def widened(self, by: float) -> View:
        """The same drawing with `by` more pixels on every side."""
        return View(
            self.x - by,
            self.y - by,
            self.width + 2 * by,
            self.height + 2 * by,
            self.left - by / self.unit,
            self.top + by / self.unit,
            self.unit,
        )

    def point(self, lon: float, lat: float) -> tuple[float, float]:
        """Degrees to pixels."""
        px, py = mercator(lon, lat)
        return self.x + (px - self.left) * self.unit, self.y + (self.top - py) * self.unit

    def points(self, degrees: Points) -> Points:
        """An array of (lon, lat) to pixels."""
        lat = np.radians(np.clip(degrees[:, 1], -MAX_LATITUDE, MAX_LATITUDE))
        x = self.x + (np.radians(degrees[:, 0]) - self.left) * self.unit
        y = self.y + (self.top - np.arcsinh(np.tan(lat))) * self.unit
        return np.column_stack((x, y))

    def degrees(self, x: float, y: float) -> tuple[float, float]:
        """Pixels to degrees: the inverse of `point`."""
        lon = math.degrees(self.left + (x - self.x) / self.unit)
        lat = math.degrees(math.atan(math.sinh(self.top - (y - self.y) / self.unit)))
        return lon, lat

    @property
    def extent(self) -> Extent:
        """What the whole rectangle shows."""
        west, north = self.degrees(self.x, self.y)
        east, south = self.degrees(self.x + self.width, self.y + self.height)
        return Extent(west, south, east, north)

    @property
    def middle_latitude(self) -> float:
        """Latitude at the rectangle's middle, in degrees: where `km_per_pixel` holds."""
        return self.degrees(self.x, self.y + self.height / 2)[1]

    @property
    def km_per_pixel(self) -> float:
        """Ground distance of a pixel at the middle latitude."""
        return EARTH_KM * math.cos(math.radians(self.middle_latitude)) / self.unit


def scale_bar_km(view: View, longest_pixels: float) -> float:
    """The longest round distance (1, 2 or 5 times a power of ten) whose bar is no longer than `longest_pixels`."""
    most = view.km_per_pixel * longest_pixels
    power = 10.0 ** math.floor(math.log10(most))
    # a logarithm next to a whole number may be rounded to either side of it
    return next(step * power for step in (10.0, 5.0, 2.0, 1.0, 0.5) if step * power <= most)
