"""A board as a map's specification: what the page, the file and the command line draw alike."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from whoholds.views.spec import MapSpec
from whoholds.web.desk import Board


def theatre_name(names: Mapping[str, str], language: str) -> str:
    """A theatre's name in a language, else in English, else nothing."""
    return names.get(language) or names.get("en") or ""


def spec_of(board: Board, language: str, **more: Any) -> MapSpec:
    """What a map of this board is; `more` are further fields of `MapSpec`."""
    return MapSpec(
        on=board.on,
        as_known=board.as_known,
        language=language,
        home=board.theatre.countries,
        theatre=theatre_name(board.theatre.name, language),
        sides=board.sides,
        viewpoint=board.told_by(language),
        borders=board.borders,
        **more,
    )
