from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import typer

from tests.control.ledgers import MILLBROOK, fill
from whoholds import settings
from whoholds.ledger import Ledger

Cli = Callable[..., Any]
SIGNED = ("--by", "a reviewer", "--why", "the sentence says otherwise")


@pytest.fixture
def filled(home: Path) -> Path:
    """A data folder with the invented reports in its ledger, and no gazetteer."""
    home.mkdir(parents=True, exist_ok=True)
    with Ledger.open(home / "ledger.sqlite", blobs=home / "blobs") as ledger:
        fill(ledger)
    return home


def claim_of(cli: Cli, quote: str) -> str:
    """The id of the claim whose quote holds these words."""
    rows = cli("claims", "--json").lines
    return next(str(row["claim"]["id"]) for row in rows if quote in row["claim"]["quote"])


def test_the_list_begins_with_what_would_change_the_map_most(cli: Cli, filled: Path) -> None:
    found = cli("review", "list", "--json").json
    assert [d["expected"] for d in found] == sorted((d["expected"] for d in found), reverse=True)
    assert {"claim_id", "holder", "holder_without", "doubt", "change", "quote", "outlet"} <= set(found[0])
    ran = cli("review", "list", "--limit", 1)
    assert found[0]["claim_id"] in ran.out and found[0]["quote"] in ran.out and "without it" in ran.out
    assert found[1]["claim_id"] not in ran.out


def test_a_rejected_claim_no_longer_counts_and_an_undone_rejection_does_not_either(cli: Cli, filled: Path) -> None:
    before = cli("who", "Millbrook", "--json").json
    admitted = claim_of(cli, "the army withdrew")
    ran = cli("review", "decide", admitted, "reject", *SIGNED, "--json")
    assert ran.code == 0, ran.err
    kept = ran.json
    assert kept["new"] and kept["by"] == "a reviewer" and kept["why"] == SIGNED[3] and kept["holds"]
    without = cli("who", "Millbrook", "--json").json
    assert admitted not in {c["id"] for c in without["claims"]}
    assert without["probability"] < before["probability"]
    assert admitted not in {d["claim_id"] for d in cli("review", "list", "--json").json}
    assert cli("review", "undo", kept["id"], *SIGNED).code == 0
    assert cli("who", "Millbrook", "--json").json == before
    log = cli("review", "log", "--json").json
    assert [(d["verb"], d["holds"]) for d in log] == [("reject", False), ("undo", True)]
    assert "[undone]" in cli("review", "log").out


def test_a_corrected_claim_moves_in_time_and_in_sureness(cli: Cli, filled: Path) -> None:
    seen = claim_of(cli, "observers saw")
    ran = cli("review", "decide", seen, "correct", "--day", "2024-12-03/2024-12-04", "--factuality", "pr+", *SIGNED)
    assert ran.code == 0, ran.err
    row = next(r["claim"] for r in cli("claims", "--json").lines if r["claim"]["id"] == seen)
    assert (row["when"]["start"], row["when"]["end"], row["factuality"]) == ("2024-12-03", "2024-12-04", "PR+")
    assert "(when, factuality)" in cli("review", "log").out


def test_an_actor_is_corrected_by_a_key_that_is_known(cli: Cli, filled: Path) -> None:
    seen = claim_of(cli, "observers saw")
    assert cli("review", "decide", seen, "correct", "--actor", "syrian_armed_forces", *SIGNED).code == 0
    row = next(r["claim"] for r in cli("claims", "--json").lines if r["claim"]["id"] == seen)
    assert row["actor"]["key"] == "syrian_armed_forces"
    assert cli("review", "decide", seen, "correct", "--actor", "nobody of that name", *SIGNED).code == 1


def test_a_place_is_corrected_by_name(cli: Cli, filled: Path, gazetteer_file: Path) -> None:
    (filled / "gazetteer.sqlite").symlink_to(gazetteer_file)
    seen = claim_of(cli, "observers saw")
    ran = cli("review", "decide", seen, "correct", "--place", "Hama", *SIGNED)
    assert ran.code == 0, ran.err
    assert seen in {c["id"] for c in cli("who", "Hama", "--json").json["claims"]}
    assert seen not in {c["id"] for c in cli("who", MILLBROOK.id, "--json").json["claims"]}
    assert cli("review", "decide", seen, "correct", "--place", "Xyzzyx", *SIGNED).code == 1


def test_merged_claims_are_one_origin_and_split_ones_are_not(cli: Cli, filled: Path) -> None:
    seen, held = claim_of(cli, "observers saw"), claim_of(cli, "the army holds")
    before = cli("who", "Millbrook", "--json").json["origins"]
    assert cli("review", "decide", seen, "merge", "--with", held, *SIGNED).code == 0
    assert cli("who", "Millbrook", "--json").json["origins"] == before - 1
    assert cli("review", "decide", seen, "split", *SIGNED).code == 0
    assert cli("who", "Millbrook", "--json").json["origins"] == before


@pytest.mark.parametrize(
    "arguments",
    [
        ("accept", "--why", "no reviewer"),
        ("accept", "--by", "a", "--why", " "),
        ("maybe", *SIGNED),
        ("correct", *SIGNED),
        ("merge", *SIGNED),
        ("correct", "--day", "2024-12-05/2024-12-01", *SIGNED),
    ],
)
def test_what_makes_no_sense_is_refused(cli: Cli, filled: Path, arguments: tuple[str, ...]) -> None:
    assert cli("review", "decide", claim_of(cli, "observers saw"), *arguments).code == 2
    assert cli("review", "log", "--json").json == []


def test_the_reviewer_may_be_a_setting(cli: Cli, filled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WHOHOLDS_REVIEWER", "the desk")
    settings.load.cache_clear()
    seen = claim_of(cli, "observers saw")
    assert cli("review", "decide", seen, "accept", "--why", "so it says", "--json").json["by"] == "the desk"
    again = cli("review", "decide", seen, "accept", "--why", "so it says")
    assert again.code == 0 and "already" in again.out


def test_the_walk_shows_the_sentence_and_keeps_what_is_decided(
    cli: Cli, filled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = iter(["x", "r", "a wrong reading", "c", "", "", "2024-12-04", "", "a day early", "k", "m", "c-none", "q"])
    monkeypatch.setattr(typer, "prompt", lambda *a, **k: next(given))
    first = cli("review", "list", "--json").json[0]
    ran = cli("review", "--by", "a reviewer")
    assert ran.code == 1, "an id that is none ends the walk with a message"
    assert first["quote"] in ran.out and "reader's confidence" in ran.out and "[a]ccept" in ran.out
    log = cli("review", "log", "--json").json
    assert [(d["verb"], d["why"]) for d in log] == [("reject", "a wrong reading"), ("correct", "a day early")]
    assert log[0]["claims"] == [first["claim_id"]] and log[1]["correction"]["when"]["end"] == "2024-12-04"


def test_the_walk_ends_when_nothing_is_left(cli: Cli, filled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(typer, "prompt", lambda *a, **k: "k")
    ran = cli("review", "--by", "a reviewer")
    assert ran.code == 0 and "no claim is left to review" in ran.out and "0 decided" in ran.out
    assert cli("review").code == 2, "somebody must sign"
