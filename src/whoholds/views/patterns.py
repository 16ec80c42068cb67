"""How a place looks: colour and shape say the side, the filling says the standing.

Two codes for two facts, so that neither needs colour vision nor colour print: sides differ in shape (circle, square,
diamond …) as well as in hue, standings in filling (solid, hatched, split, crossed ring, hollow). The colours come
from the theatre's data; the ones here, of data/palette.toml, are for sides that have none.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from whoholds.control.glance import Answer
from whoholds.model import Standing
from whoholds.views.markup import Markup, el, number

RADIUS = 6.2  # pixels
SHAPES = ("circle", "square", "diamond", "triangle", "hexagon", "pentagon")
FALLBACK = ("#004a89", "#c07d04", "#157a44", "#a462a8", "#b2182b", "#1c1c1c", "#56b4e9")
NEUTRAL = "neutral"
_SIDES_OF = {"square": (4, math.pi / 4, 1.16), "diamond": (4, 0.0, 1.28), "triangle": (3, -math.pi / 2, 1.32)}
_CORNERS = {**_SIDES_OF, "hexagon": (6, 0.0, 1.12), "pentagon": (5, -math.pi / 2, 1.18)}


@dataclass(frozen=True, slots=True)
class SideStyle:
    """How a side is named and drawn.

    Attributes:
        index: its place in the theatre; styles are classes `s0`, `s1` … by it.
        colour: `#rrggbb`.
        shape: one of `SHAPES`.
        shorts: shorter names by language, for tables and tooltips.
    """

    key: str
    names: Mapping[str, str]
    colour: str
    shape: str
    index: int
    shorts: Mapping[str, str] = field(default_factory=dict)

    def name(self, language: str) -> str:
        """Its name in a language, English where that one is missing, else its key."""
        return self.names.get(language) or self.names.get("en") or self.key

    def short(self, language: str) -> str:
        """Its short name, else its name up to the first comma; the legend has the whole of it."""
        return self.shorts.get(language) or self.name(language).partition(",")[0]


@dataclass(frozen=True, slots=True)
class Mark:
    """A place to be drawn.

    Attributes:
        contenders: keys of the sides that contest it, the stronger first; empty where they are not known.
        weight: what decides who gets a label when room is short (the place's population, say).
        href: where a click leads; None for no link.
    """

    holding: Answer
    contenders: tuple[str, ...] = ()
    weight: float = 0.0
    href: str | None = None
    summary: str = field(default="", compare=False)

    @property
    def standing(self) -> Standing:
        """The standing that is drawn: a contested holder is contested; where nobody is named, only a dispute shows."""
        standing = self.holding.standing
        if self.holding.holder == "contested" and standing is not Standing.STALE:
            return Standing.CONTESTED
        if self.holding.holder == "unknown" and standing not in (Standing.CONTESTED, Standing.DENIED):
            return Standing.UNKNOWN
        return standing

    @property
    def colour_of(self) -> str:
        """Key of the side in whose colour it is drawn: the holder, or whom a denied claim names."""
        if self.holding.holder == "unknown" and self.standing is Standing.DENIED and self.contenders:
            return self.contenders[0]
        return self.holding.holder


def styles(sides: Iterable[tuple[str, Mapping[str, str], str]]) -> tuple[SideStyle, ...]:
    """Styles for a theatre's sides, as (key, names, colour or ""), in the theatre's order."""
    return tuple(
        SideStyle(key, names, colour or FALLBACK[i % len(FALLBACK)], SHAPES[i % len(SHAPES)], i)
        for i, (key, names, colour) in enumerate(sides)
    )


def with_strangers(known: Sequence[SideStyle], marks: Iterable[Mark]) -> tuple[SideStyle, ...]:
    """The known styles and one for each holder that is not among them, so that no place is drawn as another's."""
    found = {style.key for style in known} | {"contested", "unknown"}
    all_styles = list(known)
    keys = sorted({key for mark in marks for key in (mark.holding.holder, *mark.contenders)} - found)
    for key in keys:
        i = len(all_styles)
        all_styles.append(SideStyle(key, {}, FALLBACK[i % len(FALLBACK)], SHAPES[i % len(SHAPES)], i))
    return tuple(all_styles)


def outline(shape: str, radius: float) -> str:
    """Path data of a shape of about the same area whatever its kind, around the origin."""
    if shape == "circle" or shape not in _CORNERS:
        r, d = f"{radius:.2f}", f"{2 * radius:.2f}"
        return f"M-{r} 0a{r} {r} 0 1 0 {d} 0a{r} {r} 0 1 0 -{d} 0z"
    count, turn, stretch = _CORNERS[shape]
    corners = [(turn + 2 * math.pi * i / count) for i in range(count)]
    points = [f"{radius * stretch * math.cos(a):.2f} {radius * stretch * math.sin(a):.2f}" for a in corners]
    return "M" + "L".join(points) + "z"


def definitions(sides: Sequence[SideStyle], prefix: str) -> Markup:
    """Hatchings: one a side for claims, one for areas in dispute. `prefix` keeps ids apart in one page."""
    hatches = [_hatch(f"{prefix}h{side.index}", f"s{side.index}", 3.2, 1.7) for side in sides]
    hatches.append(_hatch(f"{prefix}hn", NEUTRAL, 3.2, 1.7))
    hatches.append(_hatch(f"{prefix}dis", "dis-hatch", 6.0, 0.8))
    return el("defs", hatches)


def _hatch(name: str, css: str, step: float, width: float) -> Markup:
    line = el("path", d=f"M0 {number(step / 2)}H{number(step)}", stroke="currentColor", stroke_width=f"{width}")
    return el(
        "pattern",
        line,
        id=name,
        class_=css,
        width=f"{step}",
        height=f"{step}",
        patternUnits="userSpaceOnUse",
        patternTransform="rotate(45)",
    )


def symbol(
    standing: Standing,
    side: SideStyle | None,
    others: Sequence[SideStyle],
    prefix: str,
    *,
    threatened: bool = False,
    radius: float = RADIUS,
) -> list[Markup]:
    """The drawing of a place around the origin.

    Args:
        standing: what the evidence is worth.
        side: whose it is; None where nobody's.
        others: for a contested place, the sides that contest it.
        prefix: of the hatchings' ids (see `definitions`).
        threatened: with a ring of arrow heads.
        radius: in pixels.
    """
    shape = side.shape if side else "circle"
    css = f"s{side.index}" if side else NEUTRAL
    hatch = f"url(#{prefix}h{side.index})" if side else f"url(#{prefix}hn)"
    d = outline(shape, radius)
    parts = [el("path", class_="m-halo", d=outline(shape, radius + 1.4))]
    if threatened:
        parts.append(_threat(radius))
    if standing is Standing.ASSESSED:
        parts.append(el("path", class_=f"{css} m-solid", d=d))
    elif standing is Standing.CLAIMED:
        parts += [el("path", class_="m-paper", d=d), el("path", class_=f"{css} m-ring", d=d, fill=hatch)]
    elif standing is Standing.CONTESTED:
        parts += _split([f"s{o.index}" for o in others[:2]] or [css], d, radius)
    elif standing is Standing.DENIED:
        arm = number(radius * 0.5)
        cross = f"M-{arm} -{arm}L{arm} {arm}M-{arm} {arm}L{arm} -{arm}"
        parts += [el("path", class_=f"{css} m-ring m-paper", d=d), el("path", class_=f"{css} m-cross", d=cross)]
    elif standing is Standing.STALE:
        parts += [el("path", class_="m-paper", d=d), el("path", class_=f"{css} m-stale", d=d)]
    else:
        parts.append(el("path", class_=f"{css} m-empty", d=outline(shape, radius * 0.8)))
    return parts


def _split(classes: Sequence[str], d: str, radius: float) -> list[Markup]:
    """Two halves: the two sides' colours, or one side's colour and paper; a pale seam keeps them apart in grey."""
    r = number(radius)
    left = f"M0 -{r}A{r} {r} 0 0 0 0 {r}z"
    right = f"M0 -{r}A{r} {r} 0 0 1 0 {r}z"
    ring = outline("circle", radius)
    second = f"{classes[1]} m-half2" if len(classes) > 1 else "m-paper"
    return [
        el("path", class_="m-paper", d=ring),
        el("path", class_=second, d=right),
        el("path", class_=f"{classes[0]} m-solid", d=left),
        el("path", class_="m-seam", d=f"M0 -{r}V{r}"),
        el("path", class_=f"{classes[0] if len(classes) == 1 else 'ink'} m-thin", d=ring),
    ]


def _threat(radius: float) -> Markup:
    """Four arrow heads that point at the place, on a thin ring."""
    ring = radius + 4.2
    heads = []
    for i in range(4):
        a = math.pi / 4 + i * math.pi / 2
        tip, base = radius + 2.0, radius + 6.6
        points = [(tip, a), (base, a - 0.27), (base, a + 0.27)]
        heads.append("M" + "L".join(f"{number(r * math.cos(t))} {number(r * math.sin(t))}" for r, t in points) + "z")
    return el("g", el("circle", class_="m-threat-ring", r=ring), el("path", class_="m-threat", d="".join(heads)))


def extent_of(mark: Mark) -> float:
    """How far a mark reaches from its point, in pixels."""
    return RADIUS + (7.0 if mark.holding.threatened else 1.4)
