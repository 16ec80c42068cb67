"""Icons of the map's layers: the printed map draws them, and the page's script is sent the same paths."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from whoholds.errors import DataError
from whoholds.views.markup import Markup, el

BADGE = 6.8  # radius of the disc behind an icon, in pixels
SHARE = 0.72  # of an icon's own units, on its disc
DISPUTE = "dispute"


@dataclass(frozen=True, slots=True)
class Glyph:
    """Path data around the origin; either may be empty."""

    stroke: str = ""
    fill: str = ""


@lru_cache(maxsize=1)
def glyphs() -> dict[str, Glyph]:
    """The shipped icons by name.

    Raises:
        DataError: `glyphs.schema`, an icon has another part than the two there are, or none.
    """
    return parsed(tomllib.loads(resources.files("whoholds.views.data").joinpath("glyphs.toml").read_text("utf-8")))


def parsed(data: dict[str, dict[str, str]]) -> dict[str, Glyph]:
    """Icons from their table.

    Raises:
        DataError: `glyphs.schema`, as above.
    """
    for name, parts in data.items():
        if not parts or not set(parts) <= {"stroke", "fill"} or not all(parts.values()):
            raise DataError(
                "glyphs.schema", "an icon needs stroke or fill", hint="see the head of glyphs.toml", subject=name
            )
    return {name: Glyph(**parts) for name, parts in data.items()}


def drawn(name: str) -> list[Markup]:
    """An icon's elements, at its own size.

    Raises:
        KeyError: there is no such icon.
    """
    glyph = glyphs()[name]
    parts = []
    if glyph.fill:
        parts.append(el("path", class_="g-fill", d=glyph.fill))
    if glyph.stroke:
        parts.append(el("path", class_="g-line", d=glyph.stroke))
    return parts


def badge(name: str, x: float = 0.0, y: float = 0.0) -> Markup:
    """An icon on its disc; what is in dispute is drawn in reverse, to stand out without colour."""
    css = "badge-dispute" if name == DISPUTE else "badge-event"
    inner = el("g", drawn(name), transform=f"scale({SHARE})")
    return el("g", el("circle", class_="g-disc", r=BADGE), inner, class_=css, transform=f"translate({x:.1f} {y:.1f})")
