from __future__ import annotations

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from whoholds.control.case import by_place, case_of
from whoholds.control.filter import Filter
from whoholds.control.glance import glance
from whoholds.control.history import namer
from whoholds.control.placed import CASES_KEPT, DAYS_KEPT, Placed, cuts
from whoholds.model import Event

from .sayings import D0, FORD, MILL, WEIGHTS, WORLD, Press
from .test_living import SAID, Told, sayings

NAME, FILTER = namer(WORLD), Filter(WORLD.sides, WEIGHTS)


def placed(said: list[object]) -> dict[str, Placed]:
    found = by_place(said, WORLD, WEIGHTS)
    return {key: Placed(evidence, FILTER, NAME) for key, evidence in found.items()}


@given(st.lists(SAID, min_size=1, max_size=8), st.lists(st.integers(-3, 500), min_size=1, max_size=8))
def test_days_asked_in_any_order_are_answered_as_each_by_itself(plan: list[Told], days: list[int]) -> None:
    for one in placed(sayings(plan)).values():
        for n in days:
            on = D0 + timedelta(days=n)
            plain = case_of(one.evidence, on, Filter(WORLD.sides, WEIGHTS))
            assert one.glance(on) == (glance(plain, NAME) if plain.evidence else None)
            case = one.case(on)
            assert (case is None) == (not plain.evidence)
            if case is not None:
                assert case.on == on and case.evidence == plain.evidence and case.state() == plain.state()


def test_days_between_which_nothing_is_said_have_one_case() -> None:
    say = Press()
    say("monitor:watch", Event.CAPTURE, "north_army")
    say("residents", Event.HOLD, "south_army", day=40)
    one = placed(say.said)[MILL.id]
    for n in (0, 5, 39, 17):
        assert one.case(D0 + timedelta(days=n)) is not None
    assert len(one._cases) == 1
    assert one.case(D0 - timedelta(days=1)) is None
    one.case(D0 + timedelta(days=44))
    assert len(one._cases) == 3


def test_no_more_is_kept_than_there_is_room_for() -> None:
    say = Press()
    for n in range(CASES_KEPT + 9):
        say("monitor:watch", Event.CAPTURE, "north_army", day=3 * n)
    one = placed(say.said)[MILL.id]
    for n in range(CASES_KEPT + 9):
        one.glance(D0 + timedelta(days=3 * n))
        assert len(one._cases) <= CASES_KEPT
        assert len(one._seen) <= DAYS_KEPT


def test_a_place_knows_where_it_lies_and_since_when_it_is_spoken_of() -> None:
    say = Press()
    say("monitor:watch", Event.CAPTURE, "north_army", place=FORD, day=4)
    one = placed(say.said)[FORD.id]
    assert (one.site.id, one.site.lon, one.site.lat) == (FORD.id, FORD.lon, FORD.lat)
    assert one.first == min(cuts(one.evidence))
