"""What a claim carries: quote, chain, rule, effect on control, an id that says what is said."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.reading.desk import Desk
from whoholds.model import Effect, PlaceRole
from whoholds.reading.claims import claim_id


@pytest.mark.parametrize(
    ("language", "text", "quote"),
    [
        ("en", "Residents said that rebels captured Hama because nobody defended it.", "rebels captured Hama"),
        ("fr", "Des habitants disent que les rebelles ont pris Hama.", "les rebelles ont pris Hama"),
        ("en", "“Rebels captured Hama,” said a resident.", "Rebels captured Hama"),
        ("fr", "« Les rebelles ont pris Hama », raconte un habitant.", "Les rebelles ont pris Hama"),
    ],
)
def test_the_quote_is_the_clause_that_carries_the_claim(desk: Desk, language: str, text: str, quote: str) -> None:
    assert desk.only(text, language, event="capture").quote.strip('“”«»" ,') == quote


@pytest.mark.parametrize(
    ("language", "text", "role", "control"),
    [
        ("en", "Rebels captured Hama.", PlaceRole.AT, Effect.GAINS),
        ("en", "Rebels hold Hama.", PlaceRole.AT, Effect.HOLDS),
        ("en", "The Syrian army left Hama.", PlaceRole.FROM, Effect.LOSES),
        ("en", "Rebels entered Hama.", PlaceRole.AT, Effect.CONTESTS),
        ("en", "Rebels are advancing on Hama.", PlaceRole.TOWARD, Effect.NONE),
        ("en", "Rebels did not capture Hama.", PlaceRole.AT, Effect.GAINS),
        ("fr", "Les rebelles ont pris Hama.", PlaceRole.AT, Effect.GAINS),
        ("fr", "Les rebelles tiennent Hama.", PlaceRole.AT, Effect.HOLDS),
        ("fr", "L'armée syrienne a quitté Hama.", PlaceRole.FROM, Effect.LOSES),
        ("fr", "Les rebelles avancent vers Hama.", PlaceRole.TOWARD, Effect.NONE),
        ("fr", "Les rebelles n'ont pas pris Hama.", PlaceRole.AT, Effect.GAINS),
    ],
)
def test_control_is_the_events_and_doubt_is_left_to_factuality(
    desk: Desk, language: str, text: str, role: PlaceRole, control: Effect
) -> None:
    claim = desk.only(text, language)
    assert (claim.place_role, claim.control) == (role, control)


@pytest.mark.parametrize(
    ("text", "chain"),
    [
        ("Rebels captured Hama.", ("narrator",)),
        ("Residents said rebels captured Hama.", ("narrator", "residents")),
        ("Rebels say they captured Hama.", ("narrator", "rebels:syria")),
    ],
)
def test_the_chain_runs_from_the_outlet_inwards(desk: Desk, text: str, chain: tuple[str, ...]) -> None:
    assert desk.only(text, "en").chain == chain


def test_the_rule_names_the_language_the_frame_and_the_cues(desk: Desk) -> None:
    rule = desk.only("The Syrian army denied that rebels had captured Hama.", "en").rule
    assert rule.startswith("en:capture/") and "deny" in rule
    rule = desk.only("Les rebelles n'ont pas réussi à prendre Hama.", "fr").rule
    assert rule.startswith("fr:capture/") and "réussir" in rule


def test_actors_and_speakers_have_their_spans(desk: Desk) -> None:
    text = "Residents said that HTS captured Hama."
    claim = desk.only(text, "en")
    assert claim.actor is not None and claim.actor.start is not None
    assert text[claim.actor.start : claim.actor.end] == "HTS"
    assert claim.speaker.start is not None and text[claim.speaker.start : claim.speaker.end] == "Residents"


def test_an_elided_event_is_not_trusted_more_than_a_full_one(desk: Desk) -> None:
    verb = desk.only("Rebels captured Hama.", "en")
    noun = desk.only("The capture of Hama by rebels shocked Damascus.", "en", event="capture")
    assert noun.confidence < verb.confidence <= 1


# -- ids --------------------------------------------------------------------------------------------------------------


def test_an_id_has_its_form() -> None:
    assert len(claim_id("r-1", "x")) == 22 and claim_id("r-1", "x").startswith("c-")


@given(st.lists(st.text(max_size=6), max_size=4), st.lists(st.text(max_size=6), max_size=4))
def test_ids_are_alike_only_for_the_same_parts(a: list[str], b: list[str]) -> None:
    same = claim_id("r-1", *a) == claim_id("r-1", *b)
    assert same is (a == b) or any("\x1f" in part for part in a + b)
    assert claim_id("r-1", *a) != claim_id("r-2", *a)


def test_claims_of_two_reports_never_share_an_id(desk: Desk) -> None:
    one = {c.id for c in desk.claims("Rebels captured Hama.", "en")}
    other = {c.id for c in desk.claims("Rebels captured Hama!", "en")}
    assert one and other and not one & other
