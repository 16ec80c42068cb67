from __future__ import annotations

import json
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from whoholds.errors import DataError
from whoholds.settings import Settings, WebSettings
from whoholds.web.app import create_app
from whoholds.web.borders import PATH, borders_of, for_script
from whoholds.web.desk import Desk

SOURCE = "Gazette <b>& Cie</b>"
LINE = {"type": "LineString", "coordinates": [[36.0, 33.0], [37.0, 34.0]]}


@pytest.fixture
def own(tmp_path: Path) -> Path:
    path = tmp_path / "own.json"
    features = [{"type": "Feature", "properties": {"kind": "disputed"}, "geometry": LINE}]
    path.write_text(json.dumps({"type": "FeatureCollection", "source": SOURCE, "features": features}))
    return path


def client(filled: Settings, **web: object) -> TestClient:
    settings = filled.model_copy(update={"web": filled.web.model_copy(update=web)})
    return TestClient(create_app(Desk.open(settings), ("testserver",)), headers={"accept": "text/html"})


def test_by_default_the_shipped_borders_are_drawn(filled: Settings) -> None:
    assert borders_of(WebSettings()) is None and for_script(None) is None
    with client(filled) as page:
        assert page.get("/slider.json").json()["borders"] is None
        assert page.get(PATH, headers={"accept": "application/json"}).status_code == 404
        assert SOURCE[:7] not in page.get("/map.svg").text


@pytest.mark.parametrize(("language", "said"), [("en", "as Gazette"), ("fr", "selon Gazette")])
def test_a_view_of_borders_is_drawn_and_named_everywhere(filled: Settings, own: Path, language: str, said: str) -> None:
    with client(filled, borders=own, borders_whole=True) as page:
        told = page.get(f"/slider.json?lang={language}").json()["borders"]
        assert told == {"source": SOURCE, "whole": True, "address": PATH}
        answer = page.get(told["address"])
        assert answer.headers["content-type"] == "application/geo+json"
        assert [one["geometry"] for one in answer.json()["features"]] == [LINE]
        for address in ("/", "/embed", "/claims", "/map.svg"):
            text = page.get(f"{address}?lang={language}").text
            shown = " ".join(text.replace("</text>", " ").replace("\n", " ").split())
            assert "Gazette &lt;b&gt;&amp;" in shown and "<b>&" not in text, address
        assert said in page.get(f"/?lang={language}").text


def test_the_printed_map_is_drawn_with_them(filled: Settings, own: Path) -> None:
    with client(filled) as page:
        shipped = page.get("/map.svg").text
    with client(filled, borders=own) as page:
        swapped = page.get("/map.svg").text
    assert shipped.count('class="line border"') == swapped.count('class="line border"') == 1
    assert shipped != swapped and 'class="line disputed"' in swapped


def test_a_broken_file_is_said_at_once(tmp_path: Path) -> None:
    with pytest.raises(DataError):
        borders_of(WebSettings(borders=tmp_path / "none.json"))
