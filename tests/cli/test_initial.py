from __future__ import annotations

import tomllib
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.control.ledgers import fill
from whoholds.ledger import Ledger

Cli = Callable[..., Any]
FAR_BACK = ("--on", "2024-11-01", "--source", "an atlas of October 2024")


@pytest.fixture
def filled(home: Path) -> Path:
    """A data folder with the invented reports in its ledger, and no gazetteer."""
    home.mkdir(parents=True, exist_ok=True)
    with Ledger.open(home / "ledger.sqlite", blobs=home / "blobs") as ledger:
        fill(ledger)
    return home


def test_said_listed_used_and_taken_back(cli: Cli, filled: Path) -> None:
    before = cli("who", "Millbrook", "--json").json
    other = "sy_gov" if before["holder"] != "sy_gov" else "sy_opp"
    ran = cli("control", "initial", "set", "Millbrook", other, *FAR_BACK)
    assert ran.code == 0, ran.err
    kept = tomllib.loads((filled / "theatres" / "syria.initial.toml").read_text(encoding="utf-8"))["initial"]
    assert [(one["side"], one["source"], str(one["on"])) for one in kept] == [(other, FAR_BACK[3], FAR_BACK[1])]
    rows = cli("control", "initial", "list", "--json").json
    assert [(row["theatre"], row["place"]) for row in rows] == [("syria", before["place"]["id"])]
    after = cli("who", "Millbrook", "--json").json
    assert after["start"] == {"side": other, "on": "2024-11-01", "source": FAR_BACK[3]}
    assert after["prior"] < before["prior"] and before["start"] is None
    assert after["reports"] == before["reports"] and len(after["claims"]) == len(before["claims"])
    shown = cli("explain", "Millbrook", "--lang", "en").out
    assert "an atlas of October 2024" in " ".join(shown.split()) and "1 November 2024" in " ".join(shown.split())
    earlier = cli("who", "Millbrook", "--on", "2024-10-20", "--json")
    assert earlier.code != 0 or earlier.json["start"] is None
    assert cli("control", "initial", "remove", "Millbrook").code == 0
    assert cli("who", "Millbrook", "--json").json == before
    assert cli("control", "initial", "list").out.strip() == "nothing is said of the start"


def test_what_is_said_again_replaces(cli: Cli, filled: Path) -> None:
    for side in ("sy_gov", "sy_opp"):
        assert cli("control", "initial", "set", "Millbrook", side, *FAR_BACK).code == 0
    assert [row["side"] for row in cli("control", "initial", "list", "--theatre", "syria", "--json").json] == ["sy_opp"]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("set", "Millbrook", "nobody", *FAR_BACK), "theatre.side"),
        (("set", "Millbrook", "Not A Key", *FAR_BACK), "data.schema"),
        (("set", "Millbrook", "sy_gov", "--on", "yesterday", "--source", "x"), "usage.day"),
        (("set", "Millbrook", "sy_gov", "--on", "2024-11-01", "--source", ""), "data.schema"),
        (("remove", "Millbrook"), "initial.unknown"),
    ],
)
def test_what_cannot_be_said_is_refused_and_changes_nothing(
    cli: Cli, filled: Path, arguments: tuple[str, ...], says: str
) -> None:
    ran = cli("control", "initial", *arguments)
    assert ran.code != 0 and says in ran.err
    assert not (filled / "theatres").exists()


def test_known_at_an_instant_is_what_was_written_down_by_then(cli: Cli, filled: Path) -> None:
    """Said, replaced and taken back: each answer as known is the answer that was given at the time."""

    def told(*more: str) -> Any:
        found = cli("who", "Millbrook", "--json", *more).json
        return found["start"] and found["start"]["side"], found["holder"], found["probability"]

    def now() -> str:
        return datetime.now(UTC).isoformat()

    answers = {now(): told()}
    for side in ("sy_gov", "sy_opp"):
        ran = cli("control", "initial", "set", "Millbrook", side, *FAR_BACK, "--json")
        assert ran.code == 0, ran.err
        answers[now()] = told()
    assert len(set(answers.values())) == 3
    assert cli("control", "initial", "remove", "Millbrook").code == 0
    assert told() == next(iter(answers.values()))
    for at, answer in answers.items():
        assert told("--as-known", at) == answer, at
    again = cli("control", "initial", "remove", "Millbrook")
    assert again.code != 0 and "initial.unknown" in again.err


def test_it_can_be_said_since_when_it_was_known(cli: Cli, filled: Path) -> None:
    late = (datetime.now(UTC) + timedelta(days=400)).isoformat()
    before = cli("who", "Millbrook", "--json", "--as-known", datetime.now(UTC).isoformat()).json
    ran = cli("control", "initial", "set", "Millbrook", "sy_gov", *FAR_BACK, "--known", late, "--json")
    assert ran.code == 0 and datetime.fromisoformat(ran.json["known"]) == datetime.fromisoformat(late)
    now = cli("who", "Millbrook", "--json", "--as-known", datetime.now(UTC).isoformat()).json
    assert now["start"] is None and now["probability"] == before["probability"]
    assert cli("who", "Millbrook", "--json", "--as-known", late).json["start"]["side"] == "sy_gov"
    ran = cli("control", "initial", "set", "Millbrook", "sy_gov", *FAR_BACK, "--known", "soon")
    assert ran.code != 0 and "usage.time" in ran.err
