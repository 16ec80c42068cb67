from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from tests.web import hostile
from tests.web.hostile import TRICKS
from tests.web.review.desks import ORIGIN, Forms, Person, decisions, person
from tests.web.samples import corpus
from tests.web.test_hostile import inert
from tests.web.test_pages import Page
from whoholds.settings import Settings
from whoholds.views.words import Words
from whoholds.web.desk import Desk
from whoholds.web.review.trail import entries

HELD, TAKEN = corpus()[0][1][1].id, corpus()[1][1][1].id


@pytest.fixture
def ana(own: Settings) -> Iterator[Person]:
    with person(own) as found:
        yield found


def test_it_says_who_when_why_what_and_what_undid_it(ana: Person, own: Settings) -> None:
    ana.decide("accept", f"/review?claim={HELD}", why="as plain as day")
    ana.decide("reject", f"/review?claim={TAKEN}", why="a rumour")
    page = ana.get("/review/log")
    first, second = decisions(own)
    assert page.index(f'id="{second.id}"') < page.index(f'id="{first.id}"'), "the newest first"
    for words in ("Accepted", "Rejected", "as plain as day", "a rumour", "Ana", first.known_from.isoformat()):
        assert words in page
    action, fields = next((a, f) for a, f in Forms(page).found if f.get("decision") == first.id)
    after = ana.client.post(action, data={**fields, "why": "not so plain"}, headers=ORIGIN)
    assert after.url.path == "/review/log"
    assert "not so plain" in after.text and "Undone by Ana" in after.text
    undoing = decisions(own)[-1]
    assert f'href="#{first.id}"' in after.text and f'id="{undoing.id}"' in after.text
    assert first.id not in {f.get("decision") for _, f in Forms(after.text).found}
    assert undoing.id in {f.get("decision") for _, f in Forms(after.text).found}, "an undoing can be undone"


def test_every_claim_leads_to_its_sentence(ana: Person) -> None:
    ana.decide("accept", f"/review?claim={HELD}")
    found = Page(ana.get("/review/log"))
    (link,) = [a["href"] for a in found.all("a") if a["href"].startswith("/report/")]
    address, _, part = link.partition("#")
    assert f'id="{part}"' in ana.get(address)


def test_a_long_trail_is_read_page_by_page(own: Settings) -> None:
    short = own.model_copy(update={"web": own.web.model_copy(update={"review_log": 2})})
    with person(short) as ana:
        for claims in corpus():
            ana.decide("accept", f"/review?claim={claims[1][0].id}")
        first = ana.get("/review/log")
        (older,) = [a["href"] for a in Page(first).all("a", rel="next")]
        second = ana.get(older)
        ids = [re.findall(r'class="entry(?: undone)?"', text) for text in (first, second)]
        assert [len(found) for found in ids] == [2, 1]
        assert not Page(second).all("a", rel="next")
        one = ana.get(f"/review/log?claim={HELD}")
        assert "Nobody has decided" in one
        assert ana.client.get("/review/log?before=x").status_code == 400


def test_in_french_nothing_is_left_in_english(ana: Person) -> None:
    ana.decide("correct", f"/review?claim={HELD}", factuality="PR+", why="raison")
    text = Page(ana.get("/review/log?lang=fr")).text
    assert "Corrigée" in text and "Certitude" in text and "Journal des décisions" in text
    assert "Corrected" not in text and "How sure" not in text


def test_a_decision_about_a_claim_that_is_gone_is_still_told(own: Settings) -> None:
    with person(own) as ana:
        ana.decide("accept", f"/review?claim={HELD}")
    desk = Desk.open(own)
    told = decisions(own)
    with desk.ledger() as ledger:
        ledger.claim = _nothing
        (row,) = entries(desk, ledger, told, Words.of("en", "whoholds.web"), shown=told)
    assert row.claims[0].claim_id == HELD and row.claims[0].quote == "" and row.can_undo


def _nothing(id: str) -> object:
    from whoholds.errors import NotFound

    raise NotFound("claim.unknown", "gone", subject=id)


@pytest.mark.parametrize("name", TRICKS)
def test_no_trick_in_a_report_or_a_reason_is_run(own: Settings, name: str) -> None:
    trick = TRICKS[name]
    hostile.fill(own)
    id = next(claims[0].id for report, claims in hostile.corpus() if report.outlet == trick)
    with person(own) as ana:
        answer = ana.decide("reject", f"/review?claim={id}", why=trick)
        assert answer.status_code == 200
        pages = [answer.text, ana.get(f"/review?claim={id}"), ana.get("/review/log"), ana.get("/review/log?lang=fr")]
        refused = ana.decide("correct", f"/review?claim={id}", why=trick, other_actor=trick[:150])
        assert refused.status_code in (400, 404)
        for text in [*pages, refused.text]:
            assert all(link.startswith("/") for link in re.findall(r'<link [^>]*href="([^"]*)"', text))
            shown = Page(re.sub(r"<link [^>]*>", "", text))
            inert(shown)
            assert len(shown.all("script")) == 1
        assert re.sub(r"\s+", " ", trick).strip() in re.sub(r"\s+", " ", Page(pages[2]).text)
    assert decisions(own)[0].decision.why == trick
