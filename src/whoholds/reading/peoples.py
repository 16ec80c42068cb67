"""Adjectives of nationality as actors where nothing but they says who acts: "Russian hands", "le retrait rwandais"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from whoholds.reading.words import words
from whoholds.reference.actors import Actors
from whoholds.reference.countries import by_iso
from whoholds.reference.folding import fold
from whoholds.reference.gazetteer import Gazetteer
from whoholds.reference.mention import ActorMention
from whoholds.reference.theatres import Theatre


def _forms(stem: str) -> list[str]:
    """A French adjective in both genders and numbers, the feminine plural last."""
    feminine = stem if stem.endswith("e") else f"{stem}e"
    return [stem, f"{stem}s", f"{stem[:-1]}ux" if stem.endswith("al") else stem, feminine, f"{feminine}s"]


_SIDES = words("actors", "sides")
_FRENCH = {form: stem for stem in words("actors", "sides_fr") for form in _forms(stem)}
_EITHER = "|".join(sorted(_SIDES))
_WORD = {
    "en": re.compile(rf"\b(?:[A-Z][a-z]+(?:ese|sh|an|en|ch|ek|i|k)|{_EITHER})\b"),
    "fr": re.compile(r"\b[a-zéèêïâôç]+\b"),
}


class Peoples:
    """Finds them; what the army of a country is called is asked of the actors once a theatre."""

    def __init__(self, actors: Actors, gazetteer: Gazetteer) -> None:
        self.actors = actors
        self.gazetteer = gazetteer

    def find(
        self, text: str, language: str, theatre: Theatre | None, on: date | None, taken: Sequence[ActorMention]
    ) -> list[ActorMention]:
        """Mentions of the armies that the adjectives of `text` stand for, away from the actors already found."""
        pattern = _WORD.get(language)
        if pattern is None:
            return []
        demonyms = self.gazetteer.demonyms()
        armies: dict[str, ActorMention | None] = {}
        out = []
        for match in pattern.finditer(text):
            code = demonyms.get(fold(match[0]))
            if code is None and (match[0] in _SIDES if language == "en" else match[0] in _FRENCH):
                code = match[0] if language == "en" else _FRENCH[match[0]]
            if code is None or any(m.start < match.end() and match.start() < m.end for m in taken):
                continue
            if code not in armies:
                armies[code] = self._army(code, theatre, on)
            army = armies[code]
            if army is not None:
                out.append(replace(army, start=match.start(), end=match.end(), text=match[0], head=match.start()))
        return out

    def _army(self, code: str, theatre: Theatre | None, on: date | None) -> ActorMention | None:
        if code in _SIDES or code in _FRENCH:
            english = code in _SIDES
            name = f"{code} forces" if english else f"forces {_forms(code)[-1]}"
            found = self.actors.mentions(name, "en" if english else "fr", theatre, on)
            return found[0] if found and found[0].key != "forces" else None
        country = by_iso().get(code)
        if country is None or not country.adjectives["en"]:
            return None
        found = self.actors.mentions(f"{country.adjectives['en'][0]} army", "en", theatre, on)
        return found[0] if found else None


__all__ = ["Peoples"]
