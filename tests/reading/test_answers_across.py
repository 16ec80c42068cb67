"""Reports that answer reports, from their words: denied, confirmed, or of another place, matter or time."""

from __future__ import annotations

import csv
from datetime import UTC, datetime, timedelta

import pytest

from tests.control.sayings import Stored
from tests.reading.desk import Desk, report_of
from tests.reading.tables import FOLDER
from whoholds.control.answered import links, verdict

DAY = datetime(2025, 1, 27, 9, tzinfo=UTC)
DAYS = 7  # the shipped setting
NOTHING = "-"


def rows() -> list[list[str]]:
    with (FOLDER / "across.tsv").open(encoding="utf-8", newline="") as lines:
        table = csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [row for row in table if row and not row[0].startswith("#")]


def told(desk: Desk, text: str, language: str, outlet: str, at: datetime) -> list[Stored]:
    report = report_of(text, language, published=at)
    return [Stored(c, report.id, outlet, None, language, at, at) for c in desk.read(report).claims]


def test_there_are_enough_cases_of_either_language_and_kind() -> None:
    for language in ("en", "fr"):
        kinds = [row[2] for row in rows() if row[0] == language]
        assert len(kinds) >= 9
        assert min(kinds.count(kind) for kind in (NOTHING, "denied", "confirmed")) >= 2


@pytest.mark.parametrize(("language", "apart", "wanted", "first", "second"), rows())
def test_what_a_report_makes_of_an_earlier_one(
    desk: Desk, language: str, apart: str, wanted: str, first: str, second: str
) -> None:
    early = told(desk, first, language, "First Wire", DAY)
    late = told(desk, second, language, "Second Wire", DAY + timedelta(days=int(apart)))
    assert early and late
    found = links([*early, *late], DAYS)
    answers = {verdict(stored.claim) for stored in late if stored.claim.id in found}
    assert answers == (set() if wanted == NOTHING else {wanted})
    assert set(found.values()) <= {stored.claim.id for stored in early}


@pytest.mark.parametrize("row", [row for row in rows() if row[2] != NOTHING][::4], ids=lambda row: row[3][:30])
def test_nothing_answers_what_is_told_later(desk: Desk, row: list[str]) -> None:
    """The other way round in time, the first report has nothing to answer."""
    language, apart, _, first, second = row
    late = told(desk, first, language, "First Wire", DAY + timedelta(days=int(apart) or 1))
    early = told(desk, second, language, "Second Wire", DAY)
    found = links([*early, *late], DAYS)
    assert not {stored.claim.id for stored in early} & set(found)
