"""The review desk in a real browser: by keys, with and without a script, wide and narrow, in both languages."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from tests.e2e.test_access import PALE
from tests.e2e.test_page import NARROW, WIDE, visit
from tests.serving import serving
from tests.web.review.desks import decisions, token
from tests.web.samples import corpus
from whoholds.ledger import Verb
from whoholds.settings import Settings

pytestmark = pytest.mark.e2e
SIZES = pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
LANGUAGES = pytest.mark.parametrize("language", ["en", "fr"])
SCRIPTED = ".keys-switch:not([hidden])"  # the script has started
HELD = corpus()[0][1][1].id


@pytest.fixture
def served(own: Settings) -> Iterator[str]:
    with serving(own.home) as found:
        yield found


@contextmanager
def at_desk(
    browser: Any, served: str, own: Settings, size: dict[str, int] = WIDE, language: str = "en", **context: Any
) -> Iterator[Any]:
    """A page at the desk, signed in with a token."""
    with visit(browser, f"{served}review/sign-in?lang={language}", size, **context) as page:
        page.fill("#token", token(own))
        page.keyboard.press("Enter")
        page.wait_for_selector("main.review #case-head")
        if context.get("java_script_enabled", True):
            page.locator(SCRIPTED).wait_for(state="attached")
        yield page


def head(page: Any) -> str:
    return str(page.locator("main").get_attribute("data-claim"))


def moved(page: Any, before: str) -> str:
    page.locator(f"main.review:not([data-claim='{before}'])").wait_for()
    return head(page)


@SIZES
@LANGUAGES
def test_by_keys_alone_from_the_queue_to_a_decision_and_back(
    browser: Any, served: str, own: Settings, size: dict[str, int], language: str
) -> None:
    with at_desk(browser, served, own, size, language) as page:
        first = head(page)
        page.keyboard.press("j")
        second = moved(page, first)
        page.keyboard.press("k")
        assert moved(page, second) == first
        assert page.evaluate("document.activeElement.id") == "case-head"
        page.keyboard.press("r")
        assert page.evaluate("document.activeElement.name") == "why"
        page.keyboard.type("a, r, c and j are letters here")
        assert head(page) == first
        page.keyboard.press("Enter")
        assert moved(page, first) == second
        (kept,) = decisions(own)
        assert (kept.decision.verb, kept.decision.why) == (Verb.REJECT, "a, r, c and j are letters here")
        said = page.locator("body > [role=status]").inner_text()
        assert ("Rejected" if language == "en" else "Rejetée") in said
        page.keyboard.press("u")
        assert page.evaluate("document.activeElement.id") == "undo-why"
        page.keyboard.press("Enter")
        assert moved(page, second) == first
        assert [one.holds for one in decisions(own)] == [False, True]
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
        page.go_back()
        moved(page, first)


@pytest.mark.parametrize("verb", ["accept", "reject", "correct", "merge", "split"])
def test_each_key_opens_its_form_and_closes_the_others(browser: Any, served: str, own: Settings, verb: str) -> None:
    with at_desk(browser, served, own) as page:
        page.keyboard.press(verb[0])
        assert page.evaluate("document.activeElement.closest('details').dataset.verb") == verb
        page.wait_for_timeout(50)
        assert page.locator("details.act[open]").count() == 1
        page.keyboard.press("Escape")
        page.keyboard.press("?")
        assert page.locator(".keys dl").is_visible()


def test_single_keys_can_be_turned_off_and_stay_off(browser: Any, served: str, own: Settings) -> None:
    with at_desk(browser, served, own) as page:
        page.keyboard.press("?")
        page.locator(".keys-switch input").uncheck()
        page.reload()
        page.locator(SCRIPTED).wait_for(state="attached")
        page.keyboard.press("r")
        assert page.locator("details[data-verb=reject][open]").count() == 0
        assert page.locator(".keys-switch input").is_checked() is False


def test_a_refused_form_keeps_the_reason_and_says_why(browser: Any, served: str, own: Settings) -> None:
    made = browser.new_context(viewport=WIDE)  # the browser notes the answer 400 in its console
    page = made.new_page()
    try:
        page.goto(f"{served}review/sign-in")
        page.fill("#token", token(own))
        page.keyboard.press("Enter")
        page.locator(SCRIPTED).wait_for(state="attached")
        page.keyboard.press("c")
        why = page.locator("details[data-verb=correct] input[name=why]")
        why.fill("it is another day")
        page.keyboard.press("Enter")
        page.locator(".review-problem").wait_for()
        assert why.input_value() == "it is another day"
        assert page.evaluate("document.activeElement.name") == "why"
        assert "A correction says" in page.locator("body > [role=status]").inner_text()
    finally:
        made.close()
    assert decisions(own) == []


@SIZES
@LANGUAGES
def test_without_a_script_links_and_forms_do_all_of_it(
    browser: Any, served: str, own: Settings, size: dict[str, int], language: str
) -> None:
    with at_desk(browser, served, own, size, language, java_script_enabled=False) as page:
        page.goto(f"{served}review?lang={language}&claim={HELD}")
        page.locator("details[data-verb=correct] summary").click()
        page.locator("details[data-verb=correct] select[name=factuality]").select_option("PR+")
        page.locator("details[data-verb=correct] input[name=why]").fill("only likely")
        page.locator("details[data-verb=correct] button").click()
        page.wait_for_url("**done=**")
        assert decisions(own)[0].decision.correction.fields == ("factuality",)
        page.locator("form.undo button").click()
        page.wait_for_selector(".review-done")
        page.goto(f"{served}review/log?lang={language}")
        assert page.locator(".entry").count() == 2 and page.locator(".entry.undone").count() == 1
        assert page.locator(".keys-switch").count() == 0


@SIZES
@LANGUAGES
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_text_can_be_read_and_nothing_is_wider_than_the_screen(
    browser: Any, served: str, own: Settings, size: dict[str, int], language: str, scheme: str
) -> None:
    with at_desk(browser, served, own, size, language, color_scheme=scheme) as page:
        for verb in ("accept", "correct", "merge"):
            page.locator(f"details[data-verb={verb}]").evaluate("(n) => { n.open = true; }")
            page.wait_for_timeout(30)
            assert page.evaluate(PALE) == [], verb
            assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
        page.goto(f"{served}review?claim={HELD}&lang={language}")
        page.locator("details[data-verb=reject]").evaluate("(n) => { n.open = true; }")
        page.fill("details[data-verb=reject] input[name=why]", "no" * 200)
        page.locator("details[data-verb=reject] button").click()
        page.wait_for_selector(".review-done")
        page.goto(f"{served}review/log?lang={language}")
        assert page.evaluate(PALE) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]


def test_no_page_of_the_desk_has_a_grave_fault(browser: Any, served: str, own: Settings) -> None:
    from tests.e2e.test_axe import faults

    made = browser.new_context(viewport=WIDE, bypass_csp=True)
    page = made.new_page()
    try:
        page.goto(f"{served}review/sign-in")
        assert faults(page) == []
        page.fill("#token", token(own))
        page.keyboard.press("Enter")
        page.wait_for_selector("#case-head")
        for verb in ("accept", "correct", "merge"):
            page.locator(f"details[data-verb={verb}]").evaluate("(n) => { n.open = true; }")
            assert faults(page) == [], verb
        page.locator("details[data-verb=accept]").evaluate("(n) => { n.open = true; }")
        page.locator("details[data-verb=accept] button").click()
        page.wait_for_selector(".review-done")
        page.set_viewport_size(NARROW)
        assert faults(page) == []
        page.goto(f"{served}review/log")
        assert faults(page) == []
    finally:
        made.close()


@contextmanager
def elsewhere(html: str) -> Iterator[str]:
    """Another site's page, on another port of the same host: so near that the browser sends it the cookies."""

    class Page(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("content-type", "text/html")
            self.end_headers()
            self.wfile.write(html.encode())

        def log_message(self, *_: Any) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Page)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()


