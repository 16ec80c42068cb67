"""Two maps compared in a browser: the divider by keys and pointer, the same part on both, without a script."""

from __future__ import annotations

from typing import Any

import pytest

from tests.e2e.test_page import NARROW, WIDE, visit

pytestmark = pytest.mark.e2e
PATIENCE = 90_000
READY = "() => document.querySelectorAll('.half .canvas[data-ready=yes]').length === 2"


def clip(page: Any) -> str:
    return str(page.locator(".half").nth(1).locator(".canvas").evaluate("(e) => getComputedStyle(e).clipPath"))


@pytest.mark.parametrize(("size", "language"), [(WIDE, "en"), (NARROW, "fr")])
def test_the_divider_moves_by_keys_and_pointer(painter: Any, address: str, size: dict[str, int], language: str) -> None:
    with visit(painter, f"{address}compare?lang={language}", size) as page:
        page.wait_for_function(READY, timeout=PATIENCE)
        handle = page.locator("[role=slider].divider")
        assert handle.get_attribute("aria-valuenow") == "50" and "50" in clip(page)
        assert handle.get_attribute("aria-label")
        handle.focus()
        page.keyboard.press("ArrowRight")
        assert handle.get_attribute("aria-valuenow") == "52" and "52" in clip(page)
        page.keyboard.press("Home")
        assert handle.get_attribute("aria-valuenow") == "0"
        page.keyboard.press("End")
        assert "100" in clip(page)
        for _ in range(5):
            page.keyboard.press("PageDown")
        box = page.locator(".halves").bounding_box()
        page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        page.mouse.down()
        page.mouse.move(box["x"] + box["width"] / 4, box["y"] + box["height"] / 2, steps=4)
        page.mouse.up()
        assert abs(int(handle.get_attribute("aria-valuenow")) - 25) <= 2
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]


def test_both_maps_show_the_same_part(painter: Any, address: str) -> None:
    with visit(painter, f"{address}compare?lang=en#8.00/35.1000/36.7000") as page:
        page.wait_for_function(READY, timeout=PATIENCE)
        page.locator(".half canvas").first.focus()
        page.keyboard.press("ArrowUp")
        page.wait_for_function("() => location.hash && !location.hash.includes('35.1000')", timeout=PATIENCE)
        page.wait_for_timeout(800)
        scales = page.locator(".maplibregl-ctrl-scale").all_inner_texts()
        assert len(scales) == 2 and scales[0] == scales[1]


def test_without_a_script_there_are_two_maps_and_a_table(browser: Any, address: str) -> None:
    with visit(browser, f"{address}compare?lang=en", NARROW, java_script_enabled=False) as page:
        assert page.locator(".half svg.wh-map").count() == 2
        assert page.locator("table.differences tbody tr").count() > 0
        assert page.locator(".divider").count() == 0
        page.locator("select[name=other]").select_option("all")
        page.locator("main form button[type=submit]").click()
        assert "Nowhere" in page.locator("[role=status]").inner_text()
