"""A second, larger map in a corner for places that stand too close together to be told apart.

A town and its suburbs are one dot at a theatre's scale. Print has no zoom: the crowd is drawn again where there is
nothing else to see, and a small box on the map says which part it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from whoholds.views.labels import Box
from whoholds.views.patterns import Mark
from whoholds.views.projection import Extent, View

NEAR = 19.0  # pixels between marks of a crowd
LEAST = 3  # marks that make one
LARGEST_SHARE = 0.34  # of the map's width that the second map may take
_GAP = 12.0


@dataclass(frozen=True, slots=True)
class Inset:
    """Where the second map stands and what it shows.

    Attributes:
        crowd: ids of the places that are named in it only; the weightiest keeps its name on the main map.
    """

    view: View
    marks: tuple[Mark, ...]
    crowd: frozenset[str]

    @property
    def box(self) -> Box:
        """Its frame, in pixels."""
        v = self.view
        return Box(v.x, v.y, v.x + v.width, v.y + v.height)


def crowd(points: Sequence[tuple[float, float]]) -> list[int]:
    """Indices of the largest group in which each is near another one; empty where no group is large enough."""
    left = set(range(len(points)))
    best: list[int] = []
    while left:
        group, reach = [], [min(left)]
        left.discard(reach[0])
        while reach:
            i = reach.pop()
            group.append(i)
            x, y = points[i]
            close = [j for j in left if (points[j][0] - x) ** 2 + (points[j][1] - y) ** 2 <= NEAR * NEAR]
            left.difference_update(close)
            reach += close
        if len(group) > len(best):
            best = group
    return sorted(best) if LEAST <= len(best) < len(points) else []


def plan(marks: Sequence[Mark], view: View, keep_out: Sequence[Box]) -> Inset | None:
    """The second map for the largest crowd, in the corner that hides least; None without a crowd or a free corner.

    Args:
        marks: every place of the map.
        view: the map.
        keep_out: boxes that it must not cover, in pixels.
    """
    points = [view.point(m.holding.lon, m.holding.lat) for m in marks]
    group = crowd(points)
    if not group or view.width < 500:
        return None
    members = tuple(marks[i] for i in group)
    extent = Extent.around([(m.holding.lon, m.holding.lat) for m in members], margin=0.3, least_km=24.0)
    width = min(280.0, view.width * LARGEST_SHARE)
    height = min(width, max(width * 0.75, width / extent.ratio))
    lefts = (view.x + view.width - width - _GAP, view.x + _GAP)
    tops = (view.y + view.height - height - _GAP, view.y + _GAP)
    for left in lefts:
        for top in tops:
            box = Box(left - 8, top - 8, left + width + 8, top + height + 8)
            crowded = any(box.left <= x <= box.right and box.top <= y <= box.bottom for x, y in points)
            if not crowded and not any(box.overlaps(b) for b in keep_out):
                first = max(members, key=lambda m: (m.weight, m.holding.place_id))
                named_here = frozenset(m.holding.place_id for m in members if m is not first)
                inside = View.fit(extent, left, top, width, height)
                return Inset(inside, _seen(marks, inside), named_here)
    return None


def _seen(marks: Sequence[Mark], view: View) -> tuple[Mark, ...]:
    """Every mark that lies within the second map, the crowd's and any other."""
    e = view.extent
    return tuple(m for m in marks if e.west <= m.holding.lon <= e.east and e.south <= m.holding.lat <= e.north)
