from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from whoholds.codec import canonical
from whoholds.control.board import board, explain
from whoholds.control.case import logit
from whoholds.control.explain import Explanation
from whoholds.errors import NotFound
from whoholds.model import Event, Factuality, Holding, PlaceRole, Standing

from .sayings import CAMP, D0, DALE, FORD, MILL, NORTH, SOUTH, WEIGHTS, WORLD, Press, Stored, mirrored
from .test_filter import dispatches


@pytest.fixture
def say() -> Press:
    return Press()


def shown(said: list[Stored], on: int = 30, **more: object) -> dict[str, Holding]:
    return board(said, WORLD.actors, WORLD.theatre, WEIGHTS, D0 + timedelta(days=on), **more)


def why(said: list[Stored], place_id: str, on: int = 30) -> Explanation:
    return explain(said, WORLD.actors, WORLD.theatre, WEIGHTS, D0 + timedelta(days=on), place_id=place_id)


def test_an_empty_board(say: Press) -> None:
    assert shown([]) == {}


def test_a_place_that_is_only_mentioned_is_not_on_it(say: Press) -> None:
    say("narrator", Event.PROTEST, "protesters", place=FORD)
    say("narrator", Event.DESTROY, "protesters", place=FORD)
    say("residents", Event.HOLD, "north_army", place=MILL)
    assert list(shown(say.said)) == [MILL.id]


def test_places_stand_each_for_itself(say: Press) -> None:
    say("monitor:watch", Event.HOLD, "north_army", place=MILL)
    say("monitor:watch", Event.HOLD, "south_army", place=FORD)
    now = shown(say.said)
    assert {key: h.holder for key, h in now.items()} == {FORD.id: SOUTH, MILL.id: NORTH}
    assert (now[MILL.id].place, now[MILL.id].lat, now[MILL.id].lon) == ("Millbrook", 10.0, 20.0)


def test_an_area_is_never_forced_onto_its_places(say: Press) -> None:
    say("monitor:watch", Event.CAPTURE, "north_army", place=DALE)
    say("residents", Event.HOLD, "south_army", place=MILL)
    assert {key: h.holder for key, h in shown(say.said).items()} == {MILL.id: SOUTH}
    with_areas = shown(say.said, areas=True)
    assert with_areas[DALE.id].holder == NORTH
    assert with_areas[MILL.id] == shown(say.said)[MILL.id]


def test_a_described_place_colours_nothing_by_itself(say: Press) -> None:
    say("monitor:watch", Event.CAPTURE, "north_army", place=CAMP, role=None)
    assert shown(say.said)[MILL.id].holder == "unknown"


def test_before_the_first_word_there_is_nothing(say: Press) -> None:
    say("monitor:watch", Event.CAPTURE, "north_army", day=5)
    assert shown(say.said, 4) == {}
    assert list(shown(say.said, 5)) == [MILL.id]


def test_because_names_claims_of_this_place_only(say: Press) -> None:
    say("monitor:watch", Event.HOLD, "north_army", place=MILL)
    say("monitor:watch", Event.HOLD, "south_army", place=FORD)
    assert [r.claim_id for r in shown(say.said)[FORD.id].because] == ["c0002"]


def test_what_is_known_of_the_start_is_used(say: Press) -> None:
    say("narrator", Event.OFFENSIVE, "north_army")
    h = shown(say.said, 0, initial={MILL.id: SOUTH})[MILL.id]
    assert (h.holder, h.threatened) == (SOUTH, True)


def test_explaining_a_place_without_claims_says_so(say: Press) -> None:
    say("residents", Event.HOLD, "north_army", place=MILL, day=3)
    for place_id, on in ((FORD.id, 30), (MILL.id, 0)):
        with pytest.raises(NotFound) as caught:
            why(say.said, place_id, on)
        assert caught.value.code == "control.no_claims" and caught.value.subject == place_id


def test_the_explanation_is_of_the_boards_answer(say: Press) -> None:
    say("residents", Event.HOLD, "north_army")
    say("south_radio", Event.LOSS, "south_army", target="north_army")
    assert why(say.said, MILL.id).holding == shown(say.said)[MILL.id]


