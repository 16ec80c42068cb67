from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from whoholds.control.origins import contrary, origins, words_of
from whoholds.model import Event, Factuality
from whoholds.reports.copies import fingerprint, packed

from .sayings import WEIGHTS, Press, Stored, evidence, one

CT_NOT = Factuality.CERTAIN_NOT
WIRE = "Northern troops entered the square at noon and took the town hall"


@pytest.fixture
def say() -> Press:
    return Press()


def grouped(say: Press) -> list[list[str]]:
    """Claim ids of each origin, in order of publication."""
    found = evidence(say.said)
    return [[found[i].claim_id for i in group.members] for group in origins(found, WEIGHTS)]


def test_one_voice_saying_it_again_is_one_origin(say: Press) -> None:
    say("monitor:watch", Event.CAPTURE, "north_army")
    say("monitor:watch", Event.HOLD, "north_army", after=1.5, outlet="Another Paper")
    assert grouped(say) == [["c0001", "c0002"]]


def test_two_voices_are_two_origins(say: Press) -> None:
    say("monitor:watch", Event.CAPTURE, "north_army")
    say("residents", Event.CAPTURE, "north_army")
    assert len(grouped(say)) == 2


def test_spokesmen_of_one_side_are_one_origin(say: Press) -> None:
    say("north_radio", Event.CAPTURE, "north_army")
    say("north_army", Event.CAPTURE, "north_militia", outlet="Another Paper")
    assert len(grouped(say)) == 1


def test_two_narrators_are_two_origins_unless_the_words_are_the_same(say: Press) -> None:
    say("narrator", Event.CAPTURE, "north_army", outlet="A", quote=WIRE)
    say("narrator", Event.CAPTURE, "north_army", outlet="B", quote=WIRE.upper().replace(" at", ", at"))
    say("narrator", Event.CAPTURE, "north_army", outlet="C", quote="The town fell to the North on Saturday, we saw")
    assert grouped(say) == [["c0001", "c0002"], ["c0003"]]


def test_short_words_prove_no_copy(say: Press) -> None:
    say("narrator", Event.CAPTURE, "north_army", outlet="A", quote="took the town")
    say("narrator", Event.CAPTURE, "north_army", outlet="B", quote="took the town")
    assert len(grouped(say)) == 2


def test_agreement_alone_proves_no_copy(say: Press) -> None:
    for k in range(5):
        say(f"monitor:m{k}", Event.HOLD, "north_army")
    assert len(grouped(say)) == 5


def test_a_headline_joins_what_its_body_says(say: Press) -> None:
    say("narrator", Event.CAPTURE, "north_army", report="r1", headline=True)
    say("north_radio", Event.CAPTURE, "north_army", report="r1")
    assert grouped(say) == [["c0002", "c0001"]]
    found = evidence(say.said)
    group = origins(found, WEIGHTS)[0]
    assert not found[group.counts(found)].headline, "the sentence counts, not the headline"


def test_a_headline_alone_counts(say: Press) -> None:
    say("narrator", Event.CAPTURE, "north_army", report="r1", headline=True)
    say("north_radio", Event.OFFENSIVE, "north_army", report="r1")
    assert len(grouped(say)) == 2


@pytest.mark.parametrize(("hours", "groups"), [(71, 1), (73, 2)])
def test_the_window_of_copies(say: Press, hours: int, groups: int) -> None:
    say("monitor:watch", Event.HOLD, "north_army", day=0, after=0)
    say("monitor:watch", Event.HOLD, "north_army", day=0, after=hours / 24)
    assert len(grouped(say)) == groups


def test_a_later_repetition_counts_in_part(say: Press) -> None:
    for day in (0, 5, 30):
        say("monitor:watch", Event.HOLD, "north_army", day=day)
    assert [group.factor for group in origins(evidence(say.said), WEIGHTS)] == [1.0, WEIGHTS.copies.repeat, 1.0]


def test_other_days_are_other_news(say: Press) -> None:
    say("narrator", Event.HOLD, "north_army", day=-20, after=20)
    say("narrator", Event.HOLD, "north_army", day=0, after=0.5)
    assert len(grouped(say)) == 2


