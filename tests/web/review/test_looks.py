from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from tests.web.samples import ARMY, HAMA, HOMS, NOWHERE, claim, corpus, day
from whoholds.ledger import Ledger, StoredClaim
from whoholds.model import (
    UNKNOWN_WHEN,
    ActorRef,
    Basis,
    Candidate,
    Described,
    Effect,
    Event,
    Factuality,
    Place,
    PlaceRef,
)
from whoholds.settings import Settings
from whoholds.views.words import Words
from whoholds.web.desk import Desk
from whoholds.web.doubts import doubts_of
from whoholds.web.review.looks import MOST_OTHERS, line, look, reasons

EN, FR = (Words.of(language, "whoholds.web") for language in ("en", "fr"))
REPORT = corpus()[0][0]
HELD = corpus()[0][1][1].id


@pytest.fixture
def ledger(own: Settings) -> Iterator[Ledger]:
    with Ledger.open(own.ledger_path, blobs=own.blobs_path, read_only=True) as found:
        yield found


def sure(place: PlaceRef = HAMA, **more: object) -> list[str]:
    made = claim(REPORT, "The army holds Hama", Event.HOLD, ARMY, place, Effect.HOLDS, day(3))
    return list(reasons(replace(made, **more), EN))


def test_a_plain_claim_is_doubted_for_the_reader_alone() -> None:
    assert sure() == ["The reader is > 99% sure of this reading."]


@pytest.mark.parametrize(
    ("place", "more", "words"),
    [
        (NOWHERE, {}, "No place was found"),
        (Described("a base near Hama", "air_base", "near", HAMA), {}, "described, not named"),
        (replace(HAMA, score=0.4), {}, "one of 1 that may be meant, 40% likely"),
        (HAMA, {"actor": None}, "Nobody is named"),
        (HAMA, {"actor": ActorRef("the_zarma_front", provisional=True)}, "no list knows"),
        (HAMA, {"when": UNKNOWN_WHEN}, "The day is not known"),
        (HAMA, {"when": replace(day(3), basis=Basis.INFERRED)}, "inferred"),
        (HAMA, {"headline": True}, "headline"),
        (HAMA, {"factuality": Factuality.POSSIBLE}, "not certain"),
        (HAMA, {"confidence": 0.5}, "50% sure"),
    ],
)
def test_what_may_be_wrong_is_said(place: PlaceRef, more: dict[str, object], words: str) -> None:
    assert words in " ".join(sure(place, **more))


def stored_with(ledger: Ledger, *found: Candidate) -> StoredClaim:
    stored = ledger.claim(HELD)
    assert isinstance(stored.claim.place, Place)
    return replace(stored, claim=replace(stored.claim, place=replace(stored.claim.place, candidates=found)))


def test_candidates_are_offered_with_how_far_they_lie_and_the_place_itself_is_not(
    own: Settings, ledger: Ledger
) -> None:
    desk = Desk.open(own)
    here = Candidate(HAMA.id, "Hama", HAMA.lat, HAMA.lon, "settlement", "SY", 0.9)
    there = Candidate(HOMS.id, "Homs", HOMS.lat, HOMS.lon, "settlement", "SY", 0.3)
    seen = look(desk, ledger, desk.board(), stored_with(ledger, here, there), None, [], EN)
    assert [(c.value, c.label) for c in seen.places] == [(HOMS.id, "Homs")]
    assert "SY" in seen.places[0].detail and "45 km" in seen.places[0].detail


def test_after_a_correction_the_place_as_read_can_be_had_back(own: Settings, ledger: Ledger) -> None:
    desk = Desk.open(own)
    read = ledger.claim(HELD)
    moved = replace(read, claim=replace(read.claim, place=HOMS), read=read.claim)
    seen = look(desk, ledger, desk.board(), moved, None, [], EN)
    assert HAMA.id in {c.value for c in seen.places} and HOMS.id not in {c.value for c in seen.places}


def test_actors_are_those_of_the_report_and_the_place_but_not_the_one_it_has(own: Settings, ledger: Ledger) -> None:
    desk = Desk.open(own)
    seen = look(desk, ledger, desk.board(), ledger.claim(HELD), None, [], EN)
    keys = [c.value for c in seen.actors]
    assert ARMY.key not in keys and len(set(keys)) == len(keys)
    assert all(key in desk.actors.actors for key in keys), "what a correction takes"


def test_what_may_be_one_story_is_near_in_place_and_time_the_like_first(own: Settings, ledger: Ledger) -> None:
    desk = Desk.open(own)
    seen = look(desk, ledger, desk.board(), ledger.claim(HELD), None, [], EN)
    places = {one.claim.place.id for one in seen.others if isinstance(one.claim.place, Place)}
    assert places == {HAMA.id} and HELD not in {one.claim.id for one in seen.others}
    alike = [one.claim.event is Event.HOLD for one in seen.others]
    assert alike == sorted(alike, reverse=True) and len(alike) <= MOST_OTHERS
    nowhere = corpus()[1][1][4].id
    assert look(desk, ledger, desk.board(), ledger.claim(nowhere), None, [], EN).others == ()


def test_a_line_says_what_the_map_says_with_and_without_the_claim(own: Settings, ledger: Ledger) -> None:
    queue = doubts_of(Desk.open(own))
    turning = next(d for d in queue.doubts if d.turns)
    told = line(turning, ledger.claim(turning.claim_id), queue.board, EN, {})
    assert told.turns and told.now != told.without and told.place == turning.place
    french = line(turning, ledger.claim(turning.claim_id), queue.board, FR, {turning.place_id: "Ville"})
    assert french.place == "Ville" and french.percent.endswith("\u202f%")


def test_the_queue_is_kept_until_the_ledger_changes(own: Settings) -> None:
    from whoholds.ledger import Decision, Verb
    from whoholds.reviewing import decide

    desk = Desk.open(own)
    first = doubts_of(desk)
    assert doubts_of(desk) is first
    decide(own, Decision(Verb.ACCEPT, (first.doubts[0].claim_id,), "Ana", "so"))
    assert len(doubts_of(desk).doubts) == len(first.doubts) - 1
