"""Views that a reader keeps under a name: in their own browser, as addresses."""

from __future__ import annotations

from typing import Any

import pytest

from tests.e2e.test_page import NARROW, visit
from tests.serving import serving
from tests.web.review.desks import token
from whoholds.settings import Settings
from whoholds.web.saved import SavedViews

pytestmark = pytest.mark.e2e


def test_a_view_is_kept_found_again_and_removed(browser: Any, address: str) -> None:
    with visit(browser, f"{address}?lang=en&on=2024-12-05&outlet=Courier+Seven", NARROW) as page:
        page.wait_for_selector("main.live")
        page.locator(".views summary").click()
        page.locator(".views input[name=name]").fill("<b>Hama</b> on the fifth")
        page.keyboard.press("Enter")
        page.locator(".views li a").wait_for()
        assert page.locator(".views li a").inner_text() == "<b>Hama</b> on the fifth"
        assert page.evaluate("document.documentElement.scrollWidth") <= NARROW["width"]
        page.goto(f"{address}?lang=en")
        page.wait_for_selector("main.live")
        page.locator(".views summary").click()
        page.locator(".views li a").click()
        page.wait_for_url("**/?**outlet=Courier+Seven**")
        assert "on=2024-12-05" in page.url
        page.wait_for_selector("main.live")
        page.locator(".views summary").click()
        page.locator(".views li button").click()
        assert page.locator(".views li").count() == 0
        assert page.evaluate("localStorage.getItem('whoholds.views')") == "[]"


@pytest.mark.parametrize(
    "kept", ["no json", "{}", '[{"name": "x", "to": "https://elsewhere.example/"}]', '[{"to": 1}, null]']
)
def test_what_is_no_view_of_this_site_is_not_offered(browser: Any, address: str, kept: str) -> None:
    with visit(browser, f"{address}?lang=fr") as page:
        page.wait_for_selector("main.live")
        page.evaluate("(text) => localStorage.setItem('whoholds.views', text)", kept)
        page.locator(".views summary").click()
        page.locator(".views form").wait_for()
        assert page.locator(".views li").count() == 0


def test_without_a_script_there_is_the_address(browser: Any, address: str) -> None:
    with visit(browser, f"{address}?lang=fr&on=2024-12-05", java_script_enabled=False) as page:
        page.locator(".views summary").click()
        assert "on=2024-12-05" in page.locator(".view-address").get_attribute("href")
        assert page.locator(".views form").is_hidden()


def test_who_is_signed_in_shares_the_view_that_the_map_shows(browser: Any, own: Settings) -> None:
    with serving(own.home) as served, visit(browser, f"{served}?lang=en&on=2024-12-05", NARROW) as page:
        page.wait_for_selector("main.live")
        page.evaluate("history.replaceState(null, '', location.pathname + location.search + '#7.5/35.1/36.7')")
        page.locator(".views summary").click()
        page.locator(".share-view").click()
        page.fill("#token", token(own))
        page.keyboard.press("Enter")
        page.fill("#title", "Hama on the fifth")
        assert "#7.5/35.1/36.7" in page.locator("#address").input_value()
        assert page.evaluate("document.documentElement.scrollWidth") <= NARROW["width"]
        page.keyboard.press("Enter")
        page.locator(".review-last a").click()
        page.wait_for_selector("main.live")
        assert "on=2024-12-05" in page.url
        (kept,) = SavedViews(own.views_path).all()
        assert (kept.title, kept.at) == ("Hama on the fifth", "7.5/35.1/36.7")
