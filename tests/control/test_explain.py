from __future__ import annotations

import math

import pytest
from hypothesis import given, settings

from whoholds.control.case import answer_probability, case_of, logit
from whoholds.control.explain import explained, reasons, waterfall
from whoholds.control.filter import UNKNOWN
from whoholds.control.history import holding, namer, spans
from whoholds.model import Event, Factuality

from .sayings import D0, NORTH, WORLD, Press, Stored, case, evidence
from .test_filter import dispatches

NAME = namer(WORLD)


def asked(said: list[Stored], on: int = 30) -> tuple[object, ...]:
    found = case(said, on)
    answer = holding(found, spans(found), NAME, lasting=True)
    return found, answer, explained(found, answer)


@pytest.fixture
def say() -> Press:
    return Press()


@settings(max_examples=60)
@given(dispatches(8))
def test_the_waterfall_adds_up_exactly(said: list[Stored]) -> None:
    say = Press(count=500)
    say("unnamed", Event.CLASH, "east_army", day=-3)
    found = case([*said, *say.said], 12)
    answer = holding(found, spans(found), NAME, lasting=True)
    total = logit(answer.probability)
    assert answer.prior + sum(r.log_odds for r in answer.because) == pytest.approx(total, abs=1e-9)
    why = explained(found, answer)
    assert why.prior == answer.prior
    assert why.total == pytest.approx(total, abs=1e-12)
    assert why.steps[-1].total == pytest.approx(total, abs=1e-9)
    assert [s.log_odds for s in why.steps] == [r.log_odds for r in answer.because]


@given(dispatches(6))
def test_every_claim_that_bears_on_the_place_is_in_it(said: list[Stored]) -> None:
    say = Press(count=500)
    say("unnamed", Event.CLASH, "east_army", day=-3)
    found = case([*said, *say.said], 12)
    prior, steps = waterfall(found, UNKNOWN)
    assert [r.claim_id for r in reasons(found, steps)] == [e.claim_id for e in found.evidence]
    assert math.isfinite(prior) and all(math.isfinite(step) for step in steps)


def test_any_answer_can_be_explained(say: Press) -> None:
    say("monitor:watch", Event.CAPTURE, "north_army")
    say("south_radio", Event.CAPTURE, "north_army", factuality=Factuality.CERTAIN_NOT, after=0.7)
    found = case(say.said, 0)
    for state in found.filter.states:
        prior, steps = waterfall(found, state)
        assert prior + sum(steps) == pytest.approx(
            logit(answer_probability(found.state(), state, found.filter)), abs=1e-9
        )


def test_steps_have_the_sign_of_what_is_said(say: Press) -> None:
    say("monitor:watch", Event.CAPTURE, "north_army", target="south_army")
    say("south_radio", Event.CAPTURE, "north_army", factuality=Factuality.CERTAIN_NOT, after=0.6)
    say("residents", Event.HOLD, "north_army", after=0.7)
    _, steps = waterfall(case(say.said, 0), NORTH)
    assert steps[0] > 1 and steps[1] < 0 < steps[2]


def test_a_copy_adds_nothing_and_is_named_one(say: Press) -> None:
    for hours in (0.1, 0.2, 0.3):
        say("monitor:watch", Event.CAPTURE, "north_army", after=hours, outlet=f"Paper {hours}")
    found = case(say.said, 0)
    _, steps = waterfall(found, NORTH)
    assert steps[0] > 1 and steps[1:] == [0.0, 0.0]
    notes = [r.note for r in reasons(found, steps)]
    assert not notes[0].startswith("copy") and all(n.startswith("copy: its story counts once") for n in notes[1:])


@pytest.mark.parametrize("speaker", ["monitor:watch", "north_radio", "residents", "narrator"])
def test_a_hundred_copies_move_the_odds_by_less_than_a_fifth(say: Press, speaker: str) -> None:
    words = "The Northern troops have taken the town and its bridges"
    say("residents", Event.ENTER, "north_army")
    say(speaker, Event.CAPTURE, "north_army", quote=words)
    once = logit(float(case(say.said, 0).state()[0]))
    for k in range(100):
        say(speaker, Event.CAPTURE, "north_army", quote=words, after=0.6 + k / 50, outlet=f"Paper {k}")
    many = logit(float(case(say.said, 0).state()[0]))
    assert abs(many - once) < 0.2


def test_without_an_origin_means_without_all_its_copies(say: Press) -> None:
    say("monitor:watch", Event.CAPTURE, "north_army")
    say("monitor:watch", Event.CAPTURE, "north_army", after=0.9, outlet="Another Paper")
    say("narrator", Event.CAPTURE, "north_army", after=1.0)
    found = case(say.said, 2)
    why = explained(found, holding(found, spans(found), NAME, lasting=True))
    assert why.origins == 2
    assert [step.origin for step in why.steps] == [step.story for step in why.steps] == [1, 1, 2]
    assert why.steps[0].without == why.steps[1].without > 0.5
    alone = case_of(evidence(say.said)[2:], found.on, found.filter)
    left = logit(answer_probability(alone.state(), NORTH, found.filter))
    assert why.steps[0].without == pytest.approx(why.total - left, abs=1e-9)


def test_parties_are_not_counted_as_independent(say: Press) -> None:
    say("north_radio", Event.CAPTURE, "north_army")
    say("south_radio", Event.HOLD, "south_army")
    say("residents", Event.CAPTURE, "north_army")
    found = case(say.said, 0)
    why = explained(found, holding(found, spans(found), NAME, lasting=True))
    assert (why.origins, why.independent) == (3, 1)


def test_unknown_is_explained_as_doubt_in_the_best_answer(say: Press) -> None:
    say("north_radio", Event.HOLD, "north_army")
    say("south_radio", Event.HOLD, "south_army", after=0.6)
    found = case(say.said, 0)
    answer = holding(found, spans(found), NAME, lasting=True)
    assert answer.holder == UNKNOWN
    assert answer.probability == pytest.approx(1 - max(found.state()[:-1]))
    assert answer.prior + sum(r.log_odds for r in answer.because) == pytest.approx(logit(answer.probability), abs=1e-9)


def test_a_golden_waterfall(say: Press) -> None:
    """Contradicted, then admitted: what each voice was worth when it spoke."""
    say("residents", Event.HOLD, "south_army", day=-2)
    say("north_radio", Event.CAPTURE, "north_army", after=0.3)
    say("south_office", Event.CAPTURE, "north_army", factuality=Factuality.CERTAIN_NOT, after=0.4)
    say("monitor:watch", Event.CLASH, None, after=0.5)
    say("south_radio", Event.WITHDRAW, "south_army", after=0.8)
    found = case(say.said, 1)
    answer = holding(found, spans(found), NAME, lasting=True)
    assert answer.holder == NORTH and found.on == D0.replace(day=D0.day + 1)
    signs = [r.log_odds > 0 for r in answer.because]
    assert signs == [False, True, False, signs[3], True]
    held, boast, denial, _, admission = (r.log_odds for r in answer.because)
    assert boast > admission / 2 > 0 > denial > held
