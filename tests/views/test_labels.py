from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whoholds.views.labels import Box, Placed, Taken, Wanted, place, positions, text_width

FRAME = Box(0, 0, 400, 300)


def want(key: str, x: float, y: float, text: str = "Somewhere", rank: float = 0.0) -> Wanted:
    return Wanted(key, text, x, y, 12.0, 7.0, (rank,))


wanted = st.lists(
    st.builds(
        Wanted,
        st.uuids().map(str),
        st.text(min_size=1, max_size=14),
        st.floats(0, 400),
        st.floats(0, 300),
        st.sampled_from([10.5, 12.0, 14.5]),
        st.sampled_from([7.6, 13.0]),
        st.tuples(st.integers(0, 3)),
        st.booleans(),
    ),
    max_size=40,
)


def take_marks(some: list[Wanted]) -> tuple[Taken, list[Box]]:
    taken = Taken()
    boxes = [Box(w.x - w.reach, w.y - w.reach, w.x + w.reach, w.y + w.reach) for w in some]
    for box in boxes:
        taken.add(box)
    return taken, boxes


@given(wanted)
def test_names_never_touch_each_other_or_a_mark_and_stay_inside(some: list[Wanted]) -> None:
    taken, marks = take_marks(some)
    placed, dropped = place(some, FRAME, taken)
    for one, two in combinations([p.box for p in placed], 2):
        assert not one.overlaps(two)
    for spot in placed:
        assert spot.box.inside(FRAME)
        assert not any(spot.box.overlaps(mark) for mark in marks)
    assert len(placed) + len(dropped) == len(some)


@given(wanted)
def test_the_same_names_in_any_order_are_placed_alike(some: list[Wanted]) -> None:
    first, _ = place(some, FRAME, take_marks(some)[0])
    second, _ = place(list(reversed(some)), FRAME, take_marks(some)[0])
    assert first == second


@given(wanted)
def test_a_name_is_dropped_only_where_no_position_is_free(some: list[Wanted]) -> None:
    taken, _ = take_marks(some)
    _, dropped = place(some, FRAME, taken)
    for name in dropped:
        assert not any(p.box.inside(FRAME) and taken.free(p.box) for p in positions(name))


def test_a_lone_name_stands_to_the_right() -> None:
    placed, _ = place([want("a", 100, 100)], FRAME, Taken())
    assert placed[0].anchor == "start"
    assert placed[0].x > 100


def test_at_the_right_edge_it_goes_left() -> None:
    placed, _ = place([want("a", 395, 150)], FRAME, Taken())
    assert placed[0].anchor == "end"


def test_the_better_rank_gets_the_room() -> None:
    tight = Box(0, 0, 90, 30)
    placed, dropped = place([want("minor", 10, 15, rank=2), want("major", 10, 15, rank=0)], tight, Taken())
    assert next(p.wanted.key for p in placed) == "major"
    assert all(w.key == "minor" for w in dropped)


def test_no_room_at_all_drops_it() -> None:
    assert place([want("a", 5, 5, "A very long name indeed")], Box(0, 0, 20, 10), Taken())[0] == []


def test_text_stands_inside_its_box() -> None:
    for spot in positions(want("a", 50, 60)):
        assert spot.box.top < spot.y < spot.box.bottom
        left = {"start": spot.x, "end": spot.x - (spot.box.right - spot.box.left)}.get(spot.anchor)
        if left is not None:
            assert left == pytest.approx(spot.box.left)


@given(st.text(max_size=20), st.text(max_size=20))
def test_width_grows_with_text(one: str, two: str) -> None:
    assert text_width(one + two, 12) >= text_width(one, 12)
    assert text_width(one, 12, bold=True) >= text_width(one, 12)


def test_width_is_near_helvetica() -> None:
    # "Aleppo" by Adobe's metrics: 667 + 222 + 556 * 4 = 3113 thousandths
    assert text_width("Aleppo", 10) == pytest.approx(31.13 * 1.06, rel=0.08)
    assert text_width("é", 10) == text_width("e", 10)
    assert text_width("漢", 10) > text_width("m", 10)
    assert text_width("ab", 10, spacing=3) == pytest.approx(text_width("ab", 10) + 6)


def boxes() -> st.SearchStrategy[Box]:
    return st.tuples(st.floats(0, 300), st.floats(0, 300), st.floats(1, 90), st.floats(1, 90)).map(
        lambda t: Box(t[0], t[1], t[0] + t[2], t[1] + t[3])
    )


@given(st.lists(boxes(), max_size=30), boxes())
def test_the_grid_finds_what_a_plain_search_finds(some: list[Box], asked: Box) -> None:
    taken = Taken()
    for box in some:
        taken.add(box)
    assert taken.free(asked) is not any(asked.overlaps(box) for box in some)


def test_boxes_that_share_an_edge_do_not_overlap() -> None:
    assert not Box(0, 0, 10, 10).overlaps(Box(10, 0, 20, 10))
    assert Box(0, 0, 10, 10).overlaps(Box(9, 9, 20, 20))
    assert isinstance(next(positions(want("a", 1, 1))), Placed)
