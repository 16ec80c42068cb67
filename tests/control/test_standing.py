from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whoholds.control.filter import CONTESTED, UNKNOWN
from whoholds.control.history import holding, namer, spans
from whoholds.control.standing import words
from whoholds.model import Effect, Event, Factuality, Holding, PlaceRole, Standing

from .sayings import NORTH, SOUTH, WEIGHTS, WORLD, Press, Stored, case
from .test_filter import dispatches

CT_NOT = Factuality.CERTAIN_NOT
NAME = namer(WORLD)


@pytest.fixture
def say() -> Press:
    return Press()


def answer(said: list[Stored], on: int = 1) -> Holding:
    found = case(said, on)
    return holding(found, spans(found), NAME, lasting=True)


@pytest.mark.parametrize(
    ("probability", "text"),
    [
        (0.01, "almost no chance"),
        (0.05, "very unlikely"),
        (0.2, "unlikely"),
        (0.5, "roughly even chance"),
        (0.55, "likely"),
        (0.8, "very likely"),
        (0.95, "almost certain"),
        (1.0, "almost certain"),
    ],
)
def test_probabilities_in_words(probability: float, text: str) -> None:
    assert words(probability) == text


@given(st.floats(0, 1), st.floats(0, 1))
def test_words_rise_with_the_probability(one: float, two: float) -> None:
    order = ["almost no chance", "very unlikely", "unlikely", "roughly even chance", "likely", "very likely"]
    order.append("almost certain")
    low, high = sorted((one, two))
    assert order.index(words(low)) <= order.index(words(high))


def test_assessed_by_a_monitor(say: Press) -> None:
    say("monitor:watch", Event.CAPTURE, "north_army", target="south_army")
    h = answer(say.said)
    assert (h.holder, h.standing) == (NORTH, Standing.ASSESSED)
    assert h.rule == "Held by the North: 1 independent origin (monitor:watch)."


def test_assessed_by_two_who_stand_alone_nowhere(say: Press) -> None:
    say("residents", Event.CAPTURE, "north_army")
    assert answer(say.said).standing is Standing.CLAIMED
    say("narrator", Event.HOLD, "north_army")
    h = answer(say.said)
    assert h.standing is Standing.ASSESSED
    assert h.rule == "Held by the North: 2 independent origins (residents, The Valley Post)."


def test_assessed_by_admission(say: Press) -> None:
    say("north_radio", Event.CAPTURE, "north_army", target="south_army")
    say("south_radio", Event.LOSS, "south_army", target="north_army")
    h = answer(say.said)
    assert (h.holder, h.standing) == (NORTH, Standing.ASSESSED)
    assert "admitted by the South against their own interest" in h.rule


def test_a_denial_that_does_not_outweigh(say: Press) -> None:
    say("monitor:watch", Event.CAPTURE, "north_army", target="south_army")
    say("residents", Event.CAPTURE, "north_army")
    say("south_office", Event.CAPTURE, "north_army", factuality=CT_NOT, after=0.8)
    h = answer(say.said)
    assert h.standing is Standing.ASSESSED
    assert h.rule.endswith("the denial by the South does not outweigh this.")


@pytest.mark.parametrize("speaker", ["north_radio", "unnamed"])
def test_claimed_while_nobody_independent_enough_says_so(say: Press, speaker: str) -> None:
    say(speaker, Event.CAPTURE, "north_army")
    h = answer(say.said)
    assert (h.holder, h.standing) == (NORTH, Standing.CLAIMED)
    assert h.rule.endswith("not enough independent voices say so yet.")


def test_claimed_by_its_own_side_is_said_so(say: Press) -> None:
    say("north_radio", Event.CAPTURE, "north_army")
    assert answer(say.said).rule.startswith("Claimed by the North;")


def test_claimed_and_denied_with_no_holder(say: Press) -> None:
    say("north_radio", Event.CAPTURE, "north_army")
    say("south_office", Event.CAPTURE, "north_army", factuality=CT_NOT, after=0.7)
    say("south_office", Event.REPEL, "south_army", after=0.7)
    h = answer(say.said)
    assert (h.holder, h.standing) == (UNKNOWN, Standing.DENIED)
    assert h.rule == ("Claimed by the North; denied by the South; nobody independent settles it.")


