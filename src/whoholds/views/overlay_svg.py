"""The layers of the printed map: the same signs as on the moving one (frontend/src/layers), in pixels of a view."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from whoholds.views.glyphs import BADGE, badge
from whoholds.views.markup import Markup, el, number
from whoholds.views.overlay import Arrow, Disc, Dot, Overlay, Ring, Sign
from whoholds.views.patterns import NEUTRAL, SideStyle, outline
from whoholds.views.projection import View

RING = 15.0  # radius of a siege, in pixels
TICKS = 12
BEND = 0.14  # of an arrow's length: how far its middle lies from the straight line
HEAD = 9.0  # length of an arrow's head, in pixels
CLEAR = 13.0  # pixels between an arrow's ends and the middle of a place
OFFSET = (11.0, -12.0)  # of the first icon from its place, in pixels
STEP = 2 * BADGE - 1.4  # from one icon to the next, in pixels
MOST_ICONS = 2  # of one place
HAZE = (1.0, 0.75, 0.5, 0.25)  # radii of the discs of a heat, of its own
_SHARES = (0.25, 0.5, 0.75, 1.0)  # sizes that dots come in, of half their spacing


def under(overlay: Overlay, view: View, sides: Mapping[str, SideStyle]) -> list[Markup]:
    """What lies under the places: areas, discs, arrows and rings, from the bottom up."""
    parts = [*_dots(overlay.dots, overlay.spacing, view, sides)]
    parts += [_disc(disc, *view.point(disc.lon, disc.lat)) for disc in overlay.discs]
    parts += [_arrow(arrow, view, sides) for arrow in overlay.arrows]
    parts += [_ring(ring, *view.point(ring.lon, ring.lat), sides.get(ring.side)) for ring in overlay.rings]
    return parts


def over(overlay: Overlay, view: View) -> list[Markup]:
    """What lies over the places: icons of events to their upper right, of contradictions to their upper left."""
    return [
        *(_sign(sign, view, 1) for sign in overlay.events),
        *(_sign(sign, view, -1) for sign in overlay.disputes),
    ]


def _class(side: SideStyle | None) -> str:
    return f"s{side.index}" if side else NEUTRAL


def _titled(text: str, *parts: Markup | Sequence[Markup], css: str, transform: str | None = None) -> Markup:
    return el("g", el("title", text), *parts, class_=css, transform=transform)


def _sign(sign: Sign, view: View, way: int) -> Markup:
    x, y = view.point(sign.lon, sign.lat)
    icons, more = few(sign.icons)
    badges = [badge(icon, way * (OFFSET[0] + i * STEP), OFFSET[1]) for i, icon in enumerate(icons)]
    if more:
        at = way * (OFFSET[0] + len(icons) * STEP)
        badges.append(el("text", f"+{more}", class_="sign-more halo", x=at - 4.5, y=OFFSET[1] + 3.6))
    return _titled(sign.text, badges, css="sign", transform=f"translate({x:.1f} {y:.1f})")


def few(icons: Sequence[str]) -> tuple[Sequence[str], int]:
    """The icons that there is room for, and how many more there are: one more is drawn rather than counted."""
    return (icons, 0) if len(icons) <= MOST_ICONS + 1 else (icons[:MOST_ICONS], len(icons) - MOST_ICONS)


def _disc(disc: Disc, x: float, y: float) -> Markup:
    return _titled(disc.text, heat_parts(disc.radius, x, y), css="layer-heat")


def heat_parts(radius: float, x: float = 0.0, y: float = 0.0) -> list[Markup]:
    """A haze without an edge, which nobody takes for a siege's ring: discs in each other that add up to the middle."""
    return [el("circle", class_="heat", cx=x, cy=y, r=radius * share) for share in HAZE]


def ring_parts(side: SideStyle | None, *, interested: bool, radius: float = RING) -> list[Markup]:
    """A siege: a ring with ticks that point inwards, dashed where only the besieger says so."""
    ticks = []
    for i in range(TICKS):
        a = 2 * math.pi * i / TICKS
        ticks.append(
            "M" + "L".join(f"{number(r * math.cos(a))} {number(r * math.sin(a))}" for r in (radius, radius - 4))
        )
    css = f"{_class(side)} siege" + (" siege-said" if interested else "")
    return [
        el("circle", class_="siege-halo", r=radius),
        el("circle", class_=css, r=radius),
        el("path", class_=f"{_class(side)} siege", d="".join(ticks)),
    ]


def _ring(ring: Ring, x: float, y: float, side: SideStyle | None) -> Markup:
    parts = ring_parts(side, interested=ring.interested)
    return _titled(ring.text, parts, css="layer-siege", transform=f"translate({x:.1f} {y:.1f})")


