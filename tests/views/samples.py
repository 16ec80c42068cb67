"""Places, sides and claims to draw and to write, invented but for the towns' coordinates."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime

from hypothesis import strategies as st

from whoholds.model import (
    ActorRef,
    Area,
    Basis,
    Claim,
    Described,
    Effect,
    Event,
    Factuality,
    Holding,
    Place,
    PlaceRef,
    PlaceRole,
    Precision,
    Quantity,
    Reason,
    Standing,
    Unplaced,
    When,
)
from whoholds.views.patterns import Mark, SideStyle, styles

DAY = date(2024, 12, 7)
KNOWN = datetime(2024, 12, 7, 20, 5, tzinfo=UTC)
SIDES = styles(
    (
        ("gov", {"en": "Government & allies", "fr": "Gouvernement et alliés"}, "#b2182b"),
        ("opp", {"en": "Opposition, later the interim authority", "fr": "Opposition"}, "#1b7837"),
        ("sdf", {"en": "Third force"}, ""),
    )
)


def holding(
    name: str = "Hama",
    lat: float = 35.13,
    lon: float = 36.76,
    holder: str = "opp",
    standing: Standing = Standing.ASSESSED,
    *,
    probability: float = 0.9,
    threatened: bool = False,
    id: str | None = None,
    because: tuple[Reason, ...] = (
        Reason("c1", 2.0, "monitor: odds 12"),
        Reason("c2", 0.0, "copy: its origin counts", copy=True),
    ),
    since: date | None = date(2024, 12, 5),
) -> Holding:
    return Holding(
        place_id=id or f"gn:{name}",
        place=name,
        lat=lat,
        lon=lon,
        valid_from=since,
        valid_to=None,
        holder=holder,
        probability=probability,
        standing=standing,
        threatened=threatened,
        because=because,
        rule=f"Held by {holder}: one independent origin.",
    )


TOWNS = (
    ("Aleppo", 36.2012, 37.1612, "opp", Standing.ASSESSED, False, 1_600_000),
    ("Hama", 35.1318, 36.7578, "opp", Standing.CLAIMED, False, 460_000),
    ("Homs", 34.7268, 36.7234, "gov", Standing.CLAIMED, True, 775_000),
    ("Damascus", 33.5102, 36.2913, "gov", Standing.ASSESSED, True, 1_569_000),
    ("Darayya", 33.4584, 36.2326, "opp", Standing.CLAIMED, False, 78_000),
    ("Jaramana", 33.4862, 36.3461, "unknown", Standing.UNKNOWN, False, 114_000),
    ("Douma", 33.5714, 36.4022, "gov", Standing.STALE, False, 110_000),
    ("Suwayda", 32.709, 36.5695, "contested", Standing.CONTESTED, False, 64_000),
    ("Manbij", 36.5282, 37.9549, "sdf", Standing.DENIED, False, 98_000),
    ("Raqqa", 35.95, 39.0094, "sdf", Standing.STALE, False, 177_000),
)


def board() -> list[Mark]:
    """A map with every standing, and a crowd around Damascus."""
    return [
        Mark(
            holding(name, lat, lon, holder, standing, threatened=threatened),
            contenders=("opp", "gov") if standing is Standing.CONTESTED else (),
            weight=float(people),
        )
        for name, lat, lon, holder, standing, threatened, people in TOWNS
    ]


@dataclass(frozen=True)
class Stored:
    """A claim as the ledger gives it back."""

    claim: Claim
    report_id: str = "r-1"
    outlet: str | None = "Courier Seven"
    title: str | None = "A title"
    language: str = "en"
    published: datetime | None = datetime(2024, 12, 5, 9, 30, tzinfo=UTC)
    known_from: datetime = datetime(2024, 12, 5, 10, 0, tzinfo=UTC)
    reader: str = "rules-1"


PLACE = Place("Hama", "gn:170017", "Hama", 35.1318, 36.7578, "settlement", "SY", 0.9)


def claim(
    id: str = "c1", quote: str = "the army left Hama", place: PlaceRef = PLACE, lon: float | None = None
) -> Claim:
    if lon is not None:
        place = Place("Somewhere", "gn:1", "Somewhere", 16.7, lon, "settlement", "ML", 0.9)
    return Claim(
        id=id,
        report_id="r-1",
        start=10,
        end=10 + len(quote),
        quote=quote,
        event=Event.WITHDRAW,
        actor=ActorRef("syrian_armed_forces"),
        target=None,
        place=place,
        place_role=PlaceRole.FROM,
        speaker=ActorRef("residents"),
        chain=("outlet", "residents"),
        factuality=Factuality.CERTAIN,
        when=When(date(2024, 12, 5), date(2024, 12, 5), Precision.DAY, Basis.STATED, "Thursday"),
        quantity=Quantity(2000, "soldiers", True),
        control=Effect.LOSES,
        rule="en:withdraw/leave",
        confidence=0.9,
    )


AREA = Area("the south", None, "the south", 32.8, 36.3)
DESCRIBED = Described("a base south-west of Hama", "air_base", "SW", PLACE)
UNPLACED = Unplaced("Nowhereville", "no such place")

# anything a hostile or broken report may bring, control characters and bidirectional overrides included
wild_text = st.text(min_size=0, max_size=40) | st.sampled_from(
    [
        "</text><script>alert(1)</script>",
        '" onload="alert(1)',
        "]]>&amp;<!--",
        "حماة",
        "\u202eevil\u202c",
        "\x00\x01\x0b",
        "Ünïcödé 東京",
        "=HYPERLINK(1)",
    ]
)
latitudes = st.floats(-60, 75, allow_nan=False)
longitudes = st.floats(-179, 179, allow_nan=False)


@st.composite
def marks(draw: st.DrawFn, *, near: bool = False) -> list[Mark]:
    """Up to a dozen places, anywhere or around one town."""
    count = draw(st.integers(0, 12))
    out = []
    for i in range(count):
        lat = 33.5 + draw(st.floats(-0.6, 0.6)) if near else draw(latitudes)
        lon = 36.3 + draw(st.floats(-0.6, 0.6)) if near else draw(longitudes)
        item = holding(
            draw(wild_text),
            lat,
            lon,
            draw(st.sampled_from(["gov", "opp", "sdf", "contested", "unknown", "stranger:x"])),
            draw(st.sampled_from(list(Standing))),
            threatened=draw(st.booleans()),
            probability=draw(st.floats(0, 1)),
            id=f"p{i}",
        )
        contenders = tuple(draw(st.lists(st.sampled_from(["gov", "opp", "sdf"]), max_size=2, unique=True)))
        out.append(Mark(item, contenders, draw(st.sampled_from([0.0, 1e5, 1e6])), draw(st.none() | wild_text)))
    return out


def style(key: str) -> SideStyle:
    """The look of a side."""
    return next(side for side in SIDES if side.key == key)
