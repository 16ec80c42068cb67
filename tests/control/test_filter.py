from __future__ import annotations

import itertools
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from whoholds.control.filter import CONTESTED, UNKNOWN, Filter, likeliest
from whoholds.model import Basis, Event, Factuality, PlaceRole, Precision, When

from .sayings import D0, NORTH, SIDES, SOUTH, WEIGHTS, Press, Stored, case, chances, changed, mirrored

CT, CT_NOT = Factuality.CERTAIN, Factuality.CERTAIN_NOT


@pytest.fixture
def say() -> Press:
    return Press()


def test_states_are_the_sides_contested_and_unknown() -> None:
    assert Filter(SIDES, WEIGHTS).states == (*SIDES, CONTESTED, UNKNOWN)


def test_before_any_claim_nobody_stands_out() -> None:
    prior = Filter(SIDES, WEIGHTS).prior(())
    assert sum(prior) == pytest.approx(1)
    assert max(prior) == prior[len(SIDES) + 1]
    assert prior[-1] > 0.6
    assert prior[0] == prior[1] == prior[2]


def test_a_known_holder_at_the_start_is_the_first_answer() -> None:
    prior = Filter(SIDES, WEIGHTS).prior((), initial=SOUTH)
    assert likeliest(prior) == 1 and prior[1] > 0.7


def test_how_many_sides_a_theatre_has_matters_little(say: Press) -> None:
    say("north_radio", Event.CAPTURE, "north_army")
    few = chances(say.said)[NORTH]
    many = case(say.said)
    wide = Filter((*SIDES, *(f"side {k}" for k in range(8))), WEIGHTS)
    assert wide.at(many.items, many.on, wide.prior(many.items))[0] == pytest.approx(few, abs=0.12)


def test_one_monitor_names_a_holder(say: Press) -> None:
    say("monitor:watch", Event.CAPTURE, "north_army")
    assert chances(say.said, 0)[NORTH] > 0.8


def test_a_boast_is_weaker_than_a_monitor_and_than_an_admission(say: Press) -> None:
    boast = chances([say("north_radio", Event.CAPTURE, "north_army")], 0)[NORTH]
    monitor = chances([say("monitor:watch", Event.CAPTURE, "north_army")], 0)[NORTH]
    admission = chances([say("south_radio", Event.CAPTURE, "north_army")], 0)[NORTH]
    assert 0.5 < boast < min(monitor, admission) - 0.05


def test_a_boast_does_not_take_a_place_that_is_well_known_to_be_held(say: Press) -> None:
    for speaker in ("monitor:watch", "residents", "narrator"):
        say(speaker, Event.HOLD, "south_army", day=-2)
    say("social_media", Event.CAPTURE, "north_army")
    rumour = chances(say.said, 0)
    assert rumour[SOUTH] > rumour[NORTH]


def test_a_monitor_takes_a_place_that_was_well_known_to_be_held(say: Press) -> None:
    for speaker in ("monitor:watch", "residents", "narrator"):
        say(speaker, Event.HOLD, "south_army", day=-2)
    say("monitor:watch", Event.CAPTURE, "north_army", target="south_army")
    assert chances(say.said, -1)[SOUTH] > 0.8
    assert chances(say.said, 0)[NORTH] > 0.7


def test_silence_is_evidence_of_no_change(say: Press) -> None:
    say("monitor:watch", Event.CAPTURE, "north_army")
    assert chances(say.said, 0)[NORTH] - chances(say.said, 30)[NORTH] < 0.08


def test_silence_fades_back_to_not_knowing(say: Press) -> None:
    say("monitor:watch", Event.CAPTURE, "north_army")
    path = [chances(say.said, on)[NORTH] for on in (0, 100, 400, 2000, 9000)]
    assert path == sorted(path, reverse=True)
    late = case(say.said, 20000)
    assert late.state() == pytest.approx(case(say.said, 60000).state(), abs=1e-3)
    assert max(late.state()) < WEIGHTS.answer.take


