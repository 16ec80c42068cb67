"""The example corpus, place by place and day by day, against what a person wrote down before asking the program."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

import pytest

from tests.control import example_days
from tests.control.test_example_corpus import corpus, shown
from whoholds import settings, workflow
from whoholds.control.situation import Situation
from whoholds.model import Holding

FIRST = date(2024, 10, 31)
DAYS = list(example_days.place_days())


def test_every_day_is_written_down_once_with_a_reason() -> None:
    keys = [(at.place, at.day) for at in DAYS]
    assert len(keys) == len(set(keys)) > 700
    assert all(at.reason and at.holders for at in DAYS)
    assert len({at.place for at in DAYS}) >= 60


def test_most_days_have_one_or_two_fair_answers() -> None:
    assert sum(len(at.holders) <= 2 for at in DAYS) > 0.9 * len(DAYS)


def test_claims_as_a_person_marked_them_give_the_states_as_a_person_told_them() -> None:
    """The reader is left out."""
    ids = dict(corpus()[1])
    found = example_days.score(lambda day: shown((day - FIRST).days), ids)
    assert found.share >= 0.95, found.wrong
    assert found.captures == []


@pytest.fixture(scope="module")
def situation(demo_folder: Path) -> Situation:
    return workflow.situation(settings.Settings(home=demo_folder))


def test_the_reports_as_the_program_reads_them(situation: Situation) -> None:
    """From text to map, with the reader's mistakes in it."""
    from dataclasses import replace

    @cache
    def board(day: date) -> dict[str, Holding]:
        return replace(situation, on=day).board()

    found = example_days.score(board, example_days.ids_of(situation.claims))
    assert found.share >= 0.90, found.wrong
    assert found.captures == [], "given to a wrong side by a misread sentence"
