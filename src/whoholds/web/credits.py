"""Whom the places on the map are from: the gazetteer's own account, imported sources included."""

from __future__ import annotations

from pathlib import Path

from whoholds.errors import SetupError
from whoholds.reference.gazetteer import Gazetteer

PLAIN = "GeoNames (CC BY 4.0)"
"""What is said where there is no gazetteer: the names of the shipped places are from there."""


def all_sources(gazetteer: Path) -> str:
    """Every source of the gazetteer with its licence, for a page's foot and the printed map."""
    return _meta(gazetteer).get("credits", PLAIN)


def short_sources(gazetteer: Path) -> str:
    """GeoNames and what a user has imported, for the corner of the map."""
    meta = _meta(gazetteer)
    compiled = set(meta.get("credits_compiled", meta.get("credits", "")).split(", "))
    imported = [source for source in meta.get("credits", "").split(", ") if source and source not in compiled]
    return ", ".join(["GeoNames", *imported])


def _meta(gazetteer: Path) -> dict[str, str]:
    try:
        with Gazetteer.open(gazetteer) as found:
            return dict(found.meta)
    except SetupError:
        return {}