def test_a_page_of_another_origin_writes_nothing(browser: Any, served: str, own: Settings) -> None:
    with at_desk(browser, served, own) as page:
        fields = page.evaluate("Object.fromEntries(new FormData(document.querySelector('.act form')))")
        assert page.evaluate("document.cookie") == "", "no script reads the cookie"
        inputs = "".join(f"<input name='{k}' value='{v}'>" for k, v in {**fields, "why": "x"}.items())
        with elsewhere(f"<form method=post action='{served}review/decide'>{inputs}<button>go</button></form>") as evil:
            other = page.context.new_page()
            other.goto(evil)
            other.locator("button").click()
            other.wait_for_url("**/review/decide")
            assert "was not sent from a page of this server" in other.inner_text("body")
            other.close()
    assert decisions(own) == []


def test_the_link_that_is_printed_signs_in_and_asks_for_a_name(browser: Any, own: Settings) -> None:
    import json
    import os
    import signal
    import subprocess
    import sys

    server = subprocess.Popen(
        [sys.executable, "-m", "whoholds", "serve", "--no-browser", "--port", "0", "--json"],
        env={**os.environ, "WHOHOLDS_HOME": str(own.home)},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert server.stdout
    try:
        link = json.loads(server.stdout.readline())["review"]
        with visit(browser, link) as page:
            page.fill("#name", "Zoé")
            page.keyboard.press("Enter")
            page.wait_for_selector("#case-head")
            page.locator("details[data-verb=accept] button").click()
            page.wait_for_selector(".review-done")
    finally:
        server.send_signal(signal.SIGINT)
        server.wait(20)
        server.stdout.close()
    assert decisions(own)[0].decision.by == "Zoé"