@settings(max_examples=50)
@given(dispatches(8), st.integers(0, 20))
def test_every_holding_adds_up(said: list[Stored], on: int) -> None:
    for h in shown(said, on).values():
        assert 0 < h.probability < 1
        assert h.prior + sum(r.log_odds for r in h.because) == pytest.approx(logit(h.probability), abs=1e-9)
        assert h.valid_to is None and (h.valid_from is None or h.valid_from <= D0 + timedelta(days=on))


@settings(max_examples=30)
@given(dispatches(8), st.randoms(use_true_random=False))
def test_shuffled_claims_give_the_same_bytes(said: list[Stored], chance: object) -> None:
    shuffled = list(said)
    chance.shuffle(shuffled)
    plain, other = shown(said, 9), shown(shuffled, 9)
    assert [canonical(h) for h in plain.values()] == [canonical(h) for h in other.values()]


@settings(max_examples=40)
@given(dispatches(8), st.integers(0, 12), st.integers(0, 12))
def test_as_known_is_the_board_of_what_was_known(said: list[Stored], known: int, on: int) -> None:
    """A later claim changes no earlier answer, and the order in which it came into the ledger changes none at all."""
    limit = datetime.combine(D0 + timedelta(days=known), datetime.min.time(), UTC)
    prefix = [s for s in said if s.known_from <= limit]
    interleaved = [s for s in reversed(said) if s.known_from <= limit]
    assert shown(prefix, on) == shown(interleaved, on)
    for key, h in shown(prefix, on).items():
        later = shown(said, on).get(key)
        assert later is not None
        told = {r.claim_id for r in later.because}
        assert {r.claim_id for r in h.because} <= told


@settings(max_examples=40)
@given(dispatches(8))
def test_swapping_sides_swaps_holders(said: list[Stored]) -> None:
    swap = {NORTH: SOUTH, SOUTH: NORTH}
    plain, mirror = shown(said, 9), shown([mirrored(s) for s in said], 9)
    for key, h in plain.items():
        assert mirror[key].holder == swap.get(h.holder, h.holder)
        assert mirror[key].probability == pytest.approx(h.probability, abs=1e-9)
        assert mirror[key].standing is h.standing


def test_a_capital_on_the_eve_and_after(say: Press) -> None:
    """Encircled, a headline too early, then taken: threatened one day, held the next, never before it fell."""
    say("south_office", Event.REPEL, "south_army", role=PlaceRole.NEAR, day=-1)
    say("north_radio", Event.BESIEGE, "north_army", day=-1)
    say("narrator", Event.LOSS, "south_army", day=-1, role=PlaceRole.NEAR, headline=True)
    say("residents", Event.HOLD, "south_army", day=-3)
    eve = shown(say.said, -1)[MILL.id]
    assert eve.holder != NORTH and eve.threatened
    say("north_radio", Event.CAPTURE, "north_army", target="south_army", day=0)
    say("residents", Event.ENTER, "north_army", day=0)
    say("narrator", Event.LOSS, "south_army", day=0, headline=True)
    say("monitor:watch", Event.WITHDRAW, "south_army", role=PlaceRole.FROM, day=0)
    assert shown(say.said, -1)[MILL.id].holder != NORTH
    after = shown(say.said, 1)[MILL.id]
    assert (after.holder, after.valid_from, after.threatened) == (NORTH, D0, False)


def test_a_suburb_claimed_by_rebels_only(say: Press) -> None:
    say("north_radio", Event.HOLD, "north_army", place=FORD)
    h = shown(say.said, 0)[FORD.id]
    assert (h.holder, h.standing) == (NORTH, Standing.CLAIMED)


def test_an_early_headline_takes_no_city(say: Press) -> None:
    """The headline says it fell; its own body says that nobody has entered."""
    say("residents", Event.HOLD, "south_army", day=-2)
    say("narrator", Event.CAPTURE, "north_army", headline=True, report="r9")
    say("narrator", Event.ENTER, "north_army", factuality=Factuality.CERTAIN_NOT, report="r9")
    say("narrator", Event.ADVANCE, "north_army", role=PlaceRole.NEAR, report="r9")
    h = shown(say.said, 0)[MILL.id]
    assert (h.holder, h.threatened) == (SOUTH, True)
