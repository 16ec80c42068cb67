from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st

from tests.views.samples import SIDES, holding
from whoholds.model import Standing
from whoholds.views import charts
from whoholds.views.words import Words

SVG = "{http://www.w3.org/2000/svg}"
FIRST, LAST = date(2024, 12, 1), date(2024, 12, 10)
WORDS = Words.of("en")


def strip(*history: object) -> ElementTree.Element:
    return ElementTree.fromstring(charts.strip(history, FIRST, LAST, SIDES, WORDS, "x-").xml)


def bands(root: ElementTree.Element) -> list[ElementTree.Element]:
    return [r for r in root.iter(f"{SVG}rect") if r.find(f"{SVG}title") is not None]


def test_a_holding_takes_the_days_it_lasted() -> None:
    early = replace(holding(holder="gov", since=None), valid_to=date(2024, 12, 5))
    late = holding(holder="opp", since=date(2024, 12, 6))
    one, two = bands(strip(early, late))
    assert float(one.get("x", -1)) == 0
    assert float(one.get("width", 0)) == float(two.get("width", 0)) == 300
    assert float(two.get("x", 0)) == 300
    assert one.findtext(f"{SVG}title") == "Government & allies, assessed"


def test_what_is_only_claimed_is_hatched_and_the_unknown_is_empty() -> None:
    claimed, unknown = bands(strip(holding(standing=Standing.CLAIMED), holding(holder="unknown")))
    assert claimed.get("fill") == "url(#x-h1)"
    assert "strip-unknown" in (unknown.get("class") or "")


def test_intervals_outside_the_band_are_not_drawn() -> None:
    assert bands(strip(replace(holding(since=date(2024, 1, 1)), valid_to=date(2024, 2, 1)))) == []


@given(st.floats(-9, 9), st.floats(0, 9))
def test_a_bar_stays_in_its_box_and_points_the_right_way(value: float, largest: float) -> None:
    rect = ElementTree.fromstring(charts.bar(value, largest).xml).find(f"{SVG}rect")
    assert rect is not None
    x, width = float(rect.get("x", -1)), float(rect.get("width", -1))
    assert x >= 0
    assert x + width <= 121
    assert rect.get("class") == ("bar-for" if value >= 0 else "bar-against")


@given(st.dictionaries(st.dates(FIRST, LAST), st.integers(1, 50)))
def test_a_bar_a_day(counts: dict[date, int]) -> None:
    root = ElementTree.fromstring(charts.days(counts, FIRST, LAST, LAST, "claims", Words.of("fr")).xml)
    assert len(list(root)) == len({*counts, LAST})
    assert len([r for r in root if r.get("class") == "day-on"]) == 1


def test_a_single_day_is_no_division_by_zero() -> None:
    ElementTree.fromstring(charts.days({}, FIRST, FIRST, FIRST, "claims", Words.of("en")).xml)
    root = charts.strip([holding(since=FIRST)], FIRST, FIRST + timedelta(0), SIDES, WORDS, "x-")
    ElementTree.fromstring(root.xml)


@given(st.lists(st.integers(1, 60), max_size=12, unique=True), st.integers(1, 60))
def test_days_of_a_band_never_touch_even_in_the_large_type_of_phones(starts: list[int], span: int) -> None:
    first = date(2024, 1, 1)
    last = first + timedelta(days=span)
    history = [replace(holding("a"), valid_from=first + timedelta(days=n), valid_to=None) for n in starts if n <= span]
    drawn = ElementTree.fromstring(charts.strip(history, first, last, SIDES, Words.of("en"), "t-").xml)
    taken = []
    for text in drawn.iter("{http://www.w3.org/2000/svg}text"):
        x, wide = float(text.get("x") or 0), 50.0  # five signs of 18 pixels
        taken.append((x - wide, x) if text.get("text-anchor") == "end" else (x, x + wide))
    taken.sort()
    assert all(before[1] <= after[0] for before, after in pairwise(taken))
