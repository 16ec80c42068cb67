from __future__ import annotations

from datetime import timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from whoholds.control.case import Case, case_of
from whoholds.control.filter import Filter
from whoholds.control.mass import Mass, Parts, Said
from whoholds.model import Event, Factuality

from .masses import parts_of
from .sayings import D0, SIDES, WEIGHTS, Press, evidence

FILTER = Filter(SIDES, WEIGHTS)
ON = 40
SAID = st.tuples(
    st.sampled_from(["monitor:watch", "residents", "north_radio", "south_radio", "unnamed", "east_radio"]),
    st.sampled_from([Event.CAPTURE, Event.HOLD, Event.WITHDRAW, Event.CLASH, Event.ENTER, Event.BESIEGE]),
    st.sampled_from(["north_army", "south_army", "east_army"]),
    st.sampled_from([None, "south_army", "north_army"]),
    st.integers(0, 30),
    st.sampled_from([Factuality.CERTAIN, Factuality.CERTAIN_NOT, Factuality.PROBABLE]),
)


Told = tuple[str, Event, str, str | None, int, Factuality]


def case_from(plan: list[Told]) -> Case | None:
    say = Press()
    for speaker, event, actor, target, day, factuality in plan:
        say(speaker, event, actor, target=None if target == actor else target, day=day, factuality=factuality)
    try:
        found = evidence(say.said)
    except AssertionError:
        return None  # nothing of it says who holds the place
    return case_of(found, D0 + timedelta(days=ON), FILTER)


def run(cases: list[Case]) -> tuple[np.ndarray, Mass]:
    mass = Mass(FILTER, np.array([case.prior for case in cases]))
    return mass.run(parts_of(cases, FILTER, D0), ON).last, mass


@given(st.lists(st.lists(SAID, min_size=1, max_size=8), min_size=1, max_size=4))
def test_all_places_at_once_are_what_each_is_by_itself(
    plans: list[list[tuple[str, Event, str, str | None, int, Factuality]]],
) -> None:
    cases = [case for plan in plans if (case := case_from(plan)) is not None]
    if not cases:
        return
    last, _ = run(cases)
    assert last == pytest.approx(np.array([case.state() for case in cases]), abs=1e-10)
    assert last.sum(1) == pytest.approx(1, abs=1e-12)


def test_every_day_that_is_spoken_of_is_told() -> None:
    say = Press()
    say("monitor:watch", Event.HOLD, "south_army", day=1)
    say("monitor:watch", Event.CAPTURE, "north_army", target="south_army", day=9)
    whole = case_of(evidence(say.said), D0 + timedelta(days=ON), FILTER)
    told = Mass(FILTER, np.array([whole.prior])).run(parts_of([whole], FILTER, D0), ON)
    daily = dict(FILTER.daily(whole.items, whole.on, whole.prior))
    assert told.day.tolist() == sorted(told.day.tolist()) and set(told.place) == {0}
    for day, state in zip(told.day, told.states, strict=True):
        assert state == pytest.approx(daily[D0 + timedelta(days=int(day))], abs=1e-10)


def test_a_place_that_nobody_speaks_of_stays_as_it_was() -> None:
    prior = FILTER.prior((), initial=SIDES[1])
    told = Mass(FILTER, np.array([prior])).run(parts_of([], FILTER, D0), ON)
    assert told.last[0] == pytest.approx(FILTER.at((), D0, prior), abs=1e-12)
    assert len(told.day) == 0


def test_the_order_of_the_parts_does_not_matter() -> None:
    cases = [
        c
        for n in range(3)
        if (c := case_from([("monitor:watch", Event.CAPTURE, "north_army", None, n, Factuality.CERTAIN)]))
    ]
    parts = parts_of(cases, FILTER, D0)
    mixed = np.random.default_rng(0).permutation(len(parts.place))
    shuffled = Parts(parts.place[mixed], parts.day[mixed], parts.step[mixed], parts.said.at(mixed))
    mass = Mass(FILTER, np.array([case.prior for case in cases]))
    assert (mass.run(parts, ON).last == mass.run(shuffled, ON).last).all()


@given(st.lists(SAID, min_size=1, max_size=6), st.floats(0.1, 1.0))
def test_rows_can_be_chosen_weighed_and_joined(plan: list[Told], factor: float) -> None:
    case = case_from(plan)
    parts = [part for item in case.told for part in item.evidence.parts] if case else []
    said = Said.of(parts, FILTER)
    assert said.strength.tolist() == [part.strength for part in parts]
    assert [FILTER.states[i] if i >= 0 else None for i in said.side] == [part.side for part in parts]
    half = said.at(np.arange(len(parts))[::2], factor)
    assert half.strength == pytest.approx(said.strength[::2] * factor)
    assert half.contested.tolist() == said.contested[::2].tolist()
    both = said + half
    assert len(both.shape) == len(parts) + len(half.shape)
    assert both.opens == pytest.approx([*said.opens, *said.opens[::2] * factor])
