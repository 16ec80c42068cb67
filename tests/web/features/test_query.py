from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whoholds.errors import UsageError
from whoholds.web.features.query import DEFAULT, MOST, Box, Period, box_of, offset_of, period_of, query_of, token_of

D = date(2024, 12, 7)


def test_nothing_asked_is_everything() -> None:
    query = query_of({}, ())
    assert (query.box, query.period, query.as_known, query.viewpoint) == (None, None, None, None)
    assert (query.limit, query.offset, query.filters) == (DEFAULT, 0, {})


def test_a_parameter_that_is_not_known_is_refused_and_the_known_are_named() -> None:
    with pytest.raises(UsageError) as caught:
        query_of({"boks": "1"}, ("holder",))
    assert caught.value.code == "web.parameter"
    assert "holder" in caught.value.hint


def test_filters_are_the_collections_own() -> None:
    assert query_of({"holder": "x", "limit": "3"}, ("holder",)).filters == {"holder": "x"}


@pytest.mark.parametrize(("text", "limit"), [("1", 1), ("10000", MOST), ("999999", MOST), ("9" * 40, MOST)])
def test_more_than_there_can_be_is_as_many_as_there_can_be(text: str, limit: int) -> None:
    assert query_of({"limit": text}, ()).limit == limit


@pytest.mark.parametrize("text", ["0", "-1", "x", "1.5", "", "٣", " 1"])
def test_what_is_no_number_of_features_is_refused(text: str) -> None:
    with pytest.raises(UsageError) as caught:
        query_of({"limit": text}, ())
    assert caught.value.code == "web.limit"


@pytest.mark.parametrize(
    ("text", "box"),
    [
        ("35,33,37,36", Box(35, 33, 37, 36)),
        ("-180,-90,180,90", Box(-180, -90, 180, 90)),
        ("35,33,0,37,36,100", Box(35, 33, 37, 36)),
        ("170,-20,-170,20", Box(170, -20, -170, 20)),
        ("1e1,0,11,1", Box(10, 0, 11, 1)),
    ],
)
def test_boxes(text: str, box: Box) -> None:
    assert box_of(text) == box


@pytest.mark.parametrize(
    "text", ["", "1,2,3", "1,2,3,4,5", "a,b,c,d", "1,5,2,4", "nan,0,1,1", "0,0,inf,1", "9999,0,9999,1"]
)
def test_what_is_no_box_is_refused(text: str) -> None:
    with pytest.raises(UsageError) as caught:
        box_of(text)
    assert caught.value.code == "web.bbox"


def test_a_box_over_the_date_line_holds_both_sides_of_it() -> None:
    box = box_of("170,-20,-170,20")
    assert box.holds(175, 0) and box.holds(-175, 0)
    assert not box.holds(0, 0)


@given(st.floats(-180, 180), st.floats(-90, 90))
def test_the_whole_world_holds_every_point(lon: float, lat: float) -> None:
    assert Box(-180, -90, 180, 90).holds(lon, lat)


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("2024-12-07", Period(D, D, single=True)),
        ("2024-12-07T18:00:00Z", Period(D, D, single=True)),
        ("2024-12-07T23:30:00-02:00", Period(date(2024, 12, 8), date(2024, 12, 8), single=True)),
        ("2024-12-01/2024-12-07", Period(date(2024, 12, 1), D)),
        ("../2024-12-07", Period(None, D)),
        ("/2024-12-07", Period(None, D)),
        ("2024-12-07/..", Period(D, None)),
        ("2024-12-07T00:00:00Z/", Period(D, None)),
    ],
)
def test_times(text: str, period: Period) -> None:
    assert period_of(text) == period


@pytest.mark.parametrize("text", ["x", "2024-13-01", "../..", "/", "2024-12-07/2024-12-01", "a/b", "1/2/3", "2024"])
def test_what_is_no_time_is_refused(text: str) -> None:
    with pytest.raises(UsageError) as caught:
        period_of(text)
    assert caught.value.code.startswith("web.")


@given(st.dates(), st.dates(), st.dates(), st.dates())
def test_intervals_meet_where_they_share_a_day(a: date, b: date, c: date, d: date) -> None:
    start, end, first, last = min(a, b), max(a, b), min(c, d), max(c, d)
    shared = max(start, first) <= min(end, last)
    assert Period(start, end).meets(first, last) is shared
    assert Period(first, last).meets(start, end) is shared
    assert Period(None, None).meets(first, last)
    assert not Period(start, end).meets(None, None)


@given(st.integers(0, 10**9 - 1))
def test_a_token_comes_back_as_what_it_was(offset: int) -> None:
    assert offset_of(token_of(offset)) == offset


@given(st.text(max_size=60))
def test_any_other_token_is_refused_or_means_a_page(token: str) -> None:
    try:
        assert 0 <= offset_of(token) < 10**9
    except UsageError as error:
        assert error.code == "web.page"
