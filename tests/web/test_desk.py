from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from tests.web.samples import HAMA, HOMS, JARAMANA, ODD, corpus
from whoholds.errors import NotFound, WhoholdsError
from whoholds.ledger import ClaimFilter, Ledger
from whoholds.model import Reading, Standing
from whoholds.reference import overlay
from whoholds.settings import Settings
from whoholds.web.app import create_app
from whoholds.web.desk import Desk, isolated
from whoholds.web.rendering import bdi


def test_a_board_is_made_once_until_the_ledger_grows(desk: Desk) -> None:
    assert desk.board() is desk.board()
    assert desk.board() is not desk.board(desk.board().first)


def test_an_empty_ledger_gets_a_page_that_says_what_to_do(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path)
    Ledger.open(settings.ledger_path, blobs=settings.blobs_path).close()
    with TestClient(create_app(Desk.open(settings)), headers={"accept": "text/html"}) as client:
        assert "whoholds add" in client.get("/").text
        assert client.get("/map.css").status_code == 200
        assert client.get("/api/control", headers={"accept": "*/*"}).status_code == 404


def test_the_actors_of_the_user_are_known(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path)
    Ledger.open(settings.ledger_path, blobs=settings.blobs_path).close()
    assert Desk.open(settings).actors.label("orontes_guard", "en") != "Orontes Guard"
    label = {"en": "Orontes Guard", "fr": "Garde de l’Oronte"}
    entry = {"key": "orontes_guard", "label": label, "kind": "armed_group", "side": "", "aliases": {}}
    overlay.write(settings.theatres_path, "syria", entry)
    assert Desk.open(settings).actors.label("orontes_guard", "en") == "Orontes Guard"


# boards


def test_a_board_has_every_place_that_somebody_is_said_to_hold(desk: Desk) -> None:
    board = desk.board(date(2024, 12, 6))
    assert set(board.holdings) == {HAMA.id, HOMS.id, ODD.id}
    assert {mark.holding.place_id for mark in board.marks} == set(board.holdings)
    assert board.theatre.key == "syria"
    assert JARAMANA.id in {place.id for place in board.mentioned}


def test_no_place_is_both_held_and_only_spoken_of(desk: Desk) -> None:
    board = desk.board()
    assert not {place.id for place in board.mentioned} & set(board.holdings)


def test_the_span_of_days_holds_the_day_shown(desk: Desk) -> None:
    for day in (date(2024, 11, 1), date(2024, 12, 4), date(2024, 12, 6), date(2025, 1, 1)):
        board = desk.board(day)
        assert board.first <= board.on == day <= board.last
        assert all(board.first <= one for one in board.counts)


def test_claims_are_counted_on_the_day_that_they_speak_of(desk: Desk) -> None:
    counts = desk.board().counts
    assert counts[date(2024, 12, 3)] == 4  # three of that day, and one without a day, published on it
    assert sum(counts.values()) == sum(len(claims) for _, claims in corpus())


def test_the_map_stands_still_while_days_pass(desk: Desk) -> None:
    boards = [desk.board(date(2024, 12, day)) for day in (4, 5, 6)]
    assert len({board.extent for board in boards}) == 1
    extent = boards[0].extent
    assert extent is not None
    for place in (HAMA, HOMS, ODD, JARAMANA):
        assert extent.west < place.lon < extent.east
        assert extent.south < place.lat < extent.north


def test_a_disputed_place_has_the_sides_that_fight_for_it(desk: Desk) -> None:
    for mark in desk.board().marks:
        if mark.standing in (Standing.CONTESTED, Standing.DENIED):
            assert mark.contenders
        assert len(mark.contenders) <= 2
        assert set(mark.contenders) <= {side.key for side in desk.board().sides}


def test_before_the_first_report_nothing_is_known(desk: Desk) -> None:
    with pytest.raises(NotFound) as caught:
        desk.board(as_known=datetime(2024, 1, 1, tzinfo=UTC))
    assert caught.value.code == "ledger.empty"


def test_names_of_sides_are_short_or_whole_and_in_the_language_asked_for(desk: Desk) -> None:
    board = desk.board()
    for language in ("en", "fr"):
        whole, short = board.side_name(language), board.side_name(language, short=True)
        for side in board.sides:
            assert whole(side.key).startswith(short(side.key))
            assert "," not in short(side.key)
        assert whole("contested") != "contested"
        assert whole("nobody:known") == "nobody:known"
    assert board.side_name("en")("unknown") != board.side_name("fr")("unknown")


def test_a_theatre_that_is_named_is_kept_to(filled: Settings) -> None:
    board = Desk.open(filled, "sudan").board()
    assert board.theatre.key == "sudan"
    with pytest.raises(WhoholdsError):
        Desk.open(filled, "atlantis")


def test_boards_of_several_threads_are_the_same(filled: Settings) -> None:
    desk = Desk.open(filled)
    days = [date(2024, 12, 3) + timedelta(i % 4) for i in range(16)]
    with ThreadPoolExecutor(4) as pool:
        boards = list(pool.map(desk.board, days))
    for day, board in zip(days, boards, strict=True):
        assert board.on == day
        assert board.holdings == desk.board(day).holdings


# dossiers


def test_every_place_on_the_board_has_a_dossier_with_the_same_answer(desk: Desk) -> None:
    for day in (date(2024, 12, 4), date(2024, 12, 6)):
        board = desk.board(day)
        for key, holding in board.holdings.items():
            found = desk.dossier(key, day).answer.holding
            assert (found.holder, found.standing) == (holding.holder, holding.standing)
            assert found.probability == pytest.approx(holding.probability)


