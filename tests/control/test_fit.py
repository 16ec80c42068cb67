from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whoholds.control.fit import Fit, Learnt, _odds, _ordered, _sharpness, fit
from whoholds.model import Event, Place

from .sayings import NORTH, SOUTH, WEIGHTS, WORLD, Press, Stored, one

TOWNS = [Place(f"Town {k}", f"t:{k}", f"Town {k}", 10.0 + k, 20.0, "settlement", "", 1.0) for k in range(60)]


def war(*, north_lies: bool) -> list[Stored]:
    """Monitors tell which side holds sixty towns; the North claims its own towns, or whatever it likes."""
    say = Press()
    for k, town in enumerate(TOWNS):
        side = NORTH if k % 2 else SOUTH
        for voice in ("monitor:a", "monitor:b"):
            say(voice, Event.HOLD, f"{side}_army", place=town)
        if side == NORTH or north_lies:
            say("north_radio", Event.HOLD, "north_army", place=town)
        if side == SOUTH:
            say("south_radio", Event.HOLD, "south_army", place=town)
    return say.said


def learnt(found: Fit, group: str, source: str | None = None) -> Learnt:
    return next(row for row in found.learnt if (row.group, row.source) == (group, source))


def test_a_side_that_lies_is_believed_less_than_one_that_does_not() -> None:
    found = fit(war(north_lies=True), WORLD, WEIGHTS)
    liar, honest = (learnt(found, "interest.own_gain", f"side:{side}") for side in (NORTH, SOUTH))
    assert liar.odds < 2.0 < honest.odds
    assert liar.statements == 60 and honest.statements == 30
    truthful = learnt(fit(war(north_lies=False), WORLD, WEIGHTS), "interest.own_gain", f"side:{NORTH}")
    assert truthful.odds > liar.odds + 1


def test_what_was_learnt_counts_in_the_next_answer() -> None:
    found = fit(war(north_lies=True), WORLD, WEIGHTS)
    fitted = WEIGHTS.over(found.weights, "fit")
    boast = Press()("north_radio", Event.CAPTURE, "north_army")
    monitor = Press()("monitor:a", Event.CAPTURE, "north_army")
    assert one(boast, weights=fitted).odds == learnt(found, "interest.own_gain", "side:north").odds
    assert one(monitor, weights=fitted).odds == learnt(found, "speakers.monitor", "monitor:a").odds
    new = Press()("monitor:new", Event.CAPTURE, "north_army")
    assert one(new, weights=fitted).odds == learnt(found, "speakers.monitor").odds, "a new source is of its class"
    assert f"odds {one(boast, weights=fitted).odds:g}" in one(boast, weights=fitted).because


def test_nothing_is_learnt_of_who_speaks_alone() -> None:
    say = Press()
    for town in TOWNS:
        say("north_radio", Event.HOLD, "north_army", place=town)
    assert fit(say.said, WORLD, WEIGHTS).learnt == ()
    assert WEIGHTS.over(fit(say.said, WORLD, WEIGHTS).weights, "fit") == WEIGHTS


def test_few_statements_move_little() -> None:
    few = fit(war(north_lies=True)[:4], WORLD, WEIGHTS)
    for row in few.learnt:
        assert row.odds == pytest.approx(row.shipped, rel=0.15)


def test_the_order_of_the_claims_does_not_matter() -> None:
    said = war(north_lies=True)
    assert fit(said, WORLD, WEIGHTS) == fit(said[::-1], WORLD, WEIGHTS)


@given(st.lists(st.floats(0.02, 0.98), max_size=60), st.floats(1.1, 12.0))
def test_odds_stay_between_one_and_the_most(judged: list[float], prior: float) -> None:
    odds = _odds(judged, prior, 25.0, 30.0)
    assert 1.0 <= odds <= 30.0
    if not judged:
        assert odds == pytest.approx(prior, abs=1e-3)


@given(st.lists(st.floats(0.02, 0.98), min_size=1, max_size=30), st.floats(1.2, 12.0))
def test_one_more_right_statement_never_lowers_the_odds(judged: list[float], prior: float) -> None:
    assert _odds([*judged, 0.98], prior, 25.0, 30.0) >= _odds([*judged, 0.02], prior, 25.0, 30.0)


@given(st.floats(1.0, 30.0), st.floats(1.0, 30.0), st.floats(1.0, 30.0))
def test_a_denial_never_counts_more_than_a_boast_nor_a_boast_than_an_admission(
    denial: float, boast: float, admission: float
) -> None:
    names = ("denial", "own_gain", "admission")
    rows = [
        Learnt(f"interest.{n}", None, 2.0, odds, 9) for n, odds in zip(names, (denial, boast, admission), strict=True)
    ]
    for some in (rows, rows[1:2], rows[:2], rows[1:]):
        told = _ordered(some, WEIGHTS)
        odds = WEIGHTS.over(Fit(tuple(told)).weights, "fit").interest
        assert odds.denial.odds < odds.own_gain.odds <= odds.admission.odds


@given(st.floats(0.55, 1.45), st.integers(0, 2**20))
def test_the_exponent_that_made_the_statements_is_found(exponent: float, seed: int) -> None:
    chance, judged = random.Random(seed), []
    for _ in range(4000):
        p = chance.uniform(0.05, 0.95)
        true = p**exponent / (p**exponent + (1 - p) ** exponent)
        right = chance.random() < 0.95
        said = (chance.random() < true) == right
        judged.append((p if said else 1 - p, 0.95))
    assert _sharpness(judged, 5.0) == pytest.approx(exponent, abs=0.15)


def test_few_statements_move_the_exponent_little_and_none_not_at_all() -> None:
    sure = [(0.8, 0.95)]
    assert _sharpness([], 0.2) == 1.0
    assert 1.0 < _sharpness(sure, 0.2) < _sharpness(sure * 50, 0.2) <= 1.5
    assert 0.5 <= _sharpness([(0.2, 0.95)] * 50, 0.2) < 1.0


def test_only_those_who_are_worth_most_judge_how_sure_answers_are() -> None:
    found = fit(war(north_lies=False), WORLD, WEIGHTS)
    worthy = [row for row in found.learnt if row.source is not None and row.odds >= WEIGHTS.learning.judge_odds]
    assert found.judges == sum(row.statements for row in worthy) > 0
    strict = WEIGHTS.over({"learning": {"judge_odds": 500.0}}, "test")
    assert (fit(war(north_lies=False), WORLD, strict).judges, fit(war(north_lies=False), WORLD, strict).sharpness) == (
        0,
        1,
    )


def test_learning_again_does_not_sharpen_twice() -> None:
    found = fit(war(north_lies=True), WORLD, WEIGHTS)
    sharp = WEIGHTS.over({"answer": {"sharpness": 1.4}}, "test")
    assert fit(war(north_lies=True), WORLD, sharp) == found