def test_saying_it_again_after_the_contrary_is_news(say: Press) -> None:
    say("north_radio", Event.CAPTURE, "north_army", day=0)
    say("north_radio", Event.LOSS, "north_army", day=1)
    say("north_radio", Event.CAPTURE, "north_army", day=2)
    groups = origins(evidence(say.said), WEIGHTS)
    assert [group.factor for group in groups] == [1.0, 1.0, 1.0]


def test_a_monitor_that_saw_the_other_side_in_between_brings_news(say: Press) -> None:
    say("monitor:watch", Event.CAPTURE, "north_army", day=0)
    say("monitor:watch", Event.CAPTURE, "south_army", day=1)
    say("monitor:watch", Event.CAPTURE, "north_army", day=2)
    assert len(grouped(say)) == 3


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ((Event.CAPTURE, "north_army", 1), (Event.LOSS, "north_army", 1), True),
        ((Event.CAPTURE, "north_army", 1), (Event.CAPTURE, "north_army", -1), True),
        ((Event.HOLD, "north_army", 1), (Event.HOLD, "south_army", 1), True),
        ((Event.HOLD, "north_army", 1), (Event.CAPTURE, "north_army", 1), False),
        ((Event.LOSS, "north_army", 1), (Event.LOSS, "south_army", 1), False),
        ((Event.LOSS, "north_army", 1), (Event.HOLD, "south_army", 1), False),
        ((Event.CLASH, None, 1), (Event.HOLD, "south_army", 1), False),
    ],
)
def test_contraries(say: Press, first: tuple[Event, str, int], second: tuple[Event, str, int], expected: bool) -> None:
    a, b = (
        one(say("residents", event, actor, factuality=Factuality.CERTAIN if sign > 0 else CT_NOT))
        for event, actor, sign in (first, second)
    )
    assert contrary(a, b) is contrary(b, a) is expected


STATEMENTS = st.lists(
    st.tuples(
        st.sampled_from(["narrator", "north_radio", "south_radio", "monitor:watch"]),
        st.sampled_from([Event.CAPTURE, Event.HOLD, Event.LOSS, Event.CLASH]),
        st.sampled_from(["north_army", "south_army"]),
        st.integers(0, 12),
        st.booleans(),
    ),
    min_size=1,
    max_size=12,
)


@given(STATEMENTS)
def test_every_statement_has_one_origin_and_the_strongest_counts(
    rows: list[tuple[str, Event, str, int, bool]],
) -> None:
    say = Press()
    for speaker, event, actor, day, headline in rows:
        say(speaker, event, actor, day=day, headline=headline)
    found = evidence(say.said)
    groups = origins(found, WEIGHTS)
    assert sorted(i for group in groups for i in group.members) == list(range(len(found)))
    for group in groups:
        best = found[group.counts(found)]
        rivals = [found[i] for i in group.members if found[i].headline == best.headline]
        assert best.strength == max(e.strength for e in rivals)
        assert group.first == min(group.members)
        assert {found[i].proposition for i in group.members} == {best.proposition}


@settings(max_examples=40)
@given(STATEMENTS, st.data())
def test_origins_of_what_was_published_first_stay(
    rows: list[tuple[str, Event, str, int, bool]], data: st.DataObject
) -> None:
    say = Press()
    for speaker, event, actor, day, _ in rows:
        say(speaker, event, actor, day=day)
    found = evidence(say.said)
    cut = data.draw(st.integers(0, len(found)))
    whole = [[i for i in group.members if i < cut] for group in origins(found, WEIGHTS)]
    assert [group.members for group in origins(found[:cut], WEIGHTS)] == [members for members in whole if members]


def test_the_window_can_be_changed(say: Press) -> None:
    say("monitor:watch", Event.HOLD, "north_army", after=0)
    say("monitor:watch", Event.HOLD, "north_army", after=0.5)
    found = evidence(say.said)
    narrow = WEIGHTS.model_copy(update={"copies": WEIGHTS.copies.model_copy(update={"window_hours": 6.0})})
    assert len(origins(found, narrow)) == 2 > len(origins(found, WEIGHTS))


