"""Three wars from their reports to the map, against what a person wrote down before asking the program.

Each folder of `wars/` has reports of invented outlets that follow the public course of events, and `days.tsv`: who is
best said to hold each place that they name at the end of each day, and why.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from tests.conftest import run_command
from tests.control import example_days
from whoholds import settings, workflow
from whoholds.control.situation import Situation
from whoholds.model import Holding

WARS = Path(__file__).with_name("wars")


@dataclass(frozen=True)
class Floor:
    """The least that may be right: of all place-days, and of those on which "unknown" is no fair answer.

    `captures` is the most place-days on which a wrong side is named.
    """

    theatre: str
    share: float
    known: float
    captures: int = 0


FLOORS = {
    "sudan-2025": Floor("sudan", 0.94, 0.88, 9),
    "dr-congo-2025": Floor("dr_congo", 0.88, 0.82, 6),
    "ukraine-2022": Floor("ukraine", 0.76, 0.52, 90),
}


@pytest.fixture(scope="module", params=sorted(FLOORS))
def war(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def situation(war: str, tmp_path_factory: pytest.TempPathFactory, gazetteer_file: Path) -> Iterator[Situation]:
    """All that the command line reads in a war's reports."""
    home = tmp_path_factory.mktemp(war)
    (home / "gazetteer.sqlite").symlink_to(gazetteer_file)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("WHOHOLDS_HOME", str(home))
        ran = run_command("add", "--backfill", WARS / war / "reports")
        assert ran.code == 0, ran.err + ran.out
    settings.load.cache_clear()
    yield workflow.situation(settings.Settings(home=home))


@pytest.fixture(scope="module")
def found(war: str, situation: Situation) -> example_days.Score:
    @cache
    def board(day: date) -> dict[str, Holding]:
        return replace(situation, on=day).board()

    days = example_days.place_days(WARS / war / "days.tsv")
    return example_days.score(board, example_days.ids_of(situation.claims), days)


def test_the_theatre_is_told_by_the_reports(war: str, situation: Situation) -> None:
    assert situation.theatre.key == FLOORS[war].theatre


def test_no_place_is_given_to_a_wrong_side(war: str, found: example_days.Score) -> None:
    assert len(found.captures) <= FLOORS[war].captures, sorted({(at.place, told) for at, told in found.captures})


def test_most_days_are_right(war: str, found: example_days.Score) -> None:
    assert found.share >= FLOORS[war].share, sorted({(at.place, told) for at, told in found.wrong})


def test_what_is_known_is_told(war: str, found: example_days.Score) -> None:
    """A program that called every place unknown would have most days right."""
    assert found.decided > 500
    assert found.known >= FLOORS[war].known, sorted({(at.place, told) for at, told in found.wrong})


def test_every_day_is_written_down_once_with_a_reason(war: str) -> None:
    days = list(example_days.place_days(WARS / war / "days.tsv"))
    keys = [(at.place, at.day) for at in days]
    assert len(keys) == len(set(keys)) > 1000
    assert all(at.reason and at.holders for at in days)
    assert len({at.place for at in days}) >= 25


def test_both_languages_and_several_kinds_of_outlet_are_heard(war: str) -> None:
    reports = [json.loads(path.read_text(encoding="utf-8")) for path in sorted((WARS / war / "reports").glob("*.json"))]
    assert len(reports) >= 17
    assert {report["lang"] for report in reports} == {"en", "fr"}
    assert len({report["outlet"] for report in reports}) >= 5
    assert all(report["text"].startswith(report["title"]) for report in reports)
