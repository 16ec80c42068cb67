from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whoholds.cli import values
from whoholds.clock import FIRST_DAY, LAST_DAY
from whoholds.errors import UsageError
from whoholds.model import Basis, Event, Factuality, Precision

days = st.dates(FIRST_DAY, LAST_DAY)


def test_what_was_not_given_is_none() -> None:
    assert values.day(None, "--on") is None
    assert values.instant(None, "--as-known") is None


@given(days)
def test_a_day_is_itself(day: date) -> None:
    assert values.day(f" {day} ", "--on") == day


@given(days)
def test_a_day_as_an_instant_is_its_end(day: date) -> None:
    found = values.instant(str(day), "--as-known")
    assert found is not None
    assert found.date() == day
    assert found.time() == datetime.max.time()
    assert found.utcoffset() == timedelta(0)


@pytest.mark.parametrize(
    ("text", "hour"),
    [
        ("2024-12-07T18:30", 18),
        ("2024-12-07 18:30", 18),
        ("2024-12-07T18:30Z", 18),
        ("2024-12-07T18:30+02:00", 16),
        ("2024-12-07T13:30-05:00", 18),
    ],
)
def test_a_time_is_utc_unless_it_names_a_zone(text: str, hour: int) -> None:
    assert values.instant(text, "--as-known") == datetime(2024, 12, 7, hour, 30, tzinfo=UTC)


@pytest.mark.parametrize("text", ["", "yesterday", "7/12/2024", "2024-13-01", "2024-02-30"])
def test_no_day(text: str) -> None:
    with pytest.raises(UsageError) as caught:
        values.day(text, "--since")
    assert caught.value.exit_code == 2
    assert "--since" in caught.value.message
    assert "2024-12-07" in caught.value.hint


@pytest.mark.parametrize("text", ["", "now", "2024-12-07T25:00", "2024-12"])
def test_no_instant(text: str) -> None:
    with pytest.raises(UsageError) as caught:
        values.instant(text, "--as-known")
    assert caught.value.code == "usage.time"


@given(st.sampled_from(Factuality))
def test_members_are_found_whatever_their_case(value: Factuality) -> None:
    assert values.member(Factuality, value.value.lower(), "--factuality") is value
    assert values.member(Factuality, f" {value.value} ", "--factuality") is value


def test_no_member_names_those_there_are() -> None:
    with pytest.raises(UsageError) as caught:
        values.member(Event, "invade", "--event")
    assert caught.value.subject == "invade"
    assert "capture" in caught.value.hint


@pytest.mark.parametrize("text", ["0001-01-01", "1899-12-31", "2100-01-01", "9999-12-31"])
def test_days_at_the_ends_of_the_calendar_are_refused_before_they_overflow(text: str) -> None:
    for read in (values.day, values.instant):
        with pytest.raises(UsageError) as caught:
            read(text, "--on")
        assert (caught.value.code, caught.value.exit_code) == ("usage.year", 2)
        assert "1900" in caught.value.hint


@pytest.mark.parametrize("text", ["0001-01-01T00:00+05:00", "9999-12-31T23:59-05:00", "9999-12-31T23:59"])
def test_an_instant_that_no_calendar_has_in_utc_is_refused(text: str) -> None:
    with pytest.raises(UsageError):
        values.instant(text, "--as-known")


@given(days)
def test_the_first_and_the_last_day_have_neighbours(day: date) -> None:
    for away in (-400, 400):
        assert (day + timedelta(away)).year


@given(st.text(max_size=40))
def test_any_text_is_a_day_or_refused(text: str) -> None:
    for read in (values.day, values.instant):
        try:
            found = read(text, "--on")
        except UsageError as error:
            assert error.hint
            assert error.subject == text or error.subject == text.strip()
        else:
            assert found is not None
            assert FIRST_DAY.year - 1 <= found.year <= LAST_DAY.year + 1


@pytest.mark.parametrize(
    ("asked", "setting", "environment", "spoken"),
    [
        ("fr", None, {}, "fr"),
        (" FR ", "en", {"LANG": "en_GB.UTF-8"}, "fr"),
        (None, "fr", {"LANG": "en_GB.UTF-8"}, "fr"),
        (None, None, {"LANG": "fr_FR.UTF-8"}, "fr"),
        (None, None, {"LANG": "fr"}, "fr"),
        (None, None, {"LC_ALL": "C", "LANG": "fr_FR.UTF-8"}, "en"),
        (None, None, {"LC_MESSAGES": "fr_CA", "LANG": "en_US.UTF-8"}, "fr"),
        (None, None, {"LC_ALL": "", "LANG": "fr.UTF-8"}, "fr"),
        (None, None, {"LANG": "frisian"}, "en"),
        (None, None, {}, "en"),
    ],
)
def test_the_language_of_an_answer(
    asked: str | None, setting: str | None, environment: dict[str, str], spoken: str
) -> None:
    assert values.language(asked, setting, environment) == spoken


def test_a_language_that_is_not_spoken() -> None:
    with pytest.raises(UsageError, match="--lang: no such value"):
        values.language("de", "fr", {})


def test_the_languages_are_those_that_have_sentences() -> None:
    from whoholds.control.sentences import LANGUAGES

    assert set(values.LANGUAGES) == set(LANGUAGES)


def test_a_day_or_two_as_a_claims_time() -> None:
    one, several = values.days("2024-12-03", "--day"), values.days("2024-12-03/2024-12-05", "--day")
    assert one.start == one.end == date(2024, 12, 3) and one.precision is Precision.DAY
    assert (several.start, several.end) == (date(2024, 12, 3), date(2024, 12, 5))
    assert several.precision is Precision.INTERVAL and several.basis is Basis.STATED
    for wrong in ("2024-12-05/2024-12-03", "soon", "2024-12-03/", "/2024-12-03"):
        if wrong == "2024-12-03/":
            assert values.days(wrong, "--day") == one
            continue
        with pytest.raises(UsageError):
            values.days(wrong, "--day")
