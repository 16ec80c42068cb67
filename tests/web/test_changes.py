from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from tests.views.test_atom import NAMESPACE, check, one
from tests.web.samples import fill
from tests.web.test_pages import Page, get
from whoholds.control.changes import Turn
from whoholds.settings import Settings, WebSettings
from whoholds.web.app import create_app
from whoholds.web.desk import Desk
from whoholds.web.weighed import period

ALL = "/changes?since=2024-12-02&lang=en"


def days(found: Page) -> list[str]:
    return [a["datetime"] for a in found.all("time")]


def test_changes_stand_by_day_the_newest_first(page: TestClient, desk: Desk) -> None:
    found = get(page, ALL)
    assert days(found) == sorted(set(days(found)), reverse=True)
    told = period(desk, desk.board(), desk.board().first).changes
    assert len(found.all("article", class_="change")) == len(told) > 0
    for change in told:
        assert change.place.replace("<", "") in found.text or change.place in found.text
    assert "Hama" in found.text


def test_each_change_has_the_sentences_that_decided_it(page: TestClient) -> None:
    found = get(page, ALL)
    assert "avoir quitté Hama" in found.text
    assert found.all("mark")
    assert any(a["href"].startswith("/place/gn%3A170017") for a in found.all("a"))
    assert any(a["href"].startswith("/report/") for a in found.all("a"))


def test_one_kind_of_change_alone(page: TestClient) -> None:
    kinds = {a["value"] for a in get(page, ALL).all("option")} - {""}
    assert kinds <= {turn.value for turn in Turn}
    total = 0
    for kind in kinds:
        some = get(page, f"{ALL}&turn={kind}")
        badges = [a["class"] for _, a in some.tags if "turn-" in a.get("class", "")]
        assert badges
        assert {b.partition("turn-")[2] for b in badges} == {kind}
        total += len(badges)
    assert total == len(get(page, ALL).all("article", class_="change"))
    get(page, "/changes?turn=party", 400)


def test_by_default_a_week_up_to_the_newest_report(page: TestClient) -> None:
    values = {a["name"]: a["value"] for a in get(page, "/changes").all("input") if a["type"] == "date"}
    assert values == {"since": "2024-11-29", "on": "2024-12-06"}


def test_a_quiet_period_says_so(page: TestClient) -> None:
    assert "Nothing changed" in get(page, "/changes?since=2024-11-02&on=2024-11-05&lang=en").text
    assert "Rien n’a changé" in get(page, "/changes?since=2024-11-02&on=2024-11-05&lang=fr").text


def test_a_period_does_not_end_before_it_begins(page: TestClient) -> None:
    get(page, "/changes?since=2024-12-07&on=2024-12-05", 400)


def test_as_known_then_less_had_changed(page: TestClient) -> None:
    before = get(page, f"{ALL}&as_known=2024-12-04")
    assert len(before.all("article", class_="change")) < len(get(page, ALL).all("article", class_="change"))


def test_every_page_names_the_feed(page: TestClient) -> None:
    for address in ("/", "/claims", ALL):
        links = get(page, address).all("link", rel="alternate", type="application/atom+xml")
        assert len(links) == 1
        assert page.get(links[0]["href"]).status_code == 200


def test_the_feed_is_valid_and_has_what_the_page_has(page: TestClient) -> None:
    answer = page.get("/changes.atom?lang=en")
    assert answer.headers["content-type"] == "application/atom+xml; charset=utf-8"
    root = check(answer.text)
    entries = root.findall(f"{{{NAMESPACE}}}entry")
    assert len(entries) == len(get(page, ALL).all("article", class_="change"))
    assert "avoir quitté Hama" in answer.text
    for entry in entries:
        link = entry.find(f"{{{NAMESPACE}}}link")
        assert link is not None
        path = (link.get("href") or "").removeprefix("http://testserver")
        assert page.get(path).status_code == 200


def test_its_ids_stay_when_more_is_known_and_differ_by_language(page: TestClient) -> None:
    def ids(address: str) -> list[str]:
        root = check(page.get(address).text)
        return [one(entry, "id") for entry in root.findall(f"{{{NAMESPACE}}}entry")]

    now = ids("/changes.atom?lang=en")
    assert ids("/changes.atom?lang=en") == now
    assert not set(now) & set(ids("/changes.atom?lang=fr"))
    then = ids("/changes.atom?lang=en&as_known=2024-12-05T20:00Z")
    assert set(then) & set(now)


def test_what_has_not_changed_is_not_sent_again(page: TestClient) -> None:
    first = page.get("/changes.atom?lang=fr")
    again = page.get("/changes.atom?lang=fr", headers={"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_nothing_in_the_feed_or_the_page_can_run(page: TestClient) -> None:
    for address in ("/changes.atom", ALL):
        raw = page.get(address).text
        assert "<script>alert" not in raw
        assert not re.search(r"<img\s", raw)


@pytest.fixture
def small(tmp_path: Path) -> Iterator[TestClient]:
    """A ledger whose feed is short and its publisher's own."""
    web = WebSettings(feed_entries=1, feed_authority="desk@news.example", feed_year=2020)
    settings = Settings(home=tmp_path, web=web)
    fill(settings)
    with TestClient(create_app(Desk.open(settings), ("testserver",))) as client:
        yield client


def test_settings_say_how_long_it_is_and_whose(small: TestClient) -> None:
    root = check(small.get("/changes.atom").text)
    assert len(root.findall(f"{{{NAMESPACE}}}entry")) == 1
    assert one(root, "id").startswith("tag:desk@news.example,2020:whoholds/syria/en")


@pytest.mark.parametrize(
    ("path", "language", "said"),
    [
        ("/changes", "en", "As known on 4 December 2024"),
        ("/claims", "fr", "Telle que connue le 4 décembre 2024"),
        ("/unknown", "en", "As known on 4 December 2024"),
        ("/brief", "fr", "Telle que connue le 4 décembre 2024"),
    ],
)
def test_a_page_that_does_not_count_everything_says_so_and_leads_out(
    page: TestClient, path: str, language: str, said: str
) -> None:
    text = page.get(f"{path}?as_known=2024-12-04T20:59Z&on=2024-12-04&lang={language}").text
    cut = text.partition('class="cut"')[2].partition("</p>")[0]
    assert said in cut
    assert f'href="{path}?on=2024-12-04&amp;lang={language}"' in cut
    assert 'class="cut"' not in page.get(f"{path}?lang={language}").text


def test_a_feed_is_never_cut_at_what_was_known(page: TestClient) -> None:
    text = page.get("/changes?as_known=2024-12-04T20:59Z").text
    feeds = re.findall(r'href="([^"]*changes\.atom[^"]*)"', text)
    assert len(feeds) == 2
    assert not [feed for feed in feeds if "as_known" in feed]
