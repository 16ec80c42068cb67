"""All places on one day, as pages show them."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from whoholds.control.glance import Answer
from whoholds.control.viewpoints import Viewpoint
from whoholds.ledger import KnownPlace
from whoholds.reference.theatres import Theatre
from whoholds.views.borders import Borders
from whoholds.views.patterns import Mark, SideStyle
from whoholds.views.projection import Extent
from whoholds.views.words import Words

TURNS = re.compile("[\u202a-\u202e\u2066-\u2069]")  # controls of direction, which a name could leave open


@dataclass(frozen=True, slots=True)
class Board:
    """All places on one day.

    Attributes:
        as_known: None for all that is known.
        first, last: days of the first and the last claim or report, the range that can be asked for.
        counts: claims by the day that they speak of, else of their publication.
        mentioned: places that are spoken of without a word on who holds them.
        called: names of its places by language and id, where they are called otherwise than in the ledger.
        extent: of every place of the theatre that is spoken of, so that the map stands still while days pass.
        head: the ledger's size that it was made from.
        outlets: the most heard, by name.
        viewpoint: which claims count; None for all.
        borders: the view of borders that it is drawn with; None for the shipped one.
    """

    on: date
    as_known: datetime | None
    theatre: Theatre
    sides: tuple[SideStyle, ...]
    holdings: Mapping[str, Answer]
    marks: tuple[Mark, ...]
    first: date
    last: date
    counts: Mapping[date, int]
    mentioned: tuple[KnownPlace, ...]
    called: Mapping[str, Mapping[str, str]]
    extent: Extent | None
    head: int
    outlets: tuple[str, ...] = ()
    viewpoint: Viewpoint | None = None
    borders: Borders | None = None

    @property
    def key(self) -> Hashable:
        """What tells this answer from another."""
        told = self.viewpoint and self.viewpoint.name
        return self.head, self.on, self.as_known, self.theatre.key, told, self.borders

    def told_by(self, language: str) -> str | None:
        """What people call the viewpoint that it is told from; None where everything counts."""
        return TURNS.sub("", self.viewpoint.called(language, self.theatre.sides)) if self.viewpoint else None

    def side_name(self, language: str, *, short: bool = False) -> Callable[[str], str]:
        """Names of holders in a language, whole or `short` (see `SideStyle.short`)."""
        names = {side.key: side.short(language) if short else side.name(language) for side in self.sides}
        words = Words.of(language)
        names |= {key: words(f"holder_{key}") for key in ("contested", "unknown")}
        return lambda key: names.get(key, key)

    def told(self, language: str) -> Board:
        """The same board with its places called as people call them in a language."""
        names = self.called.get(language)
        if not names:
            return self

        def told(holding: Answer) -> Answer:
            return replace(holding, place=names.get(holding.place_id, holding.place))

        return replace(
            self,
            holdings={key: told(holding) for key, holding in self.holdings.items()},
            marks=tuple(replace(mark, holding=told(mark.holding)) for mark in self.marks),
            mentioned=tuple(replace(p, label=names.get(p.id, p.label)) for p in self.mentioned),
        )
