"""In which province and country a place lies, so that places of one name are told apart."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from whoholds.errors import NotFound, SetupError
from whoholds.reference.gazetteer import Gazetteer
from whoholds.settings import Settings

AROUND = ("province", "country")
"""Kinds of what is said to lie around a place, from the inside out."""


def whereabouts(settings: Settings, ids: Iterable[str], language: str) -> dict[str, str]:
    """Province and country of places by id, in a language ("Hama, Syria"); without those that no list knows.

    Args:
        settings: where the gazetteer is; without one nothing is known.
        ids: of places.
        language: of the names.
    """
    found: dict[str, str] = {}
    try:
        with Gazetteer.open(settings.gazetteer_path) as gazetteer:
            for id in ids:
                if names := ", ".join(_around(gazetteer, id, language)):
                    found[id] = names
    except SetupError:
        return found
    return found


def _around(gazetteer: Gazetteer, id: str, language: str) -> Iterator[str]:
    try:
        row = gazetteer.get(id)
        seen = {id}
        while row.parent and row.parent not in seen:
            seen.add(row.parent)
            row = gazetteer.get(row.parent)
            if row.kind in AROUND:
                yield gazetteer.display(row.id, language)
    except NotFound:
        return  # an import may name a parent that it does not bring
