from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.ledger.samples import DAMASCUS, HAMA, HOMS, Ticking, claim, raw_of, reading, report
from whoholds.errors import NotFound, UsageError
from whoholds.ledger import ClaimFilter, Correction, Decision, Kind, Ledger, StoredDecision, Verb
from whoholds.ledger.decisions import OPEN, Review, checked, decision_of, holding, reviews
from whoholds.ledger.verify import verify
from whoholds.model import ActorRef, Basis, Factuality, Precision, When

Open = Callable[..., Ledger]
OF = report("Rebels took Hama. They pushed on to Homs. The army left an air base.")
TOOK = claim(OF, "took Hama", HAMA, key="took")
PUSHED = claim(OF, "pushed on to Homs", HOMS, key="pushed")
LEFT = claim(OF, "left an air base", DAMASCUS, key="left")
DAY = When(date(2024, 12, 3), date(2024, 12, 3), Precision.DAY, Basis.STATED, "by a reviewer")


@pytest.fixture
def ledger(ledger: Ledger) -> Ledger:
    ledger.add_report(OF, raw_of(OF.text))
    ledger.add_reading(reading(OF, TOOK, PUSHED, LEFT))
    return ledger


def decide(ledger: Ledger, verb: Verb, *claims: str, **more: Any) -> StoredDecision:
    return ledger.decide(Decision(verb, claims, "a reviewer", "a reason", **more))[0]


def found(ledger: Ledger, **where: Any) -> list[str]:
    return [stored.claim.id.rpartition("-")[2] for stored in ledger.claims(ClaimFilter(**where))]


def test_nobody_has_looked_at_a_new_claim(ledger: Ledger) -> None:
    assert ledger.claim(TOOK.id).review is OPEN
    assert ledger.decisions() == [] and ledger.reviews() == {}


def test_a_rejected_claim_is_left_out_unless_it_is_asked_for(ledger: Ledger) -> None:
    decide(ledger, Verb.REJECT, TOOK.id)
    assert found(ledger) == ["pushed", "left"]
    assert found(ledger, rejected=True) == ["took", "pushed", "left"]
    assert found(ledger, place_id=HAMA.id) == []
    assert HAMA.id not in {place.id for place in ledger.places()}
    assert ledger.claim(TOOK.id).review.rejected


def test_an_accepted_claim_is_read_right_for_sure(ledger: Ledger) -> None:
    decide(ledger, Verb.ACCEPT, TOOK.id)
    kept = ledger.claim(TOOK.id)
    assert TOOK.confidence < 1.0 == kept.claim.confidence
    assert kept.read == TOOK and kept.review.verdict is Verb.ACCEPT


def test_a_corrected_claim_is_found_by_what_it_says_now(ledger: Ledger) -> None:
    change = Correction(DAMASCUS, ActorRef("syrian_armed_forces"), DAY, Factuality.PROBABLE)
    decide(ledger, Verb.CORRECT, TOOK.id, correction=change)
    kept = ledger.claim(TOOK.id)
    assert (kept.claim.place, kept.claim.actor, kept.claim.when) == (DAMASCUS, change.actor, DAY)
    assert kept.claim.factuality is Factuality.PROBABLE and kept.claim.quote == TOOK.quote and kept.read == TOOK
    assert found(ledger, place_id=HAMA.id) == []
    assert found(ledger, place_id=DAMASCUS.id) == ["took", "left"]
    assert found(ledger, until=date(2024, 12, 3), dated_only=True) == ["took"]
    assert {p.id: p.claims for p in ledger.places()} == {DAMASCUS.id: 2, HOMS.id: 1}


def test_corrections_add_up_and_the_later_word_on_a_field_counts(ledger: Ledger) -> None:
    decide(ledger, Verb.CORRECT, TOOK.id, correction=Correction(place=HOMS, when=DAY))
    decide(ledger, Verb.CORRECT, TOOK.id, correction=Correction(place=DAMASCUS))
    kept = ledger.claim(TOOK.id).claim
    assert (kept.place, kept.when) == (DAMASCUS, DAY)


def test_a_decision_is_undone_by_another_and_that_by_another(ledger: Ledger) -> None:
    first = decide(ledger, Verb.REJECT, TOOK.id)
    undoing = decide(ledger, Verb.UNDO, undoes=first.id)
    assert undoing.decision.claims == (TOOK.id,)
    assert found(ledger) == ["took", "pushed", "left"] and ledger.claim(TOOK.id).review == OPEN
    decide(ledger, Verb.UNDO, undoes=undoing.id)
    assert found(ledger) == ["pushed", "left"]
    assert [one.holds for one in ledger.decisions()] == [True, False, True]


def test_the_same_decision_twice_changes_nothing_until_it_is_undone(ledger: Ledger) -> None:
    decision = Decision(Verb.REJECT, (TOOK.id,), "a reviewer", "a reason")
    first, new = ledger.decide(decision)
    size = ledger.head_size()
    assert new and ledger.decide(decision) == (first, False)
    assert ledger.head_size() == size
    decide(ledger, Verb.UNDO, undoes=first.id)
    again, new = ledger.decide(decision)
    assert new and again.id != first.id and found(ledger) == ["pushed", "left"]
    undone = decide(ledger, Verb.UNDO, undoes=again.id)
    assert undone.holds and found(ledger) == ["took", "pushed", "left"]


