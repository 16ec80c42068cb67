"""Who answers in an interview, and what is told by whom in it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.reading.desk import Desk, about
from whoholds.reading.interviews import Interview, interview
from whoholds.reference.mention import ActorMention

ENGLISH = (
    "“We will not leave”: a teacher from Akobo",
    "Who holds Akobo tonight?",
    "Government soldiers left Akobo on Monday. I saw them go.",
    "The army denies it.",
    "It may. Rebels entered Akobo on Tuesday.",
    "And Nasir?",
    "The army lost Nasir in March.",
)
FRENCH = (
    "Entretien avec un habitant de Djibo",
    "Qui tient Djibo ?",
    "Les djihadistes tiennent Djibo. Nous ne sortons plus.",
    "L'armée a-t-elle quitté Arbinda ?",
    "Oui. Les soldats ont quitté Arbinda dimanche.",
)
EXPLAINER = (
    "Who holds what in Haiti? Three questions",
    "Who holds Mirebalais?",
    "Gangs took Mirebalais in March.",
    "Who holds Kenscoff?",
    "The police hold Kenscoff. We asked them.",
)


def joined(paragraphs: tuple[str, ...]) -> tuple[str, list[tuple[int, int]]]:
    text, blocks = "", []
    for paragraph in paragraphs:
        blocks.append((len(text), len(text) + len(paragraph)))
        text += paragraph + "\n\n"
    return text, blocks


def somebody(text: str, name: str, kind: str = "residents") -> ActorMention:
    at = text.index(name)
    return ActorMention(at, at + len(name), kind, kind, False, name, individual=True, number="sing")


def found(paragraphs: tuple[str, ...], name: str, kind: str = "residents") -> tuple[Interview | None, list[str]]:
    text, blocks = joined(paragraphs)
    what = interview(text, blocks, [somebody(text, name, kind)])
    told = [text[a:b] for a, b in blocks if what is not None and a in what.answers]
    return what, told


def test_what_stands_behind_a_question_or_a_remark_is_an_answer() -> None:
    what, told = found(ENGLISH, "teacher")
    assert what is not None and what.answerer.text == "teacher"
    assert told == [ENGLISH[2], ENGLISH[4], ENGLISH[6]]


def test_where_it_is_called_an_interview_two_questions_are_enough() -> None:
    what, told = found(FRENCH, "habitant")
    assert what is not None and told == [FRENCH[2], FRENCH[4]]


@pytest.mark.parametrize(
    "paragraphs",
    [
        ("A teacher from Akobo", *FRENCH[1:]),  # nobody says that it is one, and two questions are few
        (FRENCH[0], FRENCH[1], "Les djihadistes tiennent Djibo.", FRENCH[3], "L'armée a quitté Arbinda."),  # no "I"
        FRENCH[:3],  # one question
        FRENCH[1:],  # nobody is announced
    ],
)
def test_what_lacks_a_sign_is_no_interview(paragraphs: tuple[str, ...]) -> None:
    text, blocks = joined(paragraphs)
    who = [somebody(text, name) for name in ("teacher", "habitant") if name in text]
    assert interview(text, blocks, who) is None


def test_troops_give_no_interviews_and_their_commander_does() -> None:
    text, blocks = joined((FRENCH[0].replace("un habitant", "l'armée"), *FRENCH[1:]))
    at = text.index("armée")
    assert interview(text, blocks, [ActorMention(at, at + 5, "army", "army", False, "armée")]) is None
    assert found((FRENCH[0].replace("un habitant", "un chef"), *FRENCH[1:]), "chef", "armed_group")[0] is not None


@given(st.lists(st.sampled_from([*ENGLISH, *FRENCH, "", "?", "Yes."]), max_size=9))
def test_answers_are_paragraphs_of_the_text_and_never_ask(paragraphs: list[str]) -> None:
    text, blocks = joined(tuple(paragraphs))
    who = [somebody(text, name) for name in ("teacher", "habitant") if name in text]
    what = interview(text, blocks, who)
    starts = {a for a, b in blocks if not text[a:b].endswith("?")}
    assert what is None or what.answers <= starts


def speakers(desk: Desk, paragraphs: tuple[str, ...], language: str, place: str) -> set[tuple[str, str]]:
    claims = desk.claims("\n\n".join(paragraphs), language)
    return {(c.event.value, c.speaker.key) for c in about(claims, place)}


def test_answers_are_vouched_for_by_who_answers_and_questions_by_who_asks(desk: Desk) -> None:
    assert {("withdraw", "residents"), ("enter", "residents")} <= speakers(desk, ENGLISH, "en", "Akobo")
    assert ("loss", "residents") in speakers(desk, ENGLISH, "en", "Nasir")
    french = speakers(desk, FRENCH, "fr", "Arbinda")
    assert ("withdraw", "residents") in french


def test_an_explainer_that_asks_its_own_questions_is_the_narrators(desk: Desk) -> None:
    assert speakers(desk, EXPLAINER, "en", "Mirebalais") >= {("capture", "narrator")}
    assert not any(who == "residents" for _, who in speakers(desk, EXPLAINER, "en", "Kenscoff"))


def test_a_quotation_that_heads_the_text_announces_who_answers(desk: Desk) -> None:
    text = (
        "Qui tient Kumbo ?\n\nL'armée camerounaise contrôle Kumbo, j'en viens.\n\n"
        "Et Oku ?\n\nL'armée n'est pas entrée à Oku, mes voisins le disent aussi."
    )
    claims = desk.claims(text, "fr", title="Une infirmière de Kumbo : « Nous avons eu peur »")
    assert "health_workers" in {c.speaker.key for c in claims}
