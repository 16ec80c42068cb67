from __future__ import annotations

import csv
import io
import re
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from fastapi.testclient import TestClient

from tests.web.samples import HAMA, HOMS, corpus
from tests.web.test_pages import Page, get
from whoholds.ledger import ClaimFilter
from whoholds.web import claims
from whoholds.web.desk import Desk
from whoholds.web.language import words
from whoholds.web.wanted import Wanted

ALL = [c for _, found in corpus() for c in found]


def shown(found: Page) -> list[str]:
    return [a["id"] for a in found.all("article")]


def test_every_claim_stands_there_with_its_sentence_marked(page: TestClient) -> None:
    found = get(page, "/claims")
    assert sorted(shown(found)) == sorted(f"claim-{c.id}" for c in ALL)
    assert len(found.all("mark")) == len(ALL)
    for one in ALL:
        assert re.sub(r"\s+", " ", one.quote) in found.text


def test_the_newest_report_comes_first(page: TestClient) -> None:
    assert shown(get(page, "/claims"))[0].startswith(f"claim-{corpus()[2][0].id}")


@pytest.mark.parametrize(
    ("asked", "count"),
    [
        ({"speaker": "residents"}, 3),
        ({"event": "hold"}, 5),
        ({"outlet": "Dépêche <Neuf>"}, 5),
        ({"language": "ar"}, 2),
        ({"polarity": "denied"}, 1),
        ({"factuality": "CT-", "place": HOMS.id}, 1),
        ({"place": HAMA.id, "since": "2024-12-06"}, 1),
        ({"speaker_side": "none"}, 8),
        ({"text": "no such words"}, 0),
    ],
)
def test_filters_count_what_fits(page: TestClient, asked: dict[str, str], count: int) -> None:
    found = get(page, "/claims?" + urlencode(asked))
    assert len(shown(found)) == count
    chips = [a["href"] for a in found.all("a") if a.get("href", "").startswith("/claims")]
    for name in asked:
        without = [c for c in chips if name not in parse_qs(urlsplit(c).query)]
        assert without, name


def test_a_filter_says_what_it_is_in_the_readers_language(page: TestClient) -> None:
    text = get(page, "/claims?lang=fr&speaker=residents&place=" + HAMA.id).text
    assert "Qui parle : habitants ×" in text.replace("\u00a0", " ").replace("\u202f", " ")
    assert "Hama ×" in text


def test_pages_follow_each_other_and_lose_no_claim(page: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(claims, "PAGE", 4)
    address, seen = "/claims?lang=en", []
    while address:
        found = get(page, address)
        seen += shown(found)
        following = [a["href"] for a in found.all("a", rel="next")]
        assert ("page=" in address) is bool(found.all("a", rel="prev"))
        address = following[0] if following else ""
    assert sorted(seen) == sorted(f"claim-{c.id}" for c in ALL)


@pytest.mark.parametrize("token", ["x", "eyJvIjogOTk5OX0"])
def test_a_page_that_there_is_not_is_said_to_be_none(page: TestClient, token: str) -> None:
    get(page, f"/claims?page={token}", 400)


def test_a_filter_without_sense_is_an_error_with_a_hint(page: TestClient) -> None:
    get(page, "/claims?event=party", 400)


def test_choices_are_counted_over_the_whole_ledger(desk: Desk) -> None:
    found = claims.choices(desk, desk.board(), None, words("en"))
    assert {c.value: c.count for c in found.outlets} == {"Courier Seven": 4, "Dépêche <Neuf>": 5, "قناة الخبر": 2}
    assert sum(c.count for c in found.polarities) == sum(c.count for c in found.events) == len(ALL)
    assert [c.count for c in found.speakers] == sorted((c.count for c in found.speakers), reverse=True)
    assert claims.choices(desk, desk.board(), None, words("fr")).languages[0].label != found.languages[0].label


def test_as_known_then_there_were_fewer(desk: Desk, page: TestClient) -> None:
    assert len(shown(get(page, "/claims?as_known=2024-12-04"))) == 4
    assert len(list(desk.claims(ClaimFilter()))) == len(ALL)


def test_what_is_found_is_kept_until_the_ledger_changes(desk: Desk) -> None:
    asked = Wanted(speaker="residents")
    assert claims.found(desk, asked, None, desk.board()) is claims.found(desk, asked, None, desk.board())


def test_the_map_marks_the_places_of_the_chosen_claims_and_says_that_all_are_weighed(page: TestClient) -> None:
    whole, some = get(page, "/?lang=en"), get(page, "/?lang=en&outlet=Courier+Seven")
    assert len(some.all("tr")) < len(whole.all("tr"))
    assert "(places: 1, claims: 4)" in some.text
    assert "still weighed from all claims" in some.text
    assert len([a for a in some.all("g") if "mark" in a.get("class", "").split()]) <= 1
    steps = [a["href"] for a in some.all("a", class_="step")]
    assert all("outlet=Courier" in step for step in steps)


def test_the_map_tells_the_same_of_a_place_whatever_claims_are_chosen(page: TestClient) -> None:
    def hama(found: Page) -> dict[str, str]:
        return next(a for a in found.all("tr") if a.get("data-place") == HAMA.id)

    kept = ("data-holder", "data-sure", "data-standing", "data-since")
    one, other = hama(get(page, "/")), hama(get(page, "/?speaker=residents"))
    assert [one[k] for k in kept] == [other[k] for k in kept]


def test_no_claim_can_run_anything(page: TestClient) -> None:
    raw = page.get("/claims?text=%3Cscript%3Ealert(1)%3C/script%3E&outlet=%22%3E%3Cimg%20src=x%3E").text
    assert "<script>alert" not in raw
    assert "<img" not in raw


def test_the_table_to_take_along_has_the_same_claims_as_the_page(data: TestClient, page: TestClient) -> None:
    for asked in ("", "speaker=residents", "polarity=denied", "speaker_side=none&event=hold"):
        lines = data.get(f"/api/claims.csv?{asked}").text
        assert len(list(csv.DictReader(io.StringIO(lines)))) == len(shown(get(page, f"/claims?{asked}"))), asked
    assert data.get("/api/claims.csv?polarity=maybe").status_code == 400