def test_a_copy_published_first_is_the_origin(say: Press) -> None:
    late = say("monitor:watch", Event.HOLD, "north_army", after=1.0)
    early = say("monitor:watch", Event.HOLD, "north_army", after=0.2, outlet="Another Paper")
    assert early.published is not None and late.published is not None
    assert grouped(say) == [[early.claim.id, late.claim.id]]
    moved = replace(early, published=late.published + timedelta(hours=3))
    say.said[1] = moved
    assert grouped(say) == [[late.claim.id, early.claim.id]]


# What reviewers decided.


def groups(*said: Stored) -> list[list[int]]:

    return [origin.members for origin in origins(evidence(list(said)), WEIGHTS)]


def test_merged_claims_are_one_origin_whatever_they_say() -> None:
    say = Press()
    first = say("residents", Event.CAPTURE, "north_army")
    second = say("monitor:watch", Event.HOLD, "north_army", day=9)
    assert groups(first, second) == [[0], [1]]
    assert groups(replace(first, story="s"), replace(second, story="s")) == [[0, 1]]


def test_a_claim_that_was_split_off_shares_its_origin_with_nobody() -> None:
    say = Press()
    said = [say("residents", Event.CAPTURE, "north_army", after=0.5 + k / 10) for k in range(3)]
    assert groups(*said) == [[0, 1, 2]]
    assert groups(said[0], replace(said[1], alone=True), said[2]) == [[0, 2], [1]]
    assert groups(replace(said[0], alone=True), said[1], said[2]) == [[0], [1, 2]]


# One report made from another, and stories of one agency.

FIRST = (
    "Northern troops entered the square of Millbrook at noon, took the town hall without a fight and raised their flag "
    "over the bridge, while the last of the garrison left by the eastern road with what it could carry in ten lorries."
)
OTHER = (
    "In the valley people say little these days, and what they say is about the harvest, which was poor, about the "
    "price of bread, which is not, and about sons who have not written home since the beginning of April this year."
)


def narrated(text: str, outlet: str, quote: str, *, wire: str | None = None, day: int = 0) -> Stored:
    say = Press(count=sum(map(ord, outlet)))
    stored = say("narrator", Event.CAPTURE, "north_army", outlet=outlet, quote=quote, day=day)
    return replace(stored, wire=wire, fingerprint=packed(fingerprint(text)))


def test_a_report_made_from_another_is_no_second_origin() -> None:
    original = narrated(FIRST, "The Valley Post", "took the town hall")
    cut = narrated(OTHER + " " + FIRST, "The Hill Times", "entered the square")
    own = narrated(OTHER, "Radio Dale", "northern troops hold it")
    assert groups(original, cut) == [[0, 1]]
    assert len(groups(original, own)) == 2
    late = narrated(FIRST, "The Hill Times", "entered the square", day=9)
    assert len(groups(original, late)) == 2, "not within the window"


def test_an_agencys_story_is_one_in_whichever_paper_and_language() -> None:
    english = narrated(FIRST, "The Valley Post", "took the town hall", wire="AFP")
    french = narrated("Tout autre chose " + OTHER, "Le Val", "ont pris la mairie", wire="AFP")
    other = narrated(OTHER, "Radio Dale", "northern troops hold it", wire="Reuters")
    assert groups(english, french) == [[0, 1]]
    assert len(groups(english, other)) == 2
    assert {e.voice for e in evidence([english, french])} == {"narrator@AFP"}


def test_a_speaker_heard_in_two_copies_is_the_same_speaker_anyway() -> None:
    say = Press()
    one = say("residents", Event.CAPTURE, "north_army", outlet="The Valley Post")
    two = say("monitor:watch", Event.CAPTURE, "north_army", outlet="The Hill Times")
    copies = [replace(s, fingerprint=packed(fingerprint(FIRST))) for s in (one, two)]
    assert len(groups(*copies)) == 2, "two voices in one text are two voices"


def test_a_crowd_of_narrators_who_cite_nobody_counts_less_and_less() -> None:
    say = Press()
    for n in range(5):
        say("narrator", Event.CAPTURE, "north_army", outlet=f"Outlet {n}", after=0.5 + n / 10)
    groups = origins(evidence(say.said), WEIGHTS)
    assert [group.factor for group in groups] == [1.0, 1.0, 0.5, 0.25, 0.125]
    total = sum(group.factor for group in groups)
    assert total < 2 + 2 * WEIGHTS.copies.crowd, "however many there are"


