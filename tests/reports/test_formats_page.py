"""The page on formats says what is true: its examples are taken in."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.reports.conftest import NOW, take_one
from whoholds.reports.dates import EARLIEST_YEAR, parse_published
from whoholds.reports.files import _FORMATS, IGNORE_FILE

Put = Callable[[str, bytes | str], Path]
PAGE = (ROOT / "docs" / "report-formats.md").read_text(encoding="utf-8")


def example(language: str) -> str:
    (found,) = re.findall(rf"```{language}\n(.*?)```", PAGE, re.DOTALL)
    return str(found)


@pytest.mark.parametrize(("language", "name"), [("json", "a.json"), ("markdown", "a.md")])
def test_the_examples_are_the_same_report(put: Put, language: str, name: str) -> None:
    report = take_one(put(name, example(language))).report
    assert report.title == "Hama : l'armée annonce son retrait"
    assert report.text == f"{report.title}\n\nL'armée syrienne a annoncé jeudi s'être retirée de Hama."
    assert (report.outlet, report.url, report.language) == ("Courrier Z", "https://courrier-z.example/hama", "fr")
    assert report.published == datetime(2024, 12, 5, 17, tzinfo=UTC)


def test_the_two_examples_have_one_id(put: Put) -> None:
    assert take_one(put("a.json", example("json"))).report.id == take_one(put("a.md", example("markdown"))).report.id


def test_every_ending_is_on_the_page() -> None:
    listed = set(re.findall(r"`(\.[a-z]+)`", PAGE.split("## ")[0]))
    assert listed - {IGNORE_FILE} == set(_FORMATS)


def test_the_dates_on_the_page_are_as_it_says() -> None:
    section = PAGE.partition("## Published times")[2].partition("## ")[0]
    dates = re.findall(r"`([^`]+)`", section)
    assert len(dates) == 6
    known = {text: parse_published(text, NOW, 26).at for text in dates}
    assert [text for text, at in known.items() if at is None] == ["05/12/2024"]
    assert {at.date().isoformat() for at in known.values() if at is not None} == {"2024-12-05"}
    assert f"before\n{EARLIEST_YEAR}" in section
