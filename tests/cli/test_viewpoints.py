from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.control.ledgers import fill
from whoholds.ledger import Ledger

Cli = Callable[..., Any]


@pytest.fixture
def filled(home: Path) -> Path:
    """A data folder with the invented reports in its ledger, and no gazetteer."""
    home.mkdir(parents=True, exist_ok=True)
    with Ledger.open(home / "ledger.sqlite", blobs=home / "blobs") as ledger:
        fill(ledger)
    return home


def test_the_shipped_ones_are_listed(cli: Cli, filled: Path) -> None:
    assert [v["name"] for v in cli("viewpoints", "list", "--json").json] == ["all", "neutral", "against_interest"]
    assert "only those who are no party" in cli("viewpoints", "list").out
    assert cli("viewpoints", "show", "neutral", "--json").json["speakers"] == "neutral"
    assert "side:sy_gov" in cli("viewpoints", "show", "side:sy_gov").out
    assert cli("viewpoints", "show", "nobody").code == 1


def test_saved_under_a_name_and_used_by_every_question(cli: Cli, filled: Path, tmp_path: Path) -> None:
    own = tmp_path / "mine.toml"
    own.write_text("[interest.own_gain]\nodds = 3.0\n", encoding="utf-8")
    saved = cli("viewpoints", "save", "desk", "--without", "Orontes Post", "--weights", own, "--title", "our desk")
    assert saved.code == 0, saved.err
    assert Path(saved.out.strip()) == filled / "viewpoints" / "desk.toml"
    shown = cli("viewpoints", "show", "desk", "--json").json
    assert shown["without_outlets"] == ["Orontes Post"] and shown["weights"]["interest"]["own_gain"]["odds"] == 3.0
    told = cli("who", "Millbrook", "--viewpoint", "desk", "--json").json
    assert told["viewpoint"] == "desk" and {c["outlet"] for c in told["claims"]} == {"Valley Radio"}
    assert "our desk" in cli("explain", "Millbrook", "--viewpoint", "desk").out
    plain = cli("export", "--format", "csv", "--theatre", "syria").out
    assert cli("export", "--format", "csv", "--theatre", "syria", "--viewpoint", "desk").out != plain
    drawn = cli("map", "--output", tmp_path / "map.svg", "--viewpoint", "desk")
    assert drawn.code == 0, drawn.err
    assert cli("changes", "--since", "2024-12-01", "--viewpoint", "desk").code == 0


def test_a_sides_own_map(cli: Cli, filled: Path) -> None:
    told = cli("who", "Millbrook", "--on", "2024-12-05", "--viewpoint", "side:sy_opp", "--json").json
    assert told["holder"] == "sy_opp" and {c["speaker"] for c in told["claims"]} == {"rebels:syria"}
    assert cli("who", "Millbrook", "--viewpoint", "side:fr").code == 1


def test_where_two_differ(cli: Cli, filled: Path) -> None:
    asked = ("viewpoints", "compare", "neutral", "side:sy_gov")
    found = cli(*asked, "--json").json
    assert found["theatre"] == "syria" and found["on"] == "2024-12-06"
    (row,) = found["differences"]
    assert row["place"]["name"] == "Millbrook" and row["one"]["holder"] == "sy_opp"
    ran = cli(*asked)
    assert "1 of 1 places differ" in ran.out and "Millbrook" in ran.out
    assert cli("viewpoints", "compare", "all", "all", "--json").json["differences"] == []


@pytest.mark.parametrize("arguments", [("all",), ("Big Name",), ("ok", "--speakers", "loud")])
def test_what_cannot_be_saved(cli: Cli, filled: Path, arguments: tuple[str, ...]) -> None:
    assert cli("viewpoints", "save", *arguments).code == 2