def test_fighting_inside_makes_a_place_contested_and_time_decides_it(say: Press) -> None:
    say("monitor:watch", Event.HOLD, "south_army", day=-1)
    say("monitor:watch", Event.CLASH, "north_army", target="south_army")
    say("residents", Event.ENTER, "north_army")
    now, later = chances(say.said, 0), chances(say.said, 90)
    assert now[CONTESTED] > 0.5
    assert later[CONTESTED] < 0.2


def test_who_leaves_a_fight_leaves_it_to_the_other(say: Press) -> None:
    say("monitor:watch", Event.HOLD, "south_army", day=-1)
    say("residents", Event.ENTER, "north_army")
    say("monitor:watch", Event.CLASH, "north_army", target="south_army")
    say("south_radio", Event.WITHDRAW, "south_army", role=PlaceRole.FROM)
    left = chances(say.said, 1)
    assert max(left, key=lambda state: left[state]) == NORTH
    assert left[SOUTH] < 0.1


def test_who_leaves_a_place_with_no_other_in_sight_leaves_it_to_nobody_known(say: Press) -> None:
    say("residents", Event.WITHDRAW, "south_army", role=PlaceRole.FROM)
    left = chances(say.said, 1)
    assert max(left, key=lambda state: left[state]) == UNKNOWN


def test_besieging_is_not_holding(say: Press) -> None:
    say("north_radio", Event.BESIEGE, "north_army", target="south_army")
    siege = chances(say.said, 0)
    assert siege[NORTH] < siege[SOUTH]


def test_taken_from_somebody_tells_who_had_it_the_day_before(say: Press) -> None:
    say("monitor:watch", Event.CAPTURE, "north_army", target="south_army")
    before = chances(say.said, -1)
    assert max(before, key=lambda state: before[state]) == SOUTH


# Order within a day.


def test_retaken_on_the_day_it_was_taken(say: Press) -> None:
    say("monitor:watch", Event.CAPTURE, "north_army", target="south_army")
    say("residents", Event.CAPTURE, "south_army", target="north_army")
    tie = chances(say.said, 0)
    say("east_radio", Event.HOLD, "east_army", day=-9)
    assert tie[NORTH] > tie[SOUTH], "taken from each other: no order is known, the monitor weighs more"


def test_what_was_taken_from_the_taker_comes_after(say: Press) -> None:
    say("residents", Event.CAPTURE, "east_army")
    say("residents", Event.CAPTURE, "north_army", target="east_army", after=0.6)
    evening = chances(say.said, 0)
    assert max(evening, key=lambda state: evening[state]) == NORTH


def test_lost_in_the_night_and_back_by_noon(say: Press) -> None:
    night = When(D0 - timedelta(days=1), D0, Precision.INTERVAL, Basis.STATED)
    noon = When(D0, D0, Precision.DAY, Basis.STATED)
    say("north_radio", Event.LOSS, "north_army", when=night, report="r1")
    lost = chances(say.said, 0)[NORTH]
    say("north_radio", Event.CAPTURE, "north_army", when=noon, report="r1")
    back = chances(say.said, 0)[NORTH]
    assert lost < 0.2 and back > lost + 0.2


# Properties.

SPEAKERS = ["narrator", "north_radio", "south_radio", "east_radio", "monitor:watch", "residents", "unnamed"]
EVENTS = [
    Event.CAPTURE,
    Event.HOLD,
    Event.LOSS,
    Event.WITHDRAW,
    Event.ENTER,
    Event.CLASH,
    Event.BESIEGE,
    Event.OFFENSIVE,
]
ARMIES = ["north_army", "south_army", "east_army"]


