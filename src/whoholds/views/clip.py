"""Cutting lines and rings to a rectangle and thinning them to what a screen can show."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from whoholds.views.projection import Points

Box = tuple[float, float, float, float]  # left, top, right, bottom


def outside(points: Points, box: Box) -> bool:
    """Whether the points' own box misses `box`."""
    left, top, right, bottom = box
    low, high = points.min(axis=0), points.max(axis=0)
    return bool(high[0] < left or low[0] > right or high[1] < top or low[1] > bottom)


def _within(points: Points, box: Box) -> bool:
    left, top, right, bottom = box
    low, high = points.min(axis=0), points.max(axis=0)
    return bool(low[0] >= left and high[0] <= right and low[1] >= top and high[1] <= bottom)


def clip_ring(points: Points, box: Box) -> Points:
    """A ring cut to the box (Sutherland and Hodgman 1974); empty, shape (0, 2), where nothing is left.

    Args:
        points: shape (n, 2), without the first vertex repeated at the end.
        box: left, top, right, bottom.
    """
    if len(points) == 0 or outside(points, box):
        return np.empty((0, 2))
    for axis, limit, keep_less in ((0, box[0], False), (0, box[2], True), (1, box[1], False), (1, box[3], True)):
        if len(points) == 0 or _within(points, box):
            break
        points = _cut_half(points, axis, limit, keep_less)
    return points


def _cut_half(points: Points, axis: int, limit: float, keep_less: bool) -> Points:
    value = points[:, axis]
    inside = value <= limit if keep_less else value >= limit
    if inside.all():
        return points
    if not inside.any():
        return np.empty((0, 2))
    after = np.roll(points, -1, axis=0)
    crosses = inside != np.roll(inside, -1)
    span = after[:, axis] - value
    share = np.divide(limit - value, span, out=np.zeros_like(value), where=crosses)
    cut = points + (after - points) * share[:, None]
    cut[:, axis] = limit
    both = np.empty((2 * len(points), 2))
    both[0::2], both[1::2] = points, cut
    keep = np.empty(2 * len(points), dtype=bool)
    keep[0::2], keep[1::2] = inside, crosses
    return both[keep]


def clip_line(points: Points, box: Box) -> Iterator[Points]:
    """The runs of a line whose segments touch the box; a run may reach one vertex past its edge."""
    if len(points) < 2 or outside(points, box):
        return
    if _within(points, box):
        yield points
        return
    left, top, right, bottom = box
    a, b = points[:-1], points[1:]
    low, high = np.minimum(a, b), np.maximum(a, b)
    near = (high[:, 0] >= left) & (low[:, 0] <= right) & (high[:, 1] >= top) & (low[:, 1] <= bottom)
    edges = np.flatnonzero(np.diff(np.concatenate(([0], near.astype(np.int8), [0]))))
    for start, end in zip(edges[0::2], edges[1::2], strict=True):
        yield points[start : end + 1]


def thin(points: Points, tolerance: float) -> Points:
    """The line without vertices that lie within `tolerance` of the chord (Douglas and Peucker 1973); ends are kept."""
    n = len(points)
    if n < 3:
        return points
    keep = np.zeros(n, dtype=bool)
    keep[[0, -1]] = True
    stack = [(0, n - 1)]
    while stack:
        first, last = stack.pop()
        if last - first < 2:
            continue
        start, chord = points[first], points[last] - points[first]
        inner = points[first + 1 : last] - start
        square = float(chord @ chord)
        along = np.clip(inner @ chord / square, 0.0, 1.0) if square > 0.0 else np.zeros(len(inner))
        away = inner - along[:, None] * chord
        far = np.hypot(away[:, 0], away[:, 1])
        at = int(far.argmax())
        if far[at] > tolerance:
            middle = first + 1 + at
            keep[middle] = True
            stack += [(first, middle), (middle, last)]
    return points[keep]


def path(points: Points, *, closed: bool) -> str:
    """SVG path data with one decimal, relative steps; equal neighbours are left out."""
    tenth = np.rint(points * 10).astype(np.int64)
    if len(tenth) > 1:
        moved = np.any(np.diff(tenth, axis=0) != 0, axis=1)
        tenth = tenth[np.concatenate(([True], moved))]
    if len(tenth) < (3 if closed else 2):
        return ""
    steps = np.diff(tenth, axis=0)
    first = f"M{_tenth(int(tenth[0, 0]))} {_tenth(int(tenth[0, 1]))}"
    rest = " ".join(f"{_tenth(int(x))} {_tenth(int(y))}" for x, y in steps)
    return f"{first}l{rest}{'z' if closed else ''}"


def _tenth(value: int) -> str:
    whole, part = divmod(abs(value), 10)
    sign = "-" if value < 0 else ""
    return f"{sign}{whole}.{part}" if part else f"{sign}{whole}"
