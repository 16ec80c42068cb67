from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.control.ledgers import MILLBROOK, fill
from whoholds.ledger import Ledger

Cli = Callable[..., Any]


@pytest.fixture
def filled(home: Path) -> Path:
    """A data folder with the invented reports in its ledger, and no gazetteer."""
    home.mkdir(parents=True, exist_ok=True)
    with Ledger.open(home / "ledger.sqlite", blobs=home / "blobs") as ledger:
        fill(ledger)
    return home


def test_what_changed_with_the_sentences_that_decided(cli: Cli, filled: Path) -> None:
    ran = cli("changes", "--since", "2024-12-05")
    assert ran.code == 0, ran.err
    assert ran.out.startswith("1 change from 5 December 2024 to 6 December 2024")
    assert "2024-12-05  Millbrook: now held by the opposition, before by the " in ran.out
    assert "observers saw rebels take Millbrook" in ran.out and "Orontes Post" in ran.out


def test_for_programs(cli: Cli, filled: Path) -> None:
    (row,) = cli("changes", "--since", "2024-12-05", "--json").lines
    assert (row["change"], row["day"], row["place"]["id"]) == ("taken", "2024-12-05", MILLBROOK.id)
    assert (row["before"]["holder"], row["after"]["holder"], row["held_before"]) == ("sy_gov", "sy_opp", "sy_gov")
    assert row["after"]["rule"].startswith("Held by") and row["deciding"][0]["log_odds"] > 0


def test_as_known_before_it_was_admitted(cli: Cli, filled: Path) -> None:
    rows = cli("changes", "--since", "2024-12-05", "--as-known", "2024-12-05", "--json").lines
    assert all(row["after"]["holder"] != "sy_opp" for row in rows)


def test_by_one_side(cli: Cli, filled: Path) -> None:
    rows = cli("changes", "--since", "2024-12-01", "--viewpoint", "side:sy_opp", "--json").lines
    assert [row["after"]["holder"] for row in rows] == ["sy_opp"]
    assert cli("changes", "--since", "2024-12-01", "--viewpoint", "side:nobody").code == 1


def test_in_french(cli: Cli, filled: Path) -> None:
    out = cli("changes", "--since", "2024-12-05", "--lang", "fr").out
    assert out.startswith("1 changement du 5 décembre 2024") and "désormais tenue par l’opposition" in out


def test_nothing_changed(cli: Cli, filled: Path) -> None:
    ran = cli("changes", "--since", "2024-12-06")
    assert ran.code == 0 and ran.out.startswith("nothing changed from 6 December 2024")
    assert cli("changes", "--since", "2024-12-06", "--json").lines == []


def test_a_period_that_ends_before_it_begins(cli: Cli, filled: Path) -> None:
    ran = cli("changes", "--since", "2024-12-06", "--until", "2024-12-01")
    assert ran.code == 2 and "changes.period" in ran.err
    assert cli("changes").code == 2
