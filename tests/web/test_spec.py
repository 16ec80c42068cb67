from __future__ import annotations

from datetime import UTC, date, datetime
from xml.etree import ElementTree

import pytest

from whoholds.errors import UsageError
from whoholds.views.svg import render
from whoholds.web.desk import Desk
from whoholds.web.spec import spec_of, theatre_name

ON = date(2024, 12, 5)


@pytest.mark.parametrize(
    ("names", "language", "name"),
    [
        ({"en": "Syria", "fr": "Syrie"}, "fr", "Syrie"),
        ({"en": "Syria", "fr": "Syrie"}, "en", "Syria"),
        ({"en": "Syria"}, "fr", "Syria"),
        ({"en": "Syria", "fr": ""}, "fr", "Syria"),
        ({}, "fr", ""),
        ({"de": "Syrien"}, "fr", ""),
    ],
)
def test_a_theatre_s_name(names: dict[str, str], language: str, name: str) -> None:
    assert theatre_name(names, language) == name


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_map_is_of_what_the_board_is_of(desk: Desk, language: str) -> None:
    board = desk.board(ON, datetime(2024, 12, 6, 12, tzinfo=UTC))
    spec = spec_of(board, language)
    assert (spec.on, spec.as_known) == (board.on, board.as_known)
    assert spec.sides == board.sides
    assert spec.home == board.theatre.countries
    assert spec.theatre == {"en": "Syria", "fr": "Syrie"}[language]
    assert spec.language == language


def test_further_fields_are_passed_on(desk: Desk) -> None:
    spec = spec_of(desk.board(ON), "en", width=640.0, theme="dark", title="Mine")
    assert (spec.width, spec.theme, spec.title) == (640.0, "dark", "Mine")
    with pytest.raises(TypeError):
        spec_of(desk.board(ON), "en", nonsense=1)


def test_a_language_that_is_not_spoken_is_refused_when_words_are_asked_for(desk: Desk) -> None:
    with pytest.raises(UsageError):
        spec_of(desk.board(ON), "xx").words  # noqa: B018


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_place_of_the_board_is_on_the_map_that_it_describes(desk: Desk, language: str) -> None:
    board = desk.board(ON)
    drawing = render(board.marks, spec_of(board, language))
    ElementTree.fromstring(drawing.svg)
    assert set(drawing.shown) | set(drawing.dropped) == set(board.holdings)
