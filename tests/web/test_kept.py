from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from functools import partial
from operator import mul
from threading import Event

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
        assert kept.get(name, partial(make, name)) == name
    assert made == ["a", "b", "c", "b"]


@given(st.lists(st.integers(0, 9), max_size=60), st.integers(1, 6))
def test_kept_answers_are_right_whatever_is_asked_in_whatever_order(asked: list[int], size: int) -> None:
    kept = Kept(size)
    for number in asked:
        assert kept.get(number, partial(mul, number, 2)) == number * 2
        assert len(kept._items) <= size


def test_a_failed_answer_is_not_kept() -> None:
    kept = Kept()

    def fail() -> int:
        raise NotFound("x.y", "nothing")

    with pytest.raises(NotFound):
        kept.get("a", fail)
    assert kept.get("a", lambda: 1) == 1


def test_who_asks_while_an_answer_is_made_waits_for_it() -> None:
    kept, made, began, go = Kept(), [], Event(), Event()

    def make() -> int:
        made.append(1)
        began.set()
        assert go.wait(30)
        return 7

    with ThreadPoolExecutor(5) as threads:
        first = threads.submit(kept.get, "a", make)
        assert began.wait(30)
        others = [threads.submit(kept.get, "a", make) for _ in range(4)]
        assert kept.get("b", lambda: 8) == 8, "another question does not wait"
        go.set()
        assert [answer.result(30) for answer in (first, *others)] == [7] * 5
    assert made == [1] and not kept._making


@given(st.lists(st.integers(1, 9), max_size=40), st.integers(1, 20))
def test_what_is_kept_weighs_no_more_than_it_may(asked: list[int], most: int) -> None:
    kept = Kept(weigh=int, most=most)
    for number in asked:
        assert kept.get(number, partial(int, number)) == number
        held = list(kept._items.values())
        assert number in held and (len(held) == 1 or sum(held) <= most)
