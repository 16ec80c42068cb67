"""The legend of the layers: for each that is switched on, a headed group of signs, whether or not it shows anything."""

from __future__ import annotations

from whoholds.views.glyphs import DISPUTE, badge
from whoholds.views.legend import Entry
from whoholds.views.overlay import AREAS, DISPUTES, EVENTS, HEAT, MOVES, Overlay
from whoholds.views.overlay_svg import swatch
from whoholds.views.words import Words

Group = tuple[str, list[Entry]]


def layer_groups(overlay: Overlay, words: Words) -> list[Group]:
    """The legend's groups, in the layers' order. An icon of an event has its entry only where it is on the map."""
    make = {DISPUTES: _disputes, MOVES: _moves, EVENTS: _events, HEAT: _heat, AREAS: _areas}
    return [(head(name, overlay.days, words), make[name](overlay, words)) for name in overlay.layers]


def head(name: str, days: int, words: Words) -> str:
    """A layer's name and the days that it is of; areas are of all that is known."""
    if name == AREAS:
        return words(f"layers.{name}")
    return f"{words(f'layers.{name}')}, {span(days, words)}"


def span(days: int, words: Words) -> str:
    """The days, in words."""
    return words("layer.span_one") if days == 1 else words("layer.span", n=days)


def _disputes(overlay: Overlay, words: Words) -> list[Entry]:
    return [Entry("badge", DISPUTE, words("layer.dispute_legend"), (badge(DISPUTE),))]


def _moves(overlay: Overlay, words: Words) -> list[Entry]:
    km = words.number(overlay.move_km, 0)
    return [
        Entry("move", "said", words("layer.move_legend"), swatch("said")),
        Entry("move", "near", words("layer.near_legend", km=km), swatch("near")),
        Entry("move", "interested", words("layer.own_legend"), swatch("interested")),
        Entry("siege", "siege", words("layer.siege_legend"), swatch("siege")),
    ]


def _events(overlay: Overlay, words: Words) -> list[Entry]:
    order = dict.fromkeys(icon for sign in overlay.events for icon in sign.icons)
    return [Entry("badge", icon, words(f"icon.{icon}"), (badge(icon),)) for icon in order]


def _heat(overlay: Overlay, words: Words) -> list[Entry]:
    return [Entry("heat", "heat", words("layer.heat_legend"), swatch("heat"))]


def _areas(overlay: Overlay, words: Words) -> list[Entry]:
    km, days = words.number(overlay.area_km, 0), words.number(overlay.area_days, 0)
    return [Entry("area", "area", words("layer.area_legend", km=km, days=days), swatch("area"))]
