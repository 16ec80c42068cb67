from __future__ import annotations

import html
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from pydantic import ValidationError

from tests.web.samples import HAMA, HOMS, fill
from tests.web.test_pages import get
from whoholds.errors import UsageError
from whoholds.settings import Settings, WebSettings
from whoholds.web.app import create_app
from whoholds.web.desk import Desk
from whoholds.web.embed import extent_of

BOX = f"{HAMA.lon - 0.1},{HAMA.lat - 0.1},{HAMA.lon + 0.1},{HAMA.lat + 0.1}"


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """A server whose map two sites may show."""
    home: Path = tmp_path_factory.mktemp("shared")
    origins = ["https://news.example", "http://localhost:8000"]
    settings = Settings(home=home, web=WebSettings(embed_origins=origins))
    fill(settings)
    with TestClient(create_app(Desk.open(settings), ("testserver",)), headers={"accept": "text/html"}) as client:
        yield client


def test_by_default_nobody_may_show_it_in_a_frame(page: TestClient) -> None:
    answer = page.get("/embed")
    assert answer.status_code == 200
    assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]
    assert answer.headers["x-frame-options"] == "DENY"


def test_the_sites_that_are_named_may_and_only_this_page(shared: TestClient) -> None:
    answer = shared.get("/embed")
    assert "frame-ancestors https://news.example http://localhost:8000" in answer.headers["content-security-policy"]
    assert "x-frame-options" not in answer.headers
    assert "set-cookie" not in answer.headers
    assert "unsafe" not in answer.headers["content-security-policy"]
    for other in ("/", "/claims", "/embedding", f"/place/{HAMA.id}", "/embed?box=1"):
        answer = shared.get(other)
        assert "frame-ancestors 'none'" in answer.headers["content-security-policy"], other
        assert answer.headers["x-frame-options"] == "DENY", other


@pytest.mark.parametrize("origin", ["news.example", "'unsafe-inline'", "https://x.example; script-src *", "*", ""])
def test_an_origin_is_a_scheme_and_a_host(origin: str) -> None:
    with pytest.raises(ValidationError):
        WebSettings(embed_origins=[origin])


def test_day_language_caveat_and_credits_are_in_it(page: TestClient) -> None:
    found = get(page, "/embed?on=2024-12-05&lang=fr")
    assert "5 décembre 2024" in found.text
    assert "GeoNames" in found.text
    assert "aucune ligne de front" in found.text
    assert found.all("html")[0]["lang"] == "fr"
    assert not found.all("form")
    assert not found.all("input")


def test_its_links_open_pages_of_their_own_and_keep_the_view(page: TestClient) -> None:
    raw = page.get("/embed?on=2024-12-05&as_known=2024-12-06").text
    links = re.findall(r"<a ([^>]*)>", raw)
    assert len(links) >= 3
    for link in links:
        assert 'target="_blank"' in link
        assert "on=2024-12-05" in html.unescape(link)
        assert "as_known=2024-12-06" in html.unescape(link)


def test_without_a_day_it_is_locked_to_the_newest(page: TestClient) -> None:
    assert get(page, "/embed").all("main")[0]["data-on"] == "2024-12-06"


def test_only_the_part_that_is_asked_for_is_drawn(page: TestClient) -> None:
    raw = page.get(f"/embed?box={BOX}").text
    assert f'data-id="{HAMA.id}"' in raw
    assert f'data-id="{HOMS.id}"' not in raw
    assert f'data-id="{HOMS.id}"' in page.get("/embed").text


@pytest.mark.parametrize("box", ["1", "a,b,c,d", "1,2,1,2", "170,10,-170,20", "0,-90,10,90", "1,1,1.001,1.001"])
def test_what_is_no_part_of_a_map_is_refused(page: TestClient, box: str) -> None:
    with pytest.raises(UsageError):
        extent_of(box)
    get(page, f"/embed?box={box}", 400)
    get(page, f"/embedding?box={box}", 400)


def test_the_line_to_copy_leads_to_the_frame(page: TestClient, shared: TestClient) -> None:
    raw = page.get(f"/embedding?on=2024-12-05&lang=en&box={BOX}").text
    code = html.unescape(raw.partition("<textarea")[2].partition(">")[2].partition("</textarea>")[0])
    found = re.fullmatch(
        r'<iframe src="([^"]+)" width="\d+" height="\d+" loading="lazy" title="whoholds"></iframe>', code
    )
    assert found
    address = found[1].removeprefix("http://testserver")
    assert "on=2024-12-05" in address
    assert "lang=en" in address
    get(page, address)
    assert "web.embed_origins" in raw
    assert "https://news.example" in shared.get("/embedding").text


def test_an_empty_ledger_has_nothing_to_show(tmp_path: Path) -> None:
    from whoholds.ledger import Ledger

    settings = Settings(home=tmp_path)
    Ledger.open(settings.ledger_path, blobs=settings.blobs_path).close()
    with TestClient(create_app(Desk.open(settings), ("testserver",)), headers={"accept": "text/html"}) as client:
        get(client, "/embed")
        get(client, "/changes")
        get(client, "/claims")
        get(client, "/unknown")
        get(client, "/brief")
