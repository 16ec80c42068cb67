"""Claims that answer claims: linked to the claim they deny or confirm, with what its context gave it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.reading.desk import Desk, brief
from whoholds.reading.answers import filled


def table(name: str) -> list[list[str]]:
    """The lines of a table of `cases`, split at tabs."""
    lines = Path(__file__).with_name("cases").joinpath(name).read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


SILENT = [
    ("en", "M23 has taken Goma. The army denied access to aid workers."),
    ("en", "M23 has taken Goma. It was wrong to leave the airport unguarded, residents said."),
    ("en", "M23 has taken Goma. Residents confirmed that shops were closed."),
    ("en", "M23 has taken Goma, residents say. The army rejected an offer of talks."),
    ("en", "The army withdrew from Goma. M23 said the same day that it was advancing."),
    ("en", 'M23 took Goma. "True peace is coming," said its leader.'),
    ("fr", "Le M23 a pris Goma. L'armée nie l'évidence, dit un diplomate."),
    ("fr", "Le M23 a pris Goma. Il est vrai que l'armée avait peu d'hommes."),
    ("fr", "Le M23 a pris Goma. Les habitants parlent de pillages."),
    ("fr", "Le M23 a pris Goma. L'armée a rejeté une offre de pourparlers."),
    ("fr", "Le M23 a pris Goma. Ce n'est pas la première fois."),
    ("fr", "Le M23 a pris Goma. Kinshasa accuse le Rwanda."),
]


@pytest.mark.parametrize(("language", "speaker", "value", "text"), table("replies.tsv"))
def test_an_answer_is_linked_to_its_claim(desk: Desk, language: str, speaker: str, value: str, text: str) -> None:
    claims = {c.id: c for c in desk.claims(text, language)}
    answers = [c for c in claims.values() if c.answers is not None]
    assert [(c.speaker.key, c.factuality.value) for c in answers] == [(speaker, value)]
    answered = claims[answers[0].answers or ""]
    assert answered.answers is None
    assert (answers[0].event, answers[0].place, answers[0].actor) == (
        answered.event,
        answered.place,
        answered.actor,
    )


@pytest.mark.parametrize(("language", "text"), SILENT)
def test_what_takes_up_nothing_answers_nothing(desk: Desk, language: str, text: str) -> None:
    assert [brief(c) for c in desk.claims(text, language) if c.rule.split(":")[1].startswith("answer/")] == []


def test_of_two_claims_before_what_changes_hands_is_answered(desk: Desk) -> None:
    text = "M23 says it has taken Goma, and that three people were killed. The army denies this."
    claims = {c.id: c for c in desk.claims(text, "en")}
    answers = [c for c in claims.values() if c.answers is not None]
    assert [claims[c.answers or ""].event.value for c in answers] == ["capture"]


def test_what_context_fills_in_reaches_the_answer(desk: Desk) -> None:
    work = desk.work("Rebels captured Hama, which the army denies.", "en")
    drafts = [[replace(d, claim=replace(d.claim, actor=None)) for d in group] for group in work.drafts]
    assert all(a.actor is None for a in filled(work.answers, drafts))
    assert all(a.actor is not None for a in filled(work.answers, work.drafts))
    assert len(work.answers) == 1


def test_an_answer_to_nothing_known_stays_as_it_is(desk: Desk) -> None:
    work = desk.work("Rebels captured Hama, which the army denies.", "en")
    assert filled(work.answers, []) == work.answers
