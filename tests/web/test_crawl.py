"""Every link of the page leads somewhere, and every coloured place opens onto its sentences."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from fastapi.testclient import TestClient

from tests.web.test_pages import Page
from whoholds.settings import Settings
from whoholds.web.app import create_app
from whoholds.web.desk import Desk

MOST = 900  # pages; more than the sample has, and a guard against addresses without end
FEW = 6  # addresses of one path that differ in what they ask, but for the map itself


@pytest.fixture(scope="module")
def example(demo_folder: Path) -> Iterator[TestClient]:
    """The example corpus, read by the program itself."""
    desk = Desk.open(Settings(home=demo_folder))
    with TestClient(create_app(desk, ("testserver",)), headers={"accept": "text/html"}) as client:
        yield client


def links(found: Page) -> Iterator[str]:
    for tag, attributes in found.tags:
        name = {"script": "src", "form": "action"}.get(tag, "href")
        if attributes.get(name, "").startswith("/"):
            yield attributes[name]


def plain(address: str) -> bool:
    """One page of each kind of view is enough: orders of the table and further days are left to other tests."""
    asked = parse_qs(urlsplit(address).query)
    days = asked.get("on", ["2024-12-05"])
    if urlsplit(address).path.startswith("/review") and {"on", "as_known"} & set(asked):
        return False  # the desk has a link for each claim: once is enough
    filtered = len(set(asked) - {"on", "as_known", "lang"}) > 1  # one filter at a time is enough
    return "sort" not in asked and not filtered and all("2024-12-03" <= day <= "2024-12-06" for day in days)


def crawl(client: TestClient, start: str, keep: object = plain) -> dict[str, Page | None]:
    """Every page that can be reached, by address without its fragment; None for files that are no pages."""
    found: dict[str, Page | None] = {}
    kinds: Counter[str] = Counter()
    waiting = [start]
    while waiting and len(found) < MOST:
        address = waiting.pop().partition("#")[0]
        path = urlsplit(address).path
        endless = path != "/" or "as_known" in address  # what was known can be stepped by the hour without end
        if address in found or not plain(address) or (endless and kinds[path] >= FEW):
            continue
        kinds[path] += endless
        answer = client.get(address)
        assert answer.status_code == 200, address
        is_page = answer.headers["content-type"].startswith("text/html")
        found[address] = Page(answer.text) if is_page else None
        waiting += links(found[address]) if found[address] else []
    assert len(found) < MOST
    return found


@pytest.fixture(scope="module")
def web(page: TestClient) -> dict[str, Page | None]:
    return crawl(page, "/")


def test_every_link_of_every_page_leads_to_something(web: dict[str, Page | None]) -> None:
    kinds = {urlsplit(address).path.split("/")[1] for address in web}
    assert {"", "place", "report", "static", "map.svg", "map.css", "api"} <= kinds
    assert any("lang=fr" in address for address in web)
    assert any("on=2024-12-05" in address for address in web)


def test_every_fragment_leads_to_a_part_of_its_page(web: dict[str, Page | None]) -> None:
    ids = {a: {t["id"] for _, t in found.tags if "id" in t} for a, found in web.items() if found}
    seen = 0
    for address, found in web.items():
        for attributes in found.all("a") if found else []:
            target, _, part = attributes["href"].partition("#")
            where = target or address
            if part and where in ids:
                assert part in ids[where], (address, attributes["href"])
                seen += 1
    assert seen > 40


def test_pages_that_name_their_language_link_only_to_pages_that_do(web: dict[str, Page | None]) -> None:
    for address, found in web.items():
        if found and "lang=fr" in address:
            forms = {form["action"] for form in found.all("form")}  # these name it in a hidden field
            for link in links(found):
                if not link.startswith(("/static", "/map.css", "/api/openapi.json")) and link not in forms:
                    assert re.search("lang=(fr|en)", link), (address, link)


def test_without_a_script_everything_is_reached_by_links_and_forms(web: dict[str, Page | None]) -> None:
    for found in filter(None, web.values()):
        for tag, attributes in found.tags:
            if tag == "form":
                assert attributes["method"] == "get" or attributes["action"].startswith("/review/")
            if tag == "button" and "hidden" not in attributes:
                assert attributes["type"] == "submit" or "data-zoom" in attributes
        assert not [a for a in found.all("a") if not a.get("href")]


def coloured(board: Page) -> list[str]:
    """Addresses of the places that are drawn on the map."""
    return [a["href"] for _, a in board.tags if a.get("aria-label") and a.get("href", "").startswith("/place/")]


@pytest.mark.parametrize("day", ["2024-11-30", "2024-12-04", "2024-12-08"])
def test_every_coloured_place_of_the_example_opens_onto_its_sentences(example: TestClient, day: str) -> None:
    board = Page(example.get(f"/?on={day}").text)
    places = coloured(board)
    held = {a["data-place"] for a in board.all("tr") if a.get("data-side") not in (None, "unknown")}
    assert {quote(place, safe="") for place in held} <= {urlsplit(link).path.rpartition("/")[2] for link in places}
    assert places
    for link in places:
        answer = example.get(link)
        assert answer.status_code == 200
        marked = re.findall(r"<mark>(.*?)</mark>", answer.text, re.S)
        assert marked, link
        assert all(text.strip() for text in marked)


def test_every_sentence_of_the_example_is_marked_in_its_report(example: TestClient) -> None:
    board = Page(example.get("/?on=2024-12-08").text)
    wanted: dict[str, set[str]] = {}
    for link in coloured(board):
        for attributes in Page(example.get(link).text).all("a"):
            address, _, part = attributes["href"].partition("#")
            if address.startswith("/report/"):
                wanted.setdefault(address, set()).add(part)
    assert len(wanted) > 3
    for address, parts in wanted.items():
        marked = "".join(re.findall(r"<mark [^>]*>.*?</mark>", example.get(address).text, re.S))
        assert parts <= set(re.findall(r'class="anchor" id="([^"]+)"', marked))


def test_the_table_and_the_map_of_the_example_name_the_same_places(example: TestClient) -> None:
    for day in ("2024-11-30", "2024-12-08"):
        board = Page(example.get(f"/?on={day}").text)
        rows = [a["data-place"] for a in board.all("tr") if "data-place" in a]
        marks = [a["data-id"] for a in board.all("g", class_="mark")]
        assert sorted(rows) == sorted(marks)


def test_the_example_is_told_the_same_by_page_and_data(example: TestClient) -> None:
    board = Page(example.get("/?on=2024-12-08").text)
    rows = {a["data-place"]: a["data-side"] for a in board.all("tr") if "data-place" in a}
    told = example.get("/api/control?on=2024-12-08").json()["control"]
    assert {row["place_id"]: row["holder"] for row in told} == rows
