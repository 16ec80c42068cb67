"""Steps in a wrong order fail when the reader is built."""

from __future__ import annotations

from datetime import date
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.reading.desk import report_of
from whoholds.errors import SetupError
from whoholds.reading import Reader
from whoholds.reading.steps import Step, Work, check


def step(name: str, needs: str = "", gives: str = "") -> Step:
    return Step(name, frozenset(needs.split()), frozenset(gives.split()), lambda work: None)


CHAIN = (step("a", "report", "x"), step("b", "x", "y"), step("c", "x y", "z"))


def test_a_right_order_passes() -> None:
    check(CHAIN)
    check(())


@pytest.mark.parametrize(
    "order", [p for p in permutations(CHAIN) if p != CHAIN], ids=lambda p: "".join(s.name for s in p)
)
def test_every_other_order_fails(order: tuple[Step, ...]) -> None:
    with pytest.raises(SetupError) as caught:
        check(order)
    assert caught.value.code == "reader.order"
    assert caught.value.hint


def test_the_error_names_the_step_and_what_it_lacks() -> None:
    with pytest.raises(SetupError) as caught:
        check((step("late", "report early"),))
    assert caught.value.subject == "late"
    assert "early" in caught.value.message and "report" not in caught.value.message.removeprefix("step late")


def test_the_report_itself_is_there_from_the_start() -> None:
    check((step("first", "report", "text"),))


def test_what_a_step_gives_itself_is_not_there_before_it() -> None:
    with pytest.raises(SetupError):
        check((step("self", "own", "own"),))


@given(st.permutations(range(6)))
def test_any_chain_passes_in_its_own_order_only(order: list[int]) -> None:
    chain = [step(str(i), "report" if i == 0 else f"x{i - 1}", f"x{i}") for i in range(6)]
    mixed = [chain[i] for i in order]
    if order == sorted(order):
        check(mixed)
    else:
        with pytest.raises(SetupError):
            check(mixed)


def test_the_readers_own_steps_are_in_order(reader: Reader) -> None:
    check(reader.steps)
    assert len({s.name for s in reader.steps}) == len(reader.steps)


def test_the_readers_steps_turned_round_fail(reader: Reader) -> None:
    with pytest.raises(SetupError):
        check(tuple(reversed(reader.steps)))


def test_no_step_of_the_reader_can_be_left_out_unless_nothing_needs_it(reader: Reader) -> None:
    for left_out in reader.steps:
        rest = tuple(s for s in reader.steps if s is not left_out)
        needed = left_out.gives & frozenset().union(*(s.needs for s in rest))
        others = frozenset().union(*(s.gives for s in rest))
        if needed - others:
            with pytest.raises(SetupError):
                check(rest)


def test_work_knows_the_reports_day_or_nothing() -> None:
    assert Work(report_of("Hama fell.", "en")).anchor == date(2024, 12, 5)
    assert Work(report_of("Hama fell.", "en", published=None)).anchor is None
