"""What benchmarks measure on: articles that differ, that intake takes, and that nobody fights in."""

from __future__ import annotations

import importlib.util
import json
import re
import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT
from tests.reading.desk import NOW
from whoholds.reading.scan import Relevance, Scan
from whoholds.reference.actors import Actors
from whoholds.reports.intake import Intake, take
from whoholds.settings import ReportLimits


def mix(half: int) -> list[dict[str, str]]:
    spec = importlib.util.spec_from_file_location("reading_mix", ROOT / "benchmarks" / "reading_mix.py")
    assert spec is not None and spec.loader is not None
    module: Any = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return list(module.articles(half))


HALVES = mix(0), mix(1)
ROWS = [*HALVES[0], *HALVES[1]]


def test_articles_are_many_and_all_different() -> None:
    assert len({row["text"] for row in ROWS}) == len(ROWS) == len({row["id"] for row in ROWS})
    assert min(Counter(row["lang"] for row in ROWS).values()) >= 60


def test_they_are_the_same_each_time() -> None:
    assert (mix(0), mix(1)) == HALVES


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_halves_share_no_sentence(language: str) -> None:
    table = tomllib.loads((ROOT / "benchmarks" / "reading_mix.toml").read_text("utf-8"))[language]
    of = [[row["text"] for row in half if row["lang"] == language] for half in HALVES]
    for subject in (table[name] for name in table if name != "slots"):
        for sentence in subject["sentences"]:
            longest = max(re.split(r"\{\w+\}", sentence), key=len)[1:]
            assert sum(any(longest in text for text in half) for half in of) == 1, sentence


def test_no_blank_is_left_open() -> None:
    assert not [row["id"] for row in ROWS if "{" in row["text"] or "}" in row["text"]]


@pytest.mark.parametrize("language", ["en", "fr"])
def test_they_are_of_an_articles_length(language: str) -> None:
    words = [len(row["text"].split()) for row in ROWS if row["lang"] == language]
    assert min(words) > 150 and 230 < sum(words) / len(words) < 270


def test_intake_takes_them_and_the_scan_leaves_them(tmp_path: Path) -> None:
    path = tmp_path / "mix.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in ROWS), "utf-8")
    taken = [item.report for item in take([path], ReportLimits(), NOW) if isinstance(item, Intake)]
    assert len(taken) == len(ROWS)
    scan = Scan(Actors.load())
    read = [
        report.name
        for report in taken
        if scan.report(report, [(report.text[b.start : b.end], report.language) for b in report.blocks])
        is not Relevance.NONE
    ]
    assert len(read) < len(ROWS) / 10, read
