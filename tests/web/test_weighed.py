from __future__ import annotations

from datetime import date, timedelta

import pytest

from whoholds.errors import UsageError
from whoholds.web.asked import Asked
from whoholds.web.desk import Desk
from whoholds.web.weighed import DAYS, brief, period


def test_a_period_has_its_changes_and_only_the_claims_that_decided_them(desk: Desk) -> None:
    found = period(desk, desk.board(), date(2024, 12, 2))
    assert {id for change in found.changes for id, _ in change.deciding} == set(found.claims)
    assert found.changes
    assert all(found.since <= change.day <= found.until for change in found.changes)


def test_its_beginning_is_a_week_before_its_end_unless_it_is_said(desk: Desk) -> None:
    board = desk.board()
    assert period(desk, board, None).since == board.on - timedelta(days=DAYS)


def test_it_is_kept_until_the_ledger_changes_and_for_each_viewpoint(desk: Desk) -> None:
    board = desk.board()
    assert period(desk, board, board.first) is period(desk, board, board.first)
    other = desk.seen_by("neutral")
    assert period(other, other.board(), board.first) is not period(desk, board, board.first)
    assert other.world(board.theatre).viewpoint is other.viewpoint


def test_it_does_not_end_before_it_begins(desk: Desk) -> None:
    with pytest.raises(UsageError) as refused:
        period(desk, desk.board(date(2024, 12, 3)), date(2024, 12, 4))
    assert refused.value.code == "changes.period"


@pytest.mark.parametrize("drawn", [True, False])
def test_a_brief_has_the_periods_changes_and_a_map_where_it_is_wanted(desk: Desk, drawn: bool) -> None:
    content, drawing = brief(desk, Asked(date(2024, 12, 6), None, "fr"), date(2024, 12, 2), drawn=drawn)
    assert len(content.changes) == len(period(desk, desk.board(date(2024, 12, 6)), date(2024, 12, 2)).changes)
    assert (drawing is not None) is drawn
    assert content.sources


def test_a_brief_says_whose_viewpoint_it_is(desk: Desk) -> None:
    content, _ = brief(desk.seen_by("neutral"), Asked(None, None, "en"), None, drawn=False)
    assert content.asked.viewpoint
