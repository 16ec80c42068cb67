"""When an event happened: as its clause says, else the day of the news, else unknown; never today."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.reading.desk import Desk, place_name
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


def dated() -> list[tuple[str, list[list[str]], str]]:
    """Language, what is wanted (event, place, first day, last day) and sentence of each line of the table."""
    lines = Path(__file__).with_name("cases").joinpath("dates.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return [(language, [part.split() for part in wanted.split(" ; ")], text) for language, wanted, text in rows]


@pytest.mark.parametrize(("language", "wanted", "text"), dated(), ids=lambda v: v if isinstance(v, str) else "")
def test_the_days_of_a_sentence(desk: Desk, language: str, wanted: list[list[str]], text: str) -> None:
    got = [
        (
            c.event.value,
            (place_name(c.place) or "-").replace(" ", "_"),
            c.when.start.isoformat() if c.when.start else "-",
            c.when.end.isoformat() if c.when.end else "-",
        )
        for c in desk.claims(text, language)
    ]
    for want in wanted:
        assert any(all(w in ("*", g) for w, g in zip(want, row, strict=True)) for row in got), (want, got)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Mercredi 4 décembre\n\n11 h 40. L'armée a quitté Hama, disent des habitants."),
        ("en", "Wednesday 4 December\n\n11:40 - The army has left Hama, residents say."),
        ("en", "4 December 2024\n\nThe army left Hama, residents say."),
        ("fr", "Mercredi 4 décembre\n\nUn jour long.\n\nL'armée a quitté Hama."),
    ],
)
def test_a_heading_dates_what_stands_below(desk: Desk, language: str, text: str) -> None:
    when = desk.only(text, language, event="withdraw").when
    assert (when.start, when.end) == (date(2024, 12, 4), date(2024, 12, 4))


def test_the_next_heading_ends_the_day_of_the_last(desk: Desk) -> None:
    text = "3 December 2024\n\nThe army left Hama.\n\n4 December 2024\n\nThe army left Homs."
    days = {c.when.start for c in desk.claims(text, "en")}
    assert days == {date(2024, 12, 3), date(2024, 12, 4)}


@pytest.mark.parametrize("text", ["Syria has been at war since 2011. Rebels captured Hama. " * 9])
def test_a_far_year_makes_no_report_a_dated_one(desk: Desk, text: str) -> None:
    assert {c.when for c in desk.claims(text, "en") if c.event.value == "capture"} == {UNKNOWN_WHEN}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Rebels hold Homs, which the army had captured from Islamic State."),
        ("fr", "Les rebelles tiennent Homs, que l'armée avait prise à l'État islamique."),
        ("en", "The army left Hama, days after rebels had captured Homs."),
    ],
)
def test_what_had_happened_before_the_news_has_no_day(desk: Desk, language: str, text: str) -> None:
    assert desk.only(text, language, event="capture").when == UNKNOWN_WHEN
