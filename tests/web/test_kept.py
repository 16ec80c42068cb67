from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whoholds.errors import NotFound
from whoholds.web.kept import Kept


def test_kept_answers_are_made_once_and_the_oldest_go() -> None:
    kept, made = Kept(2), []

    def make(name: str) -> str:
        made.append(name)
        return name

    for name in ("a", "b", "a", "c", "a", "b"):
        assert kept.get(name, lambda name=name: make(name)) == name  # type: ignore[misc]
    assert made == ["a", "b", "c", "b"]


@given(st.lists(st.integers(0, 9), max_size=60), st.integers(1, 6))
def test_kept_answers_are_right_whatever_is_asked_in_whatever_order(asked: list[int], size: int) -> None:
    kept = Kept(size)
    for number in asked:
        assert kept.get(number, lambda number=number: number * 2) == number * 2  # type: ignore[misc]
        assert len(kept._items) <= size


def test_a_failed_answer_is_not_kept() -> None:
    kept = Kept()

    def fail() -> int:
        raise NotFound("x.y", "nothing")

    with pytest.raises(NotFound):
        kept.get("a", fail)
    assert kept.get("a", lambda: 1) == 1
