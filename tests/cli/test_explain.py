from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.cli.test_who import filled
from whoholds.cli.explain import BAR, MOST, bar

Cli = Callable[..., Any]
__all__ = ["filled"]  # a fixture


def test_the_waterfall_ends_at_the_answer(cli: Cli, filled: Path) -> None:
    ran = cli("explain", "Millbrook")
    assert ran.code == 0, ran.err
    assert ran.out.startswith("Millbrook: held by")
    assert "before any claim" in ran.out
    told = cli("explain", "Millbrook", "--json").json
    assert f"{told['probability']:.1%}" in ran.out
    assert f"{told['claims'][-1]['total']:+.2f}" in ran.out.partition("What would change")[0].rstrip().splitlines()[-1]
    for claim in told["claims"]:
        assert f"{claim['log_odds']:+.2f}" in ran.out


def test_each_claim_says_what_it_counts(cli: Cli, filled: Path) -> None:
    out = cli("explain", "Millbrook").out
    for words in ("monitor: odds", "admission: odds", "own gain: odds", "denial: odds"):
        assert words in out


def test_nothing_to_explain(cli: Cli, filled: Path) -> None:
    ran = cli("explain", "Wideford")
    assert ran.code == 0 and "holder unknown" in ran.out and "log-odds" not in ran.out


def test_explain_and_who_say_the_same_to_programs(cli: Cli, filled: Path) -> None:
    assert cli("explain", "Millbrook", "--json").json == cli("who", "Millbrook", "--json").json


@pytest.mark.parametrize(
    ("log_odds", "left", "right"),
    [(0.0, 0, 0), (MOST, 0, BAR), (-MOST, BAR, 0), (99.0, 0, BAR), (MOST / 2, 0, BAR // 2)],
)
def test_bars(log_odds: float, left: int, right: int) -> None:
    before, _, after = bar(log_odds).plain.partition("│")
    assert (before.count("█"), after.count("█")) == (left, right)
    assert len(before) == len(after) == BAR


def test_the_waterfall_in_french(cli: Cli, filled: Path) -> None:
    ran = cli("explain", "Millbrook", "--lang", "fr")
    assert ran.code == 0, ran.err
    out = ran.out.replace("\u00a0", " ")
    for words in ("avant toute affirmation", "observatoire : cote 12", "aveu : cote", "log-cote", "réponse", "cumul"):
        assert words in out
    told = cli("explain", "Millbrook", "--json").json
    assert f"{told['probability']:.1%}".replace(".", ",").replace("%", " %") in out
    assert f"{told['prior']:+.2f}".replace(".", ",") in out
    for english in ("odds", "before any claim", "origin 1", "answer"):
        assert english not in out


def test_it_says_what_would_change_the_answer_and_grades_the_claims(cli: Cli, filled: Path) -> None:
    ran = cli("explain", "Millbrook")
    told = cli("explain", "Millbrook", "--json").json
    assert {turn["holder"] for turn in told["would_change"]} == {"sy_gov"}
    assert "its capture" in ran.out.partition("What would change the answer")[2]
    grades = {claim["quote"]: claim["grade"] for claim in told["claims"]}
    assert grades["the army withdrew from Millbrook"][0] == "B"
    assert grades["rebels say Millbrook is theirs"] == "D1"
    assert all(f"[{grade};" in ran.out for grade in grades.values())
