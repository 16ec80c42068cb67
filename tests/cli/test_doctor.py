from __future__ import annotations

import importlib.util
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Ran
from whoholds import settings
from whoholds.cli import doctor

Cli = Callable[..., Ran]
NAMES = ["python", "sqlite", "model fr", "model en", "gazetteer", "ledger", "disk"]


def found(ran: Ran) -> dict[str, dict[str, str]]:
    return {check["name"]: check for check in ran.json["checks"]}


def test_a_complete_installation_is_healthy(demo: Path, cli: Cli) -> None:
    ran = cli("doctor", "--json")
    assert ran.code == 0, ran.out
    assert ran.json["ok"] is True
    assert [check["name"] for check in ran.json["checks"]] == NAMES
    assert "18 reports" in found(ran)["ledger"]["message"]


def test_a_person_gets_a_line_each(demo: Path, cli: Cli) -> None:
    ran = cli("doctor")
    assert ran.code == 0
    assert [line.split(":")[0].split(" ", 3)[3] for line in ran.out.splitlines() if "hint" not in line] == NAMES


def test_an_empty_home_lacks_the_gazetteer_and_nothing_else(home: Path, cli: Cli) -> None:
    ran = cli("doctor", "--json")
    assert ran.code == 1
    assert ran.json["ok"] is False
    bad = [check for check in ran.json["checks"] if check["status"] == doctor.PROBLEM]
    assert [check["name"] for check in bad] == ["gazetteer"]
    assert "whoholds places build" in bad[0]["hint"]
    assert "none yet" in found(ran)["ledger"]["message"]
    assert not home.exists(), "looking must not make anything"


def test_a_file_that_is_no_ledger_is_a_problem_and_the_rest_goes_on(home: Path, cli: Cli) -> None:
    home.mkdir()
    (home / "ledger.sqlite").write_bytes(b"not a database, but long enough to look at" * 100)
    ran = cli("doctor", "--json")
    assert ran.code == 1
    assert found(ran)["ledger"]["status"] == doctor.PROBLEM
    assert found(ran)["disk"]["status"] == doctor.OK


def test_a_damaged_gazetteer_is_a_problem(demo: Path, home: Path, cli: Cli, tmp_path: Path) -> None:
    home.mkdir()
    whole = (demo / "gazetteer.sqlite").read_bytes()
    (home / "gazetteer.sqlite").write_bytes(whole[:4096] + b"\0" * 4096)
    ran = cli("doctor", "--json")
    assert found(ran)["gazetteer"]["status"] == doctor.PROBLEM


def test_too_little_space_is_a_problem(home: Path, cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WHOHOLDS_MIN_FREE_BYTES", str(shutil.disk_usage(home.parent).total * 2))
    ran = cli("doctor", "--json")
    assert found(ran)["disk"]["status"] == doctor.PROBLEM
    assert "WHOHOLDS_HOME" in found(ran)["disk"]["hint"]


def test_a_bad_setting_is_said_as_such(home: Path, cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WHOHOLDS_WEB__PORT", "no number")
    ran = cli("doctor", "--json")
    assert ran.code == 2
    assert json.loads(ran.err)["error"]["code"] == "settings.invalid"


def test_checks_of_the_libraries_say_versions() -> None:
    assert doctor.check_python().message.startswith("Python 3.")
    assert doctor.check_sqlite().status == doctor.OK
    assert {check.status for check in doctor.check_models()} == {doctor.OK}


def test_every_problem_comes_with_a_hint(home: Path) -> None:
    settings.load.cache_clear()
    for check in doctor.checks(settings.load()):
        assert check.status in doctor.MARKS
        assert check.message
        assert check.hint or check.status == doctor.OK


def test_a_second_reader_is_looked_at_where_one_is_set_up(
    demo: Path, cli: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WHOHOLDS_MODEL__BASE_URL", "https://models.example.org/v1")
    half = cli("doctor", "--json")
    assert half.code == 1 and found(half)["second reader"]["status"] == doctor.PROBLEM
    assert "model.name" in found(half)["second reader"]["hint"]
    monkeypatch.setenv("WHOHOLDS_MODEL__NAME", "m-1")
    monkeypatch.setenv("WHOHOLDS_MODEL_KEY", "k-secret")
    whole = cli("doctor", "--json")
    assert whole.code == 0
    assert found(whole)["second reader"]["message"].startswith("m-1 at models.example.org, with a key")
    assert "k-secret" not in whole.out
    monkeypatch.delenv("WHOHOLDS_MODEL_KEY")
    monkeypatch.setenv("WHOHOLDS_MODEL__BASE_URL", "http://127.0.0.1:1/v1")
    assert "this machine, without a key" in found(cli("doctor", "--json"))["second reader"]["message"]


def test_a_client_that_is_not_installed_is_a_problem(demo: Path, cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WHOHOLDS_MODEL__BASE_URL", "http://127.0.0.1:1/v1")
    monkeypatch.setenv("WHOHOLDS_MODEL__NAME", "m-1")
    real = importlib.util.find_spec
    monkeypatch.setattr(importlib.util, "find_spec", lambda name, *a: None if name == "openai" else real(name, *a))
    check = found(cli("doctor", "--json"))["second reader"]
    assert check["status"] == doctor.PROBLEM and "whoholds[model]" in check["hint"]
