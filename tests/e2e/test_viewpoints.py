"""Whose map it is, in a browser: chosen without a reload where the map moves, by a form where no script runs."""

from __future__ import annotations

from typing import Any

import pytest

from tests.e2e.test_moving_map import drawn, situation
from tests.e2e.test_page import NARROW, WIDE, visit

pytestmark = pytest.mark.e2e
NEUTRAL = {"en": "only those who are no party", "fr": "seulement ceux qui ne sont pas parties"}


def reads(page: Any, text: str) -> None:
    page.wait_for_function("(text) => document.querySelector('.situation').textContent.includes(text)", arg=text)


@pytest.mark.parametrize(("size", "language"), [(WIDE, "en"), (NARROW, "fr")])
def test_choosing_a_viewpoint_tells_the_same_day_anew(
    painter: Any, address: str, size: dict[str, int], language: str
) -> None:
    with visit(painter, f"{address}?lang={language}&on=2024-12-05", size) as page:
        drawn(page)
        page.evaluate("window.kept = true")
        page.locator("form.viewpoint select").select_option("neutral")
        reads(page, NEUTRAL[language])
        assert page.evaluate("window.kept"), "the page was loaded again"
        assert "viewpoint=neutral" in page.url and "on=2024-12-05" in page.url
        assert page.locator("form.viewpoint select").input_value() == "neutral"
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
        page.locator("form.viewpoint select").select_option("all")
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
        page.locator("form.viewpoint select").select_option("neutral")
        page.wait_for_function("() => document.querySelector('#panel .situation').textContent.includes('no party')")


def test_without_a_script_the_form_does_it(browser: Any, address: str) -> None:
    with visit(browser, f"{address}?lang=en&on=2024-12-05&q=Hama", java_script_enabled=False) as page:
        page.locator("form.viewpoint select").select_option("neutral")
        page.locator("form.viewpoint button").click()
        assert NEUTRAL["en"] in page.locator(".situation").first.inner_text()
        assert "on=2024-12-05" in page.url and "q=Hama" in page.url
