"""What is known of one expression."""

from __future__ import annotations

from datetime import date

import pytest

from whoholds.model import Basis, Precision, When
from whoholds.reading.time import Relation, TimeExpression
from whoholds.reading.time.expressions import next_focus

DAY = date(2025, 3, 4)
ANCHOR = date(2025, 3, 12)


def expression(relation: Relation, **changes: object) -> TimeExpression:
    when = When(DAY, DAY, Precision.DAY, Basis.STATED, "on 4 March")
    values: dict[str, object] = {"start": 0, "end": 10, "core": 3, "relation": relation, "when": when} | changes
    return TimeExpression(**values)


@pytest.mark.parametrize(
    ("relation", "first", "last"),
    [
        (Relation.AT, DAY, DAY),
        (Relation.SINCE, DAY, ANCHOR),
        (Relation.FROM, DAY, ANCHOR),
        (Relation.AFTER, DAY, ANCHOR),
        (Relation.UNTIL, None, DAY),
        (Relation.BEFORE, None, DAY),
        (Relation.BY, DAY, DAY),
        (Relation.DURATION, None, None),
        (Relation.EVERY, None, None),
    ],
)
def test_during(relation: Relation, first: date | None, last: date | None) -> None:
    when = expression(relation).during(ANCHOR)
    assert (when.start, when.end) == (first, last)


def test_what_lies_ahead() -> None:
    assert expression(Relation.FROM, ahead=True).during(date(2025, 3, 1)).start == DAY
    by = expression(Relation.BY, ahead=True).during(date(2025, 3, 1))
    assert (by.start, by.end, by.precision) == (None, DAY, Precision.INTERVAL)


def test_background_says_nothing_of_the_event() -> None:
    assert expression(Relation.SINCE, background=True).during(ANCHOR).precision is Precision.UNKNOWN


def test_since_today_is_one_day() -> None:
    when = expression(Relation.SINCE).during(DAY)
    assert (when.start, when.end, when.precision) == (DAY, DAY, Precision.DAY)


def test_since_without_an_anchor_keeps_the_days_named() -> None:
    assert expression(Relation.SINCE).during(None).start == DAY


def test_focus_passes_over_background_and_bare_hours() -> None:
    named = expression(Relation.AT)
    others = [expression(Relation.SINCE, background=True), expression(Relation.AT, standalone=False)]
    assert next_focus([named, *others], None) == DAY
    assert next_focus(others, ANCHOR) == ANCHOR


def test_rows_without_days() -> None:
    row = expression(Relation.DURATION, when=When(text="for a week")).row()
    assert row == {"start": 0, "end": 10, "from": None, "to": None}


@pytest.mark.parametrize(
    ("first", "last", "recent"),
    [
        (date(2024, 12, 3), date(2024, 12, 3), True),
        (date(2024, 11, 10), date(2024, 11, 12), True),
        (date(2024, 12, 20), date(2024, 12, 20), True),
        (date(2016, 1, 1), date(2016, 12, 31), False),
        (date(2000, 12, 5), date(2024, 12, 5), False),
        (date(2024, 5, 1), date(2024, 5, 1), False),
        (None, None, False),
    ],
)
def test_days_near_publication_are_recent(first: date | None, last: date | None, recent: bool) -> None:
    when = When(first, last, Precision.INTERVAL, Basis.STATED)
    assert TimeExpression(0, 1, 0, Relation.AT, when).recent(date(2024, 12, 5)) is recent
