"""Words that are not places, and phrases that stand for one: the small tables that spotting needs."""

from __future__ import annotations

import re
from functools import cache
from importlib import resources

from whoholds.reference.folding import fold
from whoholds.reference.tables import read_table

_DATA = resources.files("whoholds.reference") / "data" / "places"

DIRECTIONS = {
    "north": "N", "south": "S", "east": "E", "west": "W", "northern": "N", "southern": "S", "eastern": "E",
    "western": "W",
    "central": "C", "centre": "C", "nord": "N", "sud": "S", "est": "E", "ouest": "W",
    "north-west": "NW", "north-east": "NE", "south-west": "SW", "south-east": "SE", "northwest": "NW",
    "northeast": "NE", "southwest": "SW", "southeast": "SE", "north-western": "NW", "north-eastern": "NE",
    "south-western": "SW", "south-eastern": "SE",
    "northwestern": "NW", "northeastern": "NE", "southwestern": "SW", "southeastern": "SE",
    "nord-ouest": "NW", "nord-est": "NE", "sud-ouest": "SW", "sud-est": "SE",
}  # fmt: skip
"""Words for a part of a country or province, and the part that they mean."""


@cache
def stop_words() -> frozenset[str]:
    """Folded words that are hardly ever places though places bear them: function words, months, surnames, bodies."""
    rows = read_table(_DATA / "stop.tsv", ("word", "why"))
    return frozenset(key for row in rows for word in row["word"].split("|") if (key := fold(word)))


def _country_names() -> list[list[str]]:
    rows = read_table(_DATA / "countries.tsv", ("fr", "en"))
    names = (name for row in rows for name in (row["fr"], row["en"], *row["aliases"].split("|")))
    return [words for name in names if (words := name.replace("-", " ").split())]


@cache
def name_words() -> frozenset[str]:
    """Folded words that names of countries hold in small letters: "République démocratique du Congo"."""
    words = (word for name in _country_names() for word in name[1:])
    return frozenset(fold(word) for word in words if len(word) > 4 and word[0].islower() and word.isalpha())


@cache
def country_heads() -> frozenset[str]:
    """The folded first words of countries' names of several words: "democratic", "timor", "république"."""
    return frozenset(fold(name[0]) for name in _country_names() if len(name) > 1)


@cache
def place_verbs() -> frozenset[str]:
    """Folded verbs whose object is a place: "entered X", "ont repris X"."""
    return frozenset(
        fold(word) for row in read_table(_DATA / "verbs.tsv", ("word",)) for word in row["word"].split("|")
    )


@cache
def bare_phrases() -> dict[str, tuple[str, str]]:
    """Folded phrases such as "central prison" with their kind and a word that the place's name must hold, if any."""
    return {
        fold(row["phrase"]): (row["kind"], row["word"])
        for row in read_table(_DATA / "bare.tsv", ("phrase", "kind", "word"))
    }


@cache
def bare_pattern() -> re.Pattern[str]:
    """Finds such phrases in running text, with the definite article before them."""
    phrases = sorted((row["phrase"] for row in read_table(_DATA / "bare.tsv")), key=len, reverse=True)
    alternatives = "|".join(re.escape(p).replace("'", "['’]") for p in phrases)
    return re.compile(
        rf"(?:\b(?:the|la|le|de la|du|à la|au)\s+|\bl['’])({alternatives})\b"
        r"(?!\s+(?:international|militaire|d['’]|de\s|du\s|of\s))",
        re.IGNORECASE,
    )


@cache
def part_pattern() -> re.Pattern[str]:
    """Finds "north-west Syria", "le nord de la Syrie", "the south of the country"; groups: direction, whole."""
    words = "|".join(sorted(DIRECTIONS, key=len, reverse=True))
    rest = r"(?:\s+of\s+(?:the\s+)?|\s+du\s+|\s+de\s+la\s+|\s+de\s+l['’]|\s+de\s+|\s+d['’]|\s+)"
    return re.compile(rf"\b((?i:{words}))\b{rest}(?=(pays|country|[A-ZÀ-Ý]))")
