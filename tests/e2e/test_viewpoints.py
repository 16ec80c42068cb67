"""Whose map it is, in a browser: chosen without a reload where the map moves, by a form where no script runs."""

from __future__ import annotations

from typing import Any

import pytest

from tests.e2e.test_moving_map import drawn, situation
from tests.e2e.test_page import NARROW, WIDE, visit

pytestmark = pytest.mark.e2e
NEUTRAL = {"en": "only those who are no party", "fr": "seulement ceux qui ne sont pas parties"}


def choose(page: Any, name: str) -> None:
    """Unfold the viewpoints and choose one."""
    page.locator("details.whose > summary").click()
    page.locator("form.viewpoint select").select_option(name)


def reads(page: Any, text: str) -> None:
    page.wait_for_function("(text) => document.querySelector('.situation').textContent.includes(text)", arg=text)


@pytest.mark.parametrize(("size", "language"), [(WIDE, "en"), (NARROW, "fr")])
def test_choosing_a_viewpoint_tells_the_same_day_anew(
    painter: Any, address: str, size: dict[str, int], language: str
) -> None:
    with visit(painter, f"{address}?lang={language}&on=2024-12-05", size) as page:
        drawn(page)
        page.evaluate("window.kept = true")
        choose(page, "neutral")
        reads(page, NEUTRAL[language])
        assert page.evaluate("window.kept"), "the page was loaded again"
        assert "viewpoint=neutral" in page.url and "on=2024-12-05" in page.url
        assert page.locator("form.viewpoint select").input_value() == "neutral"
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
        choose(page, "all")
        page.wait_for_function("() => !location.search.includes('viewpoint')")


def test_a_step_of_a_day_and_a_dossier_keep_it(painter: Any, address: str) -> None:
    with visit(painter, f"{address}?lang=en&viewpoint=neutral") as page:
        drawn(page)
        before = situation(page)
        page.locator("a.step[rel=prev]").click()
        page.wait_for_function("(was) => document.querySelector('.situation').textContent !== was", arg=before)
        assert NEUTRAL["en"] in situation(page) and "viewpoint=neutral" in page.url
        page.locator("tbody a.to-place", has_text="Hama").first.click()
        page.wait_for_selector("#panel #dossier")
        assert NEUTRAL["en"] in page.locator("#panel .situation").inner_text()


def test_an_open_dossier_follows(painter: Any, address: str) -> None:
    with visit(painter, f"{address}?lang=en") as page:
        drawn(page)
        page.locator("tbody a.to-place", has_text="Hama").first.click()
        page.wait_for_selector("#panel #dossier")
        choose(page, "neutral")
        page.wait_for_function("() => document.querySelector('#panel .situation').textContent.includes('no party')")


def test_without_a_script_the_form_does_it(browser: Any, address: str) -> None:
    with visit(browser, f"{address}?lang=en&on=2024-12-05&q=Hama", java_script_enabled=False) as page:
        choose(page, "neutral")
        page.locator("form.viewpoint button").click()
        assert NEUTRAL["en"] in page.locator(".situation").first.inner_text()
        assert "on=2024-12-05" in page.url and "q=Hama" in page.url


def test_a_fold_closes_by_escape_and_by_a_click_elsewhere(painter: Any, address: str) -> None:
    with visit(painter, f"{address}?lang=en", NARROW) as page:
        drawn(page)
        fold = page.locator("details.whose")
        summary = fold.locator("summary")
        summary.click()
        assert fold.evaluate("(e) => e.open")
        page.keyboard.press("Escape")
        assert not fold.evaluate("(e) => e.open")
        assert summary.evaluate("(e) => e === document.activeElement")
        summary.click()
        page.locator("h1").click()
        assert not fold.evaluate("(e) => e.open")