@st.composite
def dispatches(draw: st.DrawFn, most: int = 10) -> list[Stored]:
    say = Press()
    for _ in range(draw(st.integers(1, most))):
        actor = draw(st.sampled_from(ARMIES))
        target = draw(st.sampled_from([None, *(a for a in ARMIES if a != actor)]))
        say(
            draw(st.sampled_from(SPEAKERS)),
            draw(st.sampled_from(EVENTS)),
            actor,
            target=target,
            day=draw(st.one_of(st.none(), st.integers(-3, 8))),
            factuality=draw(st.sampled_from(sorted(Factuality))),
            headline=draw(st.booleans()),
            role=draw(st.sampled_from([None, PlaceRole.AT, PlaceRole.NEAR, PlaceRole.FROM])),
        )
    return say.said


@given(dispatches(), st.integers(0, 40))
def test_probabilities_are_probabilities(said: list[Stored], on: int) -> None:
    say = Press(count=500)
    say("unnamed", Event.CLASH, "east_army", day=-3)
    state = case([*said, *say.said], on).state()
    assert sum(state) == pytest.approx(1, abs=1e-9)
    assert all(0 < p < 1 for p in state)


@given(dispatches())
def test_the_days_and_the_day_agree(said: list[Stored]) -> None:
    say = Press(count=500)
    say("unnamed", Event.CLASH, "east_army", day=-3)
    asked = case([*said, *say.said], 12)
    *_, (day, state) = asked.filter.daily(asked.items, asked.on, asked.prior)
    assert day == asked.on
    assert state == pytest.approx(asked.state(), abs=1e-9)


@given(dispatches(), st.integers(0, 12))
def test_swapping_two_sides_swaps_their_chances(said: list[Stored], on: int) -> None:
    say = Press(count=500)
    say("unnamed", Event.CLASH, "east_army", day=-3)
    said = [*said, *say.said]
    plain, swapped = chances(said, on), chances([mirrored(s) for s in said], on)
    assert swapped[NORTH] == pytest.approx(plain[SOUTH], abs=1e-9)
    assert swapped[SOUTH] == pytest.approx(plain[NORTH], abs=1e-9)
    assert swapped[CONTESTED] == pytest.approx(plain[CONTESTED], abs=1e-9)


@given(dispatches(6), st.sampled_from(["monitor:new", "residents", "unnamed"]))
def test_more_word_of_a_holder_never_makes_it_less_likely(said: list[Stored], speaker: str) -> None:
    say = Press(count=500)
    say("unnamed", Event.HOLD, "north_army", day=-3)
    before = chances([*said, *say.said], 9)[NORTH]
    say(speaker, Event.HOLD, "north_army", day=9)
    assert chances([*said, *say.said], 9)[NORTH] >= before - 1e-9


@given(dispatches(6))
def test_an_admission_never_counts_less_than_a_boast(said: list[Stored]) -> None:
    say = Press(count=500)
    say("unnamed", Event.CLASH, "north_army", target="south_army", day=-3)
    # the same voice again is no second witness: neither radio has spoken before
    said = [*(s for s in said if not s.claim.speaker.key.endswith("_radio")), *say.said]
    boast = Press(count=600)("north_radio", Event.CAPTURE, "north_army", target="south_army", day=9)
    admitted = Press(count=600)("south_radio", Event.CAPTURE, "north_army", target="south_army", day=9)
    assert chances([*said, admitted], 9)[NORTH] >= chances([*said, boast], 9)[NORTH] - 1e-9


@settings(max_examples=60)
@given(
    st.sampled_from(["north_radio", "monitor:watch", "residents", "narrator", "south_radio"]),
    st.sampled_from([Event.CAPTURE, Event.HOLD, Event.HANDOVER]),
    st.booleans(),
    st.floats(0.1, 1.0),
)
def test_a_partys_denial_lowers_and_never_inverts(speaker: str, event: Event, named: bool, after: float) -> None:
    say = Press()
    say("unnamed", Event.HOLD, "south_army", day=-5)
    say("unnamed", Event.CLASH, "north_army", target="south_army", day=-5)
    before = chances(say.said, 0)
    say(speaker, event, "north_army", target="south_army" if named else None)
    claimed = chances(say.said, 0)
    say("south_office", event, "north_army", factuality=CT_NOT, after=after)
    denied = chances(say.said, 0)
    assert denied[NORTH] <= claimed[NORTH] + 1e-12
    assert denied[NORTH] > before[NORTH]