def test_a_reported_loss_that_is_denied(say: Press) -> None:
    say("monitor:watch", Event.WITHDRAW, "south_army", role=PlaceRole.FROM)
    say("south_office", Event.WITHDRAW, "south_army", role=PlaceRole.FROM, factuality=CT_NOT, after=0.7)
    h = answer(say.said, 0)
    assert (h.holder, h.standing) == (UNKNOWN, Standing.DENIED)
    assert h.rule.startswith("Said to be lost by the South (monitor:watch); denied by the South")


def test_denied_with_a_holder(say: Press) -> None:
    say("residents", Event.CAPTURE, "north_army")
    say("south_office", Event.CAPTURE, "north_army", factuality=CT_NOT, after=0.7)
    h = answer(say.said)
    assert (h.holder, h.standing) == (NORTH, Standing.DENIED)


def test_a_boast_against_a_known_holder_is_contested(say: Press) -> None:
    say("residents", Event.HOLD, "south_army", day=-3)
    say("narrator", Event.HOLD, "south_army", day=-3)
    say("north_radio", Event.CAPTURE, "north_army")
    h = answer(say.said, 0)
    assert (h.holder, h.standing) == (SOUTH, Standing.CONTESTED)
    assert "contradicted by the North" in h.rule


def test_each_says_it_holds_the_place(say: Press) -> None:
    say("north_radio", Event.HOLD, "north_army")
    say("south_radio", Event.HOLD, "south_army")
    h = answer(say.said, 0)
    assert h.standing is Standing.CONTESTED
    assert h.rule == "The North and the South are each said to hold it; nothing settles it."


def test_fighting_inside_is_contested(say: Press) -> None:
    say("monitor:watch", Event.HOLD, "south_army", day=-2)
    say("monitor:watch", Event.CLASH, "north_army", target="south_army")
    say("residents", Event.ENTER, "north_army", after=0.6)
    say("narrator", Event.CLASH, None, after=0.7)
    h = answer(say.said, 0)
    assert (h.holder, h.standing, h.threatened) == (CONTESTED, Standing.CONTESTED, False)
    assert "reported by monitor:watch, residents, The Valley Post" in h.rule


def test_stale_after_a_long_silence(say: Press) -> None:
    say("monitor:watch", Event.CAPTURE, "north_army")
    edge = WEIGHTS.standing.stale_days
    assert answer(say.said, edge).standing is Standing.ASSESSED
    h = answer(say.said, edge + 1)
    assert (h.holder, h.standing) == (NORTH, Standing.STALE)
    assert h.rule == f"Last held by the North; nobody has spoken of it for {edge + 1} days."


def test_unknown_when_too_little_is_said(say: Press) -> None:
    say("social_media", Event.CAPTURE, "north_army", factuality=Factuality.POSSIBLE)
    h = answer(say.said)
    assert (h.holder, h.standing, h.threatened) == (UNKNOWN, Standing.UNKNOWN, False)
    assert h.rule.startswith("Not known: what is said is too little")


def test_unknown_after_a_long_silence(say: Press) -> None:
    say("social_media", Event.CAPTURE, "north_army", factuality=Factuality.POSSIBLE)
    assert answer(say.said, 99).rule == "Not known: nobody has spoken of it for 99 days."


def test_threatened_without_a_known_holder(say: Press) -> None:
    say("narrator", Event.ADVANCE, "north_army", role=PlaceRole.TOWARD)
    h = answer(say.said)
    assert (h.holder, h.standing, h.threatened) == (UNKNOWN, Standing.UNKNOWN, True)
    assert h.rule.endswith("Threatened: an advance, siege or assault by the North is reported.")


def test_a_holder_is_threatened_by_its_enemy_not_by_itself(say: Press) -> None:
    say("monitor:watch", Event.HOLD, "south_army", day=-1)
    say("narrator", Event.ADVANCE, "south_army", role=PlaceRole.NEAR, effect=Effect.NONE)
    assert not answer(say.said).threatened
    say("narrator", Event.BESIEGE, "north_army", after=0.8)
    assert answer(say.said).threatened


def test_a_threat_passes(say: Press) -> None:
    say("monitor:watch", Event.HOLD, "south_army", day=-1)
    say("narrator", Event.ADVANCE, "north_army", role=PlaceRole.TOWARD)
    days = WEIGHTS.standing.threat_days
    assert answer(say.said, days).threatened
    assert not answer(say.said, days + 1).threatened


