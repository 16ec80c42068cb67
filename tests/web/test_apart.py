"""The first map of a large ledger comes from another process, and is the same as from this one."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from whoholds.errors import StorageError
from whoholds.settings import Settings
from whoholds.web import apart
from whoholds.web.apart import Ask, first_map
from whoholds.web.desk import Desk


def asking(desk: Desk, head: int | None = None) -> Ask:
    size = desk.ready() if head is None else head
    return Ask(desk.settings, desk.actors, desk.weights, None, None, None, size)


@pytest.fixture
def large(filled: Settings) -> Settings:
    """The sample ledger, as if it were a large one."""
    return filled.model_copy(update={"web": filled.web.model_copy(update={"apart_places": 1})})


def test_another_process_answers_as_this_one_does(filled: Settings) -> None:
    desk = Desk.open(filled)
    board, lines = first_map(asking(desk))
    assert (board, lines) == desk.timeline()
    assert lines and board.holdings


def test_a_ledger_that_has_grown_meanwhile_is_asked_again(filled: Settings) -> None:
    desk = Desk.open(filled)
    with pytest.raises(StorageError, match="has grown"):
        first_map(asking(desk, desk.ready() - 1))


def test_a_process_that_fails_says_so(filled: Settings, tmp_path: Path) -> None:
    desk = Desk.open(filled)
    empty = Desk.open(Settings(home=tmp_path))
    with pytest.raises(StorageError, match="stopped"):
        first_map(Ask(empty.settings, desk.actors, desk.weights, None, None, None, 0))


def test_a_large_ledgers_first_map_is_asked_for_once(large: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Ask] = []

    def watched(ask: Ask) -> apart.First:
        asked.append(ask)
        return first_map(ask)

    monkeypatch.setattr("whoholds.web.desk.first_map", watched)
    desk, plain = Desk.open(large), Desk.open(large, viewpoint=None)
    plain._apart = False
    board, lines = desk.timeline()
    assert (board, lines) == plain.timeline()
    assert desk.board(board.on) == plain.board(board.on), "the newest day, whether it was named or not"
    assert len(asked) == 1
    assert desk.board(date(2024, 12, 3)) == plain.board(date(2024, 12, 3))
    assert len(asked) == 1, "another day is worked out here"


@pytest.mark.parametrize("viewpoint", ["neutral", "side:sy_opp"])
def test_it_tells_from_a_viewpoint_and_an_instant(large: Settings, viewpoint: str) -> None:
    told = Desk.open(large).seen_by(viewpoint)
    plain = Desk.open(large).seen_by(viewpoint)
    plain._apart = False
    assert told.timeline() == plain.timeline()
    assert told._firsts._items and not plain._firsts._items


def test_where_no_process_can_be_started_the_answer_comes_all_the_same(
    large: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "executable", "/no/such/interpreter")
    desk, plain = Desk.open(large), Desk.open(large)
    plain._apart = False
    assert desk.timeline() == plain.timeline()


def test_what_is_asked_is_carried_over_whole(filled: Settings) -> None:
    import pickle

    ask = asking(Desk.open(filled))
    again: Any = pickle.loads(pickle.dumps(ask))
    assert again.settings == ask.settings and again.weights == ask.weights and again.head == ask.head
    assert again.actors.theatres() == ask.actors.theatres()
