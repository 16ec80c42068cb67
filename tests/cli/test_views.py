from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.conftest import run_command

ADDRESS = "/?on=2024-12-05&viewpoint=neutral#7.2/35.13/36.75"


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("WHOHOLDS_HOME", str(tmp_path))
    return tmp_path


def test_a_view_is_saved_listed_shown_and_removed(home: Path) -> None:
    assert run_command("views", "list").out == ""
    saved = run_command("views", "save", "hama", "http://localhost:8420" + ADDRESS, "--title", "Hama")
    assert saved.code == 0, saved.err
    assert ADDRESS in saved.out and (home / "views" / "hama.toml").is_file()
    assert "Hama" in run_command("views", "list").out
    shown = run_command("views", "show", "hama").out
    assert "2024-12-05" in shown and "7.2/35.13/36.75" in shown
    assert run_command("views", "remove", "hama").code == 0
    assert run_command("views", "show", "hama").code != 0


def test_programs_read_json() -> None:
    new = json.loads(run_command("views", "save", "hama", ADDRESS, "--json").out)
    assert new["new"] and new["address"] == ADDRESS
    assert not json.loads(run_command("views", "save", "hama", ADDRESS, "--json").out)["new"]
    (listed,) = json.loads(run_command("views", "list", "--json").out)
    assert listed == json.loads(run_command("views", "show", "hama", "--json").out)
    assert listed["query"] == {"on": "2024-12-05", "viewpoint": "neutral"}
    assert json.loads(run_command("views", "remove", "hama", "--json").out) == {"removed": "hama"}


@pytest.mark.parametrize(
    "arguments", [("save", "../x", "/"), ("save", "x", "/?on=x"), ("show", "nobody"), ("remove", "x")]
)
def test_what_has_no_sense_is_said(arguments: tuple[str, ...]) -> None:
    ran = run_command("views", *arguments)
    assert ran.code != 0 and ran.err