def test_a_denial_alone_gives_the_place_to_nobody(say: Press) -> None:
    say("south_office", Event.CAPTURE, "north_army", factuality=CT_NOT)
    alone = chances(say.said, 0)
    assert max(alone[side] for side in SIDES) < WEIGHTS.answer.take


def test_a_floor_keeps_every_answer_open(say: Press) -> None:
    for k in range(30):
        say(f"monitor:m{k}", Event.HOLD, "north_army")
    floor = WEIGHTS.answer.floor
    assert 0.95 < chances(say.said, 0)[NORTH] <= 1 - floor * 4 / 5 + 1e-12


def test_weights_are_used(say: Press) -> None:
    say("north_radio", Event.CAPTURE, "north_army")
    trusting = changed("interest.own_gain", odds=6.0)
    assert chances(say.said, 0, weights=trusting)[NORTH] > chances(say.said, 0)[NORTH] + 0.05


def test_a_side_is_a_candidate_as_far_as_some_claim_has_weight(say: Press) -> None:
    def share(stored: Stored) -> float:
        return float(case([stored], 40).prior[0])

    faint = share(say("social_media", Event.HOLD, "north_army", factuality=Factuality.POSSIBLE))
    near = share(say("monitor:watch", Event.HOLD, "north_army", role=PlaceRole.NEAR, factuality=Factuality.POSSIBLE))
    plain = share(say("residents", Event.HOLD, "north_army"))
    assert 0.02 < faint < near < plain < WEIGHTS.answer.take


def test_no_rumour_alone_names_a_holder(say: Press) -> None:
    say("social_media", Event.CAPTURE, "north_army", factuality=Factuality.POSSIBLE)
    assert chances(say.said, 0)[NORTH] < WEIGHTS.answer.keep


@pytest.mark.parametrize("dated", [True, False])
def test_an_undated_claim_counts_in_full_until_a_dated_one_contradicts_it(say: Press, dated: bool) -> None:
    say("residents", Event.HOLD, "north_army", day=None, dated=dated, after=0.5)
    alone = case(say.said, 0).items
    assert [c.factor for c in alone] == [1.0]
    say("monitor:watch", Event.HOLD, "north_army", after=0.2)
    assert [c.factor for c in case(say.said, 0).items] == [1.0, 1.0]
    say("narrator", Event.HOLD, "south_army", after=0.2)
    expected = WEIGHTS.date.undated if dated else WEIGHTS.date.unseen
    assert {c.factor for c in case(say.said, 0).items} == {1.0, expected}


@given(dispatches(5), st.integers(0, 400), st.integers(0, 400))
def test_silence_of_some_days_and_then_of_more_is_silence_of_all_of_them(
    said: list[Stored], some: int, more: int
) -> None:
    say = Press(count=500)
    say("unnamed", Event.HOLD, "east_army", day=-3)
    asked = case([*said, *say.said], 12)
    start = asked.state()
    filter, prior = asked.filter, asked.prior
    twice = filter._quiet(filter._quiet(start, prior, some), prior, more)
    assert twice == pytest.approx(filter._quiet(start, prior, some + more), abs=1e-12)
    step = start
    for _ in range(min(some, 40)):
        step = filter._quiet(step, prior, 1)
    assert step == pytest.approx(filter._quiet(start, prior, min(some, 40)), abs=1e-12)


@pytest.mark.parametrize("talked", [True, False])
def test_a_day_by_itself_loses_no_probability(talked: bool) -> None:
    filter = Filter(SIDES, WEIGHTS)
    columns = filter._by_itself(filter.prior(()), talked=talked)
    for row in zip(*columns, strict=True):
        assert sum(row) == pytest.approx(1, abs=1e-12)
        assert min(row) >= 0


