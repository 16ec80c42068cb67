from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.conftest import run_command as run
from whoholds import settings
from whoholds.cli import actor_additions


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("WHOHOLDS_HOME", str(tmp_path))
    settings.load.cache_clear()
    return tmp_path


def test_an_actor_of_ones_own(home: Path) -> None:
    options = ("--label", "Tide Front", "--side", "ht_gangs", "--alias", "TFX", "--alias-fr", "FMX")
    data = run("actors", "add", "tide_front", "--theatre", "haiti", *options, "--json").json
    assert data["file"].startswith(str(home))
    shown = run("actors", "show", "FMX", "--json").json
    assert shown["key"] == "tide_front"
    assert shown["sides"] == {"haiti": "ht_gangs"}


def test_a_name_for_a_known_actor(home: Path) -> None:
    assert run("actors", "add", "hezbollah", "-t", "syria", "--alias", "HZX").code == 0
    assert run("actors", "show", "HZX", "--json").json["key"] == "hezbollah"
    assert "hassan_nasrallah" in run("actors", "show", "hezbollah").out  # what was known stays


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("tide_front", "-t", "atlantis", "--label", "T"), 1),
        (("tide_front", "-t", "haiti", "--label", "T", "--side", "nope"), 2),
        (("tide_front", "-t", "haiti", "--label", "T", "--kind", "dragon"), 2),
        (("Tide Front", "-t", "haiti", "--label", "T"), 2),
        (("tide_front", "-t", "haiti"), 2),
        (("tide_front", "-t", "haiti", "--label", "T", "--wikidata", "12"), 2),
    ],
)
def test_a_mistake_writes_nothing(home: Path, arguments: tuple[str, ...], code: int) -> None:
    ran = run("actors", "add", *arguments)
    assert ran.code == code and ran.err
    assert not (home / "theatres").exists()


GROUP: dict[str, Any] = {
    "key": "zarma_front",
    "name": "Zarma Front",
    "claims": 2,
    "sentence": "The Zarma Front took the well.",
    "report": "r1",
}


def test_groups_that_wait_for_review(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(actor_additions, "_groups", lambda: [dict(GROUP)])
    assert run("actors", "provisional", "--json").json == [GROUP]
    assert "took the well" in run("actors", "provisional").out
    assert run("actors", "provisional", "--accept", "zarma_front").code == 2
    assert run("actors", "provisional", "--accept", "nobody", "-t", "sahel").code == 1
    assert run("actors", "provisional", "--accept", "zarma_front", "-t", "sahel", "--json").json["key"] == "zarma_front"
    assert run("actors", "show", "Zarma Front", "--json").json["note"] == GROUP["sentence"]


def test_a_group_that_is_known_under_another_name(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(actor_additions, "_groups", lambda: [dict(GROUP)])
    into = ("--merge", "zarma_front", "--into", "africa_corps", "-t", "sahel")
    assert run("actors", "provisional", *into).code == 0
    assert run("actors", "show", "Zarma Front", "--json").json["key"] == "africa_corps"
    assert run("actors", "provisional", "--merge", "zarma_front", "-t", "sahel").code == 2


def test_groups_of_a_ledger(demo: Path) -> None:
    rows = run("actors", "provisional", "--json").json
    assert isinstance(rows, list)
    assert all({"key", "name", "claims", "sentence", "report"} <= set(row) for row in rows)
