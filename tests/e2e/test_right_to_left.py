"""Names that are written from right to left: letters joined, in the order that one sees, by a script of our own."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.e2e.test_moving_map import PATIENCE, drawn
from tests.e2e.test_page import visit

pytestmark = pytest.mark.e2e

LOAD = """async () => {
  globalThis.registerRTLTextPlugin = (methods) => { globalThis.rtl = methods; };
  await import("/static/app/rtl.mjs");
}"""


@pytest.fixture(scope="module")
def methods(browser: Any, address: str) -> Any:
    """A page in which the script's methods can be called."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{address}?lang=en")
    page.evaluate(LOAD)
    yield page
    context.close()


def shaped(page: Any, text: str) -> str:
    codes: list[int] = page.evaluate("(text) => [...rtl.applyArabicShaping(text)].map((c) => c.codePointAt(0))", text)
    return " ".join(f"{code:X}" for code in codes)


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("حماة", "FEA3 FEE4 FE8E FE93"),  # initial, medial, final; the last stands alone behind an alef
        ("حمص", "FEA3 FEE4 FEBA"),
        ("الرقة", "FE8D FEDF FEAE FED7 FE94"),
        ("لا", "FEFB"),  # lam and alef are one sign
        ("بلا", "FE91 FEFC"),
        ("محمّد", "FEE3 FEA4 FEE4 651 FEAA"),  # joined across a mark
        ("گچپ", "FB94 FB7D FB57"),  # Persian letters
        ("دير الزور", "FEA9 FEF3 FEAE 20 FE8D FEDF FEB0 FEED FEAD"),
        ("Hama", "48 61 6D 61"),
        ("", ""),
    ],
)
def test_letters_take_the_form_that_their_neighbours_ask_for(methods: Any, text: str, codes: str) -> None:
    assert shaped(methods, text) == codes


@pytest.mark.parametrize(
    ("text", "breaks", "lines"),
    [
        ("אבג", [], ["גבא"]),
        ("אב 12", [], ["12 בא"]),  # numbers keep their order
        ("Tel אבג", [], ["Tel גבא"]),
        ("(אב)", [], ["(בא)"]),  # brackets are mirrored
        ("אב גד", [3], [" בא", "דג"]),  # each line by itself
        ("Homs", [], ["Homs"]),
    ],
)
def test_lines_are_in_the_order_that_one_sees(methods: Any, text: str, breaks: list[int], lines: list[str]) -> None:
    call = "([text, breaks]) => rtl.processBidirectionalText(text, breaks)"
    assert methods.evaluate(call, [text, breaks]) == lines
    call = "([text, breaks]) => rtl.processStyledBidirectionalText(text, [...text].map((_, i) => i), breaks)"
    for (line, styles), wanted in zip(methods.evaluate(call, [text, breaks]), lines, strict=True):
        assert line == wanted
        assert len(styles) == len(line)


def test_a_name_from_right_to_left_is_drawn_by_the_script_of_ours(painter: Any, address: str) -> None:
    def renamed(route: Any) -> None:
        answer = route.fetch()
        body = json.loads(answer.text())
        for place in body["places"]:
            place["name"] = "محافظة حماة"
        route.fulfill(response=answer, body=json.dumps(body))

    with visit(painter, f"{address}?lang=en&layers=none") as page:  # no error, and nothing from elsewhere
        page.route("**/slider.json*", renamed)
        with page.expect_response(lambda answer: answer.url.endswith("/static/app/rtl.mjs"), timeout=PATIENCE) as found:
            page.reload()
            drawn(page)
        assert found.value.ok
        page.wait_for_timeout(1500)


def test_the_script_is_left_where_no_name_needs_it(painter: Any, address: str) -> None:
    with visit(painter, f"{address}?lang=en&layers=none") as page:
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.reload()
        drawn(page)
        assert not [url for url in asked if url.endswith("rtl.mjs")]
