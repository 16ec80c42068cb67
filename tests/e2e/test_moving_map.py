"""The moving map in a browser that has WebGL 2 (drawn in software): tiles, marks, the day, the dossier, the address."""

from __future__ import annotations

from typing import Any

import pytest

from tests.e2e.test_page import NARROW, WIDE, visit

pytestmark = pytest.mark.e2e
PATIENCE = 90_000  # milliseconds; software rendering on a busy machine is slow, and how slow says nothing here


def drawn(page: Any) -> Any:
    page.wait_for_selector("#map[data-ready=yes]", timeout=PATIENCE)
    return page


def situation(page: Any) -> str:
    return str(page.locator(".situation").first.inner_text())


def colours(page: Any) -> int:
    """How many colours a picture of the map has: an empty canvas has one or two."""
    shot = page.locator("#map").screenshot()
    return int(
        page.evaluate(
            """async (bytes) => {
              const picture = await createImageBitmap(new Blob([new Uint8Array(bytes)]));
              const canvas = new OffscreenCanvas(picture.width, picture.height);
              const pen = canvas.getContext("2d");
              pen.drawImage(picture, 0, 0);
              const data = pen.getImageData(0, 0, picture.width, picture.height).data;
              const seen = new Set();
              for (let i = 0; i < data.length; i += 4) seen.add((data[i] << 16) | (data[i + 1] << 8) | data[i + 2]);
              return seen.size;
            }""",
            list(shot),
        )
    )


@pytest.mark.parametrize(("size", "scheme", "language"), [(WIDE, "light", "en"), (NARROW, "dark", "fr")])
def test_the_map_is_drawn_from_its_own_tiles(
    painter: Any, address: str, size: dict[str, int], scheme: str, language: str
) -> None:
    with visit(painter, f"{address}?lang={language}", size, color_scheme=scheme) as page:
        drawn(page)
        assert colours(page) > 50
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
        assert page.locator("#map svg").count() == 0
        hatched = page.locator(".swatch [fill^='url(#wh-']").count()
        assert hatched == 0 or page.locator("svg.defs pattern").count() > 0


def test_the_printed_map_goes_as_soon_as_it_would_say_something_else(painter: Any, address: str) -> None:
    """It stands for the moving map while that is drawn: over another day or part of the world it would lie."""
    steps = {
        "another day": lambda page: page.locator(".slider input").press("ArrowLeft"),
        "nearer": lambda page: page.locator("[data-zoom=in]").click(),
    }
    for name, step in steps.items():
        with visit(painter, f"{address}?lang=en", held="**/*.pmtiles") as page:
            page.wait_for_selector("#map > .printed svg", timeout=PATIENCE)
            page.wait_for_selector(".slider input:enabled", timeout=PATIENCE)
            assert page.locator("#map[data-ready=yes]").count() == 0
            step(page)
            page.wait_for_selector("#map > .printed", state="detached", timeout=PATIENCE)
            assert page.locator("#map canvas").first.is_visible(), name


def test_the_day_moves_by_keys_buttons_and_the_slider(painter: Any, address: str) -> None:
    with visit(painter, f"{address}?lang=en") as page:
        drawn(page)
        before = situation(page)
        page.locator("a.step[rel=prev]").click()
        page.wait_for_function("(was) => document.querySelector('.situation').textContent !== was", arg=before)
        one_less = situation(page)
        assert "on=" in page.url
        page.locator("h1").click()  # the focus rests on no field
        page.keyboard.press("ArrowRight")
        page.wait_for_function("(was) => document.querySelector('.situation').textContent !== was", arg=one_less)
        assert situation(page) == before
        page.keyboard.press("Home")
        page.wait_for_function("() => document.querySelector('.slider input').value === '0'")
        spoken = page.locator(".slider input").get_attribute("aria-valuetext")
        assert spoken and "2024" in spoken


