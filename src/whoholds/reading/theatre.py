"""Which conflict a report is about, and the places that only this makes known: its capital, its smaller towns."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from whoholds.model import Place, PlaceMention
from whoholds.reading.relevance import SHORT
from whoholds.reading.scene import point_of
from whoholds.reading.toponyms import Toponyms
from whoholds.reading.words import words
from whoholds.reference.actors import Actors
from whoholds.reference.countries import by_iso
from whoholds.reference.folding import fold
from whoholds.reference.theatres import Theatre

_CAPITAL = {
    "en": re.compile(r"\b[Tt]he (?:(?P<people>[A-Z]\w+) )?(?P<noun>capital)\b(?! of\b|[ -](?:city )?of\b|\s+[A-Z])"),
    "fr": re.compile(
        r"\b[Ll]a (?P<noun>capitale)(?: (?!(?:de|du|des)\b|d['’])(?P<people>[a-zéèêïâç]+))?\b"
        r"(?! (?:de|du|des)\b| d['’])",
        re.UNICODE,
    ),
}
_LESSER = words("places", "lesser")
_WORD = re.compile(r"[^\W\d_]+")
_SHARE = 0.6  # of the places of a short text that must lie in one country before it sets the theatre
_FULL = 1.0
_SEVERAL = 2
_HOME = 0.3  # what an outlet's country says beforehand of where its reports play


@dataclass(frozen=True, slots=True)
class Ground:
    """Where a report plays: its theatre, None where nothing points to one, and its places in order."""

    theatre: Theatre | None
    places: list[PlaceMention]


class Grounds:
    """Finds theatre and places together, because each helps to tell the other."""

    def __init__(self, actors: Actors, toponyms: Toponyms, declared: Sequence[str] = ()) -> None:
        """Args say who is who, where names lie, and the keys of the theatres that the ledger is declared to be about.

        Raises:
            NotFound: there is no such theatre.
        """
        self.actors = actors
        self.toponyms = toponyms
        self.declared = tuple(actors.theatre(key) for key in declared)

    def of(self, text: str, language: str, day: date | None, home: str = "") -> Ground:
        """Theatre and places of a text.

        Args:
            text: the whole report.
            language: "und" where it is not one that can be read.
            day: of the report.
            home: ISO 3166 code of the outlet's country, which tips the scales where the text itself points nowhere.
        """
        theatre = self.actors.theatre_of(text, language, {}, day)
        places = self.toponyms.find(text, language, _weights(theatre))
        if theatre is None:
            theatre = self.actors.theatre_of(text, language, self.toponyms.countries(places), day)
            if theatre is None and len(text) <= SHORT:
                theatre = self._by_people(text, language, day)
            if theatre is None and self.declared:
                theatre = self._by_declaration(text, language, day, home)
            if theatre is None and home:
                theatre = self.actors.theatre_of(text, language, {home: _FULL}, day)
            if theatre is not None or home:
                places = self.toponyms.find(text, language, _weights(theatre) or {home: _HOME})
        theatre = _centred(theatre, places)
        return Ground(theatre, self._with_capitals(text, language, theatre, places))

    def _by_declaration(self, text: str, language: str, day: date | None, home: str) -> Theatre | None:
        """The declared theatre whose ground the text may be on: most of the places it names, if any, lie there.

        Of several it is the one that most of them lie in, else that of the outlet's country; None where neither tells.
        """
        tried = []
        for theatre in self.declared:
            if not theatre.active(day):
                continue
            shares = self.toponyms.countries(self.toponyms.find(text, language, _weights(theatre)))
            inside = sum(shares.get(code, 0.0) for code in theatre.countries)
            if not shares or inside >= _SHARE:
                tried.append((inside, home in theatre.countries, theatre))
        if len(tried) < _SEVERAL:
            return tried[0][2] if tried else None
        tried.sort(key=lambda one: one[:2], reverse=True)
        return tried[0][2] if tried[0][:2] > tried[1][:2] else None

    def _by_people(self, text: str, language: str, day: date | None) -> Theatre | None:
        """The theatre of the only people that a short text names: "the Sudanese capital"."""
        demonyms = self.toponyms.gazetteer.demonyms()
        codes = {demonyms[key] for w in _WORD.findall(text) if (key := fold(w)) in demonyms}
        if not codes:
            return self._by_small_places(text, language, day)
        return self.actors.theatre_of(text, language, dict.fromkeys(codes, _FULL), day) if len(codes) == 1 else None

    def _by_small_places(self, text: str, language: str, day: date | None) -> Theatre | None:
        """The only theatre that knows the small places of a short text by their exact names: "Rebels took Saraqib"."""
        everywhere = {c: _FULL for t in self.actors.theatres() for c in t.countries}
        found = self.toponyms.find(text, language, everywhere)
        exact = [p for p in found if self.toponyms.gazetteer.exact(text[p.start : p.end])]
        share = {c: n for c, n in self.toponyms.countries(exact).items() if c in everywhere and n >= _SHARE}
        return self.actors.theatre_of(text, language, share, day) if share else None

    def _with_capitals(
        self, text: str, language: str, theatre: Theatre | None, places: list[PlaceMention]
    ) -> list[PlaceMention]:
        """With "the capital" and "the Sudanese capital" as the towns that they mean, on the noun alone."""
        pattern = _CAPITAL.get(language)
        if pattern is None:
            return places
        demonyms = self.toponyms.gazetteer.demonyms()
        out = list(places)
        for match in pattern.finditer(text):
            people = match["people"]
            if people in _LESSER:
                continue
            code = demonyms.get(fold(people)) if people else None
            if code is None and (people is None or language == "fr") and theatre is not None:
                code = theatre.countries[0]
            capital = self._capital(code, language) if code else None
            start, end = match.span("noun")
            if capital is not None and not any(p.start < end and start < p.end for p in out):
                out.append(PlaceMention(start, end, capital))
        return sorted(out, key=lambda p: p.start)

    def _capital(self, code: str, language: str) -> Place | None:
        country = by_iso().get(code)
        for name in country.capitals[language] if country is not None else ():
            for found in self.toponyms.find(name, language, {code: _FULL}):
                if isinstance(found.place, Place) and found.place.country == code:
                    return found.place
        return None


def _centred(theatre: Theatre | None, places: Sequence[PlaceMention]) -> Theatre | None:
    """The theatre with that country at its head in which the report plays: whose army "the army" is.

    It is the one in which most of the places lie, where the theatre's own first has less than half as many.
    """
    if theatre is None or len(theatre.countries) < _SEVERAL:
        return theatre
    count = Counter(p.country for m in places if (p := point_of(m.place)) is not None)
    main = max(theatre.countries, key=lambda code: count[code])  # the first of equals
    if count[main] < _SEVERAL or count[main] <= 2 * count[theatre.countries[0]]:
        return theatre
    return replace(theatre, countries=(main, *(c for c in theatre.countries if c != main)))


def _weights(theatre: Theatre | None) -> Mapping[str, float]:
    """What a theatre says of its countries beforehand, by ISO code, 0 … 1."""
    if theatre is None:
        return {}
    return dict.fromkeys(theatre.countries, _FULL) | dict.fromkeys(theatre.near, 0.3)


__all__ = ["Ground", "Grounds"]
