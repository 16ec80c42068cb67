"""A drawing of ours as PNG, for print and for what takes no SVG. Needs the `png` extra. Nothing is fetched."""

from __future__ import annotations

from whoholds.errors import SetupError
from whoholds.views.pdf import with_values

FINE = 2
"""Pixels of the picture to one of the drawing: a width of 1100 prints at 300 dots an inch on 19 cm."""


def png(svg: str, fine: int = FINE) -> bytes:
    """A drawing as a picture.

    Args:
        svg: a drawing of ours, with legend, caveat, credit and time in it.
        fine: pixels of the picture to one of the drawing.

    Raises:
        SetupError: the library is not installed.
    """
    try:
        import resvg_py
    except ImportError as error:
        raise SetupError(
            "png.missing",
            f"the library for PNG is not installed: {error}",
            hint="pip install 'whoholds[png]'; or write SVG",
            subject="resvg-py",
        ) from error
    return bytes(resvg_py.svg_to_bytes(svg_string=with_values(svg), zoom=fine))
