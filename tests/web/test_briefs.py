from __future__ import annotations

import re

import pytest
from fastapi.testclient import TestClient

from tests.views.test_brief import harmless
from tests.web.test_pages import get


def test_the_page_offers_the_brief_of_the_days_chosen(page: TestClient) -> None:
    found = get(page, "/brief?since=2024-12-02&on=2024-12-05&lang=fr")
    links = [a["href"] for a in found.all("a", class_="button")]
    assert len(links) == 2
    for link in links:
        assert "since=2024-12-02" in link
        assert "on=2024-12-05" in link
        assert "lang=fr" in link
    assert "Changements" in found.text
    get(page, "/brief?since=2024-12-09&on=2024-12-05", 400)


@pytest.mark.parametrize(("language", "word"), [("en", "What changed"), ("fr", "Ce qui a changé")])
def test_the_file_stands_alone_and_runs_nothing(page: TestClient, language: str, word: str) -> None:
    answer = page.get(f"/brief.html?since=2024-12-02&lang={language}")
    assert answer.status_code == 200
    harmless(answer.text)
    assert word in answer.text
    assert f'lang="{language}"' in answer.text
    assert 'src="data:image/svg+xml' in answer.text


def test_its_policy_lets_its_own_style_and_picture_through_and_nothing_else(page: TestClient) -> None:
    answer = page.get("/brief.html")
    policy = answer.headers["content-security-policy"]
    inside = re.search(r"style-src '(sha256-[^']+)'", answer.text)
    assert inside
    assert f"style-src '{inside[1]}'" in policy
    assert "img-src data:" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy


def test_as_pdf_where_the_library_is_there(page: TestClient) -> None:
    pytest.importorskip("weasyprint")
    answer = page.get("/brief.pdf?since=2024-12-02")
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF")
    assert "whoholds-2024-12-02-2024-12-06.pdf" in answer.headers["content-disposition"]
