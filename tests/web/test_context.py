from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tests.web.samples import corpus
from whoholds.model import Block, BlockKind
from whoholds.web import context


def test_a_quote_stands_in_its_own_paragraph() -> None:
    report, claims = corpus()[0]
    found = context.quoted(report, claims[1])
    assert found.before + found.quote + found.after == report.text.split("\n\n")[1]
    assert found.quote == claims[1].quote


def test_long_paragraphs_are_cut_at_a_word_on_both_sides() -> None:
    report, claims = corpus()[0]
    found = context.quoted(report, claims[3], around=10)
    assert found.cut_after
    assert not found.cut_before
    assert not found.after.endswith("cit")
    assert claims[3].quote + found.after in report.text


@given(
    st.text(min_size=1, max_size=60),
    st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=8),
)
def test_marking_changes_no_character(text: str, raw: list[tuple[int, int]]) -> None:
    spans = [(a, b, i) for i, (a, b) in enumerate(raw, 1)]
    found = context.pieces(text, 0, len(text), spans)
    assert "".join(p.text for p in found) == text
    begun = [n for p in found for n in p.first]
    assert len(begun) == len(set(begun))
    for i, (a, b) in enumerate(raw, 1):
        marked = "".join(p.text for p in found if i in p.claims)
        assert marked == text[a:b]


def test_every_block_is_shown_once() -> None:
    for report, claims in corpus():
        found = context.paragraphs(report, claims)
        assert "\n\n".join("".join(p.text for p in block.pieces) for block in found) == report.text


def test_a_quote_over_two_paragraphs_gets_both() -> None:
    report, _ = corpus()[0]
    one, two = report.blocks[1], report.blocks[2]
    block = context.block_of(report, one.end - 3, two.start + 3)
    assert (block.start, block.end) == (one.start, two.end)
    assert block.kind is one.kind


def test_a_quote_outside_every_paragraph_is_its_own() -> None:
    report, _ = corpus()[0]
    gap = report.blocks[0].end
    assert context.block_of(report, gap, gap + 1) == Block(gap, gap + 1, report.language)


def test_every_quote_of_the_sample_is_found_with_its_language() -> None:
    for report, claims in corpus():
        for claim in claims:
            found = context.quoted(report, claim)
            assert found.quote == claim.quote
            assert found.before + found.quote + found.after in report.text
            assert found.language == report.language


def test_the_first_block_is_the_title() -> None:
    for report, claims in corpus():
        kinds = [p.kind for p in context.paragraphs(report, claims)]
        assert kinds[0] is BlockKind.TITLE
        assert BlockKind.TITLE not in kinds[1:]


@given(st.integers(0, 60))
def test_however_little_is_kept_the_quote_is_whole(around: int) -> None:
    for report, claims in corpus():
        for claim in claims:
            found = context.quoted(report, claim, around)
            assert found.quote == claim.quote
            assert len(found.before) <= around
            assert len(found.after) <= around
            assert report.text[: claim.start].endswith(found.before)
            assert report.text[claim.end :].startswith(found.after)


def test_claims_that_overlap_are_both_marked_where_they_do() -> None:
    found = context.pieces("abcdef", 0, 6, [(0, 4, 1), (2, 6, 2)])
    assert [(p.text, p.claims, p.first) for p in found] == [
        ("ab", (1,), (1,)),
        ("cd", (1, 2), (2,)),
        ("ef", (2,), ()),
    ]


def test_a_claim_that_began_in_an_earlier_paragraph_does_not_begin_again() -> None:
    (piece,) = context.pieces("abcdef", 3, 6, [(0, 6, 1)])
    assert (piece.text, piece.claims, piece.first) == ("def", (1,), ())