def test_what_was_known_before_a_decision_stays_what_it_was(ledger: Ledger, clock: Ticking) -> None:
    before = clock()
    decide(ledger, Verb.CORRECT, TOOK.id, correction=Correction(place=DAMASCUS))
    assert found(ledger, place_id=HAMA.id, as_known=before) == ["took"]
    assert found(ledger, place_id=DAMASCUS.id, as_known=before) == ["left"]
    assert {p.id for p in ledger.places(before)} == {HAMA.id, HOMS.id, DAMASCUS.id}


def test_decisions_are_entries_with_who_when_and_why(ledger: Ledger) -> None:
    kept = decide(ledger, Verb.REJECT, TOOK.id)
    entry = ledger.entry(kept.seq)
    assert entry.kind is Kind.DECISION and entry.id == kept.id and entry.known_from == kept.known_from
    assert decision_of(entry.payload) == kept.decision
    assert (kept.decision.by, kept.decision.why) == ("a reviewer", "a reason")
    assert verify(ledger).ok


def test_merged_claims_share_a_story_with_all_their_kin(ledger: Ledger) -> None:
    decide(ledger, Verb.MERGE, TOOK.id, PUSHED.id)
    decide(ledger, Verb.MERGE, PUSHED.id, LEFT.id)
    assert len({ledger.claim(c.id).story for c in (TOOK, PUSHED, LEFT)} - {None}) == 1
    decide(ledger, Verb.SPLIT, LEFT.id)
    assert ledger.claim(LEFT.id).story is None and ledger.claim(LEFT.id).alone
    assert ledger.claim(TOOK.id).story == ledger.claim(PUSHED.id).story is not None
    decide(ledger, Verb.MERGE, LEFT.id, TOOK.id)
    assert not ledger.claim(LEFT.id).alone and ledger.claim(LEFT.id).story == ledger.claim(TOOK.id).story


@pytest.mark.parametrize(
    ("decision", "code"),
    [
        (Decision(Verb.ACCEPT, ("c",), "", "why"), "review.unsigned"),
        (Decision(Verb.ACCEPT, ("c",), "who", " "), "review.unsigned"),
        (Decision(Verb.ACCEPT, ("c", "d"), "who", "why"), "review.claims"),
        (Decision(Verb.MERGE, ("c", "c"), "who", "why"), "review.merge"),
        (Decision(Verb.CORRECT, ("c",), "who", "why"), "review.correction"),
        (Decision(Verb.ACCEPT, ("c",), "who", "why", Correction(place=HAMA)), "review.correction"),
        (Decision(Verb.UNDO, (), "who", "why"), "review.undo"),
    ],
)
def test_what_makes_no_sense_is_refused(decision: Decision, code: str) -> None:
    with pytest.raises(UsageError) as caught:
        checked(decision)
    assert caught.value.code == code


def test_what_is_not_there_cannot_be_decided_on(ledger: Ledger) -> None:
    size = ledger.head_size()
    with pytest.raises(NotFound):
        decide(ledger, Verb.ACCEPT, "c-none")
    with pytest.raises(NotFound):
        decide(ledger, Verb.UNDO, undoes="d-none")
    kept = decide(ledger, Verb.REJECT, TOOK.id)
    decide(ledger, Verb.UNDO, undoes=kept.id)
    with pytest.raises(UsageError) as caught:
        ledger.decide(Decision(Verb.UNDO, (), "another", "again", undoes=kept.id))
    assert caught.value.code == "review.undone"
    assert ledger.head_size() == size + 2


def test_a_decision_outlives_the_reading_it_was_made_on(ledger: Ledger) -> None:
    decide(ledger, Verb.REJECT, TOOK.id)
    ledger.add_reading(reading(OF, replace(TOOK, confidence=0.5), PUSHED, reader="hand 2"))
    assert found(ledger) == ["pushed"]
    ledger.rebuild()
    assert found(ledger) == ["pushed"] and verify(ledger).ok


def test_listing_with_reviews_keeps_order_and_limit(ledger: Ledger) -> None:
    decide(ledger, Verb.ACCEPT, PUSHED.id)
    assert found(ledger) == ["took", "pushed", "left"]
    assert [found(ledger, limit=n) for n in (0, 1, 2)] == [[], ["took"], ["took", "pushed"]]


VERBS = st.sampled_from([Verb.ACCEPT, Verb.REJECT, Verb.SPLIT])


@given(st.lists(st.tuples(VERBS, st.sampled_from("abc"), st.booleans()), max_size=8))
def test_undoing_everything_leaves_nothing(plan: list[tuple[Verb, str, bool]]) -> None:
    from datetime import UTC, datetime

    at = datetime(2024, 12, 5, tzinfo=UTC)
    told = [StoredDecision(Decision(verb, (id,), "who", "why", round=n), n, at) for n, (verb, id, _) in enumerate(plan)]
    undone = [
        StoredDecision(Decision(Verb.UNDO, one.decision.claims, "who", "why", undoes=one.id), 100 + one.seq, at)
        for one, (_, _, take_back) in zip(told, plan, strict=True)
        if take_back
    ]
    left = [one for one, (_, _, take_back) in zip(told, plan, strict=True) if not take_back]
    assert reviews([*told, *undone]) == reviews(left)
    assert sum(one.holds for one in holding([*told, *undone])) == len(left) + len(undone)
    everything = [*told, *(StoredDecision(replace(u.decision), u.seq, at) for u in undone)]
    assert all(isinstance(review, Review) for review in reviews(everything).values())
