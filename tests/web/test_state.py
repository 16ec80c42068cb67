from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime

import pytest

from tests.web.samples import HAMA, HOMS
from whoholds.control.board import board, glances
from whoholds.errors import NotFound
from whoholds.ledger import ClaimFilter
from whoholds.settings import Settings
from whoholds.web.desk import Desk
from whoholds.web.wanted import day_said

ON = date(2024, 12, 6)
THEN = datetime(2024, 12, 4, 12, tzinfo=UTC)


@pytest.mark.parametrize("known", [None, THEN])
def test_a_state_is_what_the_ledger_says(desk: Desk, known: datetime | None) -> None:
    state = desk.state(known)
    claims = desk.claims(ClaimFilter(as_known=known))
    assert list(state.claims.values()) == claims
    assert state.counts == Counter(day_said(stored) for stored in claims)
    assert set(state.outlets) == {stored.outlet for stored in claims if stored.outlet}
    assert state.board(ON) == glances(claims, state.world, state.weights, ON)


def test_a_state_is_read_once(desk: Desk) -> None:
    assert desk.state() is desk.state()
    assert desk.state(THEN) is desk.state(THEN) is not desk.state()


def test_before_the_first_report_there_is_none(desk: Desk) -> None:
    with pytest.raises(NotFound):
        desk.state(datetime(1999, 1, 1, tzinfo=UTC))


@pytest.mark.parametrize("influence", [0.0, 1.0])
def test_explained_answers_are_those_of_the_board(filled: Settings, influence: float) -> None:
    plain = Desk.open(filled)
    neighbours = plain.weights.neighbours.model_copy(update={"influence": influence})
    desk = Desk(filled, plain.actors, plain.weights.model_copy(update={"neighbours": neighbours}))
    state = desk.state()
    assert state.alone == (influence == 0.0)
    whole = board(state.claims.values(), desk.actors, state.theatre, state.weights, ON, outlets=desk.outlets)
    some = state.holdings(ON, [HAMA.id, HOMS.id, "nowhere"])
    assert some == {key: whole[key] for key in sorted({HAMA.id, HOMS.id})}
    assert {key: held.probability for key, held in state.board(ON).items()} == {
        key: held.probability for key, held in whole.items()
    }
