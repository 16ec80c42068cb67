"""The layers on the moving map and on the drawn one: switched, remembered, in the address, told in words."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.e2e.test_moving_map import PATIENCE, colours, drawn
from tests.e2e.test_page import NARROW, visit

pytestmark = pytest.mark.e2e
DAY = "lang=en&on=2024-12-05"


def switch(page: Any, name: str) -> Any:
    return page.locator(f"form.layers input[value={name}]")


def legend(page: Any) -> str:
    return str(page.locator(".layers-legend").inner_text())


def settled(page: Any, text: str) -> None:
    page.wait_for_function("(text) => document.querySelector('.layers-legend').innerText.includes(text)", arg=text)


def test_a_switch_changes_map_legend_list_and_address(painter: Any, address: str) -> None:
    with visit(painter, f"{address}?{DAY}&layers=none") as page:
        drawn(page)
        assert page.locator(".layer-lists").is_hidden()
        bare = colours(page)
        switch(page, "disputes").check()
        settled(page, "CONTRADICTIONS")
        assert "layers=disputes" in page.url and "days=3" in page.url
        item = page.locator("#list-disputes")
        assert "denied by" in item.inner_text()
        page.wait_for_timeout(1500)
        switch(page, "heat").check()
        settled(page, "HEAT")
        page.wait_for_timeout(1500)
        assert colours(page) > bare
        switch(page, "disputes").uncheck()
        switch(page, "heat").uncheck()
        page.wait_for_function("() => location.search.includes('layers=none')")


def test_switches_work_by_keyboard_and_keep_the_focus(painter: Any, address: str) -> None:
    with visit(painter, f"{address}?{DAY}&layers=none") as page:
        drawn(page)
        switch(page, "moves").focus()
        page.keyboard.press("Space")
        settled(page, "ADVANCES")
        assert page.evaluate("document.activeElement.value") == "moves"
        page.keyboard.press("Tab")
        page.keyboard.press("Space")
        settled(page, "EVENTS")
        assert "layers=moves%2Cevents" in page.url


def test_days_are_chosen(painter: Any, address: str) -> None:
    with visit(painter, f"{address}?{DAY}&layers=events") as page:
        drawn(page)
        page.locator("form.layers select").select_option("1")
        settled(page, "ON THE DAY SHOWN")
        assert "days=1" in page.url


def test_a_choice_is_remembered_and_an_address_counts_more(painter: Any, address: str) -> None:
    context = painter.new_context()
    page = context.new_page()
    page.goto(f"{address}?{DAY}&layers=none")
    drawn(page)
    switch(page, "heat").check()
    settled(page, "HEAT")
    page.goto(f"{address}?{DAY}")
    drawn(page)
    settled(page, "HEAT")
    assert switch(page, "heat").is_checked() and not switch(page, "disputes").is_checked()
    page.goto(f"{address}?{DAY}&layers=events")
    drawn(page)
    assert switch(page, "events").is_checked() and not switch(page, "heat").is_checked()
    context.close()


def test_layers_follow_the_day(painter: Any, address: str) -> None:
    with visit(painter, f"{address}?{DAY}&layers=disputes&days=1") as page:
        drawn(page)
        assert page.locator("#list-disputes li").count() == 1
        with page.expect_response(lambda answer: "/layers.json" in answer.url and "on=2024-12-04" in answer.url):
            page.locator("a.step[rel=prev]").click()
        page.wait_for_function("() => document.querySelectorAll('#list-disputes li').length === 0")


def test_a_sign_says_what_it_means_and_opens_its_place(painter: Any, address: str) -> None:
    with visit(painter, f"{address}?{DAY}&layers=heat#9/34.7268/36.7234") as page:
        drawn(page)
        page.wait_for_timeout(1000)
        box = page.locator("#map").bounding_box()
        x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
        page.mouse.move(x + 11, y + 4)
        page.wait_for_selector(".map-tip:not([hidden])", timeout=PATIENCE)
        assert "Homs" in page.locator(".map-tip").inner_text()
        page.mouse.click(x + 11, y + 4)
        page.wait_for_selector("#panel #dossier")
        assert "Homs" in page.locator("#panel h1").inner_text()


def test_every_layer_is_drawn_in_the_dark_on_a_telephone(painter: Any, address: str) -> None:
    every = "disputes,moves,events,heat,areas"
    with visit(painter, f"{address}?lang=fr&layers={every}&days=7", NARROW, color_scheme="dark") as page:
        drawn(page)
        page.wait_for_timeout(1500)
        assert colours(page) > 50
        assert page.evaluate("document.documentElement.scrollWidth") <= NARROW["width"]
        for box in page.locator("form.layers .switch").all():
            assert box.bounding_box()["height"] >= 24


def test_colours_change_with_the_readers_scheme_and_the_layers_stay(painter: Any, address: str) -> None:
    with visit(painter, f"{address}?{DAY}&layers=heat,events") as page:
        drawn(page)
        page.emulate_media(color_scheme="dark")
        page.wait_for_timeout(2500)
        assert colours(page) > 50


def test_without_webgl_the_drawn_map_has_the_layers(browser: Any, address: str) -> None:
    with visit(browser, f"{address}?{DAY}&layers=none") as page:
        page.wait_for_selector("main.live")
        if page.evaluate("document.createElement('canvas').getContext('webgl2') !== null"):
            pytest.skip("this browser draws WebGL even when asked not to")
        switch(page, "events").check()
        page.wait_for_selector("#map svg .sign")
        assert switch(page, "events").is_checked()


def test_without_a_script_a_form_switches_layers(browser: Any, address: str) -> None:
    with visit(browser, f"{address}?{DAY}", java_script_enabled=False) as page:
        switch(page, "heat").check()
        page.locator("form.layers button").click()
        assert page.locator("#map svg .layer-heat").count() > 0
        assert switch(page, "heat").is_checked()


def test_names_of_places_are_drawn_beside_their_marks(painter: Any, address: str) -> None:
    with visit(painter, f"{address}?{DAY}&layers=none#8/35.1318/36.7578") as page:
        drawn(page)
        page.wait_for_timeout(1000)
        box = page.locator("#map").bounding_box()
        around = {"width": 110.0, "height": 60.0}
        clip = {"x": box["x"] + box["width"] / 2 - 55, "y": box["y"] + box["height"] / 2 - 30, **around}
        named = page.screenshot(clip=clip)
        page.route("**/slider.json*", lambda route: route.fulfill(response=route.fetch(), body=unnamed(route)))
        page.reload()
        drawn(page)
        page.wait_for_timeout(1000)
        assert page.screenshot(clip=clip) != named


def unnamed(route: Any) -> str:
    body = route.fetch().json()
    for place in body["places"]:
        place["name"] = ""
    return json.dumps(body)
