from __future__ import annotations

import math
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whoholds.control.evidence import Interest, site_of, weigh_all
from whoholds.control.needs import World
from whoholds.model import Basis, Described, Effect, Event, Factuality, PlaceRole, Precision, When

from .sayings import CAMP, D0, DALE, FORD, MILL, NOWHERE, QUARTER, WEIGHTS, WORLD, Actors, Press, Theatre, one

CT, PR, PS, U = Factuality.CERTAIN, Factuality.PROBABLE, Factuality.POSSIBLE, Factuality.UNCOMMITTED
CT_NOT = Factuality.CERTAIN_NOT


@pytest.fixture
def say() -> Press:
    return Press()


# Whom a statement serves: (speaker, event, actor, target, factuality) -> interest.
SERVED = [
    ("monitor:watch", Event.CAPTURE, "north_army", None, CT, Interest.NEUTRAL),
    ("north_radio", Event.CAPTURE, "north_army", None, CT, Interest.OWN_GAIN),
    ("north_radio", Event.HOLD, "north_army", None, CT, Interest.OWN_GAIN),
    ("north_radio", Event.ENTER, "north_army", None, CT, Interest.OWN_GAIN),
    ("north_radio", Event.WITHDRAW, "south_army", None, CT, Interest.ENEMY_LOSS),
    ("north_radio", Event.LOSS, "north_army", None, CT, Interest.ADMISSION),
    ("north_radio", Event.CAPTURE, "south_army", None, CT, Interest.ADMISSION),
    ("north_radio", Event.CAPTURE, "south_army", "north_army", CT, Interest.ADMISSION),
    ("north_radio", Event.ENTER, "south_army", None, CT, Interest.ADMISSION),
    ("north_radio", Event.CAPTURE, "north_army", None, CT_NOT, Interest.ADMISSION),
    ("north_radio", Event.CAPTURE, "south_army", None, CT_NOT, Interest.DENIAL),
    ("north_radio", Event.WITHDRAW, "north_army", None, CT_NOT, Interest.DENIAL),
    ("north_radio", Event.WITHDRAW, "south_army", None, CT_NOT, Interest.ADMISSION),
    ("east_radio", Event.CAPTURE, "south_army", "north_army", CT, Interest.THIRD_PARTY),
    ("north_radio", Event.OFFENSIVE, "south_army", None, CT, Interest.THIRD_PARTY),
    ("abroad_office", Event.CAPTURE, "south_army", None, CT, Interest.NEUTRAL),
]


@pytest.mark.parametrize(("speaker", "event", "actor", "target", "factuality", "interest"), SERVED)
def test_whom_a_statement_serves(
    say: Press, speaker: str, event: Event, actor: str, target: str | None, factuality: Factuality, interest: Interest
) -> None:
    assert one(say(speaker, event, actor, target=target, factuality=factuality)).interest is interest


@pytest.mark.parametrize(
    ("event", "actor", "factuality", "kind"),
    [
        (Event.CAPTURE, "north_army", CT, "in"),
        (Event.HOLD, "north_army", CT, "in"),
        (Event.LOSS, "north_army", CT, "out"),
        (Event.CAPTURE, "north_army", CT_NOT, "out"),
        (Event.WITHDRAW, "north_army", CT_NOT, "in"),
        (Event.ENTER, "north_army", CT, "enter"),
        (Event.ENTER, "north_army", CT_NOT, "not_enter"),
        (Event.CLASH, None, CT, "clash"),
        (Event.CLASH, None, CT_NOT, "not_attacked"),
    ],
)
def test_took_and_holds_are_one_proposition(
    say: Press, event: Event, actor: str | None, factuality: Factuality, kind: str
) -> None:
    assert one(say("monitor:watch", event, actor, factuality=factuality)).proposition[0] == kind


def test_against_ones_interest_counts_more_than_for_it(say: Press) -> None:
    boast = one(say("north_radio", Event.HOLD, "north_army"))
    admission = one(say("north_radio", Event.LOSS, "north_army"))
    denial = one(say("north_radio", Event.LOSS, "north_army", factuality=CT_NOT))
    assert admission.strength > 2 * boast.strength > 2 * denial.strength > 0


