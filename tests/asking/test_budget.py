from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whoholds.asking import Budget
from whoholds.errors import UsageError
from whoholds.settings import ModelSettings


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def test_counts_what_is_spent() -> None:
    clock = Clock()
    budget = Budget(ModelSettings(), clock)
    budget.request(1_000)
    clock.now += 2.5
    budget.done(70)
    budget.request(1_000)
    clock.now += 0.5
    budget.done(None, 300)
    assert (budget.spent.requests, budget.spent.tokens, budget.spent.seconds) == (2, 220, 3.0)


@pytest.mark.parametrize(
    ("name", "limits"),
    [
        ("run_requests", {"run_requests": 2}),
        ("run_tokens", {"run_tokens": 1_300}),
        ("run_seconds", {"run_seconds": 5.0}),
    ],
)
def test_stops_before_a_limit_is_passed(name: str, limits: dict[str, float]) -> None:
    clock = Clock()
    budget = Budget(ModelSettings(**limits), clock)
    for _ in range(2):
        budget.request(1_000)
        clock.now += 3
        budget.done(500)
    with pytest.raises(UsageError) as caught:
        budget.request(1_000)
    assert caught.value.code == "model.budget" and caught.value.subject == f"model.{name}"
    assert "run the same command again" in caught.value.hint
    assert budget.spent.requests == 2, "nothing was sent"


def test_a_text_too_long_for_what_is_left_is_not_sent() -> None:
    budget = Budget(ModelSettings(run_tokens=100))
    with pytest.raises(UsageError):
        budget.request(1_000)
    budget.request(100)


@given(st.lists(st.tuples(st.integers(0, 3_000), st.integers(0, 2_000) | st.none()), max_size=30))
def test_never_more_requests_than_allowed_and_never_on_after_the_end(steps: list[tuple[int, int | None]]) -> None:
    budget = Budget(ModelSettings(run_requests=5, run_tokens=4_000), Clock())
    for characters, tokens in steps:
        before = budget.spent.tokens
        try:
            budget.request(characters)
        except UsageError:
            assert budget.spent.tokens == before
            continue
        assert before + characters // 2 <= 4_000
        budget.done(tokens, characters)
    assert budget.spent.requests <= 5
