from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from hashlib import sha256
from pathlib import Path

import pytest

from whoholds.control.dossier import dossier, latest_day, nobody_knows, stance, theatre_for
from whoholds.control.weights import Weights
from whoholds.errors import NotFound
from whoholds.ledger import KnownPlace, Ledger
from whoholds.model import (
    ActorRef,
    Basis,
    Block,
    BlockKind,
    Factuality,
    Precision,
    Reading,
    Report,
    Standing,
    When,
)
from whoholds.reference.actors import Actors

from .ledgers import MILLBROOK, WIDEFORD, fill


@pytest.fixture(scope="module")
def actors() -> Actors:
    return Actors.load()


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with Ledger.open(tmp_path / "ledger.sqlite", blobs=tmp_path / "blobs") as opened:
        fill(opened)
        yield opened


def place(ledger: Ledger, id: str) -> KnownPlace:
    return next(p for p in ledger.places() if p.id == id)


def test_a_place_with_claims(ledger: Ledger, actors: Actors) -> None:
    found = dossier(ledger, actors, actors.theatre("syria"), Weights.load(), place(ledger, MILLBROOK.id))
    assert (found.holding.holder, found.holding.standing) == ("sy_opp", Standing.ASSESSED)
    assert found.on == date(2024, 12, 6) and found.began
    assert found.history[-1] == found.holding
    assert set(found.claims) == {step.evidence.claim_id for step in found.steps}
    assert found.explanation is not None and found.explanation.holding == found.holding
    assert {found.holding.holder, "syrian_armed_forces"} <= set(found.names)


def test_a_day_in_the_past(ledger: Ledger, actors: Actors) -> None:
    theatre, weights = actors.theatre("syria"), Weights.load()
    before = dossier(ledger, actors, theatre, weights, place(ledger, MILLBROOK.id), on=date(2024, 12, 4))
    assert (before.on, before.holding.holder) == (date(2024, 12, 4), "sy_gov")


def test_as_the_ledger_knew_it(ledger: Ledger, actors: Actors) -> None:
    """What was learnt on the 6th of the 5th is not known on the 5th."""
    theatre, weights = actors.theatre("syria"), Weights.load()
    ask = place(ledger, MILLBROOK.id)
    then = datetime(2024, 12, 5, 23, tzinfo=UTC)
    early = dossier(ledger, actors, theatre, weights, ask, on=date(2024, 12, 5), as_known=then)
    late = dossier(ledger, actors, theatre, weights, ask, on=date(2024, 12, 5))
    assert early.holding.holder != "sy_opp" and late.holding.holder == "sy_opp"
    assert set(early.claims) < set(late.claims)
    assert early.as_known == then


def test_a_place_that_nobody_claims(ledger: Ledger, actors: Actors) -> None:
    known = place(ledger, WIDEFORD.id)
    found = dossier(ledger, actors, actors.theatre("syria"), Weights.load(), known)
    assert found.holding == nobody_knows(known)
    assert (found.explanation, found.steps, found.history, found.claims) == (None, (), (), {})
    assert found.holding.standing is Standing.UNKNOWN


def test_claims_speak_for_and_against(ledger: Ledger, actors: Actors) -> None:
    found = dossier(ledger, actors, actors.theatre("syria"), Weights.load(), place(ledger, MILLBROOK.id))
    said = {found.claims[s.evidence.claim_id].claim.quote: stance(s, found.holding.holder) for s in found.steps}
    assert said["the army withdrew from Millbrook"] == "for"
    assert said["no rebel took Millbrook"] == "against"


def test_the_latest_day_is_that_of_the_latest_report(ledger: Ledger) -> None:
    assert latest_day(ledger) == date(2024, 12, 6)
    assert latest_day(ledger, datetime(2024, 12, 5, 23, tzinfo=UTC)) == date(2024, 12, 5)


def test_before_the_first_report_nothing_is_known(ledger: Ledger) -> None:
    with pytest.raises(NotFound) as caught:
        latest_day(ledger, datetime(2020, 1, 1, tzinfo=UTC))
    assert caught.value.code == "ledger.empty"


def test_the_theatre_of_a_country(actors: Actors) -> None:
    assert theatre_for(actors.theatres(), "SY", date(2024, 12, 5)).key == "syria"


def test_a_country_without_theatre(actors: Actors) -> None:
    with pytest.raises(NotFound) as caught:
        theatre_for(actors.theatres(), "NZ")
    assert caught.value.code == "theatre.none" and "syria" in caught.value.hint


def test_what_a_claim_answers_is_in_the_dossier(ledger: Ledger, actors: Actors) -> None:
    first = next(s for s in ledger.claims() if s.claim.quote == "rebels say Millbrook is theirs")
    text = "No rebel has set foot in Millbrook."
    of = Report(
        "r-" + "9" * 20,
        sha256(text.encode()).hexdigest(),
        "late",
        text,
        (Block(0, 35, "en", BlockKind.PARAGRAPH),),
        outlet="Late Post",
        language="en",
        published=datetime(2024, 12, 7, 8, tzinfo=UTC),
        first_seen=datetime(2024, 12, 7, 8, tzinfo=UTC),
    )
    denial = replace(
        first.claim,
        id="c-late",
        report_id=of.id,
        start=0,
        end=35,
        quote=of.text,
        speaker=ActorRef("ministry_of_defence:syria"),
        factuality=Factuality.CERTAIN_NOT,
        when=When(date(2024, 12, 7), date(2024, 12, 7), Precision.DAY, Basis.STATED),
    )
    ledger.add_report(of, of.text.encode(), known_from=of.published)
    ledger.add_reading(Reading(of.id, "hand 1", (denial,)))
    found = dossier(ledger, actors, actors.theatre("syria"), Weights.load(), place(ledger, MILLBROOK.id))
    assert found.answers["c-late"].claim.event is first.claim.event
    assert found.answers["c-late"].report_id != of.id
    nothing = dossier(
        ledger, actors, actors.theatre("syria"), Weights.load(), place(ledger, MILLBROOK.id), answer_days=0
    )
    assert "c-late" not in nothing.answers
