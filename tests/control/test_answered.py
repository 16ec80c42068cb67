"""Claims that answer claims of other reports: who denies and confirms what, whatever the order they come in."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.control.sayings import DALE, FORD, MILL, NOWHERE, Press, Stored
from tests.ledger.samples import HAMA, NARRATOR, START, Ticking, claim, raw_of, reading, report
from whoholds.control import answered
from whoholds.control.answered import Answered, apart, links, rules, told, verdict
from whoholds.errors import DataError
from whoholds.ledger import ClaimFilter, Ledger
from whoholds.model import Claim, Event, Factuality

NO, YES, OPEN = Factuality.CERTAIN_NOT, Factuality.CERTAIN, Factuality.UNCOMMITTED


def confirming(stored: Stored, cue: str = "confirm/confirm") -> Stored:
    """The same claim, read under a cue."""
    return replace(stored, claim=replace(stored.claim, rule=f"en:capture/take+{cue}"))


def linked(said: Sequence[Stored], days: int = 7) -> dict[str, str]:
    return links(said, days)


# -- what answers what ------------------------------------------------------------------------------------------------


def test_a_denial_of_the_next_day_answers() -> None:
    press = Press()
    first = press("north_army", Event.CAPTURE, "north_army")
    denial = press("south_army", Event.CAPTURE, "north_army", day=1, factuality=NO)
    assert linked(press.said) == {denial.claim.id: first.claim.id}
    assert verdict(denial.claim) == "denied"


def test_who_denies_a_loss_answers_who_claims_the_capture() -> None:
    press = Press()
    first = press("north_army", Event.CAPTURE, "north_army", target="south_army")
    denial = press("south_army", Event.LOSS, "south_army", day=1, factuality=NO)
    assert linked(press.said) == {denial.claim.id: first.claim.id}


@pytest.mark.parametrize("cue", ["confirm/confirm", "admit/admit"])
def test_a_confirmation_answers_by_its_cue(cue: str) -> None:
    press = Press()
    first = press("north_army", Event.CAPTURE, "north_army")
    second = confirming(press("south_army", Event.CAPTURE, "north_army", day=1), cue)
    assert linked([first, second]) == {second.claim.id: first.claim.id}
    assert verdict(second.claim) == "confirmed"


def test_the_latest_is_answered() -> None:
    press = Press()
    press("north_army", Event.CAPTURE, "north_army")
    later = press("north_radio", Event.CAPTURE, "north_army", day=1)
    denial = press("south_army", Event.CAPTURE, "north_army", day=2, factuality=NO)
    assert linked(press.said) == {denial.claim.id: later.claim.id}


def test_of_two_told_at_once_the_very_event_is_answered() -> None:
    press = Press()
    press("north_army", Event.HOLD, "north_army", report="r1")
    taken = press("north_army", Event.CAPTURE, "north_army", report="r1")
    press("residents", Event.HOLD, "north_army", report="r1")
    denial = press("south_army", Event.CAPTURE, "north_army", day=1, factuality=NO)
    assert linked(press.said) == {denial.claim.id: taken.claim.id}


def test_a_report_may_correct_its_own_outlet() -> None:
    press = Press()
    first = press("narrator", Event.CAPTURE, "north_army")
    second = press("narrator", Event.CAPTURE, "north_army", day=1, factuality=NO)
    assert linked(press.said) == {second.claim.id: first.claim.id}


# -- what answers nothing ---------------------------------------------------------------------------------------------


def test_a_repetition_answers_nothing() -> None:
    press = Press()
    press("north_army", Event.CAPTURE, "north_army")
    press("residents", Event.CAPTURE, "north_army", day=1)
    assert linked(press.said) == {}


def test_nobody_confirms_himself() -> None:
    press = Press()
    first = press("north_army", Event.CAPTURE, "north_army")
    again = confirming(press("north_army", Event.CAPTURE, "north_army", day=1))
    assert linked([first, again]) == {}


def test_an_answer_inside_its_report_stays_as_it_is() -> None:
    press = Press()
    press("north_army", Event.CAPTURE, "north_army")
    denial = press("south_army", Event.CAPTURE, "north_army", day=1, factuality=NO)
    inside = replace(denial, claim=replace(denial.claim, answers="c-other"))
    assert linked([press.said[0], inside]) == {}


@pytest.mark.parametrize(
    "change",
    [
        {"place": FORD},
        {"place": NOWHERE},
        {"event": Event.KILL},
        {"actor": "east_army"},
        {"day": 40},
        {"factuality": OPEN},
    ],
)
def test_another_place_matter_actor_or_time_is_another_matter(change: dict[str, object]) -> None:
    press = Press()
    press("north_army", Event.CAPTURE, "north_army")
    given_ = {"event": Event.CAPTURE, "actor": "north_army", "day": 1, "factuality": NO, "place": MILL} | change
    event, actor = given_.pop("event"), given_.pop("actor")
    press("south_army", event, actor, **given_)
    assert linked(press.said) == {}


def test_who_lost_is_not_who_took() -> None:
    press = Press()
    press("north_army", Event.CAPTURE, "north_army")
    press("north_army", Event.LOSS, "north_army", day=1, factuality=NO)
    assert linked(press.said) == {}


def test_an_earlier_report_does_not_answer_a_later_one() -> None:
    press = Press()
    press("south_army", Event.CAPTURE, "north_army", factuality=NO)
    press("north_army", Event.CAPTURE, "north_army", day=1)
    assert linked(press.said) == {}


def test_two_claims_of_one_report_are_not_linked_here() -> None:
    press = Press()
    press("north_army", Event.CAPTURE, "north_army", report="r1")
    press("south_army", Event.CAPTURE, "north_army", report="r1", day=1, factuality=NO)
    assert linked(press.said) == {}


# -- days -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("days", "found"), [(0, False), (2, False), (3, True), (7, True)])
def test_the_window_is_a_setting(days: int, found: bool) -> None:
    press = Press()
    press("north_army", Event.CAPTURE, "north_army")
    press("south_army", Event.CAPTURE, "north_army", day=3, factuality=NO)
    assert bool(linked(press.said, days)) is found


def test_without_a_day_the_telling_counts() -> None:
    press = Press()
    first = press("north_army", Event.CAPTURE, "north_army", day=None)
    second = press("south_army", Event.CAPTURE, "north_army", day=4)
    assert apart(first, second) == 4
    assert told(first) == first.published


@given(st.integers(-9, 9), st.integers(0, 5), st.integers(-9, 9), st.integers(0, 5))
def test_distance_is_the_same_both_ways_and_nothing_where_stretches_meet(a: int, m: int, b: int, n: int) -> None:
    press = Press()
    one = press("x", Event.CAPTURE, day=a, until=a + m)
    two = press("y", Event.CAPTURE, day=b, until=b + n)
    gap = apart(one, two)
    assert gap == apart(two, one) >= 0
    assert (gap == 0) == (a <= b + n and b <= a + m)


# -- order plays no part ----------------------------------------------------------------------------------------------

SPEAKERS = st.sampled_from(["north_army", "south_army", "residents", "narrator"])
SAYING = st.tuples(
    SPEAKERS,
    st.sampled_from([Event.CAPTURE, Event.LOSS, Event.HOLD, Event.WITHDRAW, Event.KILL]),
    st.sampled_from(["north_army", "south_army", None]),
    st.integers(0, 12),
    st.sampled_from([YES, NO, OPEN]),
    st.sampled_from([MILL, FORD, DALE]),
    st.booleans(),
)


def spoken(sayings: Sequence[tuple[str, Event, str | None, int, Factuality, object, bool]]) -> list[Stored]:
    press = Press()
    out = []
    for speaker, event, actor, day, factuality, place, confirms in sayings:
        stored = press(speaker, event, actor, day=day, factuality=factuality, place=place)
        out.append(confirming(stored) if confirms else stored)
    return out


@given(st.lists(SAYING, max_size=12), st.integers(0, 9), st.randoms(use_true_random=False))
def test_the_order_of_adding_plays_no_part(
    sayings: list[tuple[str, Event, str | None, int, Factuality, object, bool]], days: int, shuffle: random.Random
) -> None:
    said = spoken(sayings)
    before = linked(said, days)
    shuffle.shuffle(said)
    assert linked(said, days) == before


@given(st.lists(SAYING, max_size=12), st.integers(0, 9))
def test_a_link_leads_to_an_earlier_claim_of_another_report_at_the_same_place(
    sayings: list[tuple[str, Event, str | None, int, Factuality, object, bool]], days: int
) -> None:
    said = spoken(sayings)
    by_id = {stored.claim.id: stored for stored in said}
    for one, other in linked(said, days).items():
        a, b = by_id[one], by_id[other]
        assert told(b) < told(a) and a.report_id != b.report_id
        assert a.claim.place == b.claim.place and rules().same(a.claim.event, b.claim.event)
        assert b.claim.factuality.polarity > 0 and apart(a, b) <= days


@given(st.lists(SAYING, max_size=12))
def test_a_wider_window_only_adds_links(
    sayings: list[tuple[str, Event, str | None, int, Factuality, object, bool]],
) -> None:
    said = spoken(sayings)
    assert set(linked(said, 2)) <= set(linked(said, 5))


# -- in a ledger ------------------------------------------------------------------------------------------------------

TEXTS = ("Rebels took Hama.", "No rebel took Hama.")


def two_reports(folder: Path, order: tuple[int, int]) -> Ledger:
    """A ledger in which the second report denies the first, added in an order."""
    ledger = Ledger.open(folder / "ledger.sqlite", blobs=folder / "blobs", clock=Ticking())
    for i in order:
        of = report(TEXTS[i], published=START + timedelta(days=i))
        found = claim(
            of, TEXTS[i], HAMA, speaker=NARRATOR, factuality=NO if i else YES, start=START.date(), end=START.date()
        )
        ledger.add_report(of, raw_of(TEXTS[i]), known_from=of.published)
        ledger.add_reading(reading(of, found))
    return ledger


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_a_ledger_links_whatever_the_order(tmp_path: Path, order: tuple[int, int]) -> None:
    with two_reports(tmp_path, order) as ledger:
        told_ = {s.claim.quote: s.claim for s in Answered(ledger, 7).linked(ledger.claims())}
        assert told_[TEXTS[1]].answers == told_[TEXTS[0]].id
        assert told_[TEXTS[0]].answers is None
        assert {s.claim.answers for s in Answered(ledger, 7).linked(ledger.claims())} == {None, told_[TEXTS[0]].id}


def test_a_link_says_nothing_else_of_the_claim(tmp_path: Path) -> None:
    with two_reports(tmp_path, (0, 1)) as ledger:
        for before, after in zip(ledger.claims(), Answered(ledger, 7).linked(ledger.claims()), strict=True):
            assert replace(after, claim=replace(after.claim, answers=None)) == before


@pytest.mark.parametrize(("hours", "found"), [(-1, False), (30, True)])
def test_only_what_was_known_then_is_linked(tmp_path: Path, hours: int, found: bool) -> None:
    """The first report reaches the ledger a day after the second, which denies it."""
    ledger = Ledger.open(tmp_path / "ledger.sqlite", blobs=tmp_path / "blobs", clock=Ticking(START + timedelta(days=3)))
    known = (START + timedelta(days=2), START + timedelta(days=1))
    with ledger:
        for i in (1, 0):
            of = report(TEXTS[i], published=START + timedelta(days=i))
            ledger.add_report(of, raw_of(TEXTS[i]), known_from=known[i])
            ledger.add_reading(reading(of, claim(of, TEXTS[i], HAMA, speaker=NARRATOR, factuality=NO if i else YES)))
        then = known[0] + timedelta(hours=hours)
        where = ClaimFilter(as_known=then)
        links_ = [s.claim.answers for s in Answered(ledger, 7, then).linked(ledger.claims(where))]
        assert any(links_) is found


# -- the rules --------------------------------------------------------------------------------------------------------


def test_the_rules_name_events_of_the_model() -> None:
    assert rules().same(Event.CAPTURE, Event.LOSS) and rules().same(Event.KILL, Event.KILL)
    assert not rules().same(Event.KILL, Event.PROTEST)
    assert Event.LOSS in rules().of_losers and "confirm" in rules().confirming


def test_sides_are_seen_from_who_gains() -> None:
    press = Press()
    loss = press("x", Event.LOSS, "south_army", target="north_army").claim
    gain = press("x", Event.CAPTURE, "north_army", target="south_army").claim
    assert rules().sides(loss) == rules().sides(gain) == ("north_army", "south_army")


def test_a_broken_rules_file_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    rules.cache_clear()
    monkeypatch.setattr(answered.tomllib, "loads", lambda _: {"alike": [["marriage"]]})
    with pytest.raises(DataError, match="marriage"):
        rules()
    monkeypatch.undo()
    rules.cache_clear()


@pytest.mark.parametrize(("value", "word"), [(YES, "confirmed"), (NO, "denied"), (OPEN, "left_open")])
def test_a_verdict_in_a_word(value: Factuality, word: str) -> None:
    said: Claim = Press()("x", Event.CAPTURE, factuality=value).claim
    assert verdict(said) == word