def test_what_threatened_the_last_holder_threatens_the_new_one_no_more(say: Press) -> None:
    say("monitor:watch", Event.HOLD, "south_army", day=-4)
    say("narrator", Event.ADVANCE, "east_army", role=PlaceRole.TOWARD, day=-2)
    say("monitor:watch", Event.CAPTURE, "north_army", target="south_army")
    assert answer(say.said, -1).threatened
    assert not answer(say.said, 1).threatened


def test_what_is_learnt_of_the_day_before_is_said_so(say: Press) -> None:
    say("monitor:watch", Event.CAPTURE, "north_army", target="south_army")
    h = answer(say.said, -1)
    assert (h.holder, h.standing) == (SOUTH, Standing.CLAIMED)
    assert h.rule.startswith("Held by the South until then, as later reports imply")


def test_that_a_rival_failed_says_not_who_holds_it(say: Press) -> None:
    say("north_radio", Event.HOLD, "north_army")
    say("monitor:watch", Event.CAPTURE, "south_army", factuality=CT_NOT)
    h = answer(say.said)
    assert (h.holder, h.standing) == (NORTH, Standing.CLAIMED)


@given(dispatches(8), st.integers(0, 90))
def test_every_answer_has_a_standing_that_fits_it(said: list[Stored], on: int) -> None:
    say = Press(count=500)
    say("unnamed", Event.CLASH, "east_army", day=-3)
    h = answer([*said, *say.said], on)
    assert h.rule and h.rule[0].isupper() and h.rule.endswith(".")
    if h.holder == UNKNOWN:
        assert h.standing in (Standing.UNKNOWN, Standing.DENIED, Standing.CONTESTED)
    else:
        assert h.standing is not Standing.UNKNOWN
    if h.holder == CONTESTED:
        assert h.standing in (Standing.CONTESTED, Standing.STALE) and not h.threatened
    if h.standing is Standing.ASSESSED:
        assert h.probability >= WEIGHTS.standing.assessed_probability


def test_an_admission_that_is_taken_back_assesses_nothing(say: Press) -> None:
    say("south_radio", Event.CAPTURE, "south_army", day=0, after=0.6)
    say("north_radio", Event.LOSS, "north_army", day=-1, until=0, report="r9")
    h = answer(say.said, 0)
    assert (h.holder, h.standing) == (SOUTH, Standing.ASSESSED)
    say("north_radio", Event.CAPTURE, "north_army", day=0, report="r9")
    assert answer(say.said, 0).standing is not Standing.ASSESSED


def test_a_voice_does_not_confirm_itself(say: Press) -> None:
    say("narrator", Event.CAPTURE, "north_army")
    say("narrator", Event.WITHDRAW, "south_army", role=PlaceRole.FROM)
    h = answer(say.said)
    assert (h.holder, h.standing) == (NORTH, Standing.CLAIMED)
    say("narrator", Event.CAPTURE, "north_army", outlet="Another Paper")
    assert answer(say.said).standing is Standing.ASSESSED


def test_a_denial_that_its_side_has_given_up_disputes_nothing(say: Press) -> None:
    say("residents", Event.CAPTURE, "north_army")
    say("south_office", Event.CAPTURE, "north_army", factuality=CT_NOT, report="r9")
    disputed = answer(say.said)
    assert disputed.standing is Standing.DENIED
    say("south_radio", Event.WITHDRAW, "south_army", role=PlaceRole.FROM, report="r9", after=0.8)
    conceded = answer(say.said)
    assert conceded.holder == NORTH and conceded.standing in (Standing.CLAIMED, Standing.ASSESSED)
    assert conceded.probability > disputed.probability


def test_a_denial_after_the_admission_still_disputes(say: Press) -> None:
    say("residents", Event.CAPTURE, "north_army")
    say("south_radio", Event.WITHDRAW, "south_army", role=PlaceRole.FROM)
    say("south_office", Event.CAPTURE, "north_army", factuality=CT_NOT, after=0.9)
    h = answer(say.said)
    assert h.standing is Standing.DENIED or h.rule.endswith("does not outweigh this.")
