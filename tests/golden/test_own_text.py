"""The same rows on a text of the project's own, so that every machine checks them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.golden.conftest import Ask
from tests.golden.rows import ROWS, Cast, Said
from tests.golden.test_seed import CAST as SEED_CAST
from tests.golden.test_seed import NOT_YET as SEED_NOT_YET

FILE = Path(__file__).with_name("offensive.json")
CAST = Cast(
    rebels="rebels:syria",
    army=frozenset({"syrian_armed_forces", "soldiers:syria"}),
    family="al_assad_family",
    ruler="bashar_al_assad",
    envoy="geir_otto_pedersen",
    observers=frozenset({"monitor:unnamed", "human_rights_groups"}),
    coalition="hayat_tahrir_al_sham",
    southerners="southern_operations_room",
    city="Homs",
    quarter="Baba Amr",
    symbol_at="Talbisseh",
    refuge="Russie",
    base_towards="SE",
    taken="Hama",
    headed_for="Damas",
    southern_town="Soueïda",
    fled_to="Liban",
    soldiers=1500,
    border="frontière syro-jordanienne",
    region="sud du pays",
    side="sy_opp",
)
# Rows that do not hold yet, as in `test_seed`.
NOT_YET = frozenset(
    {
        "chain_ends_with_the_ruler",
        "base_keeps_its_direction",
        "denial_is_the_armys",
        "denial_has_the_scope_of_any_place",
        "observers_report_a_withdrawal",
    }
)


@pytest.fixture(scope="module")
def said(ask: Ask) -> Said:
    return ask(FILE, "Homs", "2024-12-06")


@pytest.mark.parametrize("row", [r for r in ROWS if r not in NOT_YET])
def test_a_row_holds(said: Said, row: str) -> None:
    assert ROWS[row](said, CAST)


@pytest.mark.parametrize("row", sorted(NOT_YET))
def test_a_row_that_did_not_hold_still_does_not(said: Said, row: str) -> None:
    assert not ROWS[row](said, CAST), f"{row} holds now: take it out of NOT_YET"


def test_the_text_is_not_the_seed() -> None:
    text = json.loads(FILE.read_text(encoding="utf-8"))["text"]
    places = {SEED_CAST.quarter, SEED_CAST.symbol_at, SEED_CAST.southern_town, SEED_CAST.fled_to, SEED_CAST.border}
    assert not [p for p in places if p in text]


def test_lists_of_open_rows_name_rows() -> None:
    assert set(ROWS) >= NOT_YET | SEED_NOT_YET
    assert len(NOT_YET) <= len(ROWS) / 3 and len(SEED_NOT_YET) <= len(ROWS) / 3


def test_rows_can_fail() -> None:
    """No row holds of a reading without claims, but those that say that something must not be there."""
    empty = Said([], [], [], {"holder": "unknown", "threatened": False}, False, "")
    vacuous = {
        "nothing_else_says_that_the_city_is_held",
        "symbol_is_no_claim_of_control",
        "talks_are_no_fact",
        "no_expression_is_dated_by_the_clock",
    }
    assert {row for row, holds in ROWS.items() if holds(empty, CAST)} == vacuous


def test_what_must_not_be_there_fails_where_it_is() -> None:
    base = {
        "actor": "rebels:syria",
        "place": {"name": "Talbisseh"},
        "factuality": "CT+",
        "control": "gains",
        "headline": False,
    }
    wrong = [
        base | {"event": "capture", "place_role": "at"},
        base | {"event": "negotiate", "place_role": "at"},
        base | {"event": "capture", "place": {"name": "Homs"}, "place_role": "at"},
    ]
    said = Said(wrong, [], [{"from": "2026-01-01", "to": None}], {"holder": "sy_opp", "threatened": True}, False, "")
    for row in (
        "nothing_else_says_that_the_city_is_held",
        "symbol_is_no_claim_of_control",
        "talks_are_no_fact",
        "no_expression_is_dated_by_the_clock",
        "city_is_threatened_and_not_held",
    ):
        assert not ROWS[row](said, CAST), row
