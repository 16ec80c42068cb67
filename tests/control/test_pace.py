from __future__ import annotations

import math

from hypothesis import given
from hypothesis import strategies as st

from whoholds.control.filter import Filter
from whoholds.control.pace import Pace, stretch

from .sayings import SIDES, WEIGHTS

FILTER = Filter(SIDES, WEIGHTS)
PRIOR = FILTER.prior([])
SHARES = st.lists(st.floats(0.001, 1.0), min_size=len(PRIOR), max_size=len(PRIOR))


@given(SHARES, st.floats(0.0001, 0.5), st.integers(0, 400))
def test_no_probability_moves_further_than_there_is_room(shares: list[float], room: float, most: int) -> None:
    quiet = FILTER.quiet(PRIOR)
    v = tuple(share / sum(shares) for share in shares)
    days = Pace(quiet).days(v, room, most)
    assert 0 <= days <= most
    now = v
    for _ in range(days):
        now = tuple(sum(p * chance for p, chance in zip(now, column, strict=True)) for column in quiet)
        assert max(abs(a - b) for a, b in zip(v, now, strict=True)) < room


def test_where_there_is_no_room_no_day_is_passed_over() -> None:
    assert Pace(FILTER.quiet(PRIOR)).days(PRIOR, 0.0, 100) == 0


def test_sharper_answers_move_further() -> None:
    assert stretch(1.0, 5) == 1.0
    assert stretch(2.0, 5) > 1.0
    assert stretch(0.5, 5) == math.inf
