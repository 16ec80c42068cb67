from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whoholds.control.filter import UNKNOWN, Filter
from whoholds.control.review import doubts, named
from whoholds.model import Event, Factuality

from .sayings import D0, NORTH, SIDES, SOUTH, WEIGHTS, WORLD, Press, Stored, changed


@pytest.fixture
def say() -> Press:
    return Press()


def queue(said: list[Stored], **more: object) -> list[str]:
    return [d.claim_id for d in doubts(said, WORLD, WEIGHTS, D0, **more)]


def test_what_nothing_hangs_on_comes_last(say: Press) -> None:
    deciding = say("monitor:watch", Event.CAPTURE, "north_army")
    rumour = say("social_media", Event.HOLD, "north_army", factuality=Factuality.POSSIBLE)
    assert queue(say.said) == [deciding.claim.id, rumour.claim.id]


def test_of_two_like_claims_the_one_read_less_surely_comes_first(say: Press) -> None:
    sure = say("monitor:watch", Event.CAPTURE, "north_army", confidence=0.95)
    unsure = say("monitor:other", Event.CAPTURE, "north_army", confidence=0.6)
    assert queue(say.said) == [unsure.claim.id, sure.claim.id]


def test_what_has_been_reviewed_is_not_asked_again(say: Press) -> None:
    first = say("monitor:watch", Event.CAPTURE, "north_army")
    second = say("residents", Event.HOLD, "north_army")
    assert queue(say.said, reviewed={first.claim.id}) == [second.claim.id]


def test_it_says_what_the_map_would_say_without_it(say: Press) -> None:
    say("residents", Event.HOLD, "south_army", day=-2)
    say("monitor:watch", Event.CAPTURE, "north_army", confidence=0.5)
    first = doubts(say.said, WORLD, WEIGHTS, D0)[0]
    assert (first.holder, first.holder_without) == (NORTH, SOUTH) and first.turns
    assert 0 < first.change <= 1 and 0.5 < first.doubt < 0.6
    assert first.expected == first.doubt * first.change


def test_the_same_sentence_in_two_outlets_goes_out_together(say: Press) -> None:
    words = "the garrison of the old mill town gave up this morning"
    for outlet in ("The Valley Post", "The Hill Times"):
        say("narrator", Event.CAPTURE, "north_army", outlet=outlet, quote=words)
    assert all(d.change > 0.2 for d in doubts(say.said, WORLD, WEIGHTS, D0))


def test_even_a_sure_reading_is_doubted_as_far_as_the_weights_say(say: Press) -> None:
    say("monitor:watch", Event.CAPTURE, "north_army", confidence=1.0)
    assert doubts(say.said, WORLD, WEIGHTS, D0)[0].doubt == pytest.approx(WEIGHTS.review.misread)
    trusting = changed("review", misread=0.0)
    assert doubts(say.said, WORLD, trusting, D0)[0].expected == 0


def test_what_is_said_of_later_days_is_not_asked(say: Press) -> None:
    say("monitor:watch", Event.HOLD, "north_army", day=3)
    assert queue(say.said) == []


@given(st.lists(st.sampled_from(["monitor:watch", "residents", "north_radio", "south_radio"]), min_size=1, max_size=5))
def test_the_order_of_adding_does_not_matter(speakers: list[str]) -> None:
    say = Press()
    for n, speaker in enumerate(speakers):
        say(speaker, Event.CAPTURE, "north_army" if n % 2 else "south_army", confidence=0.8)
    found = doubts(say.said, WORLD, WEIGHTS, D0)
    assert found == doubts(say.said[::-1], WORLD, WEIGHTS, D0)
    order = [round(d.expected, 12) for d in found]  # what is less than that is the sum's own error
    assert order == sorted(order, reverse=True)


def test_a_state_names_a_holder_only_above_the_threshold() -> None:
    filter = Filter(SIDES, WEIGHTS)
    assert named((0.6, 0.1, 0.1, 0.1, 0.1), filter) == NORTH
    assert named((0.5, 0.1, 0.1, 0.1, 0.2), filter) == UNKNOWN


def test_the_queue_of_a_situation_leaves_out_what_was_looked_at(tmp_path: Path) -> None:
    from tests.control.ledgers import fill
    from whoholds.control.review import queue as queue_of
    from whoholds.control.situation import situation
    from whoholds.control.weights import Weights
    from whoholds.ledger import Decision, Ledger, Verb
    from whoholds.reference.actors import Actors

    with Ledger.open(tmp_path / "ledger.sqlite", blobs=tmp_path / "blobs") as ledger:
        fill(ledger)
        first = queue_of(situation(ledger, Actors.load(), Weights.load()))
        ledger.decide(Decision(Verb.ACCEPT, (first[0].claim_id,), "a reviewer", "it says so"))
        left = queue_of(situation(ledger, Actors.load(), Weights.load()))
    assert first[0].claim_id not in {d.claim_id for d in left}
    assert len(left) == len(first) - 1