def test_a_step_draws_marks_at_once_and_asks_for_no_second_map(painter: Any, address: str) -> None:
    with visit(painter, f"{address}?lang=en") as page:
        drawn(page)
        before = situation(page)
        asked: list[str] = []
        page.on("response", lambda answer: asked.append(answer.text()) if "on=" in answer.url else None)
        page.locator(".slider input").press("Home")
        page.wait_for_selector("#map[data-day='0']", timeout=PATIENCE)
        page.wait_for_function("(was) => document.querySelector('.situation').textContent !== was", arg=before)
        for _ in range(PATIENCE // 100):  # the page around the map may follow its words
            pages = [text for text in asked if "<!doctype html>" in text]
            if pages:
                break
            page.wait_for_timeout(100)
        assert pages and all('id="map"' in text and '<g class="points"' not in text for text in pages)


def test_playing_stops_at_the_last_day(painter: Any, address: str) -> None:
    with visit(painter, f"{address}?lang=en") as page:
        drawn(page)
        last = page.locator(".slider input").get_attribute("max")
        page.locator("h1").click()
        page.keyboard.press("End")
        page.keyboard.press("ArrowLeft")
        page.locator("button.play").click()
        assert page.locator("button.play").get_attribute("aria-pressed") == "true"
        page.wait_for_selector("button.play[aria-pressed=false]", timeout=PATIENCE)
        assert page.locator(".slider input").input_value() == last


def test_a_part_of_the_days_can_be_picked_and_given_up(painter: Any, address: str) -> None:
    with visit(painter, f"{address}?lang=en") as page:
        drawn(page)
        box = page.locator(".histogram").bounding_box()
        y = box["y"] + box["height"] / 2
        page.mouse.move(box["x"] + box["width"] * 0.2, y)
        page.mouse.down()
        page.mouse.move(box["x"] + box["width"] * 0.6, y, steps=5)
        page.mouse.up()
        note = page.locator(".brush-note")
        assert "changes of answer" in note.inner_text()
        note.locator("button").click()
        assert note.is_hidden()


def test_a_row_opens_its_dossier_and_the_map_points_at_it(painter: Any, address: str) -> None:
    with visit(painter, f"{address}?lang=en") as page:
        drawn(page)
        page.locator("a.to-place", has_text="Hama").first.click()
        page.wait_for_selector("#panel #dossier")
        assert "Hama" in page.locator("#panel h1").inner_text()
        assert page.evaluate("document.activeElement.tagName") == "H1"
        page.keyboard.press("Escape")
        assert page.locator("#panel").is_hidden()


def test_a_click_on_a_mark_opens_its_dossier(painter: Any, address: str) -> None:
    with visit(painter, f"{address}?lang=en#8/35.1318/36.7578") as page:
        drawn(page)
        box = page.locator("#map").bounding_box()
        page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        page.wait_for_selector("#panel #dossier")
        assert "Hama" in page.locator("#panel h1").inner_text()


def test_of_places_under_one_finger_the_reader_chooses(painter: Any, address: str) -> None:
    with visit(painter, f"{address}?lang=en#2.5/35.1318/36.7578", NARROW) as page:
        drawn(page)
        box = page.locator("#map").bounding_box()
        page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        chooser = page.locator(".chooser")
        chooser.wait_for()
        names = chooser.locator("bdi").all_inner_texts()
        assert "Hama" in names and len(names) > 1
        assert page.locator("#panel").is_hidden()
        chooser.get_by_role("button", name="Hama").first.click()
        page.wait_for_selector("#panel #dossier")
        assert "Hama" in page.locator("#panel h1").inner_text()
        assert chooser.is_hidden()


def test_by_keys_the_map_lists_the_places_in_sight(painter: Any, address: str) -> None:
    with visit(painter, f"{address}?lang=en#7/35.1318/36.7578") as page:
        drawn(page)
        page.locator("#map canvas").first.focus()
        page.keyboard.press("Enter")
        chooser = page.locator(".chooser")
        chooser.wait_for()
        assert "Hama" in page.evaluate("document.activeElement.textContent")
        page.keyboard.press("ArrowDown")
        assert "Hama" not in page.evaluate("document.activeElement.textContent")
        page.keyboard.press("Escape")
        assert chooser.is_hidden()
        assert page.evaluate("document.activeElement.tagName") == "CANVAS"


def test_on_a_phone_the_map_is_in_sight_and_closing_a_dossier_leads_back_to_it(painter: Any, address: str) -> None:
    for language in ("en", "fr"):
        with visit(painter, f"{address}?lang={language}", NARROW) as page:
            drawn(page)
            assert page.locator("#map").bounding_box()["y"] <= 350
            page.locator("a.to-place", has_text="Hama").first.click()
            page.wait_for_selector("#panel #dossier")
            page.evaluate("scrollTo(0, document.body.scrollHeight)")
            page.evaluate("document.querySelector('.panel-tools button').click()")
            top = page.locator("#map").bounding_box()["y"]
            assert -1 < top < NARROW["height"] / 2


def test_the_address_keeps_the_view(painter: Any, address: str) -> None:
    with visit(painter, f"{address}?lang=en#9.00/34.7268/36.7234") as page:
        drawn(page)
        page.locator("[data-zoom=out]").click()
        page.wait_for_function("() => location.hash.startsWith('#8')", timeout=PATIENCE)
        assert "34.7" in page.url


def test_an_address_that_makes_no_sense_shows_the_whole_map(painter: Any, address: str) -> None:
    with visit(painter, f"{address}?lang=en#</script>/1/2") as page:
        drawn(page)
        assert colours(page) > 50


def test_a_filter_holds_on_the_map_too(painter: Any, address: str) -> None:
    with visit(painter, f"{address}?lang=en") as page:
        drawn(page)
        whole = colours(page)
        page.locator(".filters [name=q]").fill("no place is called so")
        page.wait_for_function("() => !document.querySelector('.nothing').hidden")
        page.wait_for_timeout(1500)
        assert colours(page) < whole


def test_without_webgl_the_printed_map_is_moved_about(browser: Any, address: str) -> None:
    with visit(browser, f"{address}?lang=en") as page:
        page.wait_for_selector("main.live")
        if page.evaluate("document.createElement('canvas').getContext('webgl2') !== null"):
            pytest.skip("this browser draws WebGL even when asked not to")
        assert page.locator("#map svg .mark").count() == 3
