"""English turns of phrase: predicates that say whose a place is, what opens a sentence, and who is quoted in it."""

from __future__ import annotations

import pytest

from tests.reading.desk import Brief, Desk, brief
from tests.reading.tables import Case, faults, load

CONGO = "armed_forces_of_the_democratic_republic_of_the_congo"


def told(desk: Desk, text: str) -> set[Brief]:
    return {brief(claim) for claim in desk.claims(text, "en")}


@pytest.mark.parametrize("case", load("english"), ids=lambda c: c.id)
def test_what_a_turn_says(desk: Desk, case: Case) -> None:
    assert faults(case, desk.claims(case.text, case.language)) == [], case.text


# -- which place a sentence speaks of ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("opening", "place"),
    [
        ("In Malakal people gave two accounts.", "Malakal"),
        ("But in Malakal people gave two accounts.", "Malakal"),
        ("In Malakal, residents slept in the church.", "Malakal"),
        ("In Nairobi, officials gave two accounts.", "Bor"),  # where it is only told
        ("People gave two accounts.", "Bor"),
    ],
)
def test_the_place_that_opens_a_sentence_is_what_the_text_goes_on_about(desk: Desk, opening: str, place: str) -> None:
    text = f"The SPLA took Bor on Monday. {opening} The rebels withdrew on Sunday."
    assert {b[2] for b in told(desk, text) if b[0] == "withdraw"} == {place}


# -- who is quoted ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "taker"),
    [
        ('Boko Haram fighters came at dawn. "They took Mubi," said a trader.', "boko_haram"),
        ('The M23 said "it had taken Goma".', "m23"),
        ("The M23 said that it had taken Goma.", "m23"),
    ],
)
def test_they_in_somebodys_own_words_are_others(desk: Desk, text: str, taker: str) -> None:
    assert {b[1] for b in told(desk, text) if b[0] == "capture"} == {taker}


@pytest.mark.parametrize(
    ("text", "holder"),
    [
        ('"Goma is under our control," President Félix Tshisekedi said.', CONGO),
        ('"We hold Goma," Corneille Nangaa said.', "alliance_fleuve_congo"),
        ('"Goma is ours," Corneille Nangaa said.', "alliance_fleuve_congo"),
    ],
)
def test_we_in_the_mouth_of_a_person_are_the_forces_of_the_side(desk: Desk, text: str, holder: str) -> None:
    assert {b[1] for b in told(desk, text) if b[0] == "hold"} == {holder}


# -- who took what somebody was driven from ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "taker"),
    [
        ("Goma has been cleared of M23 fighters.", CONGO),
        ("Goma has been cleared.", None),
        ("Goma has been cleared of mud.", None),
    ],
)
def test_a_place_is_cleared_by_whom_the_beaten_fight(desk: Desk, text: str, taker: str | None) -> None:
    assert {b[1] for b in told(desk, text) if b[0] == "capture"} <= {taker}


# -- clauses that a semicolon parts -----------------------------------------------------------------------------------


@pytest.mark.parametrize("behind", ["the governor was not there", "police were due to follow", "it may rain"])
def test_what_stands_behind_a_semicolon_says_nothing_of_what_stands_before(desk: Desk, behind: str) -> None:
    assert {b[3] for b in told(desk, f"The M23 have taken Goma; {behind}.") if b[0] == "capture"} == {"CT+"}


# -- whose officials --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("town", ["Kharkiv", "Sumy", "Kramatorsk"])
def test_a_governor_is_of_the_country_that_is_fought_in(desk: Desk, town: str) -> None:
    text = f"Russian troops shelled {town}. Russian tanks are near {town}, the governor said."
    assert {b[4] for b in told(desk, text)} <= {"narrator", "officials:ukraine"}


# -- numbers of men, and two armies with one noun ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "event", "actor"),
    [
        ("African Union and Somali soldiers rode into Barawe.", "enter", "somali_national_army"),
        ("Two thirds of the M23 fighters withdrew from Goma.", "withdraw", "m23"),
    ],
)
def test_whose_men_they_are(desk: Desk, text: str, event: str, actor: str) -> None:
    assert {b[1] for b in told(desk, text) if b[0] == event} == {actor}