def _arrow(arrow: Arrow, view: View, sides: Mapping[str, SideStyle]) -> Markup:
    start = view.point(arrow.start[1], arrow.start[0])
    parts = arrow_parts(start, view.point(arrow.lon, arrow.lat), sides.get(arrow.side), arrow)
    return _titled(arrow.text, parts, css="layer-move")


def arrow_parts(
    start: tuple[float, float],
    end: tuple[float, float],
    side: SideStyle | None,
    arrow: Arrow | None = None,
    clear: float = CLEAR,
) -> list[Markup]:
    """An arrow that bends a little to its left, with a pale edge; dashed where inferred, hollow where interested."""
    (x0, y0), (x1, y1) = start, end
    length = math.hypot(x1 - x0, y1 - y0) or 1.0
    ux, uy = (x1 - x0) / length, (y1 - y0) / length
    clear = min(clear, length * 0.28)
    mx, my = (x0 + x1) / 2 + uy * BEND * length, (y0 + y1) / 2 - ux * BEND * length
    ax, ay = _toward((x0, y0), (mx, my), clear)
    tx, ty = _toward((x1, y1), (mx, my), clear)
    bx, by = _toward((tx, ty), (mx, my), min(HEAD * 0.8, length * 0.3))
    dx, dy = tx - bx, ty - by
    d = f"M{number(ax)} {number(ay)}Q{number(mx)} {number(my)} {number(bx)} {number(by)}"
    head = (
        f"M{number(tx)} {number(ty)}L{number(bx - dx * 0.15 - dy * 0.55)} {number(by - dy * 0.15 + dx * 0.55)}"
        f"L{number(bx - dx * 0.15 + dy * 0.55)} {number(by - dy * 0.15 - dx * 0.55)}z"
    )
    css = _class(side)
    inferred, hollow = (arrow.inferred, arrow.interested) if arrow else (False, False)
    return [
        el("path", class_="move-halo", d=d),
        el("path", class_="move-halo", d=head),
        el("path", class_=f"{css} move" + (" move-near" if inferred else ""), d=d),
        el("path", class_=f"{css} head" + (" head-said" if hollow else ""), d=head),
    ]


def _toward(point: tuple[float, float], aim: tuple[float, float], by: float) -> tuple[float, float]:
    far = math.hypot(aim[0] - point[0], aim[1] - point[1]) or 1.0
    return point[0] + (aim[0] - point[0]) / far * by, point[1] + (aim[1] - point[1]) / far * by


def _dots(dots: Sequence[Dot], spacing: float, view: View, sides: Mapping[str, SideStyle]) -> list[Markup]:
    """Dots in the shape of their side's mark, a path for each side and size."""
    if not dots:
        return []
    largest = max(0.9, min(7.0, spacing / view.km_per_pixel * 0.52))
    groups: dict[tuple[str, float], list[str]] = {}
    for dot in dots:
        size = next(share for share in _SHARES if dot.strength <= share + 1e-9)
        side = sides.get(dot.side)
        x, y = view.point(dot.lon, dot.lat)
        drawn = outline(side.shape if side else "circle", largest * math.sqrt(size))
        groups.setdefault((dot.side, size), []).append(_moved(drawn, x, y))
    return [
        el("path", class_=f"{_class(sides.get(side))} area", d="".join(parts))
        for (side, _), parts in sorted(groups.items())
    ]


def _moved(d: str, x: float, y: float) -> str:
    """An outline around another point; only its absolute commands have to move."""
    if "a" in d:  # a circle: one absolute move, then arcs relative to it
        radius = float(d[2 : d.index(" ")])
        return f"M{x - radius:.1f} {y:.1f}" + d[d.index("a") :]
    corners = [part.split() for part in d[1:-1].split("L")]
    return "M" + "L".join(f"{x + float(a):.1f} {y + float(b):.1f}" for a, b in corners) + "z"


def swatch(kind: str, side: SideStyle | None = None) -> tuple[Markup, ...]:
    """A layer's sign as its legend shows it: "said", "near", "interested", "siege", "heat" or "area"."""
    if kind == "siege":
        return tuple(ring_parts(side, interested=False, radius=10.0))
    if kind == "heat":
        return tuple(heat_parts(13.0))
    if kind == "area":
        size = ((-9.0, 1.0), (-5.0, 1.8), (0.5, 2.5), (7.0, 3.1))
        d = "".join(_moved(outline("circle", r), x, y) for x, r in size for y in (-6.0, 6.0))
        return (el("path", class_=f"{_class(side)} area", d=d),)
    sample = Arrow("", 0, 0, (0, 0), "", kind == "near", kind == "interested", "")
    return tuple(arrow_parts((-10.5, 4.0), (11.5, -4.0), side, sample, clear=0.0))
