"""No page has a serious or critical fault by the rules of WCAG 2.2 that a program can check (axe-core)."""

from __future__ import annotations

from typing import Any

import pytest

from tests.e2e.test_access import PAGES, PHONE
from tests.e2e.test_page import WIDE, visit
from tests.serving import serving
from tests.web.review.desks import token
from whoholds.settings import Settings

axe = pytest.importorskip("axe_playwright_python.base", reason="axe-playwright-python is not installed")

pytestmark = pytest.mark.e2e
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
GRAVE = ("serious", "critical")
OTHERS = [
    "api/docs",
    "no/such/page",
    "?on=2024-12-05",
    "?as_known=2024-12-04",
    "compare",
    "embed",
    "review",
    "review/log",
    "review/sign-in",
    "review/views?address=/",
]


def faults(page: Any) -> list[tuple[str, str, list[str]]]:
    """Rule, help and places of every grave fault."""
    if not page.evaluate("typeof window.axe === 'object'"):
        page.evaluate(axe.AXE_FILE_PATH.read_text("utf-8"))
    found = page.evaluate("(rules) => axe.run({runOnly: {type: 'tag', values: rules}})", RULES)
    return [
        (fault["id"], fault["help"], [node["html"][:120] for node in fault["nodes"]])
        for fault in found["violations"]
        if fault["impact"] in GRAVE
    ]


@pytest.mark.parametrize("path", [*PAGES, *OTHERS])
def test_no_page_has_a_grave_fault(browser: Any, address: str, path: str) -> None:
    made = browser.new_context(viewport=WIDE)
    page = made.new_page()
    try:
        for language in ("en", "fr"):
            page.goto(f"{address}{path}{'&' if '?' in path else '?'}lang={language}")
            for scheme in ("light", "dark"):
                page.emulate_media(color_scheme=scheme)
                assert faults(page) == [], (language, scheme)
        page.set_viewport_size(PHONE)
        assert faults(page) == []
    finally:
        made.close()


def test_the_moving_map_has_none_either(painter: Any, address: str) -> None:
    with visit(painter, address) as page:
        page.wait_for_selector("main.live")
        page.wait_for_timeout(500)
        assert faults(page) == []


def test_the_pages_of_who_is_signed_in_have_none_either(browser: Any, own: Settings) -> None:
    with serving(own.home) as served, visit(browser, f"{served}review/sign-in?lang=en", PHONE) as page:
        page.fill("#token", token(own))
        page.keyboard.press("Enter")
        page.wait_for_selector("main.review")
        for path in ("review", "review/log", "review/views?address=/%3Fon=2024-12-05"):
            page.goto(f"{served}{path}")
            for scheme in ("light", "dark"):
                page.emulate_media(color_scheme=scheme)
                assert faults(page) == [], (path, scheme)


def test_the_check_finds_what_it_is_for(browser: Any, address: str) -> None:
    with visit(browser, address) as page:
        page.evaluate("document.querySelector('input').removeAttribute('aria-label')")
        page.evaluate("document.querySelectorAll('label').forEach((n) => n.remove())")
        page.evaluate("document.documentElement.removeAttribute('lang')")
        assert {rule for rule, _, _ in faults(page)} >= {"html-has-lang"}
