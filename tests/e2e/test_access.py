"""The page for those who use no mouse, a small screen, paper, the dark, or still pictures."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Any
from urllib.parse import quote

import pytest

from tests.e2e.test_page import NARROW, WIDE, visit
from tests.web.samples import HAMA, HOMS, ODD, corpus

pytestmark = pytest.mark.e2e
PHONE = {"width": 360, "height": 740}
PAGES = [
    "",
    f"place/{HAMA.id}",
    f"place/{HOMS.id}",
    f"place/{quote(ODD.id, safe='')}",
    f"report/{corpus()[1][0].id}",
    f"report/{corpus()[2][0].id}",
    "?q=nothing+is+called+so",
    "claims",
    "claims?speaker=residents",
    "changes",
    "brief",
    "search?q=ham",
    "unknown?quiet=0",
    "embedding",
]

# Texts whose colour stands out too little from what is painted behind them (WCAG 2.2, 1.4.3), computed by the browser.
# What is drawn inside the map lies on the map's own ground and is measured by the tests of its style sheet.
PALE = """() => {
  const parts = (c) => c.match(/[\\d.]+/g).map(Number);
  const light = ([r, g, b]) => [r, g, b].map((v) => v / 255)
    .map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4))
    .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
  const behind = (node) => {
    for (let n = node; n; n = n.parentElement) {
      const c = parts(getComputedStyle(n).backgroundColor);
      if (c.length < 4 || c[3] > 0.99) return c;
    }
    return parts(getComputedStyle(document.documentElement).backgroundColor);
  };
  const bad = [];
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const node = walk.currentNode.parentElement;
    if (!walk.currentNode.data.trim() || node.closest("svg, script, style, [hidden]")) continue;
    if (!node.getClientRects().length) continue;
    const [a, b] = [light(parts(getComputedStyle(node).color)), light(behind(node))].sort((x, y) => y - x);
    const ratio = (a + 0.05) / (b + 0.05);
    if (ratio < 4.5) bad.push([walk.currentNode.data.trim().slice(0, 40), ratio.toFixed(2)]);
  }
  return bad;
}"""


@pytest.mark.parametrize("path", PAGES)
def test_every_text_can_be_read_in_the_light_and_in_the_dark(browser: Any, address: str, path: str) -> None:
    with visit(browser, address + path) as page:
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            assert page.evaluate(PALE) == [], scheme


def test_the_measure_of_contrast_finds_what_it_is_for(browser: Any, address: str) -> None:
    with visit(browser, address) as page:
        page.evaluate("document.querySelector('.tagline').style.color = '#999'")
        assert page.evaluate(PALE)


@pytest.mark.parametrize("path", PAGES)
def test_nothing_is_wider_than_the_screen(browser: Any, address: str, path: str) -> None:
    with visit(browser, address + path, WIDE) as page:
        for size in (WIDE, {"width": 768, "height": 1024}, NARROW, PHONE, {"width": 320, "height": 640}):
            page.set_viewport_size(size)
            assert page.evaluate("document.documentElement.scrollWidth") <= size["width"], size
        page.set_viewport_size({"width": 640, "height": 900})
        page.evaluate("document.documentElement.style.fontSize = '200%'")  # WCAG 2.2, 1.4.4
        assert page.evaluate("document.documentElement.scrollWidth") <= 640


def test_without_a_script_a_phone_shows_the_whole_width_too(browser: Any, address: str) -> None:
    with visit(browser, address, PHONE, java_script_enabled=False) as page:
        for part in ("main", ".places", ".clock", ".legend.sides", ".layers-legend"):
            box = page.locator(part).bounding_box()
            assert box["x"] + box["width"] <= PHONE["width"], part


def test_what_is_touched_is_large_enough(browser: Any, address: str) -> None:
    """At least 24 pixels (WCAG 2.2, 2.5.8), for controls that are no links within a text."""
    with visit(browser, address, PHONE, has_touch=True) as page:
        page.wait_for_selector("main.live")
        sizes = page.evaluate(
            """() => [...document.querySelectorAll('button, select, input:not([type=hidden]), .step, .to-place')]
              .filter((n) => n.getClientRects().length && !n.closest('svg'))
              .map((n) => [n.outerHTML.slice(0, 60), n.type === "checkbox" ? n.closest("label") : n])
              .map(([what, n]) => [what, n.getBoundingClientRect().height])"""
        )
        assert len(sizes) > 8
        for what, height in sizes:
            assert height >= 22, what


def test_every_control_is_reached_by_the_tab_key_in_the_order_of_the_page(browser: Any, address: str) -> None:
    with visit(browser, address) as page:
        page.wait_for_selector("main.live")
        seen = []
        for _ in range(80):
            page.keyboard.press("Tab")
            what = page.evaluate(
                """() => { const n = document.activeElement;
                const s = getComputedStyle(n.type === "checkbox" ? n.closest("label") : n);
                const label = n.labels?.[0]?.textContent;
                const said = n.getAttribute('aria-label') ?? (n.textContent.trim() || label || n.name);
                return [n.tagName, n.className.baseVal ?? n.className, said, s.outlineStyle,
                        n.closest('.points') !== null]; }"""
            )
            if what[0] == "BODY":
                break
            seen.append(what)
        tags = [what[0] for what in seen]
        assert seen[0][1] == "skip"
        assert {"A", "INPUT", "BUTTON", "SELECT", "a"} <= set(tags)
        assert len([what for what in seen if what[4]]) == 3  # every mark of the map
        for tag, css, name, outline, on_map in seen:
            assert name, (tag, css)
            assert on_map or outline != "none", (tag, css, name)


def test_every_field_has_a_label(browser: Any, address: str) -> None:
    with visit(browser, address) as page:
        page.wait_for_selector("main.live")
        nameless = page.evaluate(
            """() => [...document.querySelectorAll('input:not([type=hidden]), select, button, [role=application]')]
              .filter((n) => !(n.labels?.length || n.getAttribute('aria-label') || n.textContent.trim()))
              .map((n) => n.outerHTML)"""
        )
        assert nameless == []


def test_the_whole_way_by_keys_from_the_map_to_the_sentence(browser: Any, address: str) -> None:
    with visit(browser, address) as page:
        page.wait_for_selector("main.live")
        page.locator("tr[data-name=Hama] a").focus()
        page.keyboard.press("Enter")
        page.locator("#panel #dossier").wait_for()
        page.locator("#panel a", has_text="Read it in the report").first.focus()
        page.keyboard.press("Enter")
        page.wait_for_url("**/report/**")
        assert page.locator(".anchor:target").count() == 1
        page.locator(".crumbs a").focus()
        page.keyboard.press("Enter")
        page.wait_for_selector("main.live")


def test_closing_a_dossier_gives_the_keys_back_to_the_map(browser: Any, address: str) -> None:
    with visit(browser, address) as page:
        page.wait_for_selector("main.live")
        page.locator(".points a").first.focus()
        page.keyboard.press("Enter")
        page.locator("#panel #dossier").wait_for()
        page.keyboard.press("Escape")
        assert page.evaluate("document.activeElement.id") == "map"


def test_on_paper_there_are_no_controls_and_no_dark_ground(browser: Any, address: str) -> None:
    with visit(browser, address, color_scheme="dark") as page:
        page.wait_for_selector("main.live")
        page.emulate_media(media="print")
        for hidden in (".clock", ".zoom", ".filters", ".downloads", ".language"):
            assert page.locator(hidden).is_hidden(), hidden
        assert page.locator("#map svg").is_visible()
        assert page.locator("tbody tr").first.is_visible()
        assert page.locator(".foot").is_visible()
        ground = page.evaluate("getComputedStyle(document.querySelector('.wh-map .sea')).fill")
        red, green, blue = (int(n) for n in re.findall(r"\d+", ground)[:3])
        assert min(red, green, blue) > 180
        assert page.evaluate(PALE) == []


def test_in_the_dark_a_printed_page_is_dark_ink_on_white(browser: Any, address: str) -> None:
    for path in PAGES[1:6:2]:
        with visit(browser, address + path, color_scheme="dark") as page:
            page.emulate_media(media="print")
            ink = page.evaluate("getComputedStyle(document.body).color")
            paper = page.evaluate("getComputedStyle(document.body).backgroundColor")
            assert max(int(n) for n in re.findall(r"\d+", ink)[:3]) < 100, path
            assert paper in ("rgb(255, 255, 255)", "rgba(0, 0, 0, 0)"), path


def test_nothing_moves_by_itself(browser: Any, address: str) -> None:
    for path in PAGES[:3]:
        with visit(browser, address + path, reduced_motion="reduce") as page:
            moving = page.evaluate(
                """() => [...document.querySelectorAll('*')].filter((n) => { const s = getComputedStyle(n);
                  const moves = s.transitionDuration.split(',').some((t) => parseFloat(t) > 0);
                  return s.animationName !== 'none' || moves; })
                  .map((n) => n.outerHTML.slice(0, 80))"""
            )
            assert moving == []
            assert page.evaluate("document.getAnimations().length") == 0


def test_a_name_from_right_to_left_runs_that_way(browser: Any, address: str) -> None:
    with visit(browser, f"{address}report/{corpus()[2][0].id}") as page:
        ways = page.evaluate(
            "[...document.querySelectorAll('.text [dir=auto]')].map((n) => getComputedStyle(n).direction)"
        )
        assert ways[0] == "rtl"


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_page_says_its_language_and_has_one_heading_and_one_main_part(
    browser: Any, address: str, language: str
) -> None:
    for path in PAGES[::2]:
        with visit(browser, f"{address}{path}{'&' if '?' in path else '?'}lang={language}") as page:
            assert page.evaluate("document.documentElement.lang") == language
            assert page.locator("h1").count() == 1
            assert page.locator("main").count() == 1
            levels = page.evaluate("[...document.querySelectorAll('h1,h2,h3')].map((n) => Number(n.tagName[1]))")
            assert all(later - earlier <= 1 for earlier, later in pairwise(levels))
