"""How far apart two colours look, to all eyes and to those without one kind of cone, and in print without colour.

Distances are CIE 1976 in L*a*b* (D65); about 2 can just be told side by side, 10 at a glance. What eyes without one
kind of cone see is simulated in linear light by the matrices of Machado, Oliveira and Fernandes (2009), severity 1.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

Lab = tuple[float, float, float]
KINDS = ("normal", "protanopia", "deuteranopia", "tritanopia")
_MACHADO = {
    "protanopia": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deuteranopia": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "tritanopia": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}
_XYZ = ((0.4124564, 0.3575761, 0.1804375), (0.2126729, 0.7151522, 0.0721750), (0.0193339, 0.1191920, 0.9503041))
_WHITE = (0.95047, 1.0, 1.08883)


def linear(colour: str) -> tuple[float, ...]:
    """Linear light of `#rrggbb`, each channel 0 to 1 (sRGB, IEC 61966-2-1)."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    return tuple(c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)


def lab(colour: str, kind: str = "normal") -> Lab:
    """L*, a* and b* of a colour as some eyes see it; `kind` is one of `KINDS`."""
    light: Sequence[float] = linear(colour)
    if kind != "normal":
        light = [min(1.0, max(0.0, value)) for value in _times(_MACHADO[kind], light)]
    x, y, z = (_curve(value / white) for value, white in zip(_times(_XYZ, light), _WHITE, strict=True))
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def distance(one: str, other: str, kind: str = "normal") -> float:
    """How far apart two colours look to some eyes."""
    return math.dist(lab(one, kind), lab(other, kind))


def grey_distance(one: str, other: str) -> float:
    """How far apart two colours are in print without colour: the difference of their L*."""
    return abs(lab(one)[0] - lab(other)[0])


def _times(matrix: Sequence[Sequence[float]], vector: Sequence[float]) -> list[float]:
    return [sum(a * b for a, b in zip(row, vector, strict=True)) for row in matrix]


def _curve(value: float) -> float:
    return math.cbrt(value) if value > 216 / 24389 else (24389 / 27 * value + 16) / 116
