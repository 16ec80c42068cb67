from __future__ import annotations

from datetime import timedelta

import pytest

from whoholds.control.case import case_of
from whoholds.control.history import spans
from whoholds.control.sentences import sentences
from whoholds.control.turning import Turning, turnings
from whoholds.model import Event

from .sayings import D0, NORTH, SOUTH, Press, case, evidence


@pytest.fixture
def say() -> Press:
    return Press()


def turns(say: Press, on: int = 0) -> list[Turning]:
    asked = case(say.said, on)
    return turnings(asked, spans(asked)[-1].holder)


def test_what_is_hardly_known_turns_with_little(say: Press) -> None:
    say("north_radio", Event.CAPTURE, "north_army", target="south_army")
    (turn,) = turns(say)
    assert (turn.holder, turn.side, turn.shape) == (SOUTH, SOUTH, "gains")
    assert turn.speaker in ("own", "narrator")


def test_what_is_well_known_takes_more(say: Press) -> None:
    for speaker in ("monitor:watch", "residents", "monitor:other"):
        say(speaker, Event.CAPTURE, "north_army", target="south_army")
    (turn,) = turns(say)
    assert turn.holder == SOUTH and turn.speaker != "own"


def test_it_says_what_would_come_true(say: Press) -> None:
    say("residents", Event.HOLD, "south_army")
    say("narrator", Event.OFFENSIVE, "north_army", target="south_army")
    (turn,) = turns(say)
    voice = {"own": "north_office", "narrator": "narrator", "monitor": "monitor:new", "admission": "south_office"}
    say(voice[turn.speaker], Event.CAPTURE, "north_army", day=1, outlet="Another Paper")
    told = case_of(evidence(say.said), D0 + timedelta(days=1), case(say.said).filter)
    assert spans(told)[-1].holder == turn.holder == NORTH
    assert told.state()[0] == pytest.approx(turn.probability, abs=0.02)


def test_only_sides_that_the_claims_are_about_could_take_it(say: Press) -> None:
    say("monitor:watch", Event.HOLD, "north_army")
    assert turns(say) == []
    say("residents", Event.ADVANCE, "south_army", day=0)
    assert {turn.side for turn in turns(say)} <= {SOUTH}


@pytest.mark.parametrize("language", ["en", "fr"])
def test_it_is_said_in_words(say: Press, language: str) -> None:
    say("north_radio", Event.CAPTURE, "north_army", target="south_army")
    (turn,) = turns(say)
    text = sentences(language).clause(turn.why, lambda key: f"<{key}>")
    assert "<south>" in text and f"{100 * turn.probability:.0f}" in text