def test_a_crowd_is_of_one_statement_and_one_time_and_of_narrators() -> None:
    say = Press()
    for n in range(3):
        say("narrator", Event.CAPTURE, "north_army", outlet=f"Outlet {n}")
        say("narrator", Event.CAPTURE, "south_army", outlet=f"Outlet {n + 5}", after=0.6)
        say("narrator", Event.CAPTURE, "north_army", outlet=f"Outlet {n + 10}", day=9)
        say(f"monitor:{n}", Event.CAPTURE, "north_army")
    factors = [group.factor for group in origins(evidence(say.said), WEIGHTS)]
    assert sorted(factors) == [0.5] * 3 + [1.0] * 9


def test_a_narrator_in_a_partys_own_words_says_no_more_than_the_party(say: Press) -> None:
    say("north_army", Event.CAPTURE, "north_army", quote=WIRE)
    say("narrator", Event.CAPTURE, "north_army", outlet="A", quote=WIRE, after=1.0)
    assert grouped(say) == [["c0001", "c0002"]]
    found = evidence(say.said)
    (group,) = origins(found, WEIGHTS)
    assert found[group.counts(found)].claim_id == "c0001", "it counts as the party's word"
    say("north_army", Event.CAPTURE, "north_army", quote="quite another sentence about the town hall", after=1.2)
    say("narrator", Event.CAPTURE, "north_army", outlet="B", quote="Nobody has printed this sentence before", after=1.3)
    assert [len(one) for one in grouped(say)] == [3, 1]


def test_nobody_but_a_narrator_takes_words_over(say: Press) -> None:
    say("north_army", Event.CAPTURE, "north_army", quote=WIRE)
    say("residents", Event.CAPTURE, "north_army", quote=WIRE, after=1.0)
    assert len(grouped(say)) == 2, "residents who are quoted so vouch for it themselves"


def test_words_told_again_much_later_are_a_new_story_that_has_copies_of_its_own(say: Press) -> None:
    for n, after in enumerate((0.5, 9.5, 10.0)):
        say("narrator", Event.CAPTURE, "north_army", outlet=f"Outlet {n}", quote=WIRE, after=after)
    assert grouped(say) == [["c0001"], ["c0002", "c0003"]]


def test_the_party_that_said_it_is_the_first_of_the_crowd(say: Press) -> None:
    say("north_army", Event.CAPTURE, "north_army", after=0.2)
    for n in range(4):
        say("narrator", Event.CAPTURE, "north_army", outlet=f"Outlet {n}", after=0.5 + n / 10)
    assert [group.factor for group in origins(evidence(say.said), WEIGHTS)] == [1.0, 1.0, 0.5, 0.25, 0.125]


def test_a_party_that_says_it_after_the_narrators_takes_nothing_from_them(say: Press) -> None:
    say("narrator", Event.CAPTURE, "north_army", outlet="A")
    say("narrator", Event.CAPTURE, "north_army", outlet="B", after=0.6)
    say("north_army", Event.CAPTURE, "north_army", after=0.9)
    say("south_army", Event.CAPTURE, "south_army", after=0.1)
    assert {group.factor for group in origins(evidence(say.said), WEIGHTS)} == {1.0}


@given(st.text(max_size=60))
def test_the_words_of_a_quote_are_its_runs_of_word_characters(quote: str) -> None:
    """However they are found: a clause of words and blanks is only split."""
    words = re.findall(r"\w+", quote.casefold())
    assert words_of(quote, WEIGHTS.copies) == (" ".join(words) if len(words) >= WEIGHTS.copies.quote_words else "")


@pytest.mark.parametrize(
    "quote", ["the army has left the town", "l'armée a quitté la ville", "one\ttwo three  four five six"]
)
def test_blanks_and_marks_between_words_do_not_tell_quotes_apart(quote: str) -> None:
    assert words_of(quote, WEIGHTS.copies) == words_of(f" {quote.upper()}, ", WEIGHTS.copies)
