"""What to call a generic key in a language: `rebels:syria` is "rebels (Syria)", « rebelles (Syrie) ».

In a sentence the French one has its article: « les rebelles (Syrie) », « une source anonyme ».
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Mapping
from functools import lru_cache
from pathlib import Path

from whoholds.errors import DataError
from whoholds.reference import french
from whoholds.reference.countries import countries

_PATH = Path(__file__).parent / "data" / "labels.tsv"
_SUPPORTERS = "supporters_of_"
_COLUMNS = ("key", "en", "fr", "fr_said")


def generic(key: str, language: str, named: Callable[[str, str], str], *, said: bool = False) -> str:
    """A readable form of a key that no actor file lists.

    Args:
        key: generic key, with or without a country or an organisation after the colon.
        language: "en" or "fr"; others are labelled in English.
        named: how to label what follows the colon where it is no country.
        said: as a sentence calls it, in French with its article.
    """
    language = "fr" if language == "fr" else "en"
    column = "fr_said" if said and language == "fr" else language
    if key in _table():
        return _table()[key][column]
    if key in countries():
        name = countries()[key].names[language][0]
        return french.definite(name) if column == "fr_said" else name
    if key in _forces():
        role, country = _forces()[key]
        return f"{_table()[role][column]} ({countries()[country].names[language][0]})"
    if key.startswith(_SUPPORTERS):
        whom = named(key.removeprefix(_SUPPORTERS), language)
        if language == "en":
            return f"supporters of {whom}"
        return ("des partisans " if said else "partisans ") + french.of(whom if said else french.definite(whom))
    role, _, rest = key.partition(":")
    word = _table()[role][column] if role in _table() else role.replace("_", " ")
    if not rest:
        return word
    country_named = countries().get(rest)
    # what follows in brackets is a label of its own and takes no article
    return f"{word} ({country_named.names[language][0] if country_named else _bare(named(rest, language))})"


def _bare(label: str) -> str:
    """A name without brackets of its own, and a French one without the article that sentences give it."""
    label = label.replace(" (", ", ").replace(")", "")
    for article in ("le ", "la ", "les ", "l'", "des "):
        if label.startswith(article):
            return label.removeprefix(article)
    return label


@lru_cache(maxsize=1)
def _forces() -> Mapping[str, tuple[str, str]]:
    """Armies and air forces that only the table of countries names, with their role and country."""
    rows = [(country.army, "army", key) for key, country in countries().items()]
    rows += [(country.air_force, "air_force", key) for key, country in countries().items()]
    return {name: (role, key) for name, role, key in rows if name}


@lru_cache(maxsize=1)
def _table() -> Mapping[str, Mapping[str, str]]:
    with _PATH.open(encoding="utf-8", newline="") as file:
        rows = {row["key"]: row for row in csv.DictReader(file, delimiter="\t")}
    for key, row in rows.items():
        if missing := [column for column in _COLUMNS if not row.get(column)]:
            raise DataError("data.schema", f"labels.tsv: {key}: no {', '.join(missing)}", subject="labels.tsv")
    return rows
