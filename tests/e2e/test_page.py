"""The page as a person uses it: looks, clicks, keys, the slider; with and without a script, wide and narrow."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

pytestmark = pytest.mark.e2e
SLOW = "GL Driver Message (OpenGL, Performance"  # what Chromium says of drawing in software
WIDE, NARROW = {"width": 1440, "height": 900}, {"width": 390, "height": 844}


@contextmanager
def visit(
    browser: Any, address: str, size: dict[str, int] | None = None, held: str = "", **context: Any
) -> Iterator[Any]:
    """A page that fails the test on any error of its console and any request to elsewhere.

    Requests for what `held` names (a pattern of addresses) are never answered.
    """
    made = browser.new_context(viewport=size or WIDE, **context)
    page = made.new_page()
    if held:
        page.route(held, lambda route: None)
    wrong: list[str] = []
    page.on(
        "console", lambda m: wrong.append(m.text) if m.type in ("error", "warning") and SLOW not in m.text else None
    )
    page.on("pageerror", lambda e: wrong.append(str(e)))
    origin = "/".join(address.split("/")[:3])
    page.on("request", lambda r: None if r.url.startswith(origin) else wrong.append(r.url))
    page.goto(address)
    try:
        yield page
        assert wrong == []
    finally:
        made.close()


def overlaps(page: Any) -> list[list[str]]:
    """Pairs of shown names that touch, as the browser laid them out."""
    found: list[list[str]] = page.evaluate(
        """() => {
          const all = [...document.querySelectorAll(".labels text, .names text")]
            .filter((n) => getComputedStyle(n).display !== "none")
            .map((n) => [n.textContent, n.getBoundingClientRect()]);
          const hits = [];
          all.forEach(([a, p], i) => all.slice(i + 1).forEach(([b, q]) => {
            const beside = p.left + 2 < q.right && q.left + 2 < p.right;
            if (beside && p.top + 3 < q.bottom && q.top + 3 < p.bottom) hits.push([a, b]);
          }));
          return hits;
        }"""
    )
    return found


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_map_is_drawn_and_nothing_goes_wrong(
    browser: Any, address: str, size: dict[str, int], scheme: str, language: str
) -> None:
    with visit(browser, f"{address}?lang={language}", size, color_scheme=scheme) as page:
        page.wait_for_selector("main.live")
        page.wait_for_timeout(150)
        assert page.locator(".mark").count() == 3
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
        assert overlaps(page) == []
        colour = page.evaluate("getComputedStyle(document.body).backgroundColor")
        assert (colour == "rgb(255, 255, 255)") is (scheme == "light")


def test_a_click_on_a_place_opens_its_sentences_beside_the_map(browser: Any, address: str) -> None:
    with visit(browser, address) as page:
        page.wait_for_selector("main.live")
        page.locator(".mark[data-id='gn:170017']").click()
        panel = page.locator("#panel #dossier")
        panel.wait_for()
        assert "Held by" in panel.inner_text()
        assert panel.locator("mark").count() >= 3
        assert page.url == address
        assert page.evaluate("document.activeElement.tagName") == "H1"
        page.keyboard.press("Escape")
        assert page.locator("#panel").is_hidden()


def test_by_keyboard_alone(browser: Any, address: str) -> None:
    with visit(browser, address) as page:
        page.wait_for_selector("main.live")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.className") == "skip"
        page.locator("#map").focus()
        before = page.locator("#map svg").get_attribute("viewBox")
        page.keyboard.press("+")
        page.keyboard.press("ArrowLeft")
        page.wait_for_function(
            "(old) => document.querySelector('#map svg').getAttribute('viewBox') !== old", arg=before
        )
        page.keyboard.press("0")
        page.wait_for_function(
            "(old) => document.querySelector('#map svg').getAttribute('viewBox') === old", arg=before
        )
        page.locator(".points a").first.focus()
        page.keyboard.press("Enter")
        page.locator("#panel #dossier").wait_for()


def test_enlarging_keeps_marks_their_size_and_names_apart(browser: Any, address: str) -> None:
    with visit(browser, address) as page:
        page.wait_for_selector("main.live")
        page.wait_for_timeout(100)
        size = "document.querySelector('.mark .m-halo').getBoundingClientRect().width"
        before = page.evaluate(size)
        for _ in range(3):
            page.click("[data-zoom=in]")
        page.wait_for_timeout(100)
        assert page.evaluate(size) == pytest.approx(before, rel=0.05)
        assert overlaps(page) == []


def test_the_slider_changes_the_day_and_keeps_the_view(browser: Any, address: str) -> None:
    with visit(browser, address) as page:
        page.wait_for_selector("main.live")
        page.click("[data-zoom=in]")
        page.wait_for_timeout(100)
        view = page.locator("#map svg").get_attribute("viewBox")
        slider = page.locator("input[type=range]")
        slider.focus()
        page.keyboard.press("ArrowLeft")
        page.keyboard.press("ArrowLeft")
        page.wait_for_selector("main[data-on='2024-12-04']")
        page.wait_for_selector("main.live")
        page.wait_for_timeout(200)
        assert "on=2024-12-04" in page.url
        assert page.locator("tr[data-name=Hama]").get_attribute("data-side") == "sy_gov"
        assert page.locator("#map svg").get_attribute("viewBox") == view


def test_filter_and_order_as_one_types(browser: Any, address: str) -> None:
    with visit(browser, address) as page:
        page.wait_for_selector("main.live")
        page.fill(".filters input[name=q]", "hom")
        assert page.locator("tbody tr:visible").count() == 1
        page.fill(".filters input[name=q]", "")
        page.click("[data-sort=place]")
        names = page.locator("tbody tr").evaluate_all("rows => rows.map((r) => r.dataset.name)")
        assert names == sorted(names, key=str.casefold, reverse=True)
        assert page.locator("th.c-place").get_attribute("aria-sort") == "descending"


def test_without_a_script_it_is_all_there(browser: Any, address: str) -> None:
    with visit(browser, address, java_script_enabled=False) as page:
        assert page.locator("#map svg .mark").count() == 3
        page.fill("input[name=on]", "2024-12-04")
        page.click(".clock button")
        assert "on=2024-12-04" in page.url
        page.click("tr[data-name=Hama] a")
        assert "Speaks for it" in page.inner_text("main")
        page.locator("text=Read it in the report").first.click()
        assert page.locator("mark").count() >= 3


def test_on_a_phone_a_place_is_a_page_of_its_own(browser: Any, address: str) -> None:
    with visit(browser, address, NARROW, has_touch=True) as page:
        page.wait_for_selector("main.live")
        page.locator("tr[data-name=Hama] a").tap()
        page.wait_for_url("**/place/**")
        assert "Held by" in page.inner_text("main")
        assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_a_report_says_where_its_claim_stands(browser: Any, address: str) -> None:
    with visit(browser, address + "place/gn:170017") as page:
        page.locator("text=Read it in the report").first.click()
        page.wait_for_selector(".anchor:target")
        assert page.locator(".anchor:target").is_visible()


def test_hostile_text_runs_nowhere(browser: Any, address: str) -> None:
    with visit(browser, address) as page:
        page.on("dialog", lambda d: pytest.fail(d.message))
        page.wait_for_selector("main.live")
        page.locator("tbody tr a").last.click()
        page.locator("#panel #dossier").wait_for()
        assert page.evaluate("document.querySelectorAll('img').length") == 0
