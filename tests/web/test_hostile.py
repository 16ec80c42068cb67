"""What a hostile report says is shown, as text and as nothing else, on every page and in every file."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import quote
from xml.etree import ElementTree

import pytest
from fastapi.testclient import TestClient

from tests.views.sheets import formulas
from tests.web import hostile
from tests.web.hostile import TRICKS
from tests.web.samples import HAMA
from tests.web.test_pages import Page
from whoholds.settings import Settings
from whoholds.web.app import create_app
from whoholds.web.desk import Desk

ALLOWED = {
    "script": "/static/app/main.js",
    "link": (
        "/static/icon.svg",
        "/map.css",
        "/static/app.css",
        "/static/app/style.css",
        "/static/app/map.js",  # asked for while the page is read
        "/changes.atom",
    ),
}
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    home: Path = tmp_path_factory.mktemp("hostile")
    settings = Settings(home=home)
    hostile.fill(settings)
    with TestClient(create_app(Desk.open(settings), ("testserver",)), headers={"accept": "text/html"}) as found:
        yield found


def pages() -> list[str]:
    places = [f"/place/{quote(f'wh:sy:{text}', safe='')}" for text in TRICKS.values()]
    reports = [f"/report/{report.id}" for report, _ in hostile.corpus()]
    return ["/", "/?lang=fr", f"/place/{HAMA.id}", *places, *reports]


def inert(found: Page) -> None:
    """No element, attribute or link but those of the templates."""
    for tag, attributes in found.tags:
        assert tag not in ("iframe", "object", "embed", "img", "style", "base", "textarea")
        assert not [name for name in attributes if name.startswith("on") or name in ("style", "srcdoc")], tag
        for name in ("href", "src", "action"):
            if name in attributes:
                assert attributes[name].startswith(("/", "#")), attributes[name]
                assert not attributes[name].startswith("//")
        if tag == "script":
            assert attributes["src"] == ALLOWED["script"]
        if tag == "link":
            assert attributes["href"].partition("?")[0] in ALLOWED["link"]


@pytest.mark.parametrize("number", range(len(pages())))
def test_every_page_stays_what_the_template_says(client: TestClient, number: int) -> None:
    answer = client.get(pages()[number])
    assert answer.status_code == 200
    found = Page(answer.text)
    inert(found)
    assert len(found.all("script")) == 1
    assert len(found.all("h1")) == 1


@pytest.mark.parametrize("name", TRICKS)
def test_the_text_is_shown_letter_by_letter(client: TestClient, name: str) -> None:
    report, _ = next(pair for pair in hostile.corpus() if pair[0].outlet == TRICKS[name])
    shown = Page(client.get(f"/report/{report.id}").text).text
    for paragraph in report.text.split("\n\n"):
        assert re.sub(r"\s+", " ", re.sub(r"\d", "", paragraph)) in re.sub(r"\d", "", shown)


def test_no_template_is_worked_out(client: TestClient) -> None:
    text = "".join(Page(client.get(address).text).text for address in pages())
    assert "{{7*7}}${7*7}#{7*7}" in text
    assert "<class" not in text
    assert "49${" not in text


def test_an_address_that_is_a_script_is_no_link(client: TestClient) -> None:
    for report, _ in hostile.corpus():
        assert 'href="javascript' not in client.get(f"/report/{report.id}").text.lower()


class Directed(HTMLParser):
    """Texts with controls of direction, and the elements they stand in."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[tuple[str, dict[str, str | None]]] = []
        self.found: list[tuple[str, list[tuple[str, dict[str, str | None]]]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in ("meta", "link", "input", "br"):
            self.open.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        self.open.pop()

    def handle_data(self, data: str) -> None:
        if "\u202e" in data:
            self.found.append((data, list(self.open)))


def test_a_change_of_direction_ends_with_the_text_that_asked_for_it(client: TestClient) -> None:
    for address in pages():
        for data, around in Directed(client.get(address).text).found:
            assert any(isolates(tag, attributes) for tag, attributes in around), (address, data)


def isolates(tag: str, attributes: dict[str, str | None]) -> bool:
    """Whether what is inside is laid out by itself; the rule and the reasons are blocks by the style sheet."""
    return tag in ("bdi", "title", "text") or "dir" in attributes or attributes.get("class") in ("rule", "because")


@pytest.mark.parametrize("query", ["", "?lang=fr&theme=dark", "?width=400"])
def test_the_map_file_holds_no_script_and_no_direction(client: TestClient, query: str) -> None:
    text = client.get(f"/map.svg{query}").text
    root = ElementTree.fromstring(text)
    known = {
        "svg",
        "title",
        "desc",
        "style",
        "defs",
        "pattern",
        "path",
        "clipPath",
        "rect",
        "g",
        "text",
        "tspan",
        "circle",
    }
    assert {node.tag.removeprefix(SVG) for node in root.iter()} <= known
    for node in root.iter():
        assert not [name for name in node.attrib if name.startswith("on") or name.endswith(("href", "style"))]
    assert not re.search("[\u202a-\u202e\u2066-\u2069]", text)


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("address", ["/api/control.csv", "/api/claims.csv"])
def test_no_cell_is_a_formula_however_a_spreadsheet_parts_them(
    client: TestClient, address: str, delimiter: str
) -> None:
    text = client.get(address).text
    assert "cmd" in text
    assert formulas(text, delimiter) == []


def test_the_table_has_every_row_and_cell_all_the_same(client: TestClient) -> None:
    rows = list(csv.DictReader(io.StringIO(client.get("/api/claims.csv").text, newline="")))
    assert len(rows) == 3 * len(TRICKS)
    assert all(None not in row and None not in row.values() for row in rows)


def test_programs_get_the_quote_to_the_letter(client: TestClient) -> None:
    rows = {row["claim_id"]: row for row in client.get("/api/claims").json()["claims"]}
    for report, claims in hostile.corpus():
        for one in claims:
            assert rows[one.id]["quote"] == one.quote
            assert rows[one.id]["outlet"] == report.outlet


def test_an_attachments_name_is_ours(client: TestClient) -> None:
    for address in ("/api/control.csv", "/api/control.geojson", "/api/claims.csv", "/map.svg"):
        header = client.get(address).headers["content-disposition"]
        assert re.fullmatch(r'(attachment|inline); filename="[\w.-]+"', header)


@pytest.mark.parametrize("name", TRICKS)
def test_the_same_tricks_in_the_address(client: TestClient, name: str) -> None:
    for key in ("q", "side", "standing", "sort", "lang"):
        found = Page(client.get("/", params={key: TRICKS[name]}).text)
        inert(found)
    refused = client.get("/", params={"on": TRICKS[name]})
    assert refused.status_code == 400
    inert(Page(refused.text))
