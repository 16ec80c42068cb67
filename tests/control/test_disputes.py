"""Contradictions: who denies, doubts or says otherwise than whom, and what is none."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.control.sayings import D0, FORD, WEIGHTS, WORLD, Press, Stored
from whoholds.control.disputes import Dispute, disputes
from whoholds.control.happenings import Window, told_in
from whoholds.model import Event, Factuality

NO, OPEN = Factuality.CERTAIN_NOT, Factuality.UNCOMMITTED


def seen(said: list[Stored], day: int = 0, days: int = 1) -> list[Dispute]:
    return disputes(told_in(said, WORLD, WEIGHTS, Window(D0 + timedelta(days=day), days)), said, 7)


def hows(said: list[Stored], day: int = 0, days: int = 1) -> list[list[str]]:
    return [[pair.how for pair in one.pairs] for one in seen(said, day, days)]


def answering(stored: Stored, to: Stored) -> Stored:
    return replace(stored, claim=replace(stored.claim, answers=to.claim.id))


def test_a_denial_of_another_report_is_a_contradiction_on_the_day_it_speaks_of() -> None:
    press = Press()
    first = press("north_army", Event.CAPTURE, "north_army", day=0)
    denial = press("south_army", Event.CAPTURE, "north_army", day=1, factuality=NO)
    (one,) = seen(press.said, 1)
    assert (one.place.label, [(p.one, p.other, p.how) for p in one.pairs]) == (
        "Millbrook",
        [(first.claim.id, denial.claim.id, "denied")],
    )
    assert seen(press.said, 0) == []


def test_an_answer_within_a_report_counts_and_a_doubt_is_called_one() -> None:
    press = Press()
    first = press("north_army", Event.CAPTURE, "north_army", report="r")
    second = answering(press("south_army", Event.CAPTURE, "north_army", report="r", factuality=OPEN), first)
    assert hows([first, second]) == [["left_open"]]


def test_who_confirms_does_not_contradict() -> None:
    press = Press()
    first = press("north_army", Event.CAPTURE, "north_army", report="r")
    second = answering(press("south_army", Event.CAPTURE, "north_army", report="s"), first)
    assert seen([first, second]) == []


def test_two_voices_that_put_other_sides_in_the_place_on_one_day_are_at_odds() -> None:
    press = Press()
    press("north_army", Event.CAPTURE, "north_army")
    press("south_army", Event.HOLD, "south_army")
    assert hows(press.said) == [["otherwise"]]


def test_who_says_a_side_is_in_and_who_says_it_left_are_at_odds() -> None:
    press = Press()
    press("north_army", Event.HOLD, "north_army")
    press("monitor", Event.WITHDRAW, "north_army")
    assert hows(press.said) == [["otherwise"]]


def test_a_loss_and_a_capture_say_the_same_thing() -> None:
    press = Press()
    press("north_army", Event.CAPTURE, "north_army")
    press("monitor", Event.WITHDRAW, "south_army")
    assert seen(press.said) == []


def test_one_voice_that_changes_its_mind_contradicts_nobody() -> None:
    press = Press()
    press("north_army", Event.HOLD, "north_army")
    press("north_radio", Event.HOLD, "south_army")  # the same side's voice
    assert seen(press.said) == []


def test_another_day_is_another_matter() -> None:
    press = Press()
    press("north_army", Event.CAPTURE, "north_army", day=0)
    press("south_army", Event.CAPTURE, "south_army", day=1)
    assert seen(press.said, 1, 5) == []


def test_headlines_are_no_voices_of_their_own() -> None:
    press = Press()
    press("narrator", Event.CAPTURE, "north_army", headline=True)
    press("monitor", Event.HOLD, "south_army")
    assert seen(press.said) == []


def test_two_voices_that_say_one_thing_many_times_are_one_pair() -> None:
    press = Press()
    for n in range(3):
        press("north_army", Event.CAPTURE, "north_army", report=f"n{n}")
        press("south_army", Event.HOLD, "south_army", report=f"s{n}")
    (one,) = hows(press.said)
    assert one == ["otherwise"]


def test_an_answer_is_not_told_again_as_a_difference() -> None:
    press = Press()
    first = press("north_army", Event.CAPTURE, "north_army", report="r")
    second = answering(press("south_army", Event.CAPTURE, "north_army", report="r", factuality=NO), first)
    assert hows([first, second]) == [["denied"]]


def test_what_answers_something_that_is_not_known_is_no_contradiction() -> None:
    press = Press()
    first = press("north_army", Event.CAPTURE, "north_army")
    second = answering(press("south_army", Event.CAPTURE, "north_army", factuality=NO), first)
    assert seen([second]) == []


def test_the_most_contradicted_place_comes_first() -> None:
    press = Press()
    for place in (FORD,):
        press("north_army", Event.CAPTURE, "north_army", place=place)
        press("south_army", Event.HOLD, "south_army", place=place)
        press("monitor", Event.HOLD, "east_army", place=place)
    press("north_army", Event.CAPTURE, "north_army")
    press("south_army", Event.HOLD, "south_army")
    assert [(one.place.label, len(one.pairs)) for one in seen(press.said)] == [("Ford", 3), ("Millbrook", 1)]


@pytest.mark.parametrize("seed", range(4))
def test_the_order_of_claims_plays_no_part(seed: int) -> None:
    press = Press()
    press("north_army", Event.CAPTURE, "north_army")
    press("south_army", Event.HOLD, "south_army")
    press("south_army", Event.CAPTURE, "north_army", factuality=NO, after=0.9)
    one = seen(press.said)
    mixed = list(press.said)
    random.Random(seed).shuffle(mixed)
    assert seen(mixed) == one


@given(st.lists(st.sampled_from(["north_army", "south_army", "monitor", "villagers"]), min_size=2, max_size=6))
def test_pairs_are_always_of_two_claims_about_the_place(speakers: list[str]) -> None:
    press = Press()
    for i, speaker in enumerate(speakers):
        press(speaker, Event.HOLD, ("north_army", "south_army")[i % 2])
    known = {stored.claim.id for stored in press.said}
    for one in seen(press.said):
        for pair in one.pairs:
            assert pair.one != pair.other
            assert {pair.one, pair.other} <= known
