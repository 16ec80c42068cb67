"""From meaning to days."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whoholds.model import Precision
from whoholds.reading.time.chart import Node
from whoholds.reading.time.find import find_expressions
from whoholds.reading.time.lexicon import load
from whoholds.reading.time.resolve import Direction, Frame, is_vague, length, resolve

ANCHOR = date(2025, 3, 12)  # a Wednesday
FRAME = Frame(ANCHOR, None)
DAYS = st.dates(min_value=date(1950, 1, 1), max_value=date(2090, 12, 31))


def amount(number: int, unit: str) -> Node:
    return Node("amount", {"num": number, "unit": unit})


@given(DAYS, st.integers(0, 400))
def test_days_ago_and_later_are_inverse(anchor: date, count: int) -> None:
    ago = resolve(Node("offset", {"amount": amount(count, "day"), "sign": -1}), Frame(anchor, None))
    assert ago is not None and ago.start == ago.end == anchor - timedelta(days=count)
    later = resolve(Node("offset", {"amount": amount(count, "day"), "sign": 1}), Frame(ago.start, None))
    assert later is not None and later.start == anchor


@pytest.mark.parametrize(
    ("number", "unit", "first", "last", "precision"),
    [
        (2, "week", date(2025, 2, 26), date(2025, 2, 26), Precision.DAY),
        (2, "month", date(2025, 1, 1), date(2025, 1, 31), Precision.MONTH),
        (2, "year", date(2023, 1, 1), date(2023, 12, 31), Precision.YEAR),
        (2, "hour", ANCHOR, ANCHOR, Precision.DAY),
        (48, "hour", date(2025, 3, 10), date(2025, 3, 10), Precision.DAY),
    ],
)
def test_units_of_an_offset(number: int, unit: str, first: date, last: date, precision: Precision) -> None:
    found = resolve(Node("offset", {"amount": amount(number, unit), "sign": -1}), FRAME)
    assert found is not None
    assert (found.start, found.end, found.precision) == (first, last, precision)


@pytest.mark.parametrize(
    ("weekday", "direction", "expected"),
    [(2, None, 12), (1, None, 11), (3, None, 6), (2, "last", 5), (2, "next", 19), (3, "next", 13), (3, "this", 6)],
)
def test_weekdays(weekday: int, direction: str | None, expected: int) -> None:
    args = {"weekday": weekday} | ({"direction": direction} if direction else {})
    found = resolve(Node("weekday", args), FRAME)
    assert found is not None and found.start == date(2025, 3, expected)


@pytest.mark.parametrize(
    ("month", "dom", "direction", "expected"),
    [
        (3, 4, None, date(2025, 3, 4)),
        (3, 20, None, date(2025, 3, 20)),  # soon, and eleven months back otherwise
        (3, 20, "past", date(2024, 3, 20)),
        (12, 6, None, date(2024, 12, 6)),
        (12, 6, "future", date(2025, 12, 6)),
        (9, 1, None, date(2024, 9, 1)),
    ],
)
def test_dates_without_a_year(month: int, dom: int, direction: Direction | None, expected: date) -> None:
    found = resolve(Node("date", {"month": month, "dom": dom}), Frame(ANCHOR, None, direction))
    assert found is not None and found.start == expected


def test_a_weekday_tells_the_year() -> None:
    found = resolve(Node("date", {"month": 3, "dom": 4, "weekday": 0}), FRAME)
    assert found is not None and found.start == date(2024, 3, 4)


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [(27, 11, date(2024, 11, 27)), (11, 27, date(2024, 11, 27)), (3, 2, date(2024, 2, 3)), (31, 31, None)],
)
def test_slashed_dates(a: int, b: int, expected: date | None) -> None:
    found = resolve(Node("slashed", {"a": a, "b": b, "year": 2024}), FRAME)
    assert (found.start if found else None) == expected


def test_a_slashed_date_that_would_lie_ahead_is_read_month_first() -> None:
    found = resolve(Node("slashed", {"a": 2, "b": 11, "year": 2025}), FRAME)
    assert found is not None and found.start == date(2025, 2, 11)
    european = resolve(Node("slashed", {"a": 2, "b": 11, "year": 2025, "day_first": True}), FRAME)
    assert european is not None and european.start == date(2025, 11, 2)


def test_ranges_take_their_first_end_from_the_last() -> None:
    nodes = {"a": Node("weekday", {"weekday": 4}), "b": Node("weekday", {"weekday": 5})}
    found = resolve(Node("range", nodes), FRAME)
    assert found is not None and (found.start, found.end) == (date(2025, 3, 7), date(2025, 3, 8))
    back = {"a": Node("year", {"year": 2017}), "b": Node("year", {"year": 2014})}
    assert resolve(Node("range", back), FRAME) is None


def test_nights() -> None:
    night = Node("night", {})
    before, after = resolve(night, FRAME), resolve(night, Frame(ANCHOR, None, "future"))
    assert before is not None and (before.start, before.end) == (date(2025, 3, 11), ANCHOR)
    assert after is not None and (after.start, after.end) == (ANCHOR, date(2025, 3, 13))


def test_weekends() -> None:
    this = resolve(Node("period", {"calendar": "weekend", "shift": 0}), FRAME)
    ahead = resolve(Node("period", {"calendar": "weekend", "shift": 0}), Frame(ANCHOR, None, "future"))
    assert this is not None and this.start == date(2025, 3, 8)
    assert ahead is not None and ahead.start == date(2025, 3, 15)


@pytest.mark.parametrize("op", ["weekday", "shift", "offset", "past", "ahead", "part", "night", "period", "season"])
def test_nothing_is_resolved_without_an_anchor(op: str) -> None:
    args = {
        "weekday": 1, "days": -1, "amount": amount(2, "day"), "sign": -1, "calendar": "week", "shift": 0,
        "season": "summer",
    }  # fmt: skip
    assert resolve(Node(op, args), Frame(None, None)) is None


def test_vague_expressions_and_lengths() -> None:
    assert is_vague(Node("part", {})) and not is_vague(Node("weekday", {"weekday": 1}))
    assert length(Node("duration", {"amount": amount(3, "week")})) == (3.0, "week")
    assert length(Node("duration", {"amount": Node("amount", {"vague": [2, 7], "unit": "day"})})) == (4.5, "day")
    assert length(Node("weekday", {"weekday": 1})) is None


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_rule_that_parts_a_day_names_the_day(language: str) -> None:
    parting = [r for rules in load(language).rules.values() for r in rules if r.op in ("parted", "nights")]
    assert parting
    for rule in parting:
        assert all("day" in {atom.name for atom in sequence} for sequence in rule.sequences), rule


def test_the_day_of_a_date_is_that_day() -> None:
    text = "During the day of October 18 they attacked."
    (found,) = find_expressions(text, 0, len(text), "en", anchor=date(2020, 10, 19))
    assert (found.when.start, found.when.end) == (date(2020, 10, 18), date(2020, 10, 18))
