"""Arithmetic on days: stretches of the calendar, the nearest weekday, months added. Pure, no clock."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta

from whoholds.model import Precision


@dataclass(frozen=True, slots=True)
class Stretch:
    """An interval of days, both ends included."""

    start: date
    end: date
    precision: Precision


def single(day: date) -> Stretch:
    """One day."""
    return Stretch(day, day, Precision.DAY)


def between(start: date, end: date) -> Stretch:
    """From `start` to `end`; one day where they are the same."""
    return single(start) if start == end else Stretch(start, end, Precision.INTERVAL)


def day_of(year: int, month: int, day: int) -> date | None:
    """That day, or None where the calendar has no such day (31 November)."""
    if not (1 <= month <= 12 and 1 <= year <= 9998 and 1 <= day <= calendar.monthrange(year, month)[1]):
        return None
    return date(year, month, day)


def plus_days(day: date, count: int) -> date | None:
    """`day` moved by `count` days, or None outside the calendar."""
    ordinal = day.toordinal() + count
    return date.fromordinal(ordinal) if date(1, 1, 1).toordinal() <= ordinal <= date(9998, 12, 31).toordinal() else None


def plus_months(day: date, count: int) -> date | None:
    """`day` moved by `count` months, to the month's last day where it is shorter."""
    index = day.year * 12 + day.month - 1 + count
    year, month = divmod(index, 12)
    if not 1 <= year <= 9998:
        return None
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def week(day: date) -> Stretch:
    """The week of `day`, Monday to Sunday."""
    monday = day - timedelta(days=day.weekday())
    return Stretch(monday, monday + timedelta(days=6), Precision.WEEK)


def month(year: int, number: int) -> Stretch:
    """A whole month."""
    return Stretch(date(year, number, 1), date(year, number, calendar.monthrange(year, number)[1]), Precision.MONTH)


def year(number: int) -> Stretch:
    """A whole year."""
    return Stretch(date(number, 1, 1), date(number, 12, 31), Precision.YEAR)


def weekend(day: date) -> Stretch:
    """The Saturday and Sunday of the week of `day`."""
    monday = day - timedelta(days=day.weekday())
    return between(monday + timedelta(days=5), monday + timedelta(days=6))


def last_weekday(day: date, weekday: int, *, strict: bool = False) -> date:
    """The most recent such weekday (0 is Monday): `day` itself counts unless `strict`."""
    back = (day.weekday() - weekday) % 7
    return day - timedelta(days=back or (7 if strict else 0))


def next_weekday(day: date, weekday: int, *, strict: bool = False) -> date:
    """The next such weekday (0 is Monday): `day` itself counts unless `strict`."""
    ahead = (weekday - day.weekday()) % 7
    return day + timedelta(days=ahead or (7 if strict else 0))


_MONTH_PARTS = {"early": (1, 10), "mid": (10, 20), "late": (20, 31)}
_YEAR_PARTS = {"early": (1, 3), "mid": (5, 8), "late": (10, 12)}
_WEEK_PARTS = {"early": (0, 2), "mid": (2, 3), "late": (3, 6)}
_SEASONS = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "winter": (12, 14)}


def portion(stretch: Stretch, part: str | None) -> Stretch:
    """Beginning, middle or end of a week, month or year; the conventions are in the tables above."""
    if part is None or stretch.precision is Precision.DAY:
        return stretch
    first = stretch.start
    if stretch.precision is Precision.MONTH:
        low, high = _MONTH_PARTS[part]
        return between(first.replace(day=low), first.replace(day=min(high, stretch.end.day)))
    if stretch.precision is Precision.YEAR:
        low, high = _YEAR_PARTS[part]
        return between(first.replace(month=low), month(first.year, high).end)
    if stretch.precision is Precision.WEEK:
        low, high = _WEEK_PARTS[part]
        return between(first + timedelta(days=low), first + timedelta(days=high))
    return stretch


def season(name: str, of_year: int) -> Stretch:
    """Three months, those of the northern hemisphere's weather; winter begins in December of `of_year`."""
    low, high = _SEASONS[name]
    start = date(of_year, low, 1)
    end = month(of_year + (high - 1) // 12, (high - 1) % 12 + 1).end
    return Stretch(start, end, Precision.INTERVAL)


def back(day: date, count: float, unit: str) -> date | None:
    """The day that lies a length of time before `day`; None where the length is vague or less than a day."""
    whole = round(count)
    if whole != count or unit not in _UNITS:
        return None
    kind, size = _UNITS[unit]
    return plus_days(day, -whole * size) if kind == "day" else plus_months(day, -whole * size)


_UNITS = {
    "day": ("day", 1),
    "night": ("day", 1),
    "week": ("day", 7),
    "fortnight": ("day", 14),
    "month": ("month", 1),
    "year": ("month", 12),
    "decade": ("month", 120),
}
