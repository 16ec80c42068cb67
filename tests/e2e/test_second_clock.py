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
        page.locator("details.known > summary").click()
        page.get_by_role("link", name=THEN[language]).click()
        page.wait_for_function("() => document.querySelector('.situation').textContent.includes('23:59')")
        assert "as_known=then" in page.url and page.evaluate("window.kept")
        before = situation(page)
        page.locator("a.step[rel=prev]").click()
        page.wait_for_function("(was) => document.querySelector('.situation').textContent !== was", arg=before)
        assert "23:59" in situation(page) and "as_known=then" in page.url
        assert page.locator(".second [aria-current=true]").text_content() == THEN[language]
        field = page.locator(".clock [name=as_known]")
        assert field.get_attribute("value") == "then", "the form of the day would lose it"
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]


def test_an_hour_earlier_without_a_script(browser: Any, address: str) -> None:
    query = "?lang=en&on=2024-12-05&as_known=2024-12-05T19:30Z"
    with visit(browser, f"{address}{query}", java_script_enabled=False) as page:
        page.locator("details.known > summary").click()
        page.get_by_role("link", name="Known an hour earlier").click()
        assert "18:30 UTC" in situation(page)
        page.locator("details.known > summary").click()
        page.get_by_role("link", name="All that is known now").click()
        assert "as known now" in situation(page)


def test_the_form_of_the_day_keeps_what_was_known_then(browser: Any, address: str) -> None:
    with visit(browser, f"{address}?lang=en&on=2024-12-05&as_known=then", java_script_enabled=False) as page:
        page.locator(".clock [name=on]").fill("2024-12-04")
        page.locator(".clock button[type=submit]").click()
        assert "as_known=then" in page.url and "on=2024-12-04" in page.url
        assert "23:59" in situation(page)


def test_what_stays_in_the_page_follows_the_day_and_the_viewpoint(painter: Any, address: str) -> None:
    with visit(painter, f"{address}?lang=en&on=2024-12-05") as page:
        drawn(page)
        back = page.locator("a.step[rel=prev]")
        assert "4 December 2024" in str(back.get_attribute("aria-label"))
        page.locator(".clock [name=on]").fill("2024-12-04")
        page.wait_for_function("() => document.querySelector('.situation').textContent.includes('4 December')")
        page.wait_for_function("() => document.querySelector('a.step[rel=prev]').ariaLabel.includes('3 December')")
        assert "on=2024-12-03" in str(back.get_attribute("href"))
        page.locator("details.whose > summary").click()
        page.locator("form.viewpoint select").select_option("neutral")
        page.wait_for_function("() => document.querySelector('.clock [name=viewpoint]')?.value === 'neutral'")
        assert page.locator("form.layers [name=on]").get_attribute("value") == "2024-12-04"
        page.locator("details.known > summary").click()
        page.locator(".known-form [name=as_known]").fill("2024-12-04T08:00")
        page.locator(".known-form button").click()
        page.wait_for_function("() => document.querySelector('.situation').textContent.includes('08:00')")
        assert page.locator(".clock [name=as_known]").get_attribute("value") == "2024-12-04T08:00Z"
        page.wait_for_function("() => document.querySelector('.known summary').textContent.includes('08:00')")
