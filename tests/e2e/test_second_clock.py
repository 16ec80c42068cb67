"""What was known when, in a browser: stepped by hour, tied to the day, let go; without a script by links."""

from __future__ import annotations

from typing import Any

import pytest

from tests.e2e.test_moving_map import drawn, situation
from tests.e2e.test_page import NARROW, WIDE, visit

pytestmark = pytest.mark.e2e
THEN = {"en": "As was known that day", "fr": "Ce que l’on savait ce jour-là"}


@pytest.mark.parametrize(("size", "language"), [(WIDE, "en"), (NARROW, "fr")])
def test_tied_to_the_day_it_steps_with_the_day(painter: Any, address: str, size: dict[str, int], language: str) -> None:
    with visit(painter, f"{address}?lang={language}&on=2024-12-05", size) as page:
        drawn(page)
        page.evaluate("window.kept = true")
        page.get_by_role("link", name=THEN[language]).click()
        page.wait_for_function("() => document.querySelector('.situation').textContent.includes('23:59')")
        assert "as_known=then" in page.url and page.evaluate("window.kept")
        before = situation(page)
        page.locator("a.step[rel=prev]").click()
        page.wait_for_function("(was) => document.querySelector('.situation').textContent !== was", arg=before)
        assert "23:59" in situation(page) and "as_known=then" in page.url
        assert page.locator(".second [aria-current=true]").inner_text() == THEN[language]
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]


def test_an_hour_earlier_without_a_script(browser: Any, address: str) -> None:
    query = "?lang=en&on=2024-12-05&as_known=2024-12-05T19:30Z"
    with visit(browser, f"{address}{query}", java_script_enabled=False) as page:
        page.get_by_role("link", name="Known an hour earlier").click()
        assert "18:30 UTC" in situation(page)
        page.get_by_role("link", name="All that is known now").click()
        assert "as known now" in situation(page)
