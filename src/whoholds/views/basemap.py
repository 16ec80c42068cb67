"""The base map: countries, first-level units, rivers and lakes, from one committed file (tools/build_basemap.py).

Geometry is Natural Earth's 1:10m, public domain. Borders in dispute are arcs of a kind of their own, areas in dispute
belong to no country; which they are is decided in tools/basemap_disputed.tsv.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache
from importlib import resources
from typing import Any

import numpy as np
from numpy.typing import NDArray

from whoholds.errors import SetupError
from whoholds.views.projection import Extent, Points

SOURCE = "Natural Earth 1:10m"


class Line(IntEnum):
    """What an arc is; the numbers are those of the file."""

    COAST = 0
    UNIT = 1
    BORDER = 2
    DISPUTED = 3
    CLAIM = 4
    RIVER = 5
    LAKE = 6


@dataclass(frozen=True, slots=True)
class Country:
    """A country's outline: rings of arc numbers (`~n` is arc n backwards) without the areas in dispute."""

    code: str  # Natural Earth's three letters
    iso: str  # ISO 3166-1 alpha-2, "" where it has none
    names: dict[str, str]
    rings: tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True)
class Label:
    """A name at a point; `rank` 0 is the most important."""

    names: dict[str, str]
    lon: float
    lat: float
    rank: int = 0
    country: str = ""
    capital: bool = False


class Basemap:
    """The committed map, decoded arc by arc as views need it."""

    def __init__(self, arrays: dict[str, NDArray[Any]]) -> None:
        steps = (arrays["high"].astype(np.int32) << 16) | arrays["low"].astype(np.int32)
        meta = json.loads(arrays["meta"].tobytes())
        self._points = np.cumsum(steps, axis=1, dtype=np.int32).T / meta["scale"]
        self._starts = arrays["starts"]
        self._kinds = arrays["kinds"]
        self._boxes = arrays["boxes"] / meta["scale"]  # west, south, east, north
        self._disputed = tuple(tuple(ring) for ring in meta["disputed"])
        self._rivers = {
            item["arc"]: ({"en": item["en"], "fr": item["fr"]}, int(item["rank"])) for item in meta["rivers"]
        }
        names = meta["names"]
        self.countries = tuple(
            Country(
                c["code"],
                names.get(c["code"], {}).get("iso", ""),
                names.get(c["code"], {}),
                tuple(map(tuple, c["rings"])),
            )
            for c in meta["countries"]
        )
        self._ring_boxes = {c.code: self._boxes_of(c.rings) for c in self.countries}
        self._disputed_boxes = self._boxes_of(self._disputed)
        self.units = tuple(
            Label({"en": u["en"], "fr": u["fr"]}, u["at"][0], u["at"][1], country=u["country"]) for u in meta["units"]
        )
        self.towns = tuple(
            Label({"en": t["en"], "fr": t["fr"]}, t["at"][0], t["at"][1], t["rank"], capital=t["capital"])
            for t in meta["towns"]
        )
        self.seas = tuple(Label({"en": s["en"], "fr": s["fr"]}, s["at"][0], s["at"][1]) for s in meta["seas"])

    @classmethod
    @lru_cache(maxsize=1)
    def load(cls) -> Basemap:
        """The map that ships with the package.

        Raises:
            SetupError: the data file is missing.
        """
        try:
            data = resources.files("whoholds.views").joinpath("data/basemap.npz").read_bytes()
        except FileNotFoundError as error:
            raise SetupError(
                "basemap.missing", "the base map is missing from the installation", hint="reinstall whoholds"
            ) from error
        with np.load(io.BytesIO(data), allow_pickle=False) as arrays:
            return cls({name: arrays[name] for name in arrays.files})

    def arc(self, number: int) -> Points:
        """An arc's (lon, lat), shape (n, 2); `~n` is arc n backwards."""
        index = number if number >= 0 else ~number
        points: Points = self._points[self._starts[index] : self._starts[index + 1]]
        return points if number >= 0 else points[::-1]

    def lines(self, kind: Line, extent: Extent, least: float = 0.0) -> Iterator[tuple[int, Points]]:
        """Arcs of a kind whose box touches the extent and is `least` degrees wide or high, as (number, points)."""
        near = _touching(self._boxes, extent, least)
        for number in np.flatnonzero(near & (self._kinds == kind)):
            yield int(number), self.arc(int(number))

    def ring(self, arcs: Sequence[int]) -> Points:
        """Arcs of a closed ring as one line, first vertex not repeated."""
        return np.concatenate([self.arc(number)[:-1] for number in arcs])

    def outlines(self, country: Country, extent: Extent, least: float = 0.0) -> Iterator[Points]:
        """A country's rings that touch the extent and are `least` degrees wide or high."""
        return self._rings(country.rings, self._ring_boxes[country.code], extent, least)

    def disputed(self, extent: Extent) -> Iterator[Points]:
        """Rings of areas in dispute that touch the extent."""
        return self._rings(self._disputed, self._disputed_boxes, extent)

    def lakes(self, extent: Extent) -> Iterator[Points]:
        """Lakes that touch the extent."""
        return (points[:-1] for _, points in self.lines(Line.LAKE, extent))

    def river(self, number: int) -> tuple[dict[str, str], int]:
        """A river's names ("" unknown) and rank (1 the largest)."""
        return self._rivers[number]

    def _boxes_of(self, rings: Sequence[Sequence[int]]) -> NDArray[np.float64]:
        """West, south, east, north of each ring, shape (n, 4)."""
        if not rings:
            return np.empty((0, 4))
        flat = np.array([number if number >= 0 else ~number for arcs in rings for number in arcs])
        starts = np.cumsum([0, *(len(arcs) for arcs in rings)])[:-1]
        low = np.minimum.reduceat(self._boxes[flat, :2], starts, axis=0)
        high = np.maximum.reduceat(self._boxes[flat, 2:], starts, axis=0)
        return np.hstack((low, high))

    def _rings(
        self, rings: Sequence[Sequence[int]], boxes: NDArray[np.float64], extent: Extent, least: float = 0.0
    ) -> Iterator[Points]:
        return (self.ring(rings[int(i)]) for i in np.flatnonzero(_touching(boxes, extent, least)))

    def extent_of(self, iso: Sequence[str]) -> Extent | None:
        """The box around the countries with these ISO codes; None where the map has none of them."""
        boxes = [self._ring_boxes[c.code] for c in self.countries if c.iso in iso and c.rings]
        if not boxes:
            return None
        found = np.vstack(boxes)
        west, south = found[:, :2].min(axis=0)
        east, north = found[:, 2:].max(axis=0)
        return Extent(float(west), float(south), float(east), float(north))


def _touching(boxes: NDArray[np.float64], extent: Extent, least: float) -> NDArray[np.bool_]:
    """Which boxes touch the extent and are not too small to be seen."""
    near = (boxes[:, 2] >= extent.west) & (boxes[:, 0] <= extent.east)
    near &= (boxes[:, 3] >= extent.south) & (boxes[:, 1] <= extent.north)
    large = (boxes[:, 2] - boxes[:, 0] >= least) | (boxes[:, 3] - boxes[:, 1] >= least)
    found: NDArray[np.bool_] = near & large
    return found
