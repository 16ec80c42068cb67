"""What a request for features asks for: a box, a time, a page, filters; checked as OGC 17-069r4 asks (section 7.15)."""

from __future__ import annotations

import base64
import binascii
import json
import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeVar

from whoholds.errors import UsageError
from whoholds.web.asked import day, instant

DEFAULT, MOST = 100, 10_000  # features in one answer
COMMON = frozenset({"bbox", "datetime", "limit", "page", "as-known", "viewpoint", "lang", "f"})
OPEN = ("", "..")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in degrees; `west` may be greater than `east` where it crosses the date line."""

    west: float
    south: float
    east: float
    north: float

    def holds(self, lon: float, lat: float) -> bool:
        """Whether a point lies in it or on its edge."""
        across = self.west <= lon <= self.east if self.west <= self.east else lon >= self.west or lon <= self.east
        return across and self.south <= lat <= self.north


@dataclass(frozen=True, slots=True)
class Period:
    """Days, both ends included; None is open. `single` where one day was asked for."""

    start: date | None
    end: date | None
    single: bool = False

    def meets(self, start: date | None, end: date | None) -> bool:
        """Whether an interval with open or known ends shares a day with it; one that is not known at all does not."""
        if start is None and end is None:
            return False
        return (self.end is None or start is None or start <= self.end) and (
            self.start is None or end is None or end >= self.start
        )


@dataclass(frozen=True, slots=True)
class Query:
    """A checked request.

    Attributes:
        limit: features wanted, 1 to `MOST`.
        offset: features passed over, from the page's token.
        filters: values of properties by name.
    """

    box: Box | None
    period: Period | None
    as_known: datetime | None
    viewpoint: str | None
    limit: int
    offset: int
    filters: Mapping[str, str]

    def cut(self, every: Sequence[T]) -> Sequence[T]:
        """The ones of its page."""
        return every[self.offset : self.offset + self.limit]


def text_of(value: Any) -> str:
    """A property's value as it stands in an address."""
    return "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)


def query_of(given: Mapping[str, str], properties: Collection[str]) -> Query:
    """Check the parameters of a request.

    Args:
        given: as they stand in the address.
        properties: names that the collection can be filtered by.

    Raises:
        UsageError: a parameter that is not known, or has no sense.
    """
    for name in given:
        if name not in COMMON and name not in properties:
            known = ", ".join(sorted({*COMMON, *properties}))
            raise UsageError("web.parameter", "no such parameter", hint=f"there are {known}", subject=name[:40])
    if given.get("f", "json") not in ("json", "geojson"):
        raise UsageError("web.format", "only JSON is given here", hint="leave f out", subject=given["f"][:40])
    return Query(
        box=box_of(given["bbox"]) if given.get("bbox") else None,
        period=period_of(given["datetime"]) if given.get("datetime") else None,
        as_known=instant(given.get("as-known")),
        viewpoint=given.get("viewpoint") or None,
        limit=_limit(given.get("limit")),
        offset=offset_of(given["page"]) if given.get("page") else 0,
        filters={name: value for name, value in given.items() if name in properties},
    )


def box_of(text: str) -> Box:
    """A box as `west,south,east,north`, or with heights, which are passed over (section 7.15.3).

    Raises:
        UsageError: it is none.
    """
    hint = "write it as west,south,east,north in degrees"
    try:
        numbers = [float(part) for part in text.split(",")]
    except ValueError as error:
        raise UsageError("web.bbox", "not a box", hint=hint, subject=text[:60]) from error
    if len(numbers) == 6:
        numbers = [numbers[0], numbers[1], numbers[3], numbers[4]]
    right = len(numbers) == 4 and all(map(math.isfinite, numbers))
    if not right or numbers[1] > numbers[3] or max(abs(numbers[0]), abs(numbers[2])) > 360:
        raise UsageError("web.bbox", "not a box", hint=hint, subject=text[:60])
    return Box(*numbers)


def period_of(text: str) -> Period:
    """An instant or an interval of RFC 3339 times, either end of which may be open (section 7.15.4).

    Raises:
        UsageError: it is neither, or ends before it begins.
    """
    parts = text.split("/")
    if len(parts) == 1:
        found = _day(text)
        return Period(found, found, single=True)
    if len(parts) != 2 or (parts[0] in OPEN and parts[1] in OPEN):
        raise UsageError("web.time", "not a time", hint="2024-12-07, or 2024-12-01/2024-12-07, or ../2024-12-07")
    start, end = (None if part in OPEN else _day(part) for part in parts)
    if start and end and end < start:
        raise UsageError("web.time", "the interval ends before it begins", hint="the earlier end first", subject=text)
    return Period(start, end)


def _day(text: str) -> date:
    found = instant(text) if len(text) > len("2024-12-07") else day(text)
    if found is None:
        raise UsageError("web.time", "not a time", hint="2024-12-07 or 2024-12-07T18:00Z", subject=text[:40])
    return found.date() if isinstance(found, datetime) else found


def _limit(text: str | None) -> int:
    """How many; more than there can be is as many as there can be (section 7.15.2)."""
    if text is None:
        return DEFAULT
    if not text.isascii() or not text.isdigit() or int(text[:9]) < 1:
        raise UsageError("web.limit", "not a number of features", hint=f"1 to {MOST}", subject=text[:40])
    return min(int(text[:9]), MOST)


def token_of(offset: int) -> str:
    """A page as a token: what it holds is no part of the interface."""
    return base64.urlsafe_b64encode(json.dumps({"o": offset}).encode()).decode().rstrip("=")


def offset_of(token: str) -> int:
    """The page that a token stands for.

    Raises:
        UsageError: it was not made here.
    """
    try:
        offset = json.loads(base64.b64decode(token + "=" * (-len(token) % 4), altchars=b"-_", validate=True))["o"]
        if not isinstance(offset, int) or isinstance(offset, bool) or not 0 <= offset < 10**9:
            raise ValueError("no offset")
    except (ValueError, KeyError, TypeError, binascii.Error, UnicodeError, RecursionError) as error:
        hint = "follow the link called next; its token is not to be written by hand"
        raise UsageError("web.page", "no such page", hint=hint, subject=token[:40]) from error
    return int(offset)
