"""The layers on the page and as data: switches, days, viewpoints, clocks, lists and the drawn map."""

from __future__ import annotations

import pytest
from fastapi.testclient import TestClient

from tests.web.samples import HAMA, HOMS
from whoholds.errors import UsageError
from whoholds.settings import Settings
from whoholds.views.overlay import LAYERS
from whoholds.web.app import create_app
from whoholds.web.asked import Asked, chosen_layers, span_of_days
from whoholds.web.desk import Desk
from whoholds.web.layer_data import FIRST, days_of, shown_by, shown_layers

DAY = "on=2024-12-05"


def told(data: TestClient, query: str) -> dict[str, object]:
    answer = data.get(f"/layers.json?{query}")
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


# -- what an address says ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        ([], None),
        (["none"], "none"),
        ([""], "none"),
        (["none", "heat", "disputes"], "disputes,heat"),
        (["events,moves"], "moves,events"),
        (["moves", "moves"], "moves"),
    ],
)
def test_layers_of_an_address(given: list[str], wanted: str | None) -> None:
    assert chosen_layers(given) == wanted


@pytest.mark.parametrize("text", ["heat,front", "UNITS", "<script>"])
def test_a_layer_that_there_is_not_is_refused(text: str, data: TestClient) -> None:
    with pytest.raises(UsageError):
        chosen_layers([text])
    assert data.get("/layers.json", params={"layers": text}).status_code == 400


@pytest.mark.parametrize(("text", "days"), [(None, None), ("", None), ("1", 1), ("366", 366)])
def test_days_of_an_address(text: str | None, days: int | None) -> None:
    assert span_of_days(text) == days


@pytest.mark.parametrize("text", ["0", "367", "-3", "x", "1.5", "٣", "9" * 5000])
def test_days_that_are_none_are_refused(text: str, data: TestClient) -> None:
    with pytest.raises(UsageError):
        span_of_days(text)
    assert data.get("/layers.json", params={"days": text}).status_code == 400


def test_links_keep_the_layers() -> None:
    view = Asked(None, None, "en", layers="moves,heat", days=7)
    assert view.link("/place/x") == "/place/x?layers=moves%2Cheat&days=7"
    assert shown_layers(view) == ("moves", "heat")
    assert shown_layers(Asked(None, None, "en")) == FIRST
    assert shown_layers(Asked(None, None, "en", layers="none")) == ()


# -- as data ----------------------------------------------------------------------------------------------------------


def test_contradictions_of_the_day(data: TestClient) -> None:
    body = told(data, f"{DAY}&layers=disputes&days=1")
    assert [sign["id"] for sign in body["disputes"]] == [HOMS.id]
    assert body["events"] == body["arrows"] == body["discs"] == body["dots"] == []
    assert told(data, "on=2024-12-03&layers=disputes&days=1")["disputes"] == []


def test_events_have_icons_that_are_sent_with_them(data: TestClient) -> None:
    body = told(data, f"{DAY}&layers=events&days=3")
    icons = {sign["id"]: sign["icons"] for sign in body["events"]}
    assert icons == {HAMA.id: ["withdraw", "advance"], HOMS.id: ["capture"]}
    assert {i for some in icons.values() for i in some} <= set(body["glyphs"])


def test_a_shorter_stretch_shows_less(data: TestClient) -> None:
    day, days = (told(data, f"{DAY}&layers=heat&days={n}") for n in (1, 3))
    assert (day["first"], days["first"]) == ("2024-12-05", "2024-12-03")
    at = {disc["id"] for disc in day["discs"]}
    assert at <= {disc["id"] for disc in days["discs"]}
    larger = {d["id"]: d["radius"] for d in days["discs"]}
    assert all(d["radius"] <= larger[d["id"]] for d in day["discs"])


def test_what_was_not_known_yet_is_on_no_layer(data: TestClient) -> None:
    assert told(data, f"{DAY}&layers=disputes&days=3&as_known=2024-12-04")["disputes"] == []
    assert told(data, f"{DAY}&layers=disputes&days=3")["disputes"] != []


