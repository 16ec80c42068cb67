from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Cli = Callable[..., Any]


@pytest.fixture
def home(tmp_path: Path, gazetteer_file: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "home"
    folder.mkdir()
    (folder / "gazetteer.sqlite").symlink_to(gazetteer_file)
    monkeypatch.setenv("WHOHOLDS_HOME", str(folder))
    return folder


def test_search(home: Path, cli: Cli) -> None:
    rows = cli("places", "search", "Saraqib", "--json").json
    assert rows[0]["geonameid"] == 164816
    assert "Saraqib" in cli("places", "search", "Saraqeb").out


def test_search_within_a_country(home: Path, cli: Cli) -> None:
    assert cli("places", "search", "Tripoli", "--country", "lb", "--json").json[0]["country"] == "LB"


def test_search_finds_nothing(home: Path, cli: Cli) -> None:
    ran = cli("places", "search", "Zzyzxqf")
    assert ran.code == 1
    assert "place.none" in ran.err or "Zzyzxqf" in ran.err


def test_show(home: Path, cli: Cli) -> None:
    data = cli("places", "show", "wh:sy:saydnaya-prison", "--json").json
    assert data["kind"] == "prison"
    assert data["inside"][-1] == "Syria"
    assert data["precision_km"] == "1"
    assert "Syria" in cli("places", "show", "gn:170654").out
    assert cli("places", "show", "gn:0").code == 1


def test_resolve(home: Path, cli: Cli, tmp_path: Path) -> None:
    text = "Clashes in Tripoli, Libya, and in Zzyzxqf."
    mentions = [{"start": text.index(n), "end": text.index(n) + len(n)} for n in ("Tripoli", "Libya", "Zzyzxqf")]
    path = tmp_path / "in.jsonl"
    path.write_text(json.dumps({"id": "a", "text": text, "mentions": mentions}) + "\n\n", encoding="utf-8")
    (line,) = cli("places", "resolve", path, "--json").lines
    assert line["id"] == "a"
    assert [p and p["country"] for p in line["places"]] == ["LY", "LY", None]
    assert set(line["places"][0]) >= {"lat", "lon", "geonameid", "score"}
    assert "no match" in cli("places", "resolve", path).out


@pytest.mark.parametrize("line", ["{", "[]", '{"id": "a"}', '{"id": "a", "text": "x", "mentions": [{}]}'])
def test_a_malformed_line_is_named(home: Path, cli: Cli, tmp_path: Path, line: str) -> None:
    path = tmp_path / "in.jsonl"
    path.write_text(line + "\n", encoding="utf-8")
    ran = cli("places", "resolve", path, "--json")
    assert ran.code == 3
    assert "1" in ran.err


def test_a_missing_file_is_refused(home: Path, cli: Cli, tmp_path: Path) -> None:
    assert cli("places", "resolve", tmp_path / "none.jsonl").code == 3


def test_build_says_when_there_is_nothing_to_do(home: Path, cli: Cli) -> None:
    report = cli("places", "build", "--json").json
    assert report["built"] is False
    assert int(report["places"]) > 200_000
    assert "GeoNames" in cli("places", "build").out


def test_without_a_gazetteer_the_hint_says_what_to_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cli: Cli
) -> None:
    monkeypatch.setenv("WHOHOLDS_HOME", str(tmp_path))
    ran = cli("places", "search", "Homs")
    assert ran.code == 1
    assert "places build" in ran.err
