from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote

import pytest
from fastapi.testclient import TestClient

from tests.web.samples import HAMA, REBELS, RESIDENTS, claim, day, fill, report
from tests.web.test_pages import Page, get
from whoholds.ledger import Ledger
from whoholds.model import Effect, Event, Place, Reading
from whoholds.searching import Hit, Kind
from whoholds.settings import Settings
from whoholds.web.asked import Asked
from whoholds.web.desk import Desk
from whoholds.web.search import SUGGESTED, href, note
from whoholds.web.search import found as hits_of


def test_the_page_lists_what_is_found_by_kind(page: TestClient) -> None:
    found = get(page, "/search?q=hama&lang=en")
    assert any(a["href"].startswith(f"/place/{quote(HAMA.id, safe='')}") for a in found.all("a"))
    assert "Places spoken of" in found.text
    assert "Localités dont on parle" in get(page, "/search?q=hama&lang=fr").text


@pytest.mark.parametrize(("text", "kind"), [("habitants", "speaker=residents"), ("courier", "outlet=Courier+Seven")])
def test_who_says_something_leads_to_their_claims(page: TestClient, text: str, kind: str) -> None:
    links = [a["href"] for a in get(page, f"/search?q={text}&lang=fr").all("a")]
    leading = [link for link in links if link.startswith("/claims?") and kind in link]
    assert leading
    assert get(page, leading[0]).all("article")


def test_nothing_found_says_what_can_be_typed(page: TestClient) -> None:
    assert "Nothing is called so" in get(page, "/search?q=zzzzqqq&lang=en").text
    assert "Type a name" in get(page, "/search?lang=en").text


def test_what_was_typed_is_text(page: TestClient) -> None:
    raw = page.get("/search", params={"q": '<script>alert(1)</script>"><img src=x>'}).text
    assert "<script>alert" not in raw
    assert "<img" not in raw
    assert get(page, "/search?q=" + "a" * 5000)


def test_suggestions_are_few_and_lead_somewhere(page: TestClient) -> None:
    body = page.get("/search.json?q=h&lang=en").json()
    assert 0 < len(body["hits"]) <= SUGGESTED
    assert body["told"] == f"Suggestions: {len(body['hits'])}"
    for hit in body["hits"]:
        assert set(hit) == {"label", "kind", "note", "href"}
        get(page, hit["href"])


@pytest.mark.parametrize("text", ["", "   ", "zzzzqqq"])
def test_no_suggestions_are_said_to_be_none(page: TestClient, text: str) -> None:
    assert page.get("/search.json", params={"q": text, "lang": "fr"}).json() == {
        "hits": [],
        "told": "Aucune suggestion",
    }


def test_links_keep_the_view() -> None:
    view = Asked(None, None, "fr", explicit=True)
    assert href(Hit(Kind.PLACE, "gn:1/2", "x"), view) == "/place/gn%3A1%2F2?lang=fr"
    assert href(Hit(Kind.OUTLET, "A & B", "x"), view) == "/claims?lang=fr&outlet=A+%26+B"
    assert href(Hit(Kind.ACTOR, "rebels:syria", "x"), view) == "/claims?lang=fr&actor=rebels%3Asyria"


def test_a_note_says_where_how_often_and_likeness() -> None:
    view = Asked(None, None, "en")
    hit = Hit(Kind.PLACE, "x", "x", "SY", 3, alike=True)
    assert note(hit, view, {}) == "SY · claims: 3 · spelled alike"
    assert note(hit, view, {"x": "Hama, Syria"}) == "Hama, Syria · claims: 3 · spelled alike"
    assert note(Hit(Kind.ELSEWHERE, "x", "x"), view, {}) == ""


def test_of_one_name_the_theatre_s_place_comes_first(tmp_path: Path, gazetteer_file: Path) -> None:
    abroad = Place("Hama", "gn:1854028", "Hama", 36.0, 138.0, "settlement", "JP", 0.4)
    settings = Settings(home=tmp_path)
    (tmp_path / "gazetteer.sqlite").symlink_to(gazetteer_file)
    fill(settings)
    with Ledger.open(settings.ledger_path, blobs=settings.blobs_path) as ledger:
        for number in range(12):
            one = report(
                ["Note", f"They hold Hama, line {number}."], "Far Sheet", datetime(2024, 12, 4, number, tzinfo=UTC)
            )
            quote_ = f"They hold Hama, line {number}"
            found = claim(one, quote_, Event.HOLD, REBELS, abroad, Effect.HOLDS, day(4), RESIDENTS)
            ledger.add_report(one, one.text.encode(), known_from=one.published)
            ledger.add_reading(Reading(one.id, "by hand 1", (found,)), known_from=one.published)
    desk = Desk.open(settings, theatre="syria")
    places = [hit.key for hit in hits_of(desk, "Hama", "en", 20) if hit.kind is Kind.PLACE]
    assert places.index(HAMA.id) < places.index(abroad.id)
    elsewhere = [hit for hit in hits_of(desk, "hom", "en", 20) if hit.kind is Kind.ELSEWHERE]
    home = [hit.country == "SY" for hit in elsewhere]
    assert home == sorted(home, reverse=True)


def test_every_page_has_the_field(page: TestClient) -> None:
    for address in ("/", "/claims?lang=fr", "/changes", "/nowhere"):
        (form,) = Page(page.get(address).text).all("form", role="search")
        assert form["action"] == "/search"