def test_a_viewpoint_has_layers_of_its_own(data: TestClient) -> None:
    every = told(data, f"{DAY}&layers=events,disputes&days=1")
    neutral = told(data, f"{DAY}&layers=events,disputes&days=1&viewpoint=neutral")
    assert HOMS.id in {sign["id"] for sign in every["events"]}
    assert HOMS.id not in {sign["id"] for sign in neutral["events"]}
    assert neutral["disputes"] == []
    assert data.get("/layers.json?viewpoint=nobody").status_code == 404


def test_words_are_the_readers(data: TestClient) -> None:
    english, french = (told(data, f"{DAY}&layers=events&days=1&lang={lang}")["events"] for lang in ("en", "fr"))
    assert english != french
    assert "prise" in str(french)


def test_nothing_finer_than_a_settlement_leaves_the_server(data: TestClient, desk: Desk) -> None:
    body = told(data, f"{DAY}&layers={','.join(LAYERS)}&days=30")
    with desk.ledger() as ledger:
        known = {(p.lon, p.lat) for p in ledger.places(None)}
    for kind in ("disputes", "arrows", "rings", "events", "discs"):
        for item in body[kind]:
            assert tuple(item["at"]) in known
            assert "from" not in item or tuple(item["from"]) in known


def test_the_same_question_is_worked_out_once(desk: Desk) -> None:
    board, view = desk.board(None, None), Asked(None, None, "en", layers="heat")
    assert shown_by(desk, board, view) is shown_by(desk, board, view)
    assert days_of(desk, view) == desk.settings.web.layer_days
    assert shown_by(desk, board, Asked(None, None, "en", layers="none")).overlay.layers == ()


# -- on the page ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["en", "fr"])
def test_switches_legend_and_list_need_no_script(page: TestClient, language: str) -> None:
    text = page.get(f"/?{DAY}&lang={language}&layers=disputes,heat&days=1").text
    assert text.count('type="checkbox" name="layers" value="') == len(LAYERS)
    assert [part.split(chr(34))[-2] for part in text.split(" checked>")[:-1]] == ["disputes", "heat"]
    assert 'id="list-disputes" open' in text and 'id="list-heat"' in text
    assert 'id="list-events"' not in text
    assert '<option value="1" selected>' in text
    assert "badge-dispute" in text


def test_a_contradiction_is_told_with_both_voices_and_the_rule(page: TestClient) -> None:
    text = page.get(f"/?{DAY}&lang=en&layers=disputes&days=1").text
    part = text[text.index('id="list-disputes"') : text.index("</details>", text.index('id="list-disputes"'))]
    assert "avoir pris Homs" in part and "dément toute avancée à Homs" in part
    assert "denied by" in part
    assert "What decided" in part


def test_no_layer_no_list_and_an_empty_one_says_so(page: TestClient) -> None:
    none = page.get(f"/?{DAY}&lang=en&layers=none").text
    assert 'layer-list"' not in none
    empty = page.get("/?on=2024-12-03&lang=en&layers=disputes&days=1").text
    assert "Nothing of this kind was reported on the day shown." in empty


def test_links_of_the_page_keep_the_layers(page: TestClient) -> None:
    text = page.get(f"/?{DAY}&lang=en&layers=heat&days=7").text
    assert "/map.svg?on=2024-12-05&amp;lang=en&amp;layers=heat&amp;days=7" in text


def test_the_drawn_file_has_the_layers_only_where_the_address_says_so(page: TestClient) -> None:
    plain = page.get(f"/map.svg?{DAY}&lang=en").text
    layered = page.get(f"/map.svg?{DAY}&lang=en&layers=events,heat").text
    assert 'class="layers"' not in plain
    assert "HEAT OF REPORTING" in layered and 'class="heat"' in layered
    assert "HEAT OF REPORTING" in page.get(f"/map.svg?{DAY}&lang=en&layers=heat").text


def test_limits_are_settings(filled: Settings) -> None:
    web = filled.web.model_copy(update={"layer_days": 9, "area_km": 40.0})
    desk = Desk.open(filled.model_copy(update={"web": web}))
    with TestClient(create_app(desk, ("testserver",)), headers={"accept": "text/html"}) as client:
        text = client.get(f"/?{DAY}&lang=en&layers=areas,heat").text
    assert "none left at 40 km" in text
    assert '<option value="9" selected>' in text
