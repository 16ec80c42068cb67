"""What speaks for a candidate: the numbers that `resolve` weighs.

All mentions of a report vote at once. A vote is a candidate's probability from the round before; a mention never votes
for itself. The votes are added up by country, by first-level unit and by map band, so that the cost grows with the
number of candidates and not with its square.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import exp, floor, log, log1p, log10
from typing import TypeVar

from whoholds.reference.gazetteer import Hit, Row, kilometres
from whoholds.reference.rows import people
from whoholds.reference.shape import LATIN_COUNTRIES

FIXED = (
    "population", "share", "only", "country", "province", "district", "region", "settlement", "other_kind", "alias",
    "demonym", "short", "loose", "typo", "hint_fits", "hint_differs", "twin_unit", "theatre",
)  # fmt: skip
CONTEXT = ("country_votes", "unit_votes", "near", "around", "inside_next", "unit_named", "country_named")
FEATURES = FIXED + CONTEXT
"""Features: what a row and its name say alone, then what the report's other names say; `weights.toml` weighs each."""

_KIND_FEATURE = {"country": 3, "province": 4, "district": 5, "region": 6, "settlement": 7}
_HOW_FEATURE = {"alias": 9, "demonym": 10, "short": 11, "loose": 12, "typo": 13}
_FITS = {
    "settlement": frozenset({"settlement"}),
    "quarter": frozenset({"quarter", "settlement", "camp"}),
    "camp": frozenset({"camp", "base", "settlement"}),
    "province": frozenset({"province", "region"}),
    "district": frozenset({"district", "province"}),
    "region": frozenset({"region", "province"}),
    "airport": frozenset({"airport", "air_base"}),
    "air_base": frozenset({"air_base", "airport", "base"}),
    "base": frozenset({"base", "air_base"}),
}
STATES_NAMED_BARE = frozenset({"US", "CA", "AU", "BR"})
"""Countries where a bare "New York" may well be the state; elsewhere a name that city and unit share is the city."""
_CELL = 1.0
_NEAR_KM, _AROUND_KM = 40.0, 250.0
_TWIN_KM = 200.0
_VOTE_FLOOR = 0.03
_UNITS = frozenset({"province", "district"})
_UNLIKE = 4.0
"""Weight of the letters in which a loose spelling differs; 1 is the weight of being loose at all."""
_ALIAS_AT_HOME = 0.5
"""Where names are transliterated and the report is about the country, which spelling is the name says little."""
_Vote = tuple[int, float, int, float, float]
"""Number of the group, its vote, column of the map cell, latitude and longitude."""
_Key = TypeVar("_Key")


@dataclass(slots=True)
class Candidate:
    """A row that a mention may mean, with the numbers that do not change between rounds."""

    hit: Hit
    fixed: list[float]
    alone: float  # the fixed features, weighed
    p: float = 0.0
    utility: float = 0.0


@dataclass(slots=True)
class Group:
    """All mentions of one name in a report: they mean one place."""

    text: str
    hint: str | None
    part: str | None = None  # the direction of "north-west Syria"; `text` is then Syria
    bare: tuple[str, str] | None = None  # kind and word of "the central prison"
    mentions: list[int] = field(default_factory=list)
    candidates: list[Candidate] = field(default_factory=list)
    followed_by: set[int] = field(default_factory=set)
    preceded_by: set[int] = field(default_factory=set)


def _km(a: Row, b: Row) -> float:
    return kilometres(a.lat, a.lon, b.lat, b.lon)


def _looseness(hit: Hit, prior: Mapping[str, float]) -> float:
    """How much of the weight of "alias", "loose" … counts: more where the spelling differs more."""
    if hit.alike < 1.0:
        return 1.0 + _UNLIKE * (1.0 - hit.alike)
    if hit.how == "alias" and hit.row.country not in LATIN_COUNTRIES and hit.row.country in prior:
        return _ALIAS_AT_HOME
    return 1.0


def _twins(town: Row, unit: Row) -> bool:
    """Whether a town and a unit of one name belong together: it lies in the unit, or near its middle."""
    return town.country == unit.country and ((town.admin1 == unit.admin1 != "") or _km(town, unit) < _TWIN_KM)


def _add(total: dict[_Key, float], more: Mapping[_Key, float]) -> None:
    for key, value in more.items():
        total[key] = total.get(key, 0.0) + value


def fits(kind: str, wanted: str) -> bool:
    """Whether a row of a kind may be called by the generic word of another: an air base is called an airport."""
    return kind in _FITS[wanted] if wanted in _FITS else kind == wanted


def fixed_features(hits: Sequence[Hit], hint: str | None, prior: Mapping[str, float]) -> list[list[float]]:
    """The features of each hit that do not depend on the report's other mentions; the others are zero."""
    inhabited = [people(h.row) for h in hits]
    total = sum(inhabited) + 1000
    towns = [h.row for h in hits if h.row.kind == "settlement"]
    only = float(len(hits) == 1)
    vectors = []
    for hit, inhabitants in zip(hits, inhabited, strict=True):
        row = hit.row
        v = [0.0] * len(FIXED)
        v[0] = log10(inhabitants) - 3
        v[1] = log((inhabitants + 100) / total)
        v[2] = only
        v[_KIND_FEATURE.get(row.kind, 8)] = 1.0
        if hit.how in _HOW_FEATURE:
            v[_HOW_FEATURE[hit.how]] = _looseness(hit, prior)
        wanted = hit.hint or hint
        if wanted:
            v[14 if fits(row.kind, wanted) else 15] = 1.0
        elif row.kind in _UNITS and row.country not in STATES_NAMED_BARE:
            v[16] = float(any(_twins(t, row) for t in towns))
        v[17] = prior.get(row.country, 0.0)
        vectors.append(v)
    return vectors


