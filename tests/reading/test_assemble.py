"""Repetitions are one claim, headlines are weaker than their bodies, denials answer."""

from __future__ import annotations

import pytest

from tests.reading.desk import Desk, about, brief
from whoholds.model import Effect, Factuality

# -- repetitions ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "first", "again"),
    [
        ("en", "Rebels captured Hama.", "Rebels captured Hama."),
        ("en", "Rebels captured Hama on Thursday.", "The rebels seized Hama."),
        ("en", "Rebels captured Hama.", "Hama was captured by rebels."),
        ("fr", "Les rebelles ont pris Hama.", "Les rebelles ont pris Hama."),
        ("fr", "Les rebelles ont pris Hama jeudi.", "Les rebelles se sont emparés de Hama."),
    ],
)
def test_what_is_said_twice_is_one_claim_with_two_mentions(desk: Desk, language: str, first: str, again: str) -> None:
    text = f"{first}\n\n{again}"
    claim = desk.only(text, language)
    assert claim.event.value == "capture"
    assert len(claim.mentions) == 1
    ((start, end),) = claim.mentions
    assert (start, end) != (claim.start, claim.end)
    assert "Hama" in text[start:end]


def test_a_repetition_adds_what_the_first_mention_lacked(desk: Desk) -> None:
    claim = desk.only("Hama was captured.\n\nRebels captured Hama on Tuesday.", "en")
    assert claim.actor is not None and claim.actor.key == "rebels:syria"
    assert claim.when.start is not None and claim.when.start.isoformat() == "2024-12-03"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Rebels captured Hama.\n\nRebels captured Homs."),
        ("en", "Rebels captured Hama.\n\nRebels besieged Hama."),
        ("en", "Rebels captured Hama.\n\nResidents said rebels had captured Hama."),
        ("en", "Rebels captured Hama.\n\nRebels did not capture Hama."),
        ("en", "Rebels captured Hama.\n\nRebels want to capture Hama."),
        ("en", "Rebels captured Hama.\n\nThe Syrian army captured Hama."),
        ("fr", "Les rebelles ont pris Hama.\n\nLes rebelles ont pris Homs."),
        ("fr", "Les rebelles ont pris Hama.\n\nDes habitants disent que les rebelles ont pris Hama."),
        ("fr", "Les rebelles ont pris Hama.\n\nLes rebelles n'ont pas pris Hama."),
    ],
)
def test_another_place_event_speaker_polarity_or_actor_is_another_claim(desk: Desk, language: str, text: str) -> None:
    assert len(desk.claims(text, language)) == 2


def test_claims_stand_in_reading_order(desk: Desk) -> None:
    claims = desk.claims("Rebels captured Hama.\n\nRebels besieged Homs.\n\nThe Syrian army left Palmyra.", "en")
    assert [c.start for c in claims] == sorted(c.start for c in claims)
    assert [brief(c)[2] for c in claims] == ["Hama", "Homs", "Palmyra"]


# -- headlines --------------------------------------------------------------------------------------------------------

HEADLINES = [
    ("en", "Rebels seize Homs", "Rebels are advancing in the suburbs of Homs."),
    ("en", "Rebels seize Homs", "Rebels said on Thursday that they had seized Homs."),
    ("en", "Rebels seize Homs", "Rebels may have seized Homs."),
    ("fr", "Les rebelles s'emparent de Homs", "Les rebelles avancent dans les faubourgs de Homs."),
    ("fr", "Les rebelles s'emparent de Homs", "Les rebelles affirment avoir pris Homs."),
    ("fr", "Les rebelles s'emparent de Homs", "Les rebelles auraient pris Homs."),
]


@pytest.mark.parametrize(("language", "title", "body"), HEADLINES[:2] + HEADLINES[3:5])
def test_a_headline_that_the_body_attributes_or_weakens_is_marked(
    desk: Desk, language: str, title: str, body: str
) -> None:
    claims = about(desk.claims(body, language, title=title), "Homs")
    flat = [c for c in claims if c.speaker.key == "narrator" and c.control is Effect.GAINS]
    assert [c.headline for c in flat] == [True]
    assert [c for c in claims if not c.headline]


@pytest.mark.parametrize(
    ("language", "title", "body"),
    [
        ("en", "Rebels seize Homs", "Rebels seized Homs on Thursday."),
        ("fr", "Les rebelles s'emparent de Homs", "Les rebelles ont pris Homs jeudi."),
        ("en", "Army announces its withdrawal from Homs", "The army said that it had withdrawn from Homs."),
        ("fr", "Homs : l'armée annonce son retrait", "L'armée fait état d'un retrait de ses unités hors de Homs."),
    ],
)
def test_a_headline_that_the_body_repeats_is_one_of_its_mentions(
    desk: Desk, language: str, title: str, body: str
) -> None:
    claim = desk.claims(body, language, title=title)
    assert len(claim) == 1
    assert not claim[0].headline
    assert claim[0].mentions and claim[0].start > len(title)


def test_a_headline_about_another_place_is_a_plain_claim(desk: Desk) -> None:
    claims = desk.claims("Rebels are advancing on Damascus.", "en", title="Rebels seize Homs")
    assert [c.headline for c in about(claims, "Homs")] == [False]


def test_an_attributed_headline_is_not_marked(desk: Desk) -> None:
    claims = desk.claims("Rebels are advancing in the suburbs of Homs.", "en", title="Rebels say they have seized Homs")
    assert not any(c.headline for c in claims)


# -- answers ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Rebels say they captured Hama. The Syrian army denies that rebels captured Hama."),
        ("en", "Rebels say they captured Hama, which the Syrian army denies."),
        ("fr", "Les rebelles disent avoir pris Hama. L'armée syrienne dément que les rebelles aient pris Hama."),
        ("fr", "Les rebelles disent avoir pris Hama, ce que dément l'armée syrienne."),
    ],
)
def test_a_denial_points_at_what_it_denies(desk: Desk, language: str, text: str) -> None:
    claims = {c.speaker.key: c for c in desk.claims(text, language)}
    denied, denial = claims["rebels:syria"], claims["syrian_armed_forces"]
    assert denial.answers == denied.id and denied.answers is None
    assert denial.factuality is Factuality.CERTAIN_NOT and denied.factuality is Factuality.CERTAIN


def test_answers_point_at_claims_that_are_there(desk: Desk) -> None:
    text = (
        "Rebels say they captured Hama, which the Syrian army denies.\n\n"
        "Rebels say they captured Hama.\n\nThe Syrian army denies that it has left Homs."
    )
    claims = desk.claims(text, "en", title="Rebels seize Hama")
    ids = {c.id for c in claims}
    assert {c.answers for c in claims} - {None} <= ids


def test_a_denial_of_something_else_answers_nothing(desk: Desk) -> None:
    claims = desk.claims("Rebels say they captured Hama. The Syrian army denies that it has left Homs.", "en")
    assert all(c.answers is None for c in claims)
