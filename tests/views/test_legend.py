from __future__ import annotations

from itertools import pairwise
from xml.etree import ElementTree

import pytest

from tests.views.samples import SIDES, board, holding
from whoholds.model import Standing
from whoholds.views import legend
from whoholds.views.labels import text_width
from whoholds.views.markup import el
from whoholds.views.patterns import Mark
from whoholds.views.words import Words

WORDS = Words.of("en")


def test_sides_come_in_the_theatre_s_order_and_only_those_on_the_map() -> None:
    assert [e.key for e in legend.side_entries(board(), SIDES, WORDS, "p")] == ["gov", "opp", "sdf"]
    assert [e.key for e in legend.side_entries([Mark(holding(holder="sdf"))], SIDES, WORDS, "p")] == ["sdf"]


def test_who_only_contests_a_place_is_in_it_too() -> None:
    mark = Mark(holding(holder="contested"), contenders=("gov", "sdf"))
    assert [e.key for e in legend.side_entries([mark], SIDES, WORDS, "p")] == ["gov", "sdf"]


@pytest.mark.parametrize("standing", Standing)
def test_a_standing_is_in_it_when_it_is_on_the_map(standing: Standing) -> None:
    entries = legend.standing_entries([Mark(holding(standing=standing))], WORDS, "p", long=False)
    assert [e.key for e in entries] == [standing.value]


def test_a_threat_is_explained_when_there_is_one() -> None:
    entries = legend.standing_entries([Mark(holding(threatened=True))], WORDS, "p", long=True)
    assert entries[-1].kind == "threat"


def test_rows_wrap_to_their_width() -> None:
    entries = legend.standing_entries(board(), WORDS, "p", long=True)
    _, wide = legend.rows("Standing", entries, 0, 0, 3000)
    made, narrow = legend.rows("Standing", entries, 0, 0, 300)
    assert narrow > wide
    xml = ElementTree.fromstring(el("g", made).xml)
    assert len([g for g in xml if g.get("transform")]) == len(entries)
    words = " ".join(node.text or "" for node in xml.iter("text"))
    assert words == " ".join(["STANDING", *(entry.text for entry in entries)])
    for node in xml.iter("text"):
        assert float(node.get("x", 0)) + text_width(node.text or "", 12.5) <= 300


def test_lines_of_one_entry_do_not_touch_the_next() -> None:
    entries = legend.standing_entries(board(), WORDS, "p", long=True)
    made, high = legend.rows("Standing", entries, 0, 40, 220)
    ys = sorted({float(node.get("y", 0)) for node in ElementTree.fromstring(el("g", made).xml).iter("text")})
    assert all(later - earlier > legend.LEADING - 0.01 for earlier, later in pairwise(ys))
    assert 40 < min(ys) < max(ys) < 40 + high


def test_disputed_borders_have_their_sign() -> None:
    assert "dispute" in legend.dispute_entry(WORDS, "p").text