class Votes:
    """One round's votes of a report, added up."""

    def __init__(self, groups: Sequence[Group]) -> None:
        self._groups = groups
        self._country: dict[str, float] = {}
        self._unit: dict[tuple[str, str], float] = {}
        self._named_country: dict[str, float] = {}
        self._named_unit: dict[tuple[str, str], float] = {}
        self._bands: dict[int, list[_Vote]] = {}
        self._own: list[tuple[dict[str, float], dict[tuple[str, str], float]]] = []
        self._voters = sum(bool(group.candidates) for group in groups)
        for number, group in enumerate(groups):
            self._count(number, group)

    def _count(self, number: int, group: Group) -> None:
        own_country: dict[str, float] = {}
        own_unit: dict[tuple[str, str], float] = {}
        for c in group.candidates:
            p = c.p
            if p < _VOTE_FLOOR:
                continue
            _, _, lat, lon, kind, country, _, admin1, _ = c.hit.row
            own_country[country] = own_country.get(country, 0.0) + p
            if admin1:
                unit = (country, admin1)
                own_unit[unit] = own_unit.get(unit, 0.0) + p
            if kind == "country":
                self._named_country[country] = self._named_country.get(country, 0.0) + p
                continue
            if kind == "province":
                unit = (country, admin1)
                self._named_unit[unit] = self._named_unit.get(unit, 0.0) + p
            if kind != "region":
                vote = (number, p, floor(lon / _CELL), lat, lon)
                self._bands.setdefault(floor(lat / _CELL), []).append(vote)
        _add(self._country, own_country)
        _add(self._unit, own_unit)
        self._own.append((own_country, own_unit))

    def country_shares(self) -> dict[str, float]:
        """Each country's share of the votes."""
        return {c: v / max(1, self._voters) for c, v in self._country.items() if c}

    def features(self, number: int, row: Row) -> tuple[float, float, float, float, float, float, float]:
        """The context features of a row that group `number` may mean, with this round's votes."""
        own_country, own_unit = self._own[number]
        others = max(1, self._voters - 1)
        votes = unit_votes = near = around = unit_named = country_named = 0.0
        _, _, lat, lon, kind, country, _, admin1, _ = row
        if country and country in self._country:
            votes = (self._country[country] - own_country.get(country, 0.0)) / others
        if admin1:
            unit = (country, admin1)
            if unit in self._unit:
                unit_votes = (self._unit[unit] - own_unit.get(unit, 0.0)) / others
            if kind != "province" and unit in self._named_unit:
                unit_named = min(1.0, self._named_unit[unit])
        if kind != "country":
            if country in self._named_country:
                country_named = min(1.0, self._named_country[country])
            near, around = self._near(number, lat, lon)
        group = self._groups[number]
        inside = self._inside_next(group, row) if group.followed_by or group.preceded_by else 0.0
        return votes, unit_votes, near, around, inside, unit_named, country_named

    def _near(self, number: int, lat: float, lon: float) -> tuple[float, float]:
        near = around = 0.0
        x, y = floor(lat / _CELL), floor(lon / _CELL)
        bands = self._bands
        for band in (x - 1, x, x + 1):
            if band in bands:
                for other, p, column, lat2, lon2 in bands[band]:
                    if -1 <= column - y <= 1 and other != number:
                        km = kilometres(lat, lon, lat2, lon2)
                        near += p * exp(-km / _NEAR_KM)
                        around += p * exp(-km / _AROUND_KM)
        return (log1p(near), log1p(around)) if around else (0.0, 0.0)

    def _inside_next(self, group: Group, row: Row) -> float:
        """How surely the next name is the unit around this place ("Paris, Texas"), or this is the last one's."""
        best = 0.0
        country = row.country
        for other in group.followed_by:
            found = [
                c.p
                for c in self._groups[other].candidates
                if c.hit.row.country == country and _contains(c.hit.row, row)
            ]
            best = max(best, sum(found))
        for other in group.preceded_by:
            found = [
                c.p
                for c in self._groups[other].candidates
                if c.hit.row.country == country and _contains(row, c.hit.row)
            ]
            best = max(best, sum(found))
        return min(1.0, best)


def _contains(unit: Row, row: Row) -> bool:
    """Whether a unit holds a row of its country."""
    if unit.id == row.id:
        return False
    if unit.kind == "country":
        return True
    if unit.kind == "province":
        return unit.admin1 == row.admin1 and row.kind != "province"
    return (
        unit.kind == "district" and unit.admin1 == row.admin1 and kilometres(unit.lat, unit.lon, row.lat, row.lon) < 60
    )
