"""A calibration plot as SVG: how often an answer is right against how sure it was said to be."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]
SIZE, EDGE, BINS = 320, 48, 10


def bins(pairs: list[tuple[Array, Array]]) -> list[tuple[float, float, int]]:
    """Mean of the top probability, share of right answers and count, for each bin that holds any."""
    p, truth = np.concatenate([a for a, _ in pairs]), np.concatenate([z for _, z in pairs])
    p = p / p.sum(1, keepdims=True)
    sure, right = p.max(1), p.argmax(1) == truth
    out = []
    for k in range(BINS):
        inside = (sure > k / BINS) & (sure <= (k + 1) / BINS)
        if inside.any():
            out.append((float(sure[inside].mean()), float(right[inside].mean()), int(inside.sum())))
    return out


def calibration(pairs: list[tuple[Array, Array]]) -> str:
    """The plot. The area of a dot grows with the number of place-days behind it."""
    found = bins(pairs)
    most = max(n for _, _, n in found)

    def x(value: float) -> float:
        return EDGE + value * SIZE

    def y(value: float) -> float:
        return EDGE / 2 + (1 - value) * SIZE

    whole = SIZE + EDGE * 1.5
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {whole:g} {whole:g}" font-family="sans-serif" '
        'font-size="11" role="img"><title>Calibration: said and found</title>',
        f'<rect width="{whole:g}" height="{whole:g}" fill="#fff"/>',
        f'<path d="M{x(0):g} {y(0):g}L{x(1):g} {y(1):g}" stroke="#999" stroke-dasharray="4 3"/>',
        f'<path d="M{x(0):g} {y(1):g}V{y(0):g}H{x(1):g}" stroke="#333" fill="none"/>',
    ]
    for k in range(0, 11, 2):
        v = k / 10
        parts.append(f'<text x="{x(v):g}" y="{y(0) + 16:g}" text-anchor="middle">{100 * v:.0f}%</text>')
        parts.append(f'<text x="{x(0) - 6:g}" y="{y(v) + 4:g}" text-anchor="end">{100 * v:.0f}%</text>')
    for sure, right, n in found:
        radius = 2.5 + 9 * (n / most) ** 0.5
        parts.append(
            f'<circle cx="{x(sure):.1f}" cy="{y(right):.1f}" r="{radius:.1f}" fill="#0b6e99" fill-opacity=".75">'
            f"<title>said {100 * sure:.0f}%, right {100 * right:.0f}% of {n} place-days</title></circle>"
        )
    parts.append(f'<text x="{x(0.5):g}" y="{whole - 6:g}" text-anchor="middle">how sure the answer was</text>')
    middle = y(0.5)
    parts.append(
        f'<text x="12" y="{middle:g}" text-anchor="middle" transform="rotate(-90 12 {middle:g})">'
        "how often it was right</text></svg>"
    )
    return "\n".join(parts) + "\n"
