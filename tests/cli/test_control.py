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


def test_learnt_kept_shown_used_and_reset(cli: Cli, filled: Path) -> None:
    shipped = cli("who", "Millbrook", "--json").json
    assert cli("control", "show", "--json").json == {"fitted": False}
    ran = cli("control", "fit")
    assert ran.code == 0, ran.err
    assert "speakers.monitor" in ran.out and "monitor:SOHR" in ran.out and str(filled / "fitted.toml") in ran.out
    shown = cli("control", "show", "--json").json
    assert shown["fitted"] and any(s["key"] == "monitor:SOHR" for s in shown["learnt"]["sources"])
    assert "Learnt from 6 claims on syria" in cli("control", "show").out
    fitted = cli("who", "Millbrook", "--json").json
    assert fitted["holder"] == shipped["holder"] and fitted["probability"] != shipped["probability"]
    assert cli("control", "reset", "--json").json == {"removed": True}
    assert cli("who", "Millbrook", "--json").json == shipped
    assert "nothing had been learnt" in cli("control", "reset").out
    assert "shipped weights count" in cli("control", "show").out


def test_a_dry_run_keeps_nothing(cli: Cli, filled: Path) -> None:
    told = cli("control", "fit", "--dry-run", "--json").json
    assert told["kept"] is False and told["learnt"] and not (filled / "fitted.toml").exists()
    assert "kept nothing" in cli("control", "fit", "--dry-run").out


def test_weights_of_ones_own_go_before_what_was_learnt(cli: Cli, filled: Path, tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_text("[answer]\nsettle_days = 2\n", encoding="utf-8")
    shipped = cli("who", "Millbrook", "--json").json
    assert cli("control", "fit").code == 0
    assert cli("who", "Millbrook", "--weights", own, "--json").json == shipped


def test_a_broken_file_is_named(cli: Cli, filled: Path) -> None:
    (filled / "fitted.toml").write_text("[interest.own_gain]\nodds = 0.1\n", encoding="utf-8")
    ran = cli("who", "Millbrook")
    assert ran.code == 2 and "weights.invalid" in ran.err and "fitted.toml" in ran.err
    assert cli("control", "show").code == 2
    assert cli("control", "reset").code == 0
