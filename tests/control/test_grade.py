from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whoholds.control.grade import Grade, grades
from whoholds.model import Event, Factuality

from .sayings import Press, case


@pytest.fixture
def say() -> Press:
    return Press()


def graded(say: Press, on: int = 0) -> dict[str, str]:
    asked = case(say.said, on)
    return {e.claim_id: str(grade) for e, grade in zip(asked.evidence, grades(asked), strict=True)}


@pytest.mark.parametrize(
    ("speaker", "letter"),
    [("monitor:watch", "B"), ("residents", "C"), ("north_radio", "D"), ("social_media", "E"), ("south_radio", "B")],
)
def test_the_letter_is_how_far_one_can_rely_on_the_speaker_for_this(say: Press, speaker: str, letter: str) -> None:
    say(speaker, Event.CAPTURE, "north_army")
    assert [grade[0] for grade in graded(say).values()] == [letter]


def test_a_ministry_is_relied_on_for_an_admission_and_not_for_a_boast(say: Press) -> None:
    boast = say("south_office", Event.HOLD, "south_army", day=-3)
    admission = say("south_office", Event.WITHDRAW, "south_army")
    told = graded(say)
    assert told[boast.claim.id][0] == "D" and told[admission.claim.id][0] == "B"


def test_what_nothing_else_bears_on_cannot_be_judged(say: Press) -> None:
    only = say("monitor:watch", Event.CAPTURE, "north_army")
    assert graded(say)[only.claim.id] == "B6"
    copy = say("monitor:watch", Event.CAPTURE, "north_army", after=0.7)
    assert graded(say)[copy.claim.id] == "B6", "its copy is no second word"


def test_what_others_say_makes_it_credible_or_not(say: Press) -> None:
    boast = say("north_radio", Event.CAPTURE, "north_army")
    for speaker in ("monitor:watch", "residents", "monitor:other"):
        say(speaker, Event.CAPTURE, "north_army")
    lone = say("narrator", Event.HOLD, "south_army")
    told = graded(say)
    assert told[boast.claim.id] == "D1", "confirmed by independent voices"
    assert told[lone.claim.id][1] == "5", "improbable by everything else"


def test_a_speaker_who_says_nothing_of_control_is_not_graded(say: Press) -> None:
    say("monitor:watch", Event.HOLD, "north_army")
    said = say("residents", Event.ADVANCE, "south_army", factuality=Factuality.CERTAIN)
    assert graded(say)[said.claim.id] == "F6"


@given(
    st.lists(st.sampled_from(["monitor:watch", "residents", "north_radio", "south_radio", "social_media"]), max_size=5)
)
def test_every_claim_has_a_grade_of_the_code(speakers: list[str]) -> None:
    say = Press()
    say("residents", Event.HOLD, "south_army", day=-1)
    for n, speaker in enumerate(speakers):
        say(speaker, Event.CAPTURE, "north_army" if n % 2 else "south_army")
    asked = case(say.said, 0)
    for grade in grades(asked):
        assert isinstance(grade, Grade) and grade.letter in "ABCDEF" and 1 <= grade.number <= 6