def test_every_reason_is_a_claim_of_the_dossier_and_every_claim_has_its_report(desk: Desk) -> None:
    for key in desk.board().holdings:
        found = desk.dossier(key)
        assert {step.evidence.claim_id for step in found.answer.steps} <= set(found.claims)
        for stored in found.claims.values():
            text = found.reports[stored.report_id].report.text
            assert text[stored.claim.start : stored.claim.end] == stored.claim.quote


def test_a_place_that_is_only_spoken_of_has_a_dossier_without_an_answer(desk: Desk) -> None:
    found = desk.dossier(JARAMANA.id)
    assert found.answer.holding.holder == "unknown"
    assert found.answer.steps == ()
    assert len(found.claims) == 1


@pytest.mark.parametrize("place_id", ["gn:1", "", "\x00", "' OR 1=1 --", "x" * 5000])
def test_a_place_that_nobody_spoke_of_is_not_found(desk: Desk, place_id: str) -> None:
    with pytest.raises(NotFound) as caught:
        desk.dossier(place_id)
    assert caught.value.hint


def test_a_report_s_claims_come_in_the_order_of_its_text(desk: Desk) -> None:
    for report, claims in corpus():
        stored, found = desk.report(report.id)
        assert stored.report.text == report.text
        assert sorted(c.id for c in claims) == sorted(s.claim.id for s in found)
        assert [s.claim.start for s in found] == sorted(c.start for c in claims)
    with pytest.raises(NotFound):
        desk.report("r-none")


def test_claims_by_a_filter(desk: Desk) -> None:
    found = desk.claims(ClaimFilter(place_id=HOMS.id))
    assert {stored.claim.place for stored in found} == {HOMS}


def test_a_report_that_comes_in_is_seen_at_once(filled: Settings, tmp_path: Path) -> None:
    own = Settings(home=tmp_path)
    (first, claims), (second, later), _ = corpus()
    with Ledger.open(own.ledger_path, blobs=own.blobs_path) as ledger:
        ledger.add_report(first, first.text.encode(), known_from=first.published)
        ledger.add_reading(Reading(first.id, "by hand 1", tuple(claims)), known_from=first.published)
    desk = Desk.open(own)
    assert desk.board(date(2024, 12, 6)).holdings[HAMA.id].holder == "sy_gov"
    size = desk.ready()
    with Ledger.open(own.ledger_path, blobs=own.blobs_path) as ledger:
        ledger.add_report(second, second.text.encode(), known_from=second.published)
        ledger.add_reading(Reading(second.id, "by hand 1", tuple(later)), known_from=second.published)
    assert desk.board(date(2024, 12, 6)).holdings[HAMA.id].holder == "sy_opp"
    assert desk.ready() > size


# languages


@pytest.fixture(scope="module")
def placed(filled: Settings, gazetteer_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """A desk over the sample ledger with the gazetteer at hand."""
    home = tmp_path_factory.mktemp("placed")
    for path in (filled.ledger_path, filled.blobs_path):
        (home / path.name).symlink_to(path)
    (home / "ledger.sqlite.heads").symlink_to(f"{filled.ledger_path}.heads")
    (home / "gazetteer.sqlite").symlink_to(gazetteer_file)
    return Desk.open(Settings(home=home))


def test_places_are_called_as_in_the_readers_language(placed: Desk) -> None:
    assert placed.called(["gn:170063", "gn:170654", "wh:none"], "fr") == {"gn:170063": "Alep", "gn:170654": "Damas"}
    assert placed.called(["gn:170063"], "en") == {}


def test_a_board_told_in_french(placed: Desk) -> None:
    board = replace(placed.board(), called={"fr": {HAMA.id: "Hamah-la-Belle", JARAMANA.id: "Djaramana"}, "en": {}})
    told = board.told("fr")
    assert told.holdings[HAMA.id].place == "Hamah-la-Belle"
    assert {m.holding.place for m in told.marks if m.holding.place_id == HAMA.id} == {"Hamah-la-Belle"}
    assert "Djaramana" in {place.label for place in told.mentioned}
    assert told.holdings[HOMS.id] == board.holdings[HOMS.id]
    assert board.told("en") is board
    assert told.key == board.key


def test_without_a_gazetteer_places_keep_the_ledgers_names(desk: Desk) -> None:
    assert desk.called([HAMA.id], "fr") == {}
    assert desk.board().told("fr") is desk.board()


def test_sides_have_short_names_in_tables(desk: Desk) -> None:
    board = desk.board()
    assert board.side_name("fr", short=True)("sy_opp") == "Opposition"
    assert "8 décembre" in board.side_name("fr")("sy_opp")
    assert board.side_name("fr", short=True)("sy_gov") == "Pouvoir Assad et alliés"


def test_sentences_call_sides_with_their_article(desk: Desk) -> None:
    say = desk.say(desk.board().theatre, "fr")
    assert say("sy_gov") == "le pouvoir Assad et ses alliés"
    assert say("narrator@Wire B") == "le récit (Wire B)"
    assert say("narrator#r-1") == "le récit"
    assert desk.say(desk.board().theatre, "en")("narrator@Wire B") == "Wire B"


def test_a_name_from_right_to_left_is_isolated(desk: Desk) -> None:
    say = desk.say(desk.board().theatre, "fr")
    assert say("narrator@\u0627\u0644\u062e\u0628\u0631") == "\u2068le récit (\u0627\u0644\u062e\u0628\u0631)\u2069"
    assert isolated("Wire B") == "Wire B"
    assert isolated("\u2069\u05d0\u2068<b>") == "\u2068\u05d0<b>\u2069"
    assert bdi(isolated("\u05d0<b>")) == "<bdi>\u05d0&lt;b&gt;</bdi>"
    assert bdi("A & B") == "A &amp; B"
