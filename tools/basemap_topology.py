"""Rings as arcs that neighbours share, joined, cut and simplified. Points are pairs of whole numbers."""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np

Ring = tuple[int, ...]


def join(lines: list[list[tuple[float, float]]]) -> list[tuple[float, float]]:
    """Lines that touch end to end, as one."""
    rest, line = lines[1:], list(lines[0])
    while rest:
        best = min(
            (abs(a[0] - b[0]) + abs(a[1] - b[1]), i, flip, front)
            for i, other in enumerate(rest)
            for flip, b in ((False, other[0]), (True, other[-1]))
            for front, a in ((False, line[-1]), (True, line[0]))
        )
        _, i, flip, front = best
        other = rest.pop(i)
        other = other[::-1] if flip else other
        line = other[::-1] + line if front else line + other
    return line


def inside(at: tuple[float, float], ring: Sequence[tuple[int, int]]) -> bool:
    x, y = at
    hit = False
    for (ax, ay), (bx, by) in zip(ring, [*ring[1:], ring[0]], strict=True):
        if (ay > y) != (by > y) and x < (bx - ax) * (y - ay) / (by - ay) + ax:
            hit = not hit
    return hit


def junctions(rings: list[Ring]) -> set[int]:
    """Vertices where rings part: their two neighbours are not the same in every ring that passes."""
    around: dict[int, frozenset[int]] = {}
    found = set()
    for ring in rings:
        for i, n in enumerate(ring):
            pair = frozenset((ring[i - 1], ring[(i + 1) % len(ring)]))
            if around.setdefault(n, pair) != pair:
                found.add(n)
    return found


def split(ring: Ring, nodes: set[int]) -> list[tuple[int, ...]]:
    """A ring as arcs from junction to junction; without a junction, one closed arc from its smallest vertex."""
    cuts = [i for i, n in enumerate(ring) if n in nodes]
    if not cuts:
        start = ring.index(min(ring))
        turned = ring[start:] + ring[: start + 1]
        return [turned if turned[1] < turned[-2] else turned[::-1]]
    turned = ring[cuts[0] :] + ring[: cuts[0] + 1]
    at = [c - cuts[0] for c in cuts] + [len(ring)]
    return [turned[a : b + 1] for a, b in pairwise(at)]


def simplify(points: list[tuple[int, int]], least: float) -> list[tuple[int, int]]:
    """Visvalingam: drop the vertex with the smallest triangle until all have an area of `least` or more."""
    n = len(points)
    if n <= 2:
        return points
    before, after, alive = list(range(-1, n - 1)), list(range(1, n + 1)), [True] * n

    def area(i: int) -> float:
        (ax, ay), (bx, by), (cx, cy) = points[before[i]], points[i], points[after[i]]
        return abs((bx - ax) * (cy - ay) - (cx - ax) * (by - ay)) / 2

    areas = [area(i) if 0 < i < n - 1 else float("inf") for i in range(n)]
    heap = [(areas[i], i) for i in range(1, n - 1)]
    heapq.heapify(heap)
    left = n
    closed = points[0] == points[-1]
    while heap and left > (4 if closed else 2):
        size, i = heapq.heappop(heap)
        if size >= least:
            break
        if not alive[i] or size != areas[i]:
            continue
        alive[i] = False
        left -= 1
        after[before[i]], before[after[i]] = after[i], before[i]
        for k in (before[i], after[i]):
            if 0 < k < n - 1:
                areas[k] = max(area(k), size)
                heapq.heappush(heap, (areas[k], k))
    return [p for p, keep in zip(points, alive, strict=True) if keep]


def ring_area(points: Sequence[tuple[int, int]]) -> float:
    return abs(sum(ax * by - bx * ay for (ax, ay), (bx, by) in zip(points, [*points[1:], points[0]], strict=True))) / 2


def chain(arcs: list[int], ends: dict[int, tuple[int, int]]) -> list[list[int]]:
    """Arc numbers joined to closed rings; ~n is arc n backwards."""
    start = defaultdict(list)
    for arc in arcs:
        a, b = ends[arc]
        start[a].append((arc, b))
        start[b].append((~arc, a))
    used: set[int] = set()
    rings = []
    for arc in arcs:
        if arc in used:
            continue
        used.add(arc)
        ring, (first, last) = [arc], ends[arc]
        while last != first:
            step = next(((s, e) for s, e in start[last] if (s if s >= 0 else ~s) not in used), None)
            if step is None:
                break
            ring.append(step[0])
            used.add(step[0] if step[0] >= 0 else ~step[0])
            last = step[1]
        if last == first:
            rings.append(ring)
    return rings


def wkb_lines(data: bytes) -> Iterator[list[tuple[float, float]]]:
    """The lines of a little-endian WKB MultiLineString."""
    count = int(np.frombuffer(data, "<u4", 1, 5)[0])
    at = 9
    for _ in range(count):
        size = int(np.frombuffer(data, "<u4", 1, at + 5)[0])
        values = np.frombuffer(data, "<f8", size * 2, at + 9).reshape(-1, 2)
        yield [(float(x), float(y)) for x, y in values]
        at += 9 + size * 16
