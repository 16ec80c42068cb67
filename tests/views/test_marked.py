"""Texts cut by marks: nothing of the text is lost, and each stretch knows what lies over it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from whoholds.views.marked import Mark, stretches

TEXT = "Rebels took Hama, residents said."


def test_without_marks_the_text_is_one_stretch() -> None:
    (only,) = stretches(TEXT, 0, len(TEXT), [])
    assert only.text == TEXT and only.marks == () and only.kinds == ()


def test_marks_that_overlap_are_cut_where_either_begins_or_ends() -> None:
    marks = [Mark(0, 16, "claim", 1), Mark(12, 16, "place"), Mark(7, 24, "claim", 2)]
    found = stretches(TEXT, 0, len(TEXT), marks)
    assert [s.text for s in found] == ["Rebels ", "took ", "Hama", ", reside", "nts said."]
    assert [sorted(m.number for m in s.marks if m.kind == "claim") for s in found] == [[1], [1, 2], [1, 2], [2], []]
    assert found[2].kinds == ("claim", "place")
    assert [m.number for m in found[1].begins] == [2]


def test_a_mark_that_begins_before_the_block_begins_with_it() -> None:
    (first, *_) = stretches(TEXT, 7, 20, [Mark(0, 11, "claim", 1)])
    assert first.text == "took" and first.begins == first.marks


def test_marks_outside_and_empty_ones_are_left_out() -> None:
    found = stretches(TEXT, 0, 6, [Mark(10, 12, "claim"), Mark(3, 3, "claim"), Mark(6, 9, "claim")])
    assert [s.text for s in found] == ["Rebels"] and found[0].marks == ()


def test_an_empty_stretch_has_no_pieces() -> None:
    assert list(stretches(TEXT, 4, 4, [Mark(0, 9, "claim")])) == []


SPANS = st.tuples(st.integers(0, 60), st.integers(0, 60), st.sampled_from(["claim", "place", "cue"]), st.integers(1, 9))


@given(st.text(max_size=50), st.lists(SPANS, max_size=8))
def test_the_pieces_make_up_the_text(text: str, spans: list[tuple[int, int, str, int]]) -> None:
    marks = [Mark(min(a, b), max(a, b), kind, n) for a, b, kind, n in spans]
    found = stretches(text, 0, len(text), marks)
    assert "".join(s.text for s in found) == text
    at = 0
    for stretch in found:
        assert stretch.text
        over = {m for m in marks if m.start <= at and at + len(stretch.text) <= m.end}
        assert set(stretch.marks) == over
        at += len(stretch.text)
