"""The view of borders that the settings name, and the same for the moving map."""

from __future__ import annotations

from typing import Any

from whoholds.settings import WebSettings
from whoholds.views.borders import Borders, read_borders

PATH = "/borders.geojson"


def borders_of(web: WebSettings) -> Borders | None:
    """The newsroom's own view of borders; None for the shipped one.

    Raises:
        DataError: its file is missing or broken.
    """
    if web.borders is None:
        return None
    return read_borders(web.borders, web.borders_view, whole=web.borders_whole, most=web.borders_bytes)


def for_script(borders: Borders | None) -> dict[str, Any] | None:
    """What the page's own script is told of it."""
    return {"source": borders.source, "whole": borders.whole, "address": PATH} if borders else None
