"""Of candidates that overlap the longest is kept, and a name inside a phrase gives it its key."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from whoholds.reference.choosing import ONLY_MEMBER, longest, of_the_named
from whoholds.reference.mention import ActorMention


def mention(start: int, end: int, key: str = "k", *, named: bool = False, source: str = "phrase") -> ActorMention:
    return ActorMention(start, end, key, "armed_group", named, "x" * (end - start), source=source)


def test_the_longest_wins_and_then_the_better_rank() -> None:
    spans = [(2, mention(0, 4, "short")), (2, mention(0, 9, "long"))]
    kept = longest([*spans, (1, mention(20, 25, "a")), (2, mention(20, 25, "b"))])
    assert [m.key for m in kept] == ["long", "a"]


def test_a_noun_that_needs_an_organisation_yields() -> None:
    kept = longest([(2, mention(0, 9, "noun", source=ONLY_MEMBER)), (2, mention(5, 8, "group"))])
    assert [m.key for m in kept] == ["group"]


def test_a_phrase_around_a_name_is_that_of_the_name() -> None:
    text = "Anti balaka fighters"
    name = ActorMention(0, 11, "anti_balaka", "armed_group", True, text[:11], source="name")
    phrase = ActorMention(0, 20, "rebels", "armed_group", False, text, source="phrase")
    assert [m.key for _, m in of_the_named([(0, name), (2, phrase)], text)] == ["anti_balaka", "anti_balaka"]


SPANS = st.lists(st.tuples(st.integers(0, 40), st.integers(1, 12)), max_size=12)


@given(SPANS)
def test_what_is_kept_never_overlaps_and_is_in_order(spans: list[tuple[int, int]]) -> None:
    kept = longest([(2, mention(start, start + size)) for start, size in spans])
    assert all(a.end <= b.start for a, b in pairwise(kept))
    assert bool(kept) == bool(spans)
