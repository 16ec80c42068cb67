"""Toponyms of a report: spotted in the text, resolved together, kept apart from actors."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from whoholds.model import PlaceMention
from whoholds.reading.scene import point_of
from whoholds.reference.gazetteer import Gazetteer
from whoholds.reference.mention import ActorMention
from whoholds.reference.resolve import Resolver
from whoholds.reference.spotting import spot
from whoholds.settings import PlaceSettings

_FRONT = re.compile(r"^front\b|\bfront$")  # "the Kherson front" is no group


class Toponyms:
    """Finds and resolves the places of whole reports."""

    def __init__(self, gazetteer: Gazetteer, settings: PlaceSettings) -> None:
        self.gazetteer = gazetteer
        self.resolver = Resolver(gazetteer, settings)

    def find(self, text: str, language: str, countries: Mapping[str, float]) -> list[PlaceMention]:
        """Every toponym of a text, in order.

        Args:
            text: the whole report.
            language: of the report.
            countries: prior weight by ISO code of the countries that the report is likely about.
        """
        spans = spot(text, self.gazetteer, language, tuple(c for c, w in countries.items() if w >= 0.5))
        refs = self.resolver.resolve(spans, countries=countries)
        return [PlaceMention(s.start, s.end, ref) for s, ref in zip(spans, refs, strict=True)]

    def countries(self, places: Sequence[PlaceMention]) -> dict[str, float]:
        """Share of the places found in each country."""
        count = Counter(p.country for m in places if (p := point_of(m.place)) is not None and p.country)
        total = sum(count.values())
        return {country: n / total for country, n in count.items()}

    def divide(
        self, places: Sequence[PlaceMention], actors: Sequence[ActorMention]
    ) -> tuple[list[PlaceMention], list[ActorMention]]:
        """Places and actors without clash: a capital or country may be both, else the longer wins, a name first."""
        lost_places: set[int] = set()
        lost_actors: set[int] = set()
        for i, place in enumerate(places):
            for j, actor in enumerate(actors):
                if actor.start < place.end and place.start < actor.end and not (actor.metonym or actor.kind == "state"):
                    front_line = actor.provisional and _FRONT.search(actor.text) is not None
                    longer = front_line or place.end - place.start > actor.end - actor.start
                    (lost_actors if longer else lost_places).add(j if longer else i)
        return (
            [p for i, p in enumerate(places) if i not in lost_places],
            [a for j, a in enumerate(actors) if j not in lost_actors],
        )
