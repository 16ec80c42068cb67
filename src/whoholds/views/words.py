"""The words that views print, in French and English, and how dates and numbers are written in each."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import UTC, date, datetime
from functools import cache
from importlib import resources
from typing import Any

from whoholds.errors import UsageError
from whoholds.reference import french

LANGUAGES = ("en", "fr")


class Words:
    """One language's words.

    Args:
        language: "en" or "fr".
        table: its part of words.toml.
    """

    def __init__(self, language: str, table: Mapping[str, Any]) -> None:
        self.language = language
        self._table = table

    @classmethod
    def of(cls, language: str, *packages: str) -> Words:
        """The words of a language.

        Args:
            language: one of `LANGUAGES`.
            packages: further packages that hold a data/words.toml; the last one that has a key wins.

        Raises:
            UsageError: the language is not one that views speak.
        """
        if language not in LANGUAGES:
            raise UsageError(
                "views.language",
                f"no words in {language!r}",
                hint="use one of " + ", ".join(LANGUAGES),
                subject=language,
            )
        return _load(language, packages)

    def __call__(self, key: str, /, **values: object) -> str:
        """The text of a dotted key, e.g. `standing.claimed`, with its `{fields}` filled in."""
        found: Any = self._table
        for part in key.split("."):
            found = found[part]
        text = str(found)
        if self.language == "fr":
            text = french.spaced(text)
        return text.format(**values)

    def has(self, key: str) -> bool:
        """Whether a dotted key has a text."""
        found: Any = self._table
        for part in key.split("."):
            if not isinstance(found, Mapping) or part not in found:
                return False
            found = found[part]
        return isinstance(found, str)

    def day(self, value: date) -> str:
        """A day as people write it."""
        number = "1er" if self.language == "fr" and value.day == 1 else str(value.day)
        return self("day", day=number, month=self._table["months"][value.month - 1], year=value.year)

    def moment(self, value: datetime) -> str:
        """An instant in UTC, to the minute."""
        at = value.astimezone(UTC)
        number = "1er" if self.language == "fr" and at.day == 1 else str(at.day)
        month = self._table["months"][at.month - 1]
        return self("moment", day=number, month=month, year=at.year, clock=f"{at:%H:%M}")

    def number(self, value: float, digits: int = 0) -> str:
        """A number with this language's decimal sign and thin spaces or commas between thousands."""
        text = f"{value:,.{digits}f}"
        if self.language == "fr":
            return text.replace(",", "\u202f").replace(".", ",")
        return text

    def percent(self, share: float) -> str:
        """A probability as a whole per cent that never claims certainty."""
        whole = round(share * 100)
        space = "\u202f" if self.language == "fr" else ""
        if whole >= 100:
            return f"> 99{space}%"
        if whole <= 0:
            return f"< 1{space}%"
        return f"{whole}{space}%"


@cache
def _load(language: str, packages: tuple[str, ...]) -> Words:
    table: dict[str, Any] = {}
    for package in ("whoholds.views", *packages):
        text = resources.files(package).joinpath("data/words.toml").read_text(encoding="utf-8")
        table.update(tomllib.loads(text)[language])
    return Words(language, table)
