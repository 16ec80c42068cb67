from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whoholds.reports.dates import EARLIEST_YEAR, parse_published

NOW = datetime(2025, 1, 1, 12, tzinfo=UTC)
instants = st.datetimes(
    min_value=datetime(1901, 1, 1),
    max_value=datetime(2024, 12, 30),
    timezones=st.integers(-12 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes))),
)


def at(value: object) -> datetime | None:
    return parse_published(value, NOW, 26).at


def note(value: object) -> str:
    return parse_published(value, NOW, 26).note


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2024-12-07T20:00:00Z", datetime(2024, 12, 7, 20, tzinfo=UTC)),
        ("2024-12-07T20:00:00z", datetime(2024, 12, 7, 20, tzinfo=UTC)),
        ("2024-12-07T20:00Z", datetime(2024, 12, 7, 20, tzinfo=UTC)),
        ("2024-12-07 20:00:00 UTC", datetime(2024, 12, 7, 20, tzinfo=UTC)),
        ("2024-12-07T20:00:00+01:00", datetime(2024, 12, 7, 19, tzinfo=UTC)),
        ("2024-12-07T20:00:00+0300", datetime(2024, 12, 7, 17, tzinfo=UTC)),
        ("2024-12-07T23:30:00-05:00", datetime(2024, 12, 8, 4, 30, tzinfo=UTC)),
        ("2024-12-07T20:00:00.123456789Z", datetime(2024, 12, 7, 20, 0, 0, 123456, tzinfo=UTC)),
        ("2024-12-07T20:00:00,5Z", datetime(2024, 12, 7, 20, 0, 0, 500000, tzinfo=UTC)),
        ("Sat, 07 Dec 2024 20:00:00 GMT", datetime(2024, 12, 7, 20, tzinfo=UTC)),
        ("7 Dec 2024 20:00:00 +0100", datetime(2024, 12, 7, 19, tzinfo=UTC)),
        ("  2024-12-07T20:00:00Z  ", datetime(2024, 12, 7, 20, tzinfo=UTC)),
    ],
)
def test_an_instant_is_read_and_turned_to_utc(value: str, expected: datetime) -> None:
    found = parse_published(value, NOW, 26)
    assert (found.at, found.note) == (expected, "")
    assert found.at is not None and found.at.utcoffset() == timedelta(0)


@given(instants)
def test_every_instant_comes_back_from_its_iso_form(value: datetime) -> None:
    assert at(value.isoformat()) == value


@given(st.dates(min_value=date(1901, 1, 1), max_value=date(2024, 12, 30)))
def test_a_day_is_midnight_utc_and_says_so(day: date) -> None:
    found = parse_published(day.isoformat(), NOW, 26)
    assert found.at == datetime(day.year, day.month, day.day, tzinfo=UTC)
    assert found.note == "day only, taken as midnight UTC"


def test_a_time_without_a_zone_is_taken_as_utc_and_says_so() -> None:
    found = parse_published("2024-12-07T20:00:00", NOW, 26)
    assert found.at == datetime(2024, 12, 7, 20, tzinfo=UTC)
    assert found.note == "no zone stated, taken as UTC"


@pytest.mark.parametrize(
    "value",
    [
        "7 décembre 2024",
        "7 Decembre 2024",
        "07 déc. 2024",
        "7 December 2024",
        "December 7, 2024",
        "Dec 7 2024",
        "7th of December 2024",
        "7th December, 2024",
    ],
)
def test_a_day_with_its_month_in_words_can_be_read_one_way_only(value: str) -> None:
    assert at(value) == datetime(2024, 12, 7, tzinfo=UTC)
    assert "day only" in note(value)


@pytest.mark.parametrize(
    ("word", "month"), [("1er août 2024", 8), ("1 mai 2024", 5), ("May 1st, 2024", 5), ("1 févr. 2024", 2)]
)
def test_months_of_both_languages(word: str, month: int) -> None:
    assert at(word) == datetime(2024, month, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    "value",
    [
        "07/12/2024",
        "12-07-2024",
        "7.12.2024",
        "2024",
        "2024-12",
        "20241207",
        "yesterday",
        "hier",
        "now",
        "lundi",
        "December 2024",
        "7 Foo 2024",
        "2024-12-07T20",
        "2024-12-07T20:00:00 Europe/Paris",
        "1733601600",
        "x" * 500,
    ],
)
def test_what_can_be_read_two_ways_or_none_is_unknown(value: str) -> None:
    assert at(value) is None
    assert note(value).startswith("unknown: ")
    assert len(note(value)) < 160


@pytest.mark.parametrize(
    "value",
    [
        "2024-13-01",
        "2024-02-30",
        "2023-02-29",
        "2024-12-07T25:00:00Z",
        "2024-12-07T20:61Z",
        "31 juin 2024",
        "0000-00-00",
    ],
)
def test_a_day_that_no_calendar_has_is_unknown(value: str) -> None:
    assert at(value) is None
    assert "is no date" in note(value)


@pytest.mark.parametrize("value", [20241207, 1733601600.5, True, ["2024-12-07"], {"day": 7}])
def test_only_a_text_can_be_a_date(value: object) -> None:
    assert at(value) is None
    assert "is not a date" in note(value)


@pytest.mark.parametrize("value", [None, "", "   "])
def test_no_date_is_unknown_without_ado(value: object) -> None:
    assert parse_published(value, NOW, 26) == parse_published(None, NOW, 26)
    assert (at(value), note(value)) == (None, "")


def test_the_future_is_not_believed() -> None:
    assert at((NOW + timedelta(hours=25)).isoformat()) is not None
    assert at((NOW + timedelta(hours=27)).isoformat()) is None
    assert "future" in note("2042-01-01")
    assert parse_published("2025-01-01T12:00:01Z", NOW, 0).at is None


def test_long_ago_is_not_believed() -> None:
    assert at(f"{EARLIEST_YEAR}-01-01") is not None
    assert at(f"{EARLIEST_YEAR - 1}-12-31") is None
    assert at("0001-01-01T00:00:00+14:00") is None


@given(st.text(max_size=60))
def test_any_text_gives_a_time_or_a_reason(value: str) -> None:
    found = parse_published(value, NOW, 26)
    if found.at is None:
        assert (found.note == "") == (not value.strip())
    else:
        assert found.at.tzinfo is not None
        assert found.at <= NOW + timedelta(hours=26)
