"""Claims of deaths under the column names of UCDP's Georeferenced Event Dataset, with the `wh_` columns beside them.

GED lists lethal events with a best count; a claim that people were killed, with a number, is the nearest that there is.
All others are left out: most claims of control have no place in such a table. The number is the speaker's; it stands
under `best`, and under `low` and `high` too unless it was said to be approximate.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from math import floor

from whoholds.model import Area, Claim, Event
from whoholds.views.acled import OURS, ours
from whoholds.views.coding import ActorsLike, Where, Who, country_name, days, happened, open_ended, where, who
from whoholds.views.csv import table
from whoholds.views.rows import Cell, StoredClaimLike

COLUMNS = tuple(
    "id relid year active_year code_status type_of_violence conflict_dset_id conflict_new_id conflict_name "
    "dyad_dset_id dyad_new_id dyad_name side_a_dset_id side_a_new_id side_a side_b_dset_id side_b_new_id side_b "
    "number_of_sources source_article source_office source_date source_headline source_original where_prec "
    "where_coordinates where_description adm_1 adm_2 latitude longitude geom_wkt priogrid_gid country country_id "
    "region event_clarity date_prec date_start date_end deaths_a deaths_b deaths_civilians deaths_unknown best "
    "high low gwnoa gwnob".split()
)
_CIVIL = frozenset({"civilians", "protesters"})


def claims(stored: Iterable[StoredClaimLike], actors: ActorsLike, conflict: str) -> Iterator[str]:
    """Lines of the table in the order of the claims, the header first.

    Args:
        stored: claims of any kind.
        actors: names and kinds of who acts.
        conflict: the theatre's name in English.
    """
    rows = (row for item in stored if (row := coded(item, actors, conflict)) is not None)
    return table((*COLUMNS, *OURS), rows)


def coded(stored: StoredClaimLike, actors: ActorsLike, conflict: str) -> dict[str, Cell] | None:
    """A claim as a row, None where it tells of no counted deaths."""
    claim = stored.claim
    counted = claim.event is Event.KILL and claim.quantity is not None and claim.quantity.value >= 1
    if not counted or not happened(claim) or claim.quantity is None:
        return None
    actor, target, there = who(claim.actor, actors), who(claim.target, actors), where(claim)
    civil = target.group in _CIVIL
    deaths = int(claim.quantity.value)
    exact = None if claim.quantity.approx else deaths
    period = days(claim.when)
    row: dict[str, Cell] = dict.fromkeys((*COLUMNS, *OURS))
    row |= {
        "relid": claim.id,
        "year": period[0].year if period else None,
        "type_of_violence": _violence(actor, target),
        "conflict_name": conflict,
        "dyad_name": " - ".join(name for name in (actor.name, "Civilians" if civil else target.name) if name),
        "side_a": actor.name,
        "side_b": "Civilians" if civil else target.name,
        "number_of_sources": 1,
        "source_article": claim.quote,
        "source_office": stored.outlet,
        "source_date": stored.published.date().isoformat() if stored.published else None,
        "source_headline": stored.title,
        "source_original": actors.label(claim.speaker.key, "en") if claim.speaker.key != "narrator" else None,
        "event_clarity": 1 if there.place is not None and date_precision(claim) == 1 else 2,
        "date_prec": date_precision(claim),
        "date_start": period[0].isoformat() if period else None,
        "date_end": period[1].isoformat() if period else None,
        "deaths_civilians": deaths if civil else None,
        "deaths_unknown": None if civil else deaths,
        "best": deaths,
        "high": exact,
        "low": exact,
    }
    return row | _located(there, claim) | ours(stored, claim, actor, target)


def _violence(actor: Who, target: Who) -> int | None:
    """1 a state against an armed group or a state, 2 others among themselves, 3 against civilians; None unknown."""
    if target.group in _CIVIL:
        return 3
    if "state" in (actor.group, target.group):
        return 1
    return 2 if actor.group and target.group else None


def _located(there: Where, claim: Claim) -> dict[str, Cell]:
    place = there.place
    if place is None:
        return {"where_description": claim.place.name}
    lat, lon = round(place.lat, 5), round(place.lon, 5)
    return {
        "where_prec": _precision(there),
        "where_coordinates": place.label,
        "where_description": claim.place.name,
        "latitude": lat,
        "longitude": lon,
        "geom_wkt": f"POINT ({lon} {lat})",
        "priogrid_gid": priogrid(lat, lon),
        "country": country_name(place.country),
    }


def _precision(there: Where) -> int:
    """GED's: 1 the place, 2 near it, 4 a province, 5 a line or a larger region, 6 a country."""
    place = there.place
    if not isinstance(place, Area):
        return 2 if there.near else 1
    if place.kind == "line":
        return 5
    return 6 if place.label == country_name(place.country) else 4


def date_precision(claim: Claim) -> int | None:
    """GED's: 1 the day, 2 two to six days, 3 a week, 4 a month, 5 more or open; None where the time is unknown."""
    period = days(claim.when)
    if period is None:
        return None
    length = (period[1] - period[0]).days + 1
    if open_ended(claim.when) or length > 31:
        return 5
    return 1 if length == 1 else 2 if length < 7 else 3 if length == 7 else 4


def priogrid(lat: float, lon: float) -> int:
    """The cell of PRIO-GRID (Tollefsen and others 2012): half a degree, from the south-west, 720 to a row."""
    row, column = min(floor((lat + 90) * 2), 359), min(floor((lon + 180) * 2), 719)
    return row * 720 + column + 1
