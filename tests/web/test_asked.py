from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from fastapi import Request
from hypothesis import given
from hypothesis import strategies as st

from whoholds.clock import FIRST_DAY, LAST_DAY
from whoholds.errors import UsageError
from whoholds.web import asked


def test_instants_of_an_address() -> None:
    assert asked.instant("2024-12-07") == datetime(2024, 12, 7, 23, 59, 59, tzinfo=UTC)
    assert asked.instant("2024-12-07T18:00") == datetime(2024, 12, 7, 18, tzinfo=UTC)
    assert asked.instant("2024-12-07T18:00 02:00") == datetime(2024, 12, 7, 16, tzinfo=UTC)
    assert asked.instant("") is None


@given(st.text(min_size=1, max_size=30))
def test_what_is_no_day_is_refused_and_nothing_else_happens(text: str) -> None:
    for read in (asked.day, asked.instant):
        try:
            read(text)
        except UsageError as error:
            assert error.hint


def test_links_leave_out_what_was_not_asked_for() -> None:
    view = asked.Asked(None, None, "en")
    assert view.link("/place/x") == "/place/x"
    assert view.link("/", on="2024-12-07", sort=None) == "/?on=2024-12-07"


def request(query: str = "", accept: str = "") -> Request:
    headers = [(b"accept-language", accept.encode())] if accept else []
    return Request({"type": "http", "method": "GET", "path": "/", "query_string": query.encode(), "headers": headers})


def test_a_plain_address_asks_for_now_in_english() -> None:
    assert asked.asked(request()) == asked.Asked(None, None, "en", explicit=False)


def test_an_address_that_says_everything() -> None:
    view = asked.asked(request("on=2024-12-07&as_known=2024-12-08T06:00Z&lang=fr"))
    assert view.on == date(2024, 12, 7)
    assert view.as_known == datetime(2024, 12, 8, 6, tzinfo=UTC)
    assert (view.language, view.explicit) == ("fr", True)
    assert view.words("home") == "Carte"


def test_the_browsers_language_is_not_an_explicit_one() -> None:
    view = asked.asked(request(accept="fr"))
    assert (view.language, view.explicit) == ("fr", False)
    assert "lang" not in view.link("/")


@pytest.mark.parametrize("text", ["0001-01-01", "1899-12-31", "2100-01-01", "9999-12-31"])
def test_days_at_the_ends_of_the_calendar_are_refused(text: str) -> None:
    for read in (asked.day, asked.instant):
        with pytest.raises(UsageError) as caught:
            read(text)
        assert caught.value.code == "web.year"


@given(st.dates(FIRST_DAY, LAST_DAY), st.datetimes(datetime(1901, 1, 1), datetime(2099, 1, 1)), st.booleans())
def test_a_link_asks_for_what_its_page_was_asked_for(on: date, known: datetime, explicit: bool) -> None:
    view = asked.Asked(on, known.replace(second=0, microsecond=0, tzinfo=UTC), "fr" if explicit else "en", explicit)
    again = asked.asked(request(view.link("/").partition("?")[2]))
    assert again == view


@given(st.dictionaries(st.sampled_from(["on", "as_known", "lang", "q"]), st.text(max_size=20) | st.none()))
def test_a_link_never_holds_a_character_that_ends_it(changed: dict[str, str | None]) -> None:
    view = asked.Asked(date(2024, 12, 7), None, "fr", True)
    link = view.link("/place/x", **changed)
    assert link.startswith("/place/x")
    assert not set(link) & set(" \"'<>#\n\r\t")


def test_what_is_changed_to_nothing_leaves_the_address() -> None:
    view = asked.Asked(date(2024, 12, 7), None, "fr", True)
    assert view.link("/", on=None) == "/?lang=fr"
    assert view.link("/", on="", lang=None) == "/"


def test_an_instant_is_written_in_utc_to_the_minute() -> None:
    assert asked.iso(datetime(2024, 12, 7, 18, 5, 59, tzinfo=UTC)) == "2024-12-07T18:05Z"
