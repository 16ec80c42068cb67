"""What to call a generic key in a language: `rebels:syria` is "rebels (Syria)", « rebelles (Syrie) »."""

from __future__ import annotations

import csv
from collections.abc import Callable, Mapping
from functools import lru_cache
from pathlib import Path

from whoholds.errors import DataError
from whoholds.reference.countries import countries

_PATH = Path(__file__).parent / "data" / "labels.tsv"
_SUPPORTERS = "supporters_of_"


def generic(key: str, language: str, named: Callable[[str, str], str]) -> str:
    """A readable form of a key that no actor file lists.

    Args:
        key: generic key, with or without a country or an organisation after the colon.
        language: "en" or "fr"; others are labelled in English.
        named: how to label what follows the colon where it is no country.
    """
    language = "fr" if language == "fr" else "en"
    if key in _table():
        return _table()[key][language]
    if key.startswith(_SUPPORTERS):
        return ("partisans : " if language == "fr" else "supporters of ") + named(
            key.removeprefix(_SUPPORTERS), language
        )
    role, _, rest = key.partition(":")
    word = _table()[role][language] if role in _table() else role.replace("_", " ")
    if not rest:
        return word
    country = countries().get(rest)
    return f"{word} ({country.names[language][0] if country else named(rest, language)})"


@lru_cache(maxsize=1)
def _table() -> Mapping[str, Mapping[str, str]]:
    with _PATH.open(encoding="utf-8", newline="") as file:
        rows = {row["key"]: row for row in csv.DictReader(file, delimiter="\t")}
    for key, row in rows.items():
        if not row["en"] or not row["fr"]:
            raise DataError("data.schema", f"labels.tsv: {key}: a label is missing", subject="labels.tsv")
    return rows
