from __future__ import annotations

import pytest
from fastapi.testclient import TestClient

from tests.web.test_pages import get
from whoholds.views.fired import unplaced
from whoholds.web import unknown
from whoholds.web.language import words
from whoholds.web.unknown import PARTS


def test_counts_stand_first_and_lead_to_their_lists(page: TestClient) -> None:
    found = get(page, "/unknown?lang=en")
    targets = {a["id"] for _, a in found.tags if "id" in a}
    assert set(PARTS) <= targets
    assert {f"#{part}" for part in PARTS} <= {a.get("href") for a in found.all("a")}
    assert "Jaramana" in found.text
    assert "L'armée a reconnu" in found.text


def test_each_gap_leads_to_the_report_or_the_place(page: TestClient) -> None:
    links = [a["href"] for a in get(page, "/unknown?lang=fr").all("a")]
    assert any(link.startswith("/report/") for link in links)
    assert any(link.startswith("/place/") for link in links)
    for link in links:
        if link.startswith(("/report/", "/place/")):
            get(page, link)


def test_how_long_is_silent_is_the_readers_choice(page: TestClient) -> None:
    rows = [get(page, f"/unknown?on=2024-12-20&quiet={days}").all("tr") for days in (0, 14, 100)]
    assert len(rows[0]) > len(rows[1]) > len(rows[2]) == 0


@pytest.mark.parametrize("days", ["-1", "many", "99999", "١"])
def test_days_are_a_number(page: TestClient, days: str) -> None:
    get(page, f"/unknown?quiet={days}", 400)


def test_long_lists_are_cut_and_can_be_had_whole(page: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unknown, "SHOWN", 0)
    short = get(page, "/unknown?lang=en")
    assert "Jaramana" not in short.text
    (whole,) = [a["href"] for a in short.all("a") if a["href"].endswith("#answerless") and "all=" in a["href"]]
    assert "Jaramana" in get(page, whole.partition("#")[0]).text


def test_reasons_are_in_the_readers_language_where_there_are_words_for_them() -> None:
    assert unplaced("none named", words("fr")) == "Aucune localité n’est nommée."
    assert unplaced("no candidate is likely enough: Xyz scores 0.31", words("en")).startswith("Several places")
    assert unplaced("a reason of a reader to come", words("fr")) == "a reason of a reader to come"
    assert unplaced("", words("en")) == ""


def test_a_place_that_there_is_not(page: TestClient) -> None:
    assert page.get("/unknown?place=gn:0").status_code in (404, 503)


def test_places_without_an_answer_come_first(page: TestClient) -> None:
    found = get(page, "/unknown?lang=en")
    order = [a["id"] for a in found.all("section") if a.get("id") in PARTS]
    assert order[0] == PARTS[0] == "answerless"
    assert order == list(PARTS)
