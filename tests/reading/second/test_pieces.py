from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from tests.reading.desk import bare_report, report_of
from whoholds.model import BlockKind
from whoholds.reading.second.pieces import pieces_of


def test_a_short_report_is_one_piece_with_its_title() -> None:
    report = report_of("First paragraph here.\n\nSecond one.", "en", title="Title of it")
    (piece,) = pieces_of(report, 1_000)
    assert [(p.number, p.kind) for p in piece.paragraphs] == [
        (1, BlockKind.TITLE),
        (2, BlockKind.PARAGRAPH),
        (3, BlockKind.PARAGRAPH),
    ]


def test_paragraphs_stay_whole_where_they_fit() -> None:
    report = report_of("\n\n".join("word " * 20 + f"end{n}." for n in range(5)), "en")
    pieces = pieces_of(report, 250)
    assert [len(p.paragraphs) for p in pieces] == [2, 2, 1]


def test_nothing_in_nothing_out() -> None:
    assert pieces_of(bare_report("", "en"), 100) == []
    assert pieces_of(bare_report("  \n ", "en"), 100) == []


@given(st.text(alphabet="ab \n.", max_size=400), st.integers(1, 60))
def test_every_letter_is_in_one_piece_and_no_piece_is_too_long(text: str, most: int) -> None:
    report = bare_report(text, "en")
    spans = [(p.start, p.end) for piece in pieces_of(report, most) for p in piece.paragraphs]
    assert spans == sorted(spans) and all(a[1] <= b[0] for a, b in pairwise(spans))
    assert all(end - start <= most for start, end in spans)
    covered = {i for start, end in spans for i in range(start, end)}
    assert all(i in covered for i, letter in enumerate(text) if not letter.isspace())
    for piece in pieces_of(report, most):
        assert sum(p.end - p.start for p in piece.paragraphs) <= most


@given(st.integers(200, 2_000))
def test_numbers_count_through_the_report(most: int) -> None:
    report = report_of("\n\n".join(f"Paragraph {n} with some words." for n in range(30)), "en")
    numbers = [p.number for piece in pieces_of(report, most) for p in piece.paragraphs]
    assert numbers == list(range(1, 31))
