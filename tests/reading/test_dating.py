"""When an event happened: as its clause says, else the day of the news, else unknown; never today."""

from __future__ import annotations

from datetime import date

import pytest

from tests.reading.desk import Desk
from whoholds.model import UNKNOWN_WHEN, Basis

# Published on Thursday 5 December 2024.
NEWS = date(2024, 12, 5)


@pytest.mark.parametrize(
    ("language", "text", "day"),
    [
        ("en", "Rebels captured Hama on Tuesday.", date(2024, 12, 3)),
        ("en", "On Tuesday, rebels captured Hama.", date(2024, 12, 3)),
        ("en", "Rebels captured Hama on 30 November.", date(2024, 11, 30)),
        ("en", "Rebels captured Hama yesterday.", date(2024, 12, 4)),
        ("en", "Residents said on Wednesday that rebels had captured Hama on Tuesday.", date(2024, 12, 3)),
        ("fr", "Les rebelles ont pris Hama mardi.", date(2024, 12, 3)),
        ("fr", "Les rebelles ont pris mardi la ville de Hama.", date(2024, 12, 3)),
        ("fr", "Les rebelles ont pris Hama le 30 novembre.", date(2024, 11, 30)),
        ("fr", "Les rebelles ont pris Hama hier.", date(2024, 12, 4)),
    ],
)
def test_a_stated_day(desk: Desk, language: str, text: str, day: date) -> None:
    when = desk.only(text, language, event="capture").when
    assert (when.start, when.end, when.basis) == (day, day, Basis.STATED)


@pytest.mark.parametrize(
    ("language", "text"),
    [("en", "Rebels captured Hama."), ("fr", "Les rebelles ont pris Hama."), ("en", "Rebels hold Hama.")],
)
def test_news_without_a_date_is_of_the_day_it_was_published(desk: Desk, language: str, text: str) -> None:
    when = desk.only(text, language).when
    assert (when.start, when.end, when.basis) == (NEWS, NEWS, Basis.INFERRED)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Rebels captured Hama."),
        ("en", "Rebels captured Hama on Tuesday."),
        ("en", "Rebels hold Hama."),
        ("fr", "Les rebelles ont pris Hama."),
        ("fr", "Les rebelles ont pris Hama mardi."),
        ("fr", "Les rebelles tiennent Hama."),
    ],
)
def test_without_a_published_day_nothing_is_dated(desk: Desk, language: str, text: str) -> None:
    when = desk.only(text, language, published=None).when
    assert (when.start, when.end) == (None, None)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Rebels will capture Hama."),
        ("en", "Rebels want to capture Hama."),
        ("en", "Rebels may capture Hama."),
        ("fr", "Les rebelles prendront Hama."),
        ("fr", "Les rebelles veulent prendre Hama."),
        ("fr", "Les rebelles pourraient prendre Hama."),
    ],
)
def test_what_has_not_happened_has_no_day(desk: Desk, language: str, text: str) -> None:
    assert desk.only(text, language).when == UNKNOWN_WHEN


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Rebels captured Hama in March 2012."),
        ("fr", "Les rebelles ont pris Hama en mars 2012."),
    ],
)
def test_a_month_is_an_interval(desk: Desk, language: str, text: str) -> None:
    when = desk.only(text, language, published=None).when
    assert (when.start, when.end) == (date(2012, 3, 1), date(2012, 3, 31))


def test_two_events_have_their_own_days(desk: Desk) -> None:
    claims = desk.claims("Rebels captured Saraqib on Sunday and entered Hama on Thursday.", "en")
    days = {c.event.value: c.when.start for c in claims}
    assert days == {"capture": date(2024, 12, 1), "enter": NEWS}
