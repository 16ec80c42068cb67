"""The guard, alone: whatever a model proposes, a claim that counts stands in the text."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.asking.stub import proposed
from tests.reading.desk import Desk, bare_report, report_of
from whoholds.model import Area, Basis, Claim, Effect, Place, PlaceRole, Report, Unplaced
from whoholds.reading.second import Proposed, align, ground_of, pieces_of
from whoholds.reading.second.align import Aligned
from whoholds.reading.second.ground import plain

TEXT = (
    "Les rebelles affirment s'être emparés de Hama\n\n"
    "Jeudi, les rebelles ont annoncé avoir pris le contrôle de la ville de Hama, à 200 km de Damas. "
    "« L’armée syrienne a quitté la ville », a déclaré l'Observatoire syrien des droits de l'homme.\n\n"
    "L'armée syrienne dément. Deux mille soldats auraient fui vers Homs, selon des habitants.\n\n"
    "Mardi, le Hezbollah avait envoyé des renforts à Qousseir."
)
GOOD: dict[str, Any] = {
    "paragraph": 2,
    "quote": "les rebelles ont annoncé avoir pris le contrôle de la ville de Hama",
    "actor": "les rebelles",
    "speaker": "les rebelles",
    "time": "Jeudi",
}


def told(desk: Desk, *items: dict[str, Any], text: str = TEXT, most: int = 5_000, piece: int = 0) -> Aligned:
    report = report_of(text, "fr")
    ground = ground_of(desk.reader, report)
    claims = [Proposed.model_validate_json(json.dumps(proposed(**item))) for item in items]
    return align(ground, pieces_of(report, most)[piece], claims, "model-1/x#0")


def only(found: Aligned) -> Claim:
    assert len(found.claims) == 1, found.rejected
    return found.claims[0]


def test_a_french_claim_with_everything(desk: Desk) -> None:
    claim = only(told(desk, GOOD))
    assert claim.quote == GOOD["quote"] and TEXT[claim.start : claim.end] == claim.quote
    assert claim.actor is not None and TEXT[claim.actor.start : claim.actor.end] == claim.actor.text
    assert claim.actor.key == claim.speaker.key == "rebels:syria"
    assert isinstance(claim.place, Place) and claim.place.country == "SY"
    assert (claim.when.basis, str(claim.when.start)) == (Basis.STATED, "2024-12-05")
    assert claim.chain == ("narrator", "rebels:syria") and claim.control is Effect.GAINS
    assert claim.rule == "model:capture" and 0 < claim.confidence < 0.7


def test_quotes_hold_whatever_the_typography(desk: Desk) -> None:
    straight = GOOD | {
        "quote": "L'armée syrienne a quitté la ville",
        "event": "withdraw",
        "actor": "L'armée syrienne",
        "speaker": "l’Observatoire syrien des droits de l’homme",
    }
    claim = only(told(desk, straight))
    assert claim.quote == "L’armée syrienne a quitté la ville", "as the report has it"
    assert claim.speaker.key == "monitor:SOHR"


def test_a_quote_must_lie_within_one_paragraph(desk: Desk) -> None:
    found = told(desk, GOOD | {"quote": "droits de l'homme.\n\nL'armée syrienne dément"})
    assert [r for r, _ in found.rejected] == ["quote is not within one paragraph shown"]


def test_a_quote_must_lie_in_what_was_shown(desk: Desk) -> None:
    first, last = told(desk, GOOD, most=280, piece=0), told(desk, GOOD, most=280, piece=1)
    assert len(first.claims) == 1 and first.rejected == ()
    assert last.claims == () and last.rejected[0][0] == "quote is not within one paragraph shown"


def test_the_paragraph_tells_equal_quotes_apart(desk: Desk) -> None:
    text = "Hama est tombée.\n\nLes rebelles avancent.\n\nHama est tombée."
    fell = proposed(quote="Hama est tombée", event="loss", actor=None, speaker="narrator", dated="unknown", time=None)
    first = only(told(desk, fell | {"paragraph": 1}, text=text))
    third = only(told(desk, fell | {"paragraph": 3}, text=text))
    assert first.start == 0 and third.start == text.rindex("Hama")
    wrong = only(told(desk, fell | {"paragraph": 9}, text=text))
    assert wrong.start == 0, "a wrong number does not cost the claim"


def test_what_goes_before_counts_and_what_comes_after_does_not(desk: Desk) -> None:
    quote = "Deux mille soldats auraient fui vers Homs"
    fled = GOOD | {"quote": quote, "event": "flee", "place": "Homs", "place_role": "to", "dated": "unknown"}
    before = only(told(desk, fled | {"actor": "L’armée syrienne", "speaker": "des habitants"}))
    assert before.actor is not None and before.actor.key == "syrian_armed_forces"
    after = told(desk, fled | {"actor": "le Hezbollah", "speaker": "des habitants"})
    assert after.rejected[0][0] == "actor is not named in the quote, its paragraph or before it"
    assert (
        told(desk, fled | {"actor": None, "speaker": "le Hezbollah"}).rejected[0][0].startswith("speaker is not named")
    )


def test_numbers_are_checked_against_the_quote(desk: Desk) -> None:
    fled = GOOD | {"quote": "Deux mille soldats auraient fui vers Homs", "event": "flee", "place": "Homs"}
    good = told(desk, fled | {"quantity": {"value": 2000, "unit": "soldats", "approx": False}})
    assert only(good).quantity is not None and good.rejected == ()
    bad = told(desk, fled | {"quantity": {"value": 5000, "unit": "soldats", "approx": False}})
    assert only(bad).quantity is None
    assert [r for r, _ in bad.rejected] == ["quantity left out: the quote has no such number"]


def test_news_is_of_the_day_of_the_report_if_that_is_known(desk: Desk) -> None:
    claim = only(told(desk, GOOD | {"dated": "news", "time": None}))
    assert (claim.when.basis, str(claim.when.start)) == (Basis.INFERRED, "2024-12-05")
    assert only(told(desk, GOOD | {"dated": "unknown", "time": "Jeudi"})).when.start is None


def test_a_claim_without_a_place_has_none(desk: Desk) -> None:
    claim = only(told(desk, GOOD | {"place": None}))
    assert isinstance(claim.place, Unplaced) and claim.place_role is None


def test_a_name_that_no_gazetteer_has_is_kept_as_a_name(desk: Desk) -> None:
    text = "Les rebelles ont pris Xhozmarth jeudi."
    claim = only(told(desk, GOOD | {"quote": "Les rebelles ont pris Xhozmarth", "place": "Xhozmarth"}, text=text))
    assert isinstance(claim.place, Unplaced) and claim.place.name == "Xhozmarth"
    assert claim.place_role is None


@pytest.mark.parametrize(
    ("event", "role", "control"),
    [("withdraw", "from", "loses"), ("withdraw", "to", "none"), ("advance", "toward", "none"), ("hold", None, "holds")],
)
def test_control_follows_from_event_and_role_as_for_the_rules(
    desk: Desk, event: str, role: str | None, control: str
) -> None:
    claim = only(told(desk, GOOD | {"event": event, "place_role": role}))
    assert claim.control.value == control
    assert claim.place_role is (PlaceRole(role) if role else PlaceRole.AT)


def test_the_same_said_twice_is_one_claim_with_two_mentions(desk: Desk) -> None:
    title = GOOD | {"quote": "Les rebelles affirment s'être emparés de Hama", "paragraph": 1}
    claim = only(told(desk, GOOD, title, GOOD))
    assert len(claim.mentions) == 1


def test_a_claim_from_the_title_is_a_headline(desk: Desk) -> None:
    report = report_of("Les rebelles ont pris la ville jeudi.", "fr", title="Hama aux mains des rebelles")
    item = GOOD | {"quote": "Hama aux mains des rebelles", "actor": "des rebelles", "speaker": "narrator"}
    claims = [Proposed.model_validate_json(json.dumps(proposed(**item)))]
    found = align(ground_of(desk.reader, report), pieces_of(report, 900)[0], claims, "model-1/x#0")
    assert only(found).headline


WORDS = st.sampled_from([*TEXT.split(), "Goma", "M23", "", " ", "\x00", "(", "[a-z]+", "Hama", "les rebelles", TEXT])


@settings(max_examples=150)
@given(st.data())
def test_whatever_is_proposed_what_counts_stands_in_the_text(desk: Desk, data: st.DataObject) -> None:
    report = report_of(TEXT, "fr")
    ground = ground_of(desk.reader, report)
    start = data.draw(st.integers(0, len(TEXT)))
    quote = TEXT[start : data.draw(st.integers(start, len(TEXT)))] if data.draw(st.booleans()) else data.draw(WORDS)
    name = st.none() | WORDS
    item = proposed(
        paragraph=data.draw(st.integers(-5, 10)),
        quote=quote,
        event=data.draw(st.sampled_from(["capture", "loss", "appeal"])),
        actor=data.draw(name),
        target=data.draw(name),
        place=data.draw(name),
        place_role=data.draw(st.sampled_from([None, "at", "to"])),
        speaker=data.draw(st.sampled_from(["narrator", "unnamed"]) | WORDS),
        time=data.draw(name),
    )
    found = align(ground, pieces_of(report, 400)[0], [Proposed.model_validate(item, strict=False)], "model-1/x#0")
    assert len(found.claims) <= 1 and (found.claims or found.rejected)
    for claim in found.claims:
        assert _stands(claim, report)


def _stands(claim: Claim, report: Report) -> bool:
    named = [ref for ref in (claim.actor, claim.target, claim.speaker) if ref is not None and ref.start is not None]
    placed = claim.place
    at_home = not isinstance(placed, (Place, Area)) or plain(placed.name) in plain(report.text)
    return (
        report.text[claim.start : claim.end] == claim.quote != ""
        and all(report.text[ref.start : ref.end] == ref.text for ref in named)
        and at_home
    )


def test_a_text_without_anything_has_ground_too(desk: Desk) -> None:
    ground = ground_of(desk.reader, bare_report("", "en"))
    assert list(ground.exact("")) == [] and ground.mentions("x", 0, 0) == []
    assert ground.block_at(0, 1) is None
