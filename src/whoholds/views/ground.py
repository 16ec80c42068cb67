"""The layers under the places: sea, land, water, borders; and the names on them."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from whoholds.views.basemap import Basemap, Country, Label, Line
from whoholds.views.borders import Borders
from whoholds.views.clip import Box as Rect
from whoholds.views.clip import clip_line, clip_ring, path, thin
from whoholds.views.labels import LINE, Box, Taken, text_width
from whoholds.views.markup import Markup, el
from whoholds.views.projection import Points, View

PAD = 6.0  # pixels drawn past the frame, so that strokes do not end in sight
WIDEST_WITH_UNITS = 40.0  # degrees; a wider map shows countries only
MOST_DRAWN = 12  # drawn base maps that are kept: the same ground lies under every day
_DRAWN: dict[object, tuple[Markup, ...]] = {}
SMALLEST = 0.6  # pixels: rings whose box is smaller are not drawn


@dataclass(frozen=True, slots=True)
class Ground:
    """What to draw and in which theatre.

    Attributes:
        home: ISO codes of the theatre's countries, drawn lighter than the rest.
        borders: a view of borders in place of the shipped one.
        tolerance: how far a drawn line may stray from the data, in pixels.
    """

    basemap: Basemap
    view: View
    home: Collection[str]
    language: str
    tolerance: float = 0.35
    countries: bool = True  # whether countries are named
    avoid: frozenset[str] = frozenset()  # names of places on the map: a unit of the same name is not named again
    borders: Borders | None = None

    @property
    def rect(self) -> Rect:
        """The frame and a little more, in pixels."""
        v = self.view
        return v.x - PAD, v.y - PAD, v.x + v.width + PAD, v.y + v.height + PAD

    def layers(self, prefix: str) -> tuple[Markup, ...]:
        """The base map's elements, from the bottom up. `prefix` is that of the hatching's ids."""
        key = (self.view, tuple(self.home), self.tolerance, prefix, self.borders)
        if key not in _DRAWN:
            while len(_DRAWN) >= MOST_DRAWN:
                _DRAWN.pop(next(iter(_DRAWN)), None)
            _DRAWN[key] = tuple(self._draw(prefix))
        return _DRAWN[key]

    @property
    def least(self) -> float:
        """Degrees below which nothing can be seen."""
        share = 0.5 if self.fine else 3.0  # a degree of latitude is longer on the plane; islets clutter a wide map
        return math.degrees(SMALLEST / self.view.unit) * share

    @property
    def fine(self) -> bool:
        """Whether the map is of a region, not of a continent or the world."""
        extent = self.view.extent
        return extent.east - extent.west < WIDEST_WITH_UNITS

    def _draw(self, prefix: str) -> Iterator[Markup]:
        extent, least = self.view.extent, self.least
        for css, countries in (("abroad", self._abroad()), ("land", self._home())):
            d = "".join(
                self._area(ring) for country in countries for ring in self.basemap.outlines(country, extent, least)
            )
            if d:
                yield el("path", class_=css, d=d, fill_rule="evenodd")
        disputed = "".join(self._area(ring) for ring in self.basemap.disputed(extent))
        if disputed:
            yield el("path", class_="land", d=disputed)
        hatched = "".join(self._area(ring) for ring in self.borders.areas) if self.borders else disputed
        if hatched:
            yield el("path", d=hatched, fill=f"url(#{prefix}dis)")
        rivers = {1: "", 2: ""}
        for number, points in self.basemap.lines(Line.RIVER, extent, least):
            rivers[1 if self.basemap.river(number)[1] <= 4 else 2] += self._line(points)
        for size, d in rivers.items():
            if d:
                yield el("path", class_=f"line river river-{size}", d=d)
        lakes = "".join(self._area(ring) for ring in self.basemap.lakes(extent))
        if lakes:
            yield el("path", class_="lake", d=lakes)
        for css, kinds in (
            ("unit", (Line.UNIT,) if self.fine else ()),
            ("coast", (Line.COAST,)),
            ("border", () if self.borders and self.borders.whole else (Line.BORDER,)),
            ("disputed", () if self.borders else (Line.DISPUTED, Line.CLAIM)),
        ):
            d = "".join(self._line(points) for kind in kinds for _, points in self.basemap.lines(kind, extent, least))
            if self.borders and css in ("border", "disputed"):
                own = self.borders.solid if css == "border" else self.borders.dashed
                d += "".join(self._line(points) for points in own)
            if d:
                yield el("path", class_=f"line {css}", d=d)

    def shows_dispute(self) -> bool:
        """Whether a border or an area in dispute is on the map."""
        if self.borders:
            return any(self._line(points) for points in self.borders.dashed) or any(map(self._area, self.borders.areas))
        extent = self.view.extent
        kinds = (Line.DISPUTED, Line.CLAIM)
        return any(True for kind in kinds for _, points in self.basemap.lines(kind, extent) if self._line(points))

    def _home(self) -> list[Country]:
        return [c for c in self.basemap.countries if c.iso in self.home]

    def _abroad(self) -> list[Country]:
        return [c for c in self.basemap.countries if c.iso not in self.home or not c.iso]

    def _area(self, ring: Points) -> str:
        points = self._pixels(ring)
        if float(np.ptp(points, axis=0).max()) < SMALLEST:
            return ""
        cut = clip_ring(points, self.rect)
        return path(thin(cut, self.tolerance), closed=True) if len(cut) >= 3 else ""

    def _pixels(self, degrees: Points) -> Points:
        """Points in pixels; on a wide map only one a pixel."""
        points = self.view.points(degrees)
        if self.fine or len(points) < 8:
            return points
        moved = np.any(np.diff(np.rint(points), axis=0) != 0, axis=1)
        moved[-1] = True
        return points[np.concatenate(([True], moved))]

    def _line(self, points: Points) -> str:
        pixels = self._pixels(points)
        if float(np.ptp(pixels, axis=0).max()) < SMALLEST:
            return ""
        return "".join(path(thin(run, self.tolerance), closed=False) for run in clip_line(pixels, self.rect))

    # Names, from the most to the least important; each takes its room or is left out.

    def names(self, frame: Box, taken: Taken) -> Iterator[Markup]:
        """Names of countries, waters, towns and units, where the room that is left allows it."""
        for country in (*self._abroad(), *self._home()) if self.countries else ():
            yield from self._country(country, frame, taken)
        yield from self._waters(frame, taken)
        yield from self._towns(frame, taken)
        yield from self._units(frame, taken)

    def _country(self, country: Country, frame: Box, taken: Taken) -> Iterator[Markup]:
        name = country.names.get(self.language, "").upper()
        home = country.iso in self.home
        size, spacing = (15.0, 5.0) if home else (12.5, 2.6)
        least = 8 * self.least  # too small to hold a name
        outlines = self.basemap.outlines(country, self.view.extent, least)
        rings = [clip_ring(self.view.points(r), self.rect) for r in outlines]
        rings = [r for r in rings if len(r) >= 3]
        if not name or not rings:
            return
        width, high = text_width(name, size, spacing=spacing), size * LINE
        spot = _room([thin(r, 1.5) for r in rings], width, high, frame, taken)
        if spot is None:
            return
        x, y = spot
        taken.add(Box(x - width / 2, y - high / 2, x + width / 2, y + high / 2))
        css = "n-home halo" if home else "n-country halo-abroad"
        # the letter-spacing after the last letter pushes centred text to the left by half of itself
        yield el("text", name, class_=css, x=x + spacing / 2, y=y + high * 0.28, text_anchor="middle")

    def _waters(self, frame: Box, taken: Taken) -> Iterator[Markup]:
        done = set()
        sea = self._sea()
        if sea:
            name = sea.names[self.language]
            lines = [name] if text_width(name, 11.5) < 60 else name.split(" ", 1)
            yield from self._at_sea(lines, frame, taken)
        for number, points in self.basemap.lines(Line.RIVER, self.view.extent):
            name = self.basemap.river(number)[0][self.language]
            if name and name not in done:
                for run in clip_line(self.view.points(points), self.rect):
                    made = _along(run, name, frame, taken)
                    if made:
                        done.add(name)
                        yield made
                        break

    def _sea(self) -> Label | None:
        """The sea whose point is nearest to the middle of the map, within a few degrees."""
        e = self.view.extent
        lon, lat = (e.west + e.east) / 2, (e.south + e.north) / 2
        reach = 2.5 + max(e.east - e.west, e.north - e.south) / 2
        far = [(math.hypot(s.lon - lon, s.lat - lat), i) for i, s in enumerate(self.basemap.seas)]
        near = [(d, i) for d, i in far if d <= reach]
        return self.basemap.seas[min(near)[1]] if near else None

    def _at_sea(self, lines: list[str], frame: Box, taken: Taken) -> Iterator[Markup]:
        """A sea's name, where the map shows enough of it: the frame without every country's ring."""
        left, top, right, bottom = self.rect
        rings = [np.array([(left, top), (right, top), (right, bottom), (left, bottom)])]
        extent = self.view.extent
        land = [r for c in self.basemap.countries for r in self.basemap.outlines(c, extent, 4 * self.least)]
        for ring in (*land, *self.basemap.disputed(extent)):
            cut = clip_ring(self.view.points(ring), self.rect)
            if len(cut) >= 3:
                rings.append(cut)
        size = 11.5
        width, high = max(text_width(line, size) for line in lines), size * LINE * len(lines)
        spot = _room(rings, width, high, frame, taken)
        if spot is None:
            return
        x, y = spot
        box = Box(x - width / 2, y - high / 2, x + width / 2, y + high / 2)
        taken.add(box)
        spans = [el("tspan", line, x=x, dy=size * LINE if i else None) for i, line in enumerate(lines)]
        yield el("text", spans, class_="n-water", x=x, y=box.top + size * LINE * 0.78, text_anchor="middle")

    def _towns(self, frame: Box, taken: Taken) -> Iterator[Markup]:
        """Towns for orientation, only where no place of the board stands; a square for capitals."""
        for town in self.basemap.towns:
            x, y = self.view.point(town.lon, town.lat)
            dot = Box(x - 3, y - 3, x + 3, y + 3)
            around = Box(x - 14, y - 14, x + 14, y + 14)
            name = town.names[self.language]
            width, high = text_width(name, 10.5), 10.5 * LINE
            for anchor, left in (("start", x + 5), ("end", x - 5 - width)):
                box = Box(left, y - high / 2, left + width, y + high / 2)
                if around.inside(frame) and box.inside(frame) and taken.free(around) and taken.free(box):
                    taken.add(dot)
                    taken.add(box)
                    shape = (
                        el("rect", class_="town", x=x - 2.4, y=y - 2.4, width=4.8, height=4.8)
                        if town.capital
                        else el("circle", class_="town", cx=x, cy=y, r=2.1)
                    )
                    yield shape
                    start = left if anchor == "start" else left + width
                    yield el("text", name, class_="n-town halo-abroad", x=start, y=y + 3.6, text_anchor=anchor)
                    break

    def _units(self, frame: Box, taken: Taken) -> Iterator[Markup]:
        codes = {c.code for c in self._home()}
        for unit in self.basemap.units:
            name = unit.names[self.language]
            if unit.country in codes and name not in self.avoid:
                x, y = self.view.point(unit.lon, unit.lat)
                width, high = text_width(name, 10.5), 10.5 * LINE
                for dx, dy in ((0, 0), (0, -16), (0, 16), (-24, 0), (24, 0), (0, -30), (0, 30)):
                    box = Box(x + dx - width / 2, y + dy - high / 2, x + dx + width / 2, y + dy + high / 2)
                    if box.inside(frame) and taken.free(box):
                        taken.add(box)
                        yield el("text", name, class_="n-unit halo", x=x + dx, y=y + dy + 3.6, text_anchor="middle")
                        break


def _room(rings: Iterable[Points], width: float, high: float, frame: Box, taken: Taken) -> tuple[float, float] | None:
    """The middle of a free rectangle inside the rings, the nearest to their middle; None where there is none."""
    step = 8.0
    xs = np.arange(frame.left + step / 2, frame.right, step)
    ys = np.arange(frame.top + step / 2, frame.bottom, step)
    inside = np.zeros((len(ys), len(xs)), dtype=bool)
    for ring in rings:
        inside ^= _raster(ring, xs, ys)
    if not inside.any():
        return None
    total = np.zeros((len(ys) + 1, len(xs) + 1), dtype=np.int64)
    total[1:, 1:] = inside.cumsum(axis=0).cumsum(axis=1)
    columns, rows = math.ceil(width / step) + 1, math.ceil(high / step) + 1
    if columns > len(xs) or rows > len(ys):
        return None
    full = total[rows:, columns:] - total[:-rows, columns:] - total[rows:, :-columns] + total[:-rows, :-columns]
    where_y, where_x = np.nonzero(full == rows * columns)
    if len(where_x) == 0:
        return None
    at_y, at_x = np.nonzero(inside)
    middle_x, middle_y = xs[at_x].mean(), ys[at_y].mean()
    x = xs[where_x] + (columns - 1) * step / 2
    y = ys[where_y] + (rows - 1) * step / 2
    for i in np.argsort((x - middle_x) ** 2 + (y - middle_y) ** 2, kind="stable"):
        box = Box(x[i] - width / 2 - 4, y[i] - high / 2 - 2, x[i] + width / 2 + 4, y[i] + high / 2 + 2)
        if box.inside(frame) and taken.free(box):
            return float(x[i]), float(y[i])
    return None


def _raster(ring: Points, xs: Points, ys: Points) -> np.ndarray[tuple[int, int], np.dtype[np.bool_]]:
    """Which points of a grid lie in a ring: crossings to the left of each, row by row."""
    a, b = ring, np.roll(ring, -1, axis=0)
    inside = np.zeros((len(ys), len(xs)), dtype=bool)
    for row, y in enumerate(ys):
        crosses = (a[:, 1] > y) != (b[:, 1] > y)
        if crosses.any():
            p, q = a[crosses], b[crosses]
            at = np.sort((q[:, 0] - p[:, 0]) * (y - p[:, 1]) / (q[:, 1] - p[:, 1]) + p[:, 0])
            inside[row] = np.searchsorted(at, xs) % 2 == 1
    return inside


def _along(run: Points, name: str, frame: Box, taken: Taken) -> Markup | None:
    """A river's name beside a stretch that is nearly straight, turned with it."""
    size = 11.0
    width, high = text_width(name, size), size * LINE
    steps = np.hypot(*np.diff(run, axis=0).T)
    along = np.concatenate(([0.0], np.cumsum(steps)))
    for start in np.arange(12.0, along[-1] - width - 12.0, 9.0):
        ends = [np.interp(at, along, run[:, 0]) for at in (start, start + width)]
        highs = [np.interp(at, along, run[:, 1]) for at in (start, start + width)]
        dx, dy = ends[1] - ends[0], highs[1] - highs[0]
        if math.hypot(dx, dy) < 0.93 * width:
            continue
        angle = math.degrees(math.atan2(dy, dx))
        angle = angle - 180 if angle > 90 else angle + 180 if angle < -90 else angle
        if abs(angle) > 60:
            continue
        x, y = (ends[0] + ends[1]) / 2, (highs[0] + highs[1]) / 2
        lift = high * 0.75
        x, y = x + lift * math.sin(math.radians(angle)), y - lift * math.cos(math.radians(angle))
        c, s = abs(math.cos(math.radians(angle))), abs(math.sin(math.radians(angle)))
        half_w, half_h = (width * c + high * s) / 2, (width * s + high * c) / 2
        box = Box(x - half_w, y - half_h, x + half_w, y + half_h)
        if box.inside(frame) and taken.free(box):
            taken.add(box)
            turn = f"translate({x:.1f} {y + 0.0:.1f}) rotate({angle:.1f})"
            return el("text", name, class_="n-water halo", y=size * 0.32, text_anchor="middle", transform=turn)
    return None
