"""Calendar arithmetic."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whoholds.model import Precision
from whoholds.reading.time import days

ANY = st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 12, 31))


@given(ANY, st.integers(0, 6), st.booleans())
def test_weekdays_around_a_day(day: date, weekday: int, strict: bool) -> None:
    last = days.last_weekday(day, weekday, strict=strict)
    following = days.next_weekday(day, weekday, strict=strict)
    assert last.weekday() == following.weekday() == weekday
    assert (1 if strict else 0) <= (day - last).days <= 7
    assert (1 if strict else 0) <= (following - day).days <= 7


@given(ANY, st.integers(-400, 400))
def test_months_added_and_taken_away(day: date, count: int) -> None:
    moved = days.plus_months(day, count)
    assert moved is not None
    assert (moved.year * 12 + moved.month) - (day.year * 12 + day.month) == count
    assert moved.day <= day.day


@given(ANY)
def test_stretches_hold_their_day(day: date) -> None:
    for stretch in (days.week(day), days.month(day.year, day.month), days.year(day.year), days.single(day)):
        assert stretch.start <= day <= stretch.end
    assert days.week(day).start.weekday() == 0
    assert (days.weekend(day).start.weekday(), days.weekend(day).end.weekday()) == (5, 6)


@given(ANY, st.sampled_from(["early", "mid", "late"]))
def test_portions_lie_inside(day: date, part: str) -> None:
    for stretch in (days.week(day), days.month(day.year, day.month), days.year(day.year)):
        inner = days.portion(stretch, part)
        assert stretch.start <= inner.start <= inner.end <= stretch.end


def test_portions_by_convention() -> None:
    february = days.month(2024, 2)
    assert days.portion(february, "late") == days.between(date(2024, 2, 20), date(2024, 2, 29))
    assert days.portion(february, None) is february
    assert days.portion(days.single(date(2024, 2, 1)), "late").precision is Precision.DAY


def test_days_that_do_not_exist() -> None:
    assert days.day_of(2024, 11, 31) is None
    assert days.day_of(2023, 2, 29) is None
    assert days.day_of(2024, 13, 1) is None
    assert days.day_of(2024, 2, 29) == date(2024, 2, 29)
    assert days.plus_days(date(2024, 1, 1), 10**7) is None
    assert days.plus_months(date(2024, 1, 1), 10**6) is None


@pytest.mark.parametrize(
    ("name", "first", "last"),
    [
        ("spring", date(2023, 3, 1), date(2023, 5, 31)),
        ("summer", date(2023, 6, 1), date(2023, 8, 31)),
        ("autumn", date(2023, 9, 1), date(2023, 11, 30)),
        ("winter", date(2023, 12, 1), date(2024, 2, 29)),
    ],
)
def test_seasons(name: str, first: date, last: date) -> None:
    found = days.season(name, 2023)
    assert (found.start, found.end) == (first, last)


@pytest.mark.parametrize(
    ("count", "unit", "day"),
    [
        (3, "day", date(2024, 12, 2)),
        (2, "week", date(2024, 11, 21)),
        (18, "month", date(2023, 6, 5)),
        (1, "year", date(2023, 12, 5)),
        (2.5, "week", None),
        (3, "hour", None),
    ],
)
def test_a_length_of_time_back(count: float, unit: str, day: date | None) -> None:
    assert days.back(date(2024, 12, 5), count, unit) == day
