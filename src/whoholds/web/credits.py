"""Whom the places on the map are from: the gazetteer's own account, imported sources included."""

from __future__ import annotations

from pathlib import Path

from whoholds.errors import SetupError
from whoholds.reference.gazetteer import Gazetteer
from whoholds.views.words import Words

PLAIN = "GeoNames (CC BY 4.0)"
"""What is said where there is no gazetteer: the names of the shipped places are from there."""
PUBLIC = "public domain"
"""What sources call works that nobody owns."""


def all_sources(gazetteer: Path) -> str:
    """Every source of the gazetteer with its licence, for a page's foot and the printed map."""
    return _meta(gazetteer).get("credits", PLAIN)


def in_words(sources: str, words: Words) -> str:
    """Sources with what is no licence's name in the reader's language."""
    return sources.replace(f"({PUBLIC})", f"({words('public_domain')})")


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