def test_commitment_weakens_in_order(say: Press) -> None:
    strengths = [one(say("residents", Event.CAPTURE, "north_army", factuality=f)).strength for f in (CT, PR, PS, U)]
    assert strengths == sorted(strengths, reverse=True)
    assert strengths[0] == pytest.approx(math.log(5))
    assert strengths[-1] == 0


def test_what_is_planned_or_asked_says_nothing_and_threatens_nobody(say: Press) -> None:
    planned = one(say("south_army", Event.OFFENSIVE, "south_army", factuality=U))
    assert planned.parts == () and planned.threat is None
    assert weigh_all([say("south_army", Event.CAPTURE, "south_army", factuality=U)], WORLD, WEIGHTS) == []


def test_events_that_say_nothing_of_control_are_left_out(say: Press) -> None:
    for event in (Event.AIR_STRIKE, Event.PROTEST, Event.DESTROY, Event.KILL, Event.NEGOTIATE):
        say("narrator", event, "north_army")
    assert weigh_all(say.said, WORLD, WEIGHTS) == []


# The day that counts.


def test_a_stated_day_counts_in_full(say: Press) -> None:
    e = one(say("monitor:watch", Event.CAPTURE, "north_army", day=3, after=4))
    assert e.day == D0 + timedelta(days=3)
    assert e.weight == 1.0


def test_a_span_counts_on_its_last_day(say: Press) -> None:
    e = one(say("monitor:watch", Event.CAPTURE, "north_army", day=0, until=6, precision=Precision.WEEK))
    assert (e.begins, e.day) == (D0, D0 + timedelta(days=6))
    assert e.weight == WEIGHTS.date.week


def test_news_of_the_day_weighs_less_than_a_stated_day(say: Press) -> None:
    e = one(say("monitor:watch", Event.CAPTURE, "north_army", basis=Basis.INFERRED))
    assert e.weight == WEIGHTS.date.inferred
    assert "news of the day" in e.because


def test_an_unknown_day_is_said_and_weighs_less(say: Press) -> None:
    e = one(say("monitor:watch", Event.CAPTURE, "north_army", day=None, after=2.5))
    assert e.day == D0 + timedelta(days=2)
    assert (e.weight, e.undated) == (1.0, WEIGHTS.date.undated)
    assert "no day given: not after 12 May 2031, when it was published" in e.because


def test_an_undated_report_is_no_later_than_first_seen(say: Press) -> None:
    e = one(say("monitor:watch", Event.CAPTURE, "north_army", day=None, dated=False))
    assert (e.weight, e.undated) == (1.0, WEIGHTS.date.unseen)
    assert "first seen" in e.because


def test_a_forecast_is_no_evidence(say: Press) -> None:
    e = one(say("analysts", Event.CAPTURE, "north_army", day=4, after=-3, factuality=PR))
    assert e.parts == () and "no evidence of what is" in e.because


def test_a_night_that_runs_over_publication_counts_when_published(say: Press) -> None:
    e = one(say("residents", Event.CAPTURE, "north_army", day=0, until=1, after=-0.5))
    assert e.day == D0


def test_held_until_a_day_counts_the_day_before(say: Press) -> None:
    e = one(say("narrator", Event.HOLD, "north_army", when=When(None, D0, Precision.DAY, Basis.STATED)))
    assert e.day == D0 - timedelta(days=1)


def test_held_since_a_day_counts_when_published(say: Press) -> None:
    since = When(D0 - timedelta(days=90), None, Precision.DAY, Basis.STATED)
    e = one(say("narrator", Event.HOLD, "north_army", when=since))
    assert e.day == D0 and e.begins == D0 - timedelta(days=90)


# The place.


def test_near_a_place_says_little_about_it(say: Press) -> None:
    at = one(say("monitor:watch", Event.CAPTURE, "north_army"))
    near = one(say("monitor:watch", Event.CAPTURE, "north_army", role=PlaceRole.NEAR))
    lines = one(say("monitor:watch", Event.REPEL, "north_army", role=PlaceRole.NEAR))
    assert near.strength < lines.strength < at.strength / 2


