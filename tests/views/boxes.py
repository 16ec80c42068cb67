"""Where the texts of a drawing stand, from the drawing itself."""

from __future__ import annotations

from collections.abc import Iterable
from xml.etree import ElementTree

from whoholds.views.labels import Box, text_width

SVG = "{http://www.w3.org/2000/svg}"
SIZES = {
    "n-big": 14.5,
    "n-mid": 13.0,
    "n-place": 12.0,
    "n-home": 15.0,
    "n-country": 12.5,
    "n-unit": 10.5,
    "n-town": 10.5,
    "n-water": 11.5,
    "scale-text": 10.5,
    "title": 27.0,
    "subtitle": 14.5,
    "legend-head": 11.0,
    "legend": 12.5,
    "note": 11.0,
    "empty": 15.0,
}
SPACING = {"n-home": 5.0, "n-country": 2.6, "legend-head": 0.6}


def boxes_of(nodes: Iterable[ElementTree.Element]) -> list[Box]:
    """Boxes of level texts, a little smaller than drawn; turned ones (rivers) are left out."""
    return [box for node in nodes if node.tag.removeprefix(SVG) == "text" and (box := box_of(node)) is not None]


def box_of(node: ElementTree.Element, dx: float = 0.0, dy: float = 0.0) -> Box | None:
    """The box of one text; None for one that is turned, hidden or empty."""
    classes = (node.get("class") or "").split()
    if node.get("transform") or "no-room" in classes or not "".join(node.itertext()).strip():
        return None
    kind = next(name for name in SIZES if name in classes)
    size, spacing = SIZES[kind], SPACING.get(kind, 0.0)
    bold = kind in ("n-big", "n-mid", "title", "legend-head")
    spans = [span.text or "" for span in node if span.tag.removeprefix(SVG) == "tspan"]
    lines = spans or ["".join(node.itertext())]
    width = max(text_width(line, size, bold=bold, spacing=spacing) for line in lines)
    x, y = float(node.get("x", 0)) + dx, float(node.get("y", 0)) + dy
    left = {"start": x, "middle": x - width / 2 - spacing / 2, "end": x - width}[node.get("text-anchor", "start")]
    bottom = y + size * (0.22 + 1.18 * (len(lines) - 1))
    return Box(left + 0.3, y - size * 0.7, left + width - 0.3, bottom - 0.3)
