"""Every address with every method: what it may be asked, what it says when it is asked nonsense."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from urllib.parse import quote

import pytest
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.web.samples import HAMA, ODD, corpus
from whoholds.settings import Settings
from whoholds.web.app import create_app
from whoholds.web.desk import Desk
from whoholds.web.features.items import COLLECTIONS
from whoholds.web.security import HEADERS

PROBLEM = "application/problem+json"
ROUTES = {
    "/": "text/html",
    f"/place/{HAMA.id}": "text/html",
    f"/place/{quote(ODD.id, safe='')}": "text/html",
    f"/report/{corpus()[0][0].id}": "text/html",
    "/map.svg": "image/svg+xml",
    "/map.css": "text/css",
    "/static/app/main.js": "text/javascript",
    "/static/app/map.js": "text/javascript",
    "/static/app.css": "text/css",
    "/static/icon.svg": "image/svg+xml",
    "/healthz": "application/json",
    "/api/control": "application/json",
    "/api/control.geojson": "application/geo+json",
    "/api/control.csv": "text/csv",
    "/api/claims": "application/json",
    "/api/claims.csv": "text/csv",
    "/api/openapi.json": "application/json",
    "/api/": "application/json",
    "/api/docs": "text/html",
    "/api/conformance": "application/json",
    "/api/decisions": "application/json",
    "/api/doubts": "application/json",
    "/api/collections": "application/json",
    "/api/collections/control": "application/json",
    "/api/collections/control/items": "application/geo+json",
    f"/api/collections/control/items/{HAMA.id}": "application/geo+json",
}
PATTERNS = {  # addresses with a part to fill in, by one of those above
    "/api/collections/{collection}": "/api/collections/control",
    "/api/collections/{collection}/items": "/api/collections/control/items",
    "/api/collections/{collection}/items/{id}": f"/api/collections/control/items/{HAMA.id}",
}
WRITTEN = (
    "/api/decisions",
    "/api/reports",
    "/api/views",
    "/api/views/{name}",
)  # tests/web/test_writing.py, test_sharing.py
DATED = [a for a in ROUTES if a == "/" or a.startswith(("/place", "/map.svg", "/api/control"))]
INTERNALS = ("Traceback", "site-packages", ".py", "sqlite", "Error(", "/src/", "whoholds.web", "pydantic")
# what anybody may type into an address: every character but the halves of a pair, which no address can hold
typed = st.text(st.characters(exclude_categories=("Cs",)), max_size=40)


@pytest.fixture
def raw(desk: Desk) -> TestClient:
    """A client that gets the answer to a fault, as a browser does, and not the fault itself."""
    return TestClient(create_app(desk, ("testserver",)), raise_server_exceptions=False)


@pytest.mark.parametrize("address", ROUTES)
def test_every_address_answers_with_its_kind_of_file(page: TestClient, address: str) -> None:
    answer = page.get(address)
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith(ROUTES[address])
    assert answer.content


def test_the_list_of_addresses_above_is_whole(desk: Desk) -> None:
    """A route that is added must be added to the list."""
    known = {address.split("?")[0] for address in ROUTES}
    for path in create_app(desk).openapi()["paths"]:
        for collection in COLLECTIONS:  # the document has each collection by itself
            path = path.replace(f"/collections/{collection}", "/collections/{collection}")
        assert PATTERNS.get(path, path) in known or path in WRITTEN


@pytest.mark.parametrize("address", [address for address in ROUTES if address not in WRITTEN])
@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "BREW"])
def test_nothing_but_reading_is_possible(raw: TestClient, address: str, method: str) -> None:
    answer = raw.request(method, address, content=b"x", headers={"accept": "application/json"})
    assert answer.status_code == 405
    assert answer.headers["content-type"] == PROBLEM
    assert answer.headers["allow"] == "GET, HEAD"
    assert answer.json()["status"] == 405


@pytest.mark.parametrize("address", [*ROUTES, "/nowhere", "/api/nothing", "/static/none", "/?on=never"])
@pytest.mark.parametrize("method", ["GET", "HEAD", "POST"])
def test_every_answer_has_every_header_of_safety(raw: TestClient, address: str, method: str) -> None:
    answer = raw.request(method, address)
    for name, value in HEADERS.items():
        if name == "content-security-policy" and address == "/map.svg" and answer.status_code == 200:
            assert "style-src 'sha256-" in answer.headers[name]
        else:
            assert answer.headers[name] == value
    assert "unsafe" not in answer.headers["content-security-policy"]
    assert "server" not in answer.headers


@pytest.mark.parametrize("address", DATED)
@pytest.mark.parametrize(
    "query",
    [
        "on=0001-01-01",
        "on=9999-12-31",
        "on=2024-02-30",
        "on=1",
        "on=" + "1" * 4000,
        "on=%00",
        "as_known=0001-01-01",
        "as_known=9999-12-31T23:59-12:00",
        "as_known=0001-01-01T00:00%2B12:00",
        "as_known=later",
    ],
)
def test_a_day_that_is_none_is_a_bad_request_everywhere(raw: TestClient, address: str, query: str) -> None:
    answer = raw.get(f"{address}?{query}", headers={"accept": "application/json"})
    assert answer.status_code == 400
    assert answer.headers["content-type"] == PROBLEM
    body = answer.json()
    assert body["code"] in ("web.day", "web.time", "web.year")
    assert body["hint"]
    assert len(answer.text) < 600
    assert not any(word in answer.text for word in INTERNALS)


@pytest.mark.parametrize("address", DATED)
@pytest.mark.parametrize("day", ["1900-01-01", "2024-12-05", "2099-12-31"])
def test_every_day_that_can_be_asked_for_has_an_answer(raw: TestClient, address: str, day: str) -> None:
    assert raw.get(f"{address}?on={day}").status_code == 200


@pytest.mark.parametrize(
    "address",
    [
        "/api/claims?limit=0",
        "/api/claims?limit=-1",
        "/api/claims?limit=1e9",
        "/api/claims?limit=99999999999999999999999",
        "/api/claims?event=%3Cscript%3E",
        "/api/claims?factuality=sure",
        "/api/claims?text=" + "x" * 201,
        "/map.svg?width=abc",
        "/map.svg?width=1",
        "/map.svg?width=99999",
        "/map.svg?theme=%3Cscript%3E",
    ],
)
def test_bad_parameters_are_problems_that_say_which(raw: TestClient, address: str) -> None:
    answer = raw.get(address, headers={"accept": "application/json"})
    assert answer.status_code == 400
    assert answer.headers["content-type"] == PROBLEM
    body = answer.json()
    assert {"type", "title", "status", "code", "detail"} <= set(body)
    assert body["detail"]
    assert not any(word in answer.text for word in INTERNALS)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(["on", "as_known", "lang", "q", "side", "standing", "sort", "text", "place", "width"]), typed)
def test_no_parameter_breaks_a_page(raw: TestClient, name: str, value: str) -> None:
    for address in ("/", "/api/claims"):
        answer = raw.get(address, params={name: value}, headers={"accept": "text/html"})
        assert answer.status_code in (200, 400, 404)
        if answer.headers["content-type"].startswith("text/html"):
            assert answer.text.count("<script") == 1


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(["/place/", "/report/", "/static/", "/api/", "/"]), typed)
def test_no_address_breaks_the_server(raw: TestClient, before: str, rest: str) -> None:
    answer = raw.get(before + quote(rest, safe=""), headers={"accept": "application/json"})
    assert answer.status_code in (200, 400, 404)
    if answer.status_code != 200:
        assert answer.headers["content-type"] == PROBLEM


@pytest.mark.parametrize("accept", ["text/html", "application/json"])
def test_a_fault_is_said_without_a_word_on_where(accept: str, filled: Settings) -> None:
    """A real fault: the desk has lost its weights."""
    broken = Desk(filled, Desk.open(filled).actors, None)
    with TestClient(create_app(broken), raise_server_exceptions=False) as client:
        answer = client.get("/", headers={"accept": accept})
    assert answer.status_code == 500
    assert "he server made a mistake" in answer.text
    assert not any(word in answer.text for word in ("Traceback", "NoneType", "weights", ".py"))
    assert answer.headers["content-type"].startswith("text/html" if accept == "text/html" else PROBLEM)
    for name, value in HEADERS.items():
        assert answer.headers[name] == value


def test_a_ledger_that_breaks_while_serving_is_an_outage_not_a_fault(filled: Settings, tmp_path: Path) -> None:
    shutil.copytree(filled.home, tmp_path / "home")
    own = Settings(home=tmp_path / "home")
    with TestClient(create_app(Desk.open(own)), raise_server_exceptions=False) as client:
        assert client.get("/healthz").status_code == 200
        for file in own.home.glob("ledger.sqlite*"):
            file.unlink()
        own.ledger_path.write_bytes(b"this is no database" * 100)
        for address in ("/", "/healthz", "/api/control", "/map.svg"):
            answer = client.get(address, headers={"accept": "application/json"})
            assert answer.status_code == 503, address
            assert answer.headers["content-type"] == PROBLEM
            assert str(tmp_path) not in json.dumps(answer.json().get("detail"))


@pytest.mark.parametrize(
    "address", ["//evil.example/x", "///evil.example", "/%2F%2Fevil.example", "//evil.example/%3F"]
)
def test_no_link_of_an_error_page_leads_to_another_host(page: TestClient, address: str) -> None:
    from tests.web.test_pages import Page

    answer = page.get("http://testserver" + address)
    assert answer.status_code == 404
    for link in Page(answer.text).all("a"):
        assert link["href"].startswith(("/", "#"))
        assert not link["href"].startswith(("//", "/\\"))


@pytest.mark.parametrize("place_id", [HAMA.id, ODD.id])
def test_the_language_link_leads_to_the_same_page(page: TestClient, place_id: str) -> None:
    from tests.web.test_pages import Page

    first = page.get("/place/" + quote(place_id, safe=""))
    (link,) = Page(first.text).all("a", class_="language")
    other = page.get(link["href"])
    assert other.status_code == 200
    assert '<html lang="fr">' in other.text
    assert place_id.replace("<", "&lt;").replace(">", "&gt;") in other.text


def test_a_person_and_a_program_get_the_same_status(page: TestClient, data: TestClient) -> None:
    for address in ("/place/gn:1", "/report/none", "/nowhere", "/?on=never", "/?as_known=never"):
        assert page.get(address).status_code == data.get(address).status_code
        assert page.get(address).headers["content-type"].startswith("text/html")
        assert data.get(address).headers["content-type"] == PROBLEM
