"""A map with every layer on, invented."""

from __future__ import annotations

from whoholds.views.overlay import LAYERS, Arrow, Disc, Dot, Overlay, Ring, Sign

HAMA, HOMS = (35.13, 36.76), (34.73, 36.72)
FULL = Overlay(
    layers=LAYERS,
    disputes=(Sign("gn:Hama", *HAMA, ("dispute",), "Hama: 2 contradictions"),),
    arrows=(
        Arrow("gn:Homs", *HOMS, HAMA, "opp", inferred=True, interested=True, text="Opposition on Homs & <on>"),
        Arrow("gn:Hama", *HAMA, HOMS, "gov", inferred=False, interested=False, text="Government on Hama"),
    ),
    rings=(Ring("gn:Homs", *HOMS, "opp", interested=True, text="Opposition besieges Homs"),),
    events=(
        Sign("gn:Hama", *HAMA, ("capture", "clash", "harm", "flight", "protest"), "Hama: many things"),
        Sign("gn:Homs", *HOMS, ("shelling",), "Homs: shelling"),
    ),
    discs=(Disc("gn:Homs", *HOMS, 4, "Homs: 4 reports"),),
    dots=(Dot(35.0, 36.9, "opp", 0.9), Dot(35.05, 36.9, "gov", 0.2), Dot(35.1, 36.9, "nobody", 0.5)),
    days=3,
    spacing=5.0,
    move_km=50.0,
    area_km=25.0,
    area_days=14.0,
)
