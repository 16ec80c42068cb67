from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.web.samples import HAMA, HOMS, JARAMANA, corpus
from whoholds.errors import NotFound, SetupError
from whoholds.ledger import ClaimFilter, StoredClaim
from whoholds.model import ActorRef, Described, Unplaced
from whoholds.settings import Settings
from whoholds.web.desk import Desk
from whoholds.web.gaps import answerless, around, gaps, lacking, silent, strangers, unplaced


@pytest.fixture(scope="module")
def claims(desk: Desk) -> list[StoredClaim]:
    return desk.claims(ClaimFilter())


def moved(stored: StoredClaim, **changed: object) -> StoredClaim:
    return replace(stored, claim=replace(stored.claim, **changed))


def test_claims_without_a_place_are_grouped_by_what_they_call_it(desk: Desk, claims: list[StoredClaim]) -> None:
    lost = [
        moved(claims[0], place=Unplaced("Qaïm", "unknown name")),
        moved(claims[1], place=Unplaced("Qaim", "unknown name")),
        moved(claims[2], place=Unplaced(None, "none named")),
        claims[3],
    ]
    named, nameless = unplaced(lost, desk.settings)
    assert (named.name, named.claims, named.first) == ("Qaïm", 2, lost[0])
    assert (nameless.name, nameless.reason, nameless.claims) == (None, "none named", 1)


def test_a_name_that_nobody_knows_is_offered_what_it_may_mean(
    claims: list[StoredClaim], gazetteer_file: object, tmp_path_factory: pytest.TempPathFactory
) -> None:
    home = tmp_path_factory.mktemp("gaps")
    (home / "gazetteer.sqlite").symlink_to(str(gazetteer_file))
    settings = Settings(home=home)

    def offered(name: str, reason: str) -> list[str]:
        (found,) = unplaced([moved(claims[0], place=Unplaced(name, reason))], settings)
        return [row.name for row in found.candidates]

    assert "Hama" in offered("Hama", "unknown name")
    assert offered("a garrison town", "described by a common noun") == []


def test_strangers_are_those_whom_no_list_knows(claims: list[StoredClaim]) -> None:
    new = ActorRef("wolves_of_the_east", "Wolves of the East", provisional=True)
    some = [moved(claims[0], actor=new), moved(claims[1], target=new), claims[2]]
    (found,) = strangers(some[:2], actors=True)
    assert (found.key, found.claims, found.first) == ("wolves_of_the_east", 2, some[0])
    assert strangers([claims[2]], actors=True) == ()
    (voice,) = strangers([moved(claims[0], speaker=ActorRef("unnamed"))], actors=False)
    assert voice.key == "unnamed"


def test_a_place_is_silent_when_nobody_has_spoken_of_it_for_longer(desk: Desk, claims: list[StoredClaim]) -> None:
    board = desk.board(date(2024, 12, 20))
    last = {one.place_id: (one.last, one.days) for one in silent(claims, board, 0)}
    assert last[HAMA.id] == (date(2024, 12, 6), 14)
    assert last[HOMS.id] == (date(2024, 12, 5), 15)
    assert [one.place_id for one in silent(claims, board, 14)] == [HOMS.id]
    assert silent(claims, board, 15) == ()
    days = [one.days for one in silent(claims, board, 0)]
    assert days == sorted(days, reverse=True)


def test_places_without_an_answer_are_those_nobody_is_known_to_hold(desk: Desk, claims: list[StoredClaim]) -> None:
    board = desk.board()
    found = {id: n for id, _, n in answerless(claims, board)}
    assert found[JARAMANA.id] == 1
    assert HAMA.id not in found
    assert set(found) == {p.id for p in board.mentioned} | {
        h.place_id for h in board.holdings.values() if h.holder == "unknown"
    }


def test_a_place_only_described_from_counts_as_spoken_of(desk: Desk, claims: list[StoredClaim]) -> None:
    there = moved(claims[0], place=Described("a base near Jaramana", "base", "near", JARAMANA))
    found = {id: n for id, _, n in answerless([*claims, there], desk.board())}
    assert found[JARAMANA.id] == 2


def test_what_a_report_lacks(desk: Desk) -> None:
    stored, _ = desk.report(corpus()[0][0].id)
    bare = replace(stored, report=replace(stored.report, published=None, language="und"))
    assert [line.lacks for line in lacking(bare, unread=True, has_claims=False)] == ["no_date", "no_language", "unread"]
    assert [line.lacks for line in lacking(stored, unread=False, has_claims=False)] == ["no_claims"]
    assert lacking(stored, unread=False, has_claims=True) == []


def test_all_of_them_together_and_kept(desk: Desk) -> None:
    board = desk.board()
    found = gaps(desk, board, 60)
    assert sum(one.claims for one in found.unplaced) == 1
    assert found.reports == ()
    assert gaps(desk, board, 60) is found
    assert gaps(desk, board, 1) is not found


def test_around_a_place_that_nobody_speaks_of(
    desk: Desk, gazetteer_file: object, tmp_path_factory: pytest.TempPathFactory
) -> None:
    with pytest.raises(SetupError):
        around(desk, desk.board(), "gn:169577")
    home = tmp_path_factory.mktemp("around")
    (home / "gazetteer.sqlite").symlink_to(str(gazetteer_file))
    other = Desk(Settings(home=home), desk.actors, desk.weights)
    found = around(other, desk.board(), HAMA.id)
    assert found.near[0][0] == HAMA.id
    assert [km for *_, km in found.near] == sorted(km for *_, km in found.near)
    with pytest.raises(NotFound):
        around(other, desk.board(), "gn:0")
