"""How the page of the map is laid out: what is folded, what its forms carry along, what stands under what."""

from __future__ import annotations

import re
from html import unescape

import pytest
from fastapi.testclient import TestClient

from whoholds.views.words import LANGUAGES
from whoholds.web.language import words


def form(text: str, css: str) -> str:
    found = re.search(rf'<form class="{css}".*?</form>', text, re.S)
    assert found, css
    return found.group()


def hidden(part: str) -> dict[str, str]:
    return dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', unescape(part)))


@pytest.mark.parametrize("known", ["then", "2024-12-05T18:00Z"])
def test_the_form_of_the_day_keeps_what_was_known_and_all_else(page: TestClient, known: str) -> None:
    query = f"lang=fr&viewpoint=neutral&as_known={known}&layers=heat&days=3&on=2024-12-05&event=capture"
    carried = hidden(form(page.get(f"/?{query}").text, "clock"))
    assert carried == {
        "lang": "fr",
        "viewpoint": "neutral",
        "as_known": known,
        "layers": "heat",
        "days": "3",
        "event": "capture",
    }


def test_the_form_of_what_was_known_keeps_the_day(page: TestClient) -> None:
    text = page.get("/?lang=en&on=2024-12-05&as_known=2024-12-05T18:00Z").text
    asked = form(text, "known-form")
    assert hidden(asked) == {"lang": "en", "on": "2024-12-05"}
    assert 'name="as_known" value="2024-12-05T18:00"' in asked


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("query", "mode"), [("", "now"), ("&as_known=then", "then"), ("&as_known=2024-12-05T18:00Z", "")]
)
def test_folds_say_what_is_in_them(page: TestClient, language: str, query: str, mode: str) -> None:
    told = words(language)
    text = page.get(f"/?lang={language}&on=2024-12-05&viewpoint=neutral{query}").text
    folds = dict(re.findall(r'<details class="chip (\w+)"><summary>(.*?)</summary>', text, re.S))
    assert set(folds) == {"whose", "known"}, "both are closed, so that the map begins high on a phone"
    assert (told(f"known.{mode}") if mode else "18:00") in unescape(folds["known"])
    assert "parti" in unescape(folds["whose"]) or "party" in folds["whose"]


def test_layers_have_their_legend_under_their_switches(page: TestClient) -> None:
    text = page.get("/?lang=en&on=2024-12-05&layers=heat,moves&days=3").text
    order = [
        text.index(part) for part in ('class="legend sides"', '<form class="layers"', 'class="legend layers-legend"')
    ]
    assert order == sorted(order)
    legend = text[order[2] : text.index('class="layer-lists"')]
    assert words("en")("layer.heat_legend") in legend
    assert 'class="heat"' in legend and "stroke" not in re.findall(r'<circle class="heat"[^>]*>', legend)[0]


def test_heat_has_no_edge(page: TestClient) -> None:
    rules = re.findall(r"\.heat\{[^}]*\}", page.get("/map.css").text)
    assert rules and not any("stroke" in rule for rule in rules)


@pytest.mark.parametrize("language", LANGUAGES)
def test_two_maps_are_captioned_by_what_differs(page: TestClient, language: str) -> None:
    text = unescape(page.get(f"/compare?lang={language}&on=2024-12-05&other_known=2024-12-05T19:30Z").text)
    captions = re.findall(r"<figcaption><a [^>]*><bdi>(.*?)</bdi>", text)
    assert len(captions) == 2 and captions[0] != captions[1]
    assert not any("2024-12-05" in one or words(language)("situation", day="") in one for one in captions)
    assert "19:30" in captions[1] and "19:30" not in captions[0]
    legends = [words(language)(key) for key in ("compare_left", "compare_right")]
    assert re.findall(r"<legend>(.*?)</legend>", text) == legends


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_feed_s_address_can_be_copied_and_the_foot_is_in_one_language(page: TestClient, language: str) -> None:
    text = unescape(page.get(f"/changes?lang={language}&since=2024-12-05&on=2024-12-05").text)
    button = re.search(r'<button type="button" class="small copy" data-copy="([^"]+)" [^>]*hidden>(.*?)</button>', text)
    assert button and button[1] == f"/changes.atom?lang={language}"
    assert button[2] == words(language)("changes_feed_copy")
    assert ("public domain" in text) is (language == "en")
    assert text.count("5 décembre 2024" if language == "fr" else "5 December 2024") >= 1
    assert "du 5 au 5" not in text.lower()
