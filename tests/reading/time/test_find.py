"""Finding and resolving: a table of sentences, and the rules that hold for any text."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from whoholds.model import Basis, Precision
from whoholds.reading.time import Relation, TimeExpression, find_expressions, find_times
from whoholds.reading.time.expressions import next_focus

HERE = Path(__file__).parent
PUBLISHED = date(2025, 3, 12)
FR_MONTHS = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
]
EN_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
FR_DAYS = ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"]
EN_DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
DAYS = st.dates(min_value=date(1990, 1, 1), max_value=date(2060, 12, 31))


def rows(name: str) -> list[list[str]]:
    lines = (HERE / name).read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


def read(text: str, language: str, anchor: date | None = PUBLISHED, focus: date | None = None) -> list[TimeExpression]:
    return find_expressions(text, 0, len(text), language, anchor=anchor, focus=focus)


def only(text: str, language: str, anchor: date | None = PUBLISHED, focus: date | None = None) -> TimeExpression:
    found = read(text, language, anchor, focus)
    assert len(found) == 1, [e.when.text for e in found]
    return found[0]


def iso(text: str) -> date | None:
    return None if text == "-" else date.fromisoformat(text)


@pytest.mark.parametrize(("language", "expression", "relation", "first", "last", "text"), rows("cases.tsv"))
def test_sentence(language: str, expression: str, relation: str, first: str, last: str, text: str) -> None:
    found = {e.when.text: e for e in read(text, language)}
    assert expression in found, list(found)
    got = found[expression]
    assert (got.relation.value, got.when.start, got.when.end) == (relation, iso(first), iso(last))
    assert text[got.start : got.end] == expression


def test_the_table_is_large_and_in_both_languages() -> None:
    languages = [row[0] for row in rows("cases.tsv")]
    assert len(languages) >= 120
    assert min(languages.count("en"), languages.count("fr")) >= 60


@pytest.mark.parametrize(("language", "text"), rows("nothing.tsv"))
def test_no_date_is_invented(language: str, text: str) -> None:
    assert [e.when.text for e in read(text, language) if e.resolved] == []


def written_fr(day: date) -> list[str]:
    month, weekday = FR_MONTHS[day.month - 1], FR_DAYS[day.weekday()]
    number = "1er" if day.day == 1 else str(day.day)
    return [
        f"le {number} {month} {day.year}",
        f"{weekday} {number} {month} {day.year}",
        f"le {day.day}/{day.month}/{day.year}",
        f"le {day:%d/%m/%Y}",
        f"{day:%d.%m.%Y}",
        day.isoformat(),
    ]


def written_en(day: date) -> list[str]:
    month, weekday = EN_MONTHS[day.month - 1], EN_DAYS[day.weekday()]
    tail = "th" if 10 < day.day < 20 else {1: "st", 2: "nd", 3: "rd"}.get(day.day % 10, "th")
    return [
        f"on {day.day} {month} {day.year}",
        f"on {month} {day.day}, {day.year}",
        f"on {month[:3]}{'' if month == 'May' else '.'} {day.day}, {day.year}",
        f"on {weekday}, {month} {day.day}, {day.year}",
        f"on {weekday} {day.day} {month} {day.year}",
        f"on the {day.day}{tail} of {month} {day.year}",
        day.isoformat(),
    ]


@given(DAYS, st.sampled_from([None, PUBLISHED]))
@settings(max_examples=150, deadline=None)
def test_dates_round_trip_in_every_form(day: date, anchor: date | None) -> None:
    for language, forms, frame in (
        ("fr", written_fr(day), "La ville de Telmira a été prise {} par l'armée."),
        ("en", written_en(day), "The town of Telmira was captured {} by the army."),
    ):
        for form in forms:
            got = only(frame.format(form), language, anchor)
            assert (got.when.start, got.when.end, got.when.precision) == (day, day, Precision.DAY), form
            assert got.when.text == form


@given(st.integers(1, 360), DAYS)
@settings(max_examples=80, deadline=None)
def test_dates_without_a_year_are_the_nearest_past(back: int, anchor: date) -> None:
    day = date.fromordinal(anchor.toordinal() - back)
    if (day.month, day.day) == (2, 29):
        return
    en = only(f"The town fell on {day.day} {EN_MONTHS[day.month - 1]}.", "en", anchor)
    fr = only(f"La ville a été prise le {day.day} {FR_MONTHS[day.month - 1]}.", "fr", anchor)
    assert en.when.start == fr.when.start == day


@given(DAYS, st.integers(0, 6))
@settings(max_examples=80, deadline=None)
def test_weekdays_follow_the_tense(anchor: date, weekday: int) -> None:
    past = only(f"The town was shelled on {EN_DAYS[weekday]}.", "en", anchor).when.start
    future = only(f"Les pourparlers reprendront {FR_DAYS[weekday]}.", "fr", anchor).when.start
    assert past is not None and future is not None
    assert 0 <= (anchor - past).days < 7 and past.weekday() == weekday
    assert 0 <= (future - anchor).days < 7 and future.weekday() == weekday


PLAIN = st.sampled_from(
    [
        "The army denied it.",
        "A column of 40 lorries burned!",
        "Nobody spoke.",
        "« Rien ne bouge ».",
        "L'armée nie ; 3 morts.",
    ]
)


@given(st.lists(PLAIN, max_size=4), st.sampled_from(rows("cases.tsv")))
@settings(max_examples=120, deadline=None)
def test_text_before_shifts_offsets_only(before: list[str], row: list[str]) -> None:
    language, text = row[0], row[5]
    head = "".join(sentence + "\n" for sentence in before)
    alone = [(e.start, e.end, e.relation, e.when) for e in read(text, language)]
    shifted = find_expressions(head + text, len(head), len(head) + len(text), language, anchor=PUBLISHED)
    assert [(e.start - len(head), e.end - len(head), e.relation, e.when) for e in shifted] == alone


@given(st.text(max_size=120), st.sampled_from(["en", "fr"]))
@settings(max_examples=200, deadline=None)
def test_any_text_gives_ordered_exact_spans(text: str, language: str) -> None:
    previous = 0
    for got in read(text, language):
        assert previous <= got.start < got.end <= len(text)
        assert got.when.text == text[got.start : got.end]
        assert got.when.start is None or got.when.end is None or got.when.start <= got.when.end
        previous = got.end


WORDS = ["army", "rebels", "denied", "near", "12,000", "soldiers", "said", "armée", "ont", "pris", "le", "la", "de"]


@given(st.lists(st.sampled_from(WORDS), max_size=30), st.sampled_from(["en", "fr"]))
@settings(max_examples=150, deadline=None)
def test_nothing_is_found_without_time_words(words: list[str], language: str) -> None:
    assert read(" ".join(words), language) == []


def test_long_repetitive_text_is_read_whole() -> None:
    text = "le 4 mars de la fin de la nuit du 3 au 4 mars " * 400
    assert sum(e.when.start == date(2025, 3, 4) for e in read(text, "fr")) >= 400


def test_without_an_anchor_only_absolute_dates_resolve() -> None:
    found = read("On Monday they left; on 4 March 2025 they were back, last week they fled.", "en", anchor=None)
    by_text = {e.when.text: e for e in found}
    assert by_text["on 4 March 2025"].when.start == date(2025, 3, 4)
    for text in ("On Monday", "last week"):
        assert not by_text[text].resolved
        assert by_text[text].when.basis is Basis.UNKNOWN and by_text[text].when.precision is Precision.UNKNOWN


def test_the_focus_is_what_the_day_before_counts_from() -> None:
    day = date(2025, 2, 20)
    assert only("La veille, le pont avait sauté.", "fr", focus=day).when.start == date(2025, 2, 19)
    assert only("The next day the bridge was blown up.", "en", focus=day).when.start == date(2025, 2, 21)
    assert only("Trois jours plus tard, le pont a sauté.", "fr", focus=day).when.start == date(2025, 2, 23)
    assert only("That evening the bridge was blown up.", "en", focus=day).when.start == day


def test_the_focus_moves_inside_a_sentence() -> None:
    text = "Telmira est tombée le 21 février, et Orsk deux jours plus tard."
    assert [e.when.start for e in read(text, "fr")] == [date(2025, 2, 21), date(2025, 2, 23)]


def test_a_part_of_the_day_belongs_to_a_recent_focus_and_is_inferred() -> None:
    got = only("Dans l'après-midi, les soldats ont fui.", "fr", focus=date(2025, 3, 11))
    assert got.when.start == date(2025, 3, 11) and got.when.basis is Basis.INFERRED and not got.standalone
    assert only("Dans l'après-midi, ils ont fui.", "fr", focus=date(2024, 3, 11)).when.start == PUBLISHED


def test_next_focus_takes_the_last_single_day() -> None:
    found = read("They left on Monday; the siege had begun in February, at dawn.", "en")
    assert next_focus(found, None) == date(2025, 3, 10)
    assert next_focus([], PUBLISHED) == PUBLISHED


def test_the_callers_tense_wins_over_the_guess() -> None:
    text = "The garrison left on Friday."
    for tense in ({18: "future"}, lambda offset: "future" if offset == 18 else None):
        got = find_expressions(text, 0, len(text), "en", anchor=PUBLISHED, tense=tense)[0]
        assert got.when.start == date(2025, 3, 14)
    assert only(text, "en").when.start == date(2025, 3, 7)


def test_live_blog_entries_are_news_of_the_day() -> None:
    text = "Live from Orsk\n\n19:40 - The army says it holds.\n\n08 h 10\nTirs au nord.\n\n[14:05] Nothing new."
    found = read(text, "en") + [e for e in read(text, "fr") if "h" in (e.when.text or "")]
    assert [e.when.text for e in found] == ["19:40", "08 h 10", "14:05", "08 h 10"]
    assert {(e.when.start, e.when.basis, e.standalone) for e in found} == {(PUBLISHED, Basis.INFERRED, False)}


def test_a_comparison_is_background() -> None:
    first = only("It is the first attack on the city since 2018.", "en")
    plain = only("No attack has been seen there since 2018.", "en")
    assert first.background and not plain.background
    assert only("C'est la première fois depuis 2018 que le palais est visé.", "fr").background


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("They have held it since 26 February.", date(2025, 2, 26), PUBLISHED),
        ("The truce held until 3 March.", None, date(2025, 3, 3)),
        ("All must leave by Friday.", None, date(2025, 3, 14)),
        ("By Friday afternoon they had fled.", date(2025, 3, 7), date(2025, 3, 7)),
        ("They had taken it by noon.", PUBLISHED, PUBLISHED),
        ("It is the first raid since 2018.", None, None),
        ("The siege lasted for three weeks.", None, None),
        ("They would hand it over from 25 March.", date(2025, 3, 25), date(2025, 3, 25)),
        ("They left on Monday.", date(2025, 3, 10), date(2025, 3, 10)),
    ],
)
def test_the_days_an_event_can_fall_in(text: str, first: date | None, last: date | None) -> None:
    when = only(text, "en").during(PUBLISHED)
    assert (when.start, when.end) == (first, last)


def test_amounts_keep_number_and_unit() -> None:
    assert only("The town has been under siege for eighteen months.", "en").amount == (18.0, "month")
    assert only("La route est coupée depuis vingt-trois jours.", "fr").amount == (23.0, "day")


def test_records_and_rows() -> None:
    text = "The base fell on Monday."
    got = only(text, "en")
    assert find_times(text, 0, len(text), "en", anchor=PUBLISHED) == [got.mention()]
    assert got.row() == {"start": 14, "end": 23, "from": "2025-03-10", "to": "2025-03-10"}
    assert text[got.core :].startswith("Monday") and got.relation is Relation.AT


def test_other_languages_have_no_time_words() -> None:
    assert find_times("Am Montag fiel die Stadt.", 0, 25, "de", anchor=PUBLISHED) == []


def test_days_that_no_calendar_has_are_dropped() -> None:
    assert [
        e.when.text
        for e in read("It fell on 31 November 2024.", "en")
        if e.resolved and e.when.precision is Precision.DAY
    ] == []


def test_expressions_are_ordered_by_place() -> None:
    found = read("On Monday, then on Tuesday and on Wednesday.", "en")
    assert found == sorted(found, reverse=True, key=lambda e: -e.start)
    assert [e.when.start.day for e in found if e.when.start] == [10, 11, 12]