@pytest.mark.parametrize("role", [PlaceRole.TOWARD, PlaceRole.TO])
def test_a_direction_is_no_place(say: Press, role: PlaceRole) -> None:
    assert one(say("monitor:watch", Event.WITHDRAW, "north_army", role=role)).parts == ()


def test_a_described_place_counts_little_for_what_describes_it(say: Press) -> None:
    camp = one(say("monitor:watch", Event.CAPTURE, "north_army", place=CAMP, role=None))
    quarter = one(say("monitor:watch", Event.CAPTURE, "north_army", place=QUARTER, role=None))
    assert camp.site.id == quarter.site.id == MILL.id
    assert camp.weight == WEIGHTS.place_role.near < quarter.weight == WEIGHTS.place_role.part < 1


def test_an_area_is_a_site_of_its_own(say: Press) -> None:
    site = site_of(say("monitor:watch", Event.CAPTURE, "north_army", place=DALE).claim)
    assert site is not None and site.area and site.id == "t:dale"


def test_an_area_without_id_is_filed_by_its_label(say: Press) -> None:
    site = site_of(say("monitor:watch", Event.CAPTURE, "north_army", place=replace(DALE, id=None)).claim)
    assert site is not None and site.id == "area:Dale"


@pytest.mark.parametrize("place", [NOWHERE, Described("hills in the Dale", "hill", "in", DALE)])
def test_what_has_no_place_bears_on_none(say: Press, place: Described) -> None:
    stored = say("monitor:watch", Event.CAPTURE, "north_army", place=place)
    assert site_of(stored.claim) is None
    assert weigh_all([stored], WORLD, WEIGHTS) == []


# What else it says.


def test_taking_from_somebody_says_who_had_it(say: Press) -> None:
    e = one(say("monitor:watch", Event.CAPTURE, "north_army", target="south_army"))
    now, before = e.parts
    assert (now.shape, now.side, now.target, now.day) == ("gains", "north", "south", D0)
    assert (before.shape, before.side, before.day) == ("holds", "south", D0 - timedelta(days=1))
    assert before.strength == pytest.approx(now.strength * WEIGHTS.before.weight)


def test_losing_to_somebody_says_who_has_it(say: Press) -> None:
    e = one(say("residents", Event.LOSS, "north_army", target="south_army"))
    assert [(p.shape, p.side) for p in e.parts] == [("loses", "north"), ("gains", "south"), ("holds", "north")]


def test_taken_by_nobody_knows_whom_is_a_loss(say: Press) -> None:
    e = one(say("residents", Event.CAPTURE, None, target="south_army"))
    assert [(p.shape, p.side) for p in e.parts] == [("loses", "south"), ("holds", "south")]


def test_taken_by_nobody_from_nobody_says_nothing(say: Press) -> None:
    assert one(say("residents", Event.CAPTURE, None)).parts == ()


def test_a_fight_between_nobody_knows_whom_still_is_one(say: Press) -> None:
    assert one(say("residents", Event.CLASH, None)).parts[0].shape == "clash"


@pytest.mark.parametrize(
    ("event", "role", "effect", "threat"),
    [
        (Event.ADVANCE, PlaceRole.TOWARD, Effect.NONE, "south"),
        (Event.ADVANCE, PlaceRole.NEAR, Effect.NONE, "south"),
        (Event.BESIEGE, PlaceRole.AT, Effect.CONTESTS, "south"),
        (Event.OFFENSIVE, PlaceRole.AT, Effect.CONTESTS, "south"),
        (Event.ENTER, PlaceRole.AT, Effect.CONTESTS, "south"),
        (Event.CAPTURE, PlaceRole.NEAR, Effect.GAINS, "south"),
        (Event.CAPTURE, PlaceRole.AT, Effect.GAINS, None),
        (Event.ADVANCE, PlaceRole.FROM, Effect.NONE, None),
        (Event.AIR_STRIKE, PlaceRole.AT, Effect.NONE, None),
    ],
)
def test_what_threatens(say: Press, event: Event, role: PlaceRole, effect: Effect, threat: str | None) -> None:
    assert one(say("narrator", event, "south_army", role=role, effect=effect)).threat == threat


