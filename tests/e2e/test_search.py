"""The field in the header: suggestions by keys, by mouse, and none without a script."""

from __future__ import annotations

from typing import Any

import pytest

from tests.e2e.test_page import NARROW, WIDE, visit

pytestmark = pytest.mark.e2e


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_a_place_is_found_and_opened_by_keys_alone(browser: Any, address: str, size: dict[str, int]) -> None:
    with visit(browser, f"{address}claims?lang=en", size) as page:
        field = page.get_by_role("combobox")
        field.focus()
        page.keyboard.type("Hma")
        page.locator("#found li").first.wait_for()
        assert field.get_attribute("aria-expanded") == "true"
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
        page.keyboard.press("ArrowDown")
        chosen = field.get_attribute("aria-activedescendant")
        assert page.locator(f"#{chosen}").get_attribute("aria-selected") == "true"
        assert "Hama" in page.locator(f"#{chosen}").inner_text()
        assert page.evaluate("document.activeElement.id") == "find"
        page.keyboard.press("Enter")
        page.wait_for_url("**/place/**")
        assert page.locator("h1").inner_text() == "Hama"


def test_escape_closes_the_list_and_enter_asks_for_the_page(browser: Any, address: str) -> None:
    with visit(browser, f"{address}?lang=fr") as page:
        page.locator("#find").fill("homs")
        page.locator("#found li").first.wait_for()
        page.keyboard.press("Escape")
        assert page.locator("#found").is_hidden()
        page.keyboard.press("Enter")
        page.wait_for_url("**/search?**")
        assert page.locator(".found a", has_text="Homs").count() == 1


def test_a_suggestion_can_be_touched(browser: Any, address: str) -> None:
    with visit(browser, f"{address}?lang=en", NARROW, has_touch=True) as page:
        page.locator("#find").fill("courier")
        page.locator("#found li", has_text="Courier Seven").click()
        page.wait_for_url("**/claims?**")
        assert page.locator("article.claim").count() == 4


def test_without_a_script_the_field_is_a_form(browser: Any, address: str) -> None:
    with visit(browser, f"{address}?lang=fr", java_script_enabled=False) as page:
        page.locator("#find").fill("habitants")
        page.locator("form.find button").click()
        page.wait_for_url("**/search?**")
        assert page.locator(".found a").count() >= 1
        assert page.locator("html").get_attribute("lang") == "fr"


@pytest.mark.parametrize("script", [True, False])
def test_on_a_phone_the_menu_leads_to_the_other_pages(browser: Any, address: str, script: bool) -> None:
    with visit(browser, f"{address}?lang=en", NARROW, java_script_enabled=script) as page:
        assert page.locator("nav.sections").is_hidden()
        page.locator(".menu summary").click()
        page.locator(".menu a", has_text="Changes").click()
        page.wait_for_url("**/changes?**")
        page.locator(".menu summary").click()
        assert page.locator(".menu a[aria-current]").inner_text() == "Changes"
