"""What is asked of a map."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from whoholds.views.borders import Borders
from whoholds.views.overlay import NOTHING, Overlay
from whoholds.views.patterns import SideStyle
from whoholds.views.projection import Extent
from whoholds.views.words import Words


@dataclass(frozen=True, slots=True)
class MapSpec:
    """What is asked for.

    Attributes:
        on: day of the situation.
        as_known: instant of the knowledge; None for all there is.
        width: of the drawing, in pixels.
        height: None lets the places' extent decide, within reason.
        theme: "light", "dark" or "auto".
        home: ISO codes of the theatre's countries.
        theatre: the theatre's name in the map's language; "" for none.
        extent: a fixed extent; None fits the places.
        overlay: the layers that are switched on.
        viewpoint: whose map it is, in its language; None where everything that is said counts.
        places: whom the places are from, as the credits name them.
        borders: a view of borders in place of the shipped one.
        id_prefix: keeps ids apart where a page holds several maps.
    """

    on: date
    as_known: datetime | None = None
    language: str = "en"
    width: float = 1100.0
    height: float | None = None
    theme: str = "light"
    home: tuple[str, ...] = ()
    theatre: str = ""
    title: str | None = None
    extent: Extent | None = None
    sides: tuple[SideStyle, ...] = field(default=())
    overlay: Overlay = NOTHING
    viewpoint: str | None = None
    places: str = "GeoNames, CC BY 4.0"
    borders: Borders | None = None
    id_prefix: str = "wh-"

    @property
    def words(self) -> Words:
        """The words of its language."""
        return Words.of(self.language)
