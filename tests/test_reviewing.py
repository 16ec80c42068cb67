"""What the command line, the page and the interface share when somebody decides about a claim."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tests.control.ledgers import MILLBROOK, WIDEFORD, fill
from whoholds import reviewing
from whoholds.errors import NotFound, StorageError, UsageError, WhoholdsError
from whoholds.ledger import Correction, Decision, Ledger, StoredClaim, StoredDecision, Verb
from whoholds.model import Area, Candidate, Factuality, Place, Precision, Unplaced
from whoholds.settings import Settings
from whoholds.stock import reading_ledger, writing_ledger

BY, WHY = "a reviewer", "the sentence says so"


@pytest.fixture
def settings(tmp_path: Path) -> Iterator[Settings]:
    found = Settings(home=tmp_path)
    with Ledger.open(found.ledger_path, blobs=found.blobs_path) as ledger:
        fill(ledger)
    yield found


def claims(settings: Settings) -> list[StoredClaim]:
    with reading_ledger(settings) as ledger:
        return list(ledger.claims())


def log(settings: Settings) -> list[StoredDecision]:
    with reading_ledger(settings) as ledger:
        return ledger.decisions()


def accept(claim: str, verb: Verb = Verb.ACCEPT) -> Decision:
    return Decision(verb, (claim,), BY, WHY)


def test_who_has_seen_all_that_was_decided_may_decide(settings: Settings) -> None:
    claim = claims(settings)[0].claim.id
    first, new = reviewing.decide(settings, accept(claim), seen=0)
    assert new and reviewing.revision(log(settings), claim) == 1
    second, new = reviewing.decide(settings, accept(claim, Verb.REJECT), seen=1)
    assert new and [one.id for one in log(settings)] == [first.id, second.id]


def test_who_has_not_is_told_so_and_nothing_is_written(settings: Settings) -> None:
    claim = claims(settings)[0].claim.id
    reviewing.decide(settings, accept(claim))
    with pytest.raises(UsageError) as caught:
        reviewing.decide(settings, accept(claim, Verb.REJECT), seen=0)
    assert caught.value.code == "review.changed" and caught.value.hint
    assert len(log(settings)) == 1


def test_the_same_sent_twice_is_kept_once(settings: Settings) -> None:
    claim = claims(settings)[0].claim.id
    first, new = reviewing.decide(settings, accept(claim), seen=0)
    again, anew = reviewing.decide(settings, accept(claim), seen=0)
    assert new and not anew and first.id == again.id and len(log(settings)) == 1


def test_what_was_undone_is_not_done_again_by_an_old_page(settings: Settings) -> None:
    claim = claims(settings)[0].claim.id
    kept, _ = reviewing.decide(settings, accept(claim), seen=0)
    undo = Decision(Verb.UNDO, (), BY, "a slip", undoes=kept.id)
    done, new = reviewing.decide(settings, undo, seen=1)
    assert new
    again, anew = reviewing.decide(settings, undo, seen=1)
    assert not anew and again.id == done.id
    with pytest.raises(UsageError, match="meanwhile"):
        reviewing.decide(settings, accept(claim), seen=0)
    assert [one.holds for one in log(settings)] == [False, True]
    assert reviewing.undoings(log(settings))[kept.id].id == done.id


def test_a_merge_looks_at_all_its_claims(settings: Settings) -> None:
    one, other = (stored.claim.id for stored in claims(settings)[:2])
    reviewing.decide(settings, accept(other))
    merge = Decision(Verb.MERGE, (one, other), BY, WHY)
    with pytest.raises(UsageError, match="meanwhile"):
        reviewing.decide(settings, merge, seen=0)
    assert reviewing.decide(settings, merge, seen=1)[1]


def test_many_at_once_write_one_after_the_other(settings: Settings) -> None:
    ids = [stored.claim.id for stored in claims(settings)]
    wrong: list[WhoholdsError] = []

    def work(claim: str) -> None:
        try:
            reviewing.decide(settings, accept(claim), seen=0, wait=20)
        except WhoholdsError as error:
            wrong.append(error)

    threads = [threading.Thread(target=work, args=(claim,)) for claim in ids]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []
    assert {id for one in log(settings) for id in one.decision.claims} == set(ids)


def test_of_two_who_decide_about_one_claim_at_once_one_is_told(settings: Settings) -> None:
    claim = claims(settings)[0].claim.id
    told: list[str] = []

    def work(verb: Verb) -> None:
        try:
            reviewing.decide(settings, accept(claim, verb), seen=0, wait=20)
        except UsageError as error:
            told.append(error.code)

    threads = [threading.Thread(target=work, args=(verb,)) for verb in (Verb.ACCEPT, Verb.REJECT)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert told == ["review.changed"] and len(log(settings)) == 1


def test_a_writer_that_does_not_finish_is_not_waited_for_for_ever(settings: Settings) -> None:
    with writing_ledger(settings), pytest.raises(StorageError) as caught:
        reviewing.decide(settings, accept("c"), wait=0.05)
    assert caught.value.code == "ledger.in_use"


def test_a_candidate_that_the_reader_kept_needs_no_gazetteer(settings: Settings) -> None:
    stored = claims(settings)[0]
    other = Candidate("t:other", "Millbrook Heights", 35.4, 36.6, "settlement", "SY", 0.4)
    area = replace(other, id="t:area", kind="province")
    read = replace(stored.claim, place=replace(MILLBROOK, candidates=(other, area)))
    stored = replace(stored, claim=read)
    assert reviewing.candidates(read.place) == (other, area)
    place = reviewing.correction(settings, stored, place="t:other").place
    assert isinstance(place, Place) and (place.id, place.name, place.score) == ("t:other", "Millbrook", 1.0)
    assert isinstance(reviewing.correction(settings, stored, place="t:area").place, Area)
    moved = replace(stored, claim=replace(read, place=WIDEFORD), read=read)
    assert reviewing.correction(settings, moved, place="t:other").place == place, "of the claim as read"


def test_what_has_no_place_has_no_candidates() -> None:
    assert reviewing.candidates(Unplaced(None, "none named")) == ()


def test_a_correction_changes_what_is_given_and_nothing_else(settings: Settings) -> None:
    stored = claims(settings)[0]
    when = reviewing.interval(date(2024, 12, 1), date(2024, 12, 2))
    change = reviewing.correction(settings, stored, when=when, factuality=Factuality.PROBABLE)
    assert change == Correction(when=when, factuality=Factuality.PROBABLE)
    assert reviewing.correction(settings, stored, actor="syrian_armed_forces").fields == ("actor",)
    with pytest.raises(NotFound):
        reviewing.correction(settings, stored, actor="nobody of that name")


def test_a_place_by_name_is_looked_up_in_the_claims_country(settings: Settings, gazetteer_file: Path) -> None:
    settings.gazetteer_path.symlink_to(gazetteer_file)
    place = reviewing.correction(settings, claims(settings)[0], place="Hama").place
    assert isinstance(place, Place) and place.country == "SY"
    with pytest.raises(NotFound):
        reviewing.correction(settings, claims(settings)[0], place="Xyzzyx")


def test_days_belong_to_the_interval_at_both_ends() -> None:
    one = date(2024, 12, 1)
    assert reviewing.interval(one, one).precision is Precision.DAY
    assert reviewing.interval(one, None).end is None
    with pytest.raises(UsageError):
        reviewing.interval(one, date(2024, 11, 30))


def test_a_decision_as_data_says_who_undid_it(settings: Settings) -> None:
    claim = claims(settings)[0].claim.id
    kept, _ = reviewing.decide(settings, accept(claim))
    assert "undone_by" not in reviewing.decision_data(kept)
    data = reviewing.decision_data(kept, "d-1")
    assert data["undone_by"] == "d-1" and data["by"] == BY and data["correction"] == {} and data["holds"]
