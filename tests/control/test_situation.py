from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from whoholds.control.situation import busiest, situation
from whoholds.control.weights import Weights
from whoholds.errors import NotFound
from whoholds.ledger import Decision, KnownPlace, Ledger, Verb
from whoholds.reference.actors import Actors

from .ledgers import fill

ACTORS = Actors.load()


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    made = Ledger.open(tmp_path / "ledger.sqlite", blobs=tmp_path / "blobs")
    fill(made)
    return made


def test_by_default_all_that_is_known_on_the_last_day_where_most_is_said(ledger: Ledger) -> None:
    with ledger:
        now = situation(ledger, ACTORS, Weights.load())
    assert (now.on, now.theatre.key, len(now.claims)) == (date(2024, 12, 6), "syria", 6)
    assert now.world.sides == tuple(side.key for side in now.theatre.sides)


def test_as_known_earlier_there_is_less(ledger: Ledger) -> None:
    with ledger:
        then = situation(ledger, ACTORS, Weights.load(), as_known=datetime(2024, 12, 5, 23, tzinfo=UTC))
        assert (then.on, len(then.claims)) == (date(2024, 12, 5), 4)
        with pytest.raises(NotFound):
            situation(ledger, ACTORS, Weights.load(), as_known=datetime(2024, 1, 1, tzinfo=UTC))


def test_rejected_claims_are_not_in_it(ledger: Ledger) -> None:
    with ledger:
        first = next(ledger.claims()).claim.id
        ledger.decide(Decision(Verb.REJECT, (first,), "who", "why"))
        assert first not in {s.claim.id for s in situation(ledger, ACTORS, Weights.load()).claims}


def test_the_busiest_theatre() -> None:
    places = [KnownPlace(f"p{n}", "P", 0, 0, "settlement", country, n) for n, country in enumerate(["SY", "UA", "SD"])]
    assert busiest(ACTORS, places).key == "sudan"
    assert busiest(ACTORS, []).key == ACTORS.theatres()[0].key
