"""The second clock on the page and for its script."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from tests.web.samples import HAMA, fill
from tests.web.test_pages import get
from whoholds.control.walk import STEP
from whoholds.errors import NotFound
from whoholds.ledger import Ledger
from whoholds.ledger.decisions import Decision, Verb
from whoholds.reference.overlay import write_starts
from whoholds.reference.schema import InitialEntry
from whoholds.settings import Settings
from whoholds.web.asked import THEN, Asked
from whoholds.web.desk import Desk
from whoholds.web.knowledge import as_known_then, clock_of, end_of


def each_day(desk: Desk) -> None:
    """Each day of the lines is the board of that day, as known when it ended."""
    board, lines = as_known_then(desk)
    day = board.first
    while day <= board.last:
        try:
            wanted = desk.board(day, end_of(day)).holdings
        except NotFound:
            wanted = {}
        shown = {p: s for p, line in lines.items() for s in line.stretches if s.start <= day <= s.end}
        assert {p: s.key for p, s in shown.items()} == {
            p: (h.holder, h.standing, h.threatened) for p, h in wanted.items()
        }
        assert all(abs(shown[p].probability - h.probability) < STEP for p, h in wanted.items())
        day += timedelta(days=1)


def test_each_day_is_as_known_when_it_ended(desk: Desk) -> None:
    each_day(desk)


def test_so_it_is_where_a_reviewer_rejected_a_claim_later(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path)
    fill(settings)
    with Ledger.open(settings.ledger_path, blobs=settings.blobs_path) as ledger:
        claim = next(s.claim.id for s in ledger.claims() if s.claim.quote == "The army holds Hama")
        ledger.decide(Decision(Verb.REJECT, (claim,), "a reviewer", "a misreading"))
    each_day(Desk.open(settings))


def test_so_it_is_where_it_was_written_down_later_who_held_a_place_at_the_start(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path)
    fill(settings)
    board, lines = as_known_then(Desk.open(settings))
    place = next(p.id for p in Desk.open(settings).state().places if p.id in lines)
    known = end_of(board.first) + (end_of(board.last) - end_of(board.first)) / 2
    entry = {"place": place, "side": "sy_sdf", "on": board.first, "source": "an atlas", "known": known}
    write_starts(settings.theatres_path, board.theatre.key, [InitialEntry.model_validate(entry)])
    desk = Desk.open(settings)
    assert desk.board().theatre.initial and not desk.board(None, known - timedelta(hours=1)).theatre.initial
    each_day(desk)


def test_the_script_gets_it(data: TestClient) -> None:
    then, now = (data.get(f"/slider.json?lang=en{q}").json() for q in ("&as_known=then", ""))
    assert (then["as_known"], now["as_known"]) == (THEN, None)
    hama = {
        name: next(p for p in body["places"] if p["id"] == HAMA.id)["s"]
        for name, body in (("then", then), ("now", now))
    }
    assert hama["then"] != hama["now"]


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_page_of_a_day_as_known_then(page: TestClient, language: str) -> None:
    found = get(page, f"/?lang={language}&on=2024-12-04&as_known=then")
    assert "23:59 UTC" in found.text
    links = [a["href"] for a in found.all("a") if a["href"].startswith("/place/")]
    assert links and all("as_known=then" in link for link in links)
    marked = [a["href"] for a in found.all("a", class_="known-mode") if a.get("aria-current") == "true"]
    assert len(marked) == 1 and "as_known=then" in marked[0]
    assert get(page, links[0]).text


def test_without_a_day_it_is_the_newest_and_all_that_is_known(page: TestClient) -> None:
    assert "as known now" in get(page, "/?lang=en&as_known=then").text


def test_steps_of_an_hour_and_a_day(desk: Desk) -> None:
    board = desk.board(date(2024, 12, 5))
    at = datetime(2024, 12, 5, 20, 30, tzinfo=UTC)
    clock = clock_of(Asked(date(2024, 12, 5), at, "en"), board)
    wanted = {"day_back": "04T20%3A30Z", "hour_back": "05T19%3A30Z", "hour_on": "05T21%3A30Z", "day_on": "06T20%3A30Z"}
    assert {key: address.partition("as_known=2024-12-")[2] for key, _, address in clock.steps} == wanted
    assert all("on=2024-12-05" in address for _, _, address in clock.steps)
    assert clock.mode == "at" and "as_known" not in clock.now and "as_known=then" in clock.then
    now = clock_of(Asked(None, None, "en"), board)
    assert now.mode == "now" and "as_known=2024-12-06T22" in now.steps[1][2]


def test_an_hour_earlier_less_is_known(page: TestClient) -> None:
    before, after = (get(page, f"/?lang=en&on=2024-12-05&as_known=2024-12-05T{h}:30Z").text for h in ("18", "19"))
    assert before != after  # the report of 19:00 came between
