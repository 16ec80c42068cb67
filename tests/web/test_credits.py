"""Whom the places are from: said on pages, on the printed map and in the corner of the moving one."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from whoholds.settings import Settings
from whoholds.web.app import create_app
from whoholds.web.credits import PLAIN, all_sources, in_words, short_sources
from whoholds.web.desk import Desk
from whoholds.web.language import words

COMPILED = "GeoNames (CC BY 4.0), Natural Earth (public domain)"


def test_what_is_no_licence_s_name_is_in_the_reader_s_language() -> None:
    assert in_words(COMPILED, words("fr")) == "GeoNames (CC BY 4.0), Natural Earth (domaine public)"
    assert in_words(COMPILED, words("en")) == COMPILED


def test_without_a_gazetteer_the_shipped_source_is_named(tmp_path: Path) -> None:
    assert all_sources(tmp_path / "none.sqlite") == PLAIN
    assert short_sources(tmp_path / "none.sqlite") == "GeoNames"


@pytest.mark.parametrize(
    ("meta", "short"),
    [
        ({"credits": COMPILED}, "GeoNames"),
        ({"credits_compiled": COMPILED, "credits": f"{COMPILED}, A Survey <b>"}, "GeoNames, A Survey <b>"),
    ],
)
def test_imported_sources_are_named_in_short_and_in_full(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, meta: dict[str, str], short: str
) -> None:
    class Opened:
        def __enter__(self) -> Opened:
            return self

        def __exit__(self, *about: object) -> None:
            return None

        @property
        def meta(self) -> dict[str, str]:
            return meta

    monkeypatch.setattr("whoholds.web.credits.Gazetteer.open", lambda path: Opened())
    assert short_sources(tmp_path) == short
    assert all_sources(tmp_path) == meta["credits"]


def test_pages_map_and_data_name_them(page: TestClient) -> None:
    assert "GeoNames" in page.get("/?lang=en").text
    assert "GeoNames" in page.get("/map.svg?lang=fr").text
    assert page.get("/slider.json").json()["places_credit"].startswith("GeoNames")


def test_a_file_that_is_no_gazetteer_does_not_stop_a_page(filled: Settings, tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    (home / "ledger.sqlite").write_bytes(filled.ledger_path.read_bytes())
    with sqlite3.connect(home / "gazetteer.sqlite") as db:
        db.execute("CREATE TABLE other (a)")
    assert all_sources(home / "gazetteer.sqlite")
    with TestClient(create_app(Desk.open(Settings(home=home)), ("testserver",))) as client:
        assert client.get("/api/docs", headers={"accept": "text/html"}).status_code == 200