@given(st.lists(st.floats(0, 1), min_size=3, max_size=8))
def test_the_likeliest_is_never_unknown_and_the_first_of_equals(chances: list[float]) -> None:
    found = likeliest(tuple(chances))
    assert found < len(chances) - 1
    assert chances[found] == max(chances[:-1])
    assert chances[found] not in chances[:found]


def test_no_days_change_nothing() -> None:
    filter = Filter(SIDES, WEIGHTS)
    prior = filter.prior((), initial=SOUTH)
    assert filter._quiet(prior, prior, 0) == prior
    assert filter._quiet(prior, prior, -3) == prior


# Candour: who admits a loss is believed more on what came after it.


def lost_and_back(say: Press, *, admits: bool) -> None:
    say("south_radio", Event.CAPTURE, "south_army", target="north_army")
    if admits:
        say("north_radio", Event.LOSS, "north_army", day=-1, until=0, after=0.6)
    say("north_radio", Event.CAPTURE, "north_army", after=0.7)


def test_who_admits_a_loss_is_believed_more_on_being_back() -> None:
    candid, boasting = Press(), Press()
    lost_and_back(candid, admits=True)
    lost_and_back(boasting, admits=False)
    blunt = changed("interest.candid", odds=2.0, opens=0.5, contested=0.3)
    assert chances(candid.said, 0)[NORTH] > chances(candid.said, 0, weights=blunt)[NORTH] + 0.05
    assert chances(boasting.said, 0) == chances(boasting.said, 0, weights=blunt), "a boast alone is a boast"


def test_forces_back_inside_come_after_the_admitted_loss(say: Press) -> None:
    say("monitor:watch", Event.HOLD, "north_army", day=-2)
    say("north_radio", Event.LOSS, "north_army", day=-1, until=0, after=0.6)
    lost = chances(say.said, 0)[CONTESTED]
    say("north_radio", Event.ENTER, "north_army", after=0.7)
    assert chances(say.said, 0)[CONTESTED] > lost + 0.1


def test_candour_counts_for_the_day_it_was_shown_on(say: Press) -> None:
    say("south_radio", Event.CAPTURE, "south_army", target="north_army")
    say("north_radio", Event.LOSS, "north_army", after=0.6)
    say("north_radio", Event.CAPTURE, "north_army", day=4)
    blunt = changed("interest.candid", odds=2.0, opens=0.5, contested=0.3)
    assert chances(say.said, 5) == chances(say.said, 5, weights=blunt)


@pytest.mark.parametrize("sharpness", [0.7, 1.3, 1.5])
@given(said=dispatches(), on=st.integers(0, 40))
def test_sharper_answers_are_the_same_answers_more_surely(sharpness: float, said: list[Stored], on: int) -> None:
    say = Press(count=500)
    say("unnamed", Event.CLASH, "east_army", day=-3)
    every_one = [*said, *say.said]
    plain, sharp = case(every_one, on), case(every_one, on, weights=changed("answer", sharpness=sharpness))
    a, b = plain.state(), sharp.state()
    assert sum(b) == pytest.approx(1.0)
    order = sorted(range(len(a)), key=lambda i: a[i])
    assert all(b[i] <= b[j] + 1e-9 for i, j in itertools.pairwise(order))
    assert max(b) >= max(a) - 1e-9 if sharpness > 1 else max(b) <= max(a) + 1e-9
    every = dict(sharp.filter.daily(sharp.told, sharp.on, sharp.prior))
    some = dict(sharp.filter.daily(sharp.told, sharp.on, sharp.prior, lambda _: 0.02))
    last = next(iter(every.values()))
    for day, state in every.items():
        last = some.get(day, last)
        assert max(abs(p - q) for p, q in zip(state, last, strict=True)) < 0.02 + 1e-12
    assert every[sharp.on] == pytest.approx(b, abs=1e-9)