def test_a_denied_advance_threatens_nobody(say: Press) -> None:
    assert one(say("narrator", Event.ADVANCE, "south_army", factuality=CT_NOT)).threat is None


# Who speaks.


def test_the_narrator_is_its_outlet(say: Press) -> None:
    assert one(say("narrator", Event.HOLD, "north_army")).voice == "narrator@The Valley Post"
    assert one(say("narrator", Event.HOLD, "north_army", outlet=None, report="r9")).voice == "narrator#r9"


def test_all_spokesmen_of_a_side_are_one_voice(say: Press) -> None:
    assert {one(say(s, Event.HOLD, "north_army")).voice for s in ("north_radio", "north_army")} == {"side:north"}


def test_the_narrator_of_a_partys_outlet_speaks_for_it(say: Press) -> None:
    world = World(Actors(), Theatre(), {"North Channel": "north", "Far News": "abroad"})
    stored = say("narrator", Event.HOLD, "north_army", outlet="North Channel")
    assert one(stored, world).interest is Interest.OWN_GAIN
    assert one(stored).interest is Interest.NEUTRAL
    assert one(say("narrator", Event.HOLD, "north_army", outlet="Far News"), world).interest is Interest.NEUTRAL


def test_sides_are_those_of_the_day(say: Press) -> None:
    early = one(say("monitor:watch", Event.HOLD, "turncoats", day=0))
    late = one(say("monitor:watch", Event.HOLD, "turncoats", day=9))
    assert (early.proposition[1], late.proposition[1]) == ("north", "south")


def test_a_headline_is_weaker_than_a_sentence(say: Press) -> None:
    flat = one(say("narrator", Event.CAPTURE, "north_army", headline=True))
    body = one(say("narrator", Event.CAPTURE, "north_army"))
    assert flat.strength == pytest.approx(body.strength * WEIGHTS.headline.alone)


def test_the_readers_own_doubt_counts(say: Press) -> None:
    assert one(say("residents", Event.HOLD, "north_army", confidence=0.5)).weight == 0.5
    assert one(say("residents", Event.HOLD, "north_army", confidence=0.0)).parts == ()


def test_a_claim_given_twice_counts_once(say: Press) -> None:
    stored = say("residents", Event.HOLD, "north_army")
    assert len(weigh_all([stored, stored], WORLD, WEIGHTS)) == 1


@given(st.permutations(range(6)))
def test_order_of_adding_never_matters(order: list[int]) -> None:
    say = Press()
    for k in range(6):
        say("residents", Event.HOLD, "north_army", day=k % 3, place=FORD if k % 2 else MILL, headline=k == 3)
    shuffled = [say.said[k] for k in order]
    assert weigh_all(shuffled, WORLD, WEIGHTS) == weigh_all(say.said, WORLD, WEIGHTS)


@given(
    st.sampled_from(sorted(Event)),
    st.sampled_from(sorted(Factuality)),
    st.sampled_from([None, *PlaceRole]),
    st.sampled_from(["narrator", "north_radio", "south_radio", "unnamed"]),
    st.sampled_from([None, "north_army", "south_army", "strangers"]),
    st.sampled_from([None, "north_army", "south_army"]),
)
def test_whatever_is_said_is_weighed_within_its_bounds(
    event: Event, factuality: Factuality, role: PlaceRole | None, speaker: str, actor: str | None, target: str | None
) -> None:
    e = one(Press()(speaker, event, actor, target=target, factuality=factuality, role=role))
    assert 0 <= e.weight <= 1
    for part in e.parts:
        assert 0 < part.strength <= math.log(WEIGHTS.interest.admission.odds) + 1e-12
        assert part.day <= e.day and 0 <= part.opens <= 1
        assert part.side is None or part.side != part.target
