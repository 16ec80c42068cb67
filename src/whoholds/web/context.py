"""Quotes in their paragraph, and a whole text with every claim marked. Pure: text in, pieces out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from whoholds.model import Block, BlockKind, Claim, Report

AROUND = 420  # characters kept on each side of a quote in a long paragraph


@dataclass(frozen=True, slots=True)
class Quoted:
    """A quote and what stands before and after it in its paragraph; `cut` says where the paragraph was shortened."""

    before: str
    quote: str
    after: str
    language: str
    cut_before: bool = False
    cut_after: bool = False


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text and the numbers of the claims that it belongs to; `first` are those that begin with it."""

    text: str
    claims: tuple[int, ...] = ()
    first: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A block of a report in pieces."""

    kind: BlockKind
    language: str
    pieces: tuple[Piece, ...]


def block_of(report: Report, start: int, end: int) -> Block:
    """The paragraph that holds a span; one that runs over several gets them all as one."""
    touched = [b for b in report.blocks if b.start < end and start < b.end]
    if not touched:
        return Block(start, end, report.language)
    if len(touched) == 1:
        return touched[0]
    return Block(touched[0].start, touched[-1].end, touched[0].language, touched[0].kind)


def quoted(report: Report, claim: Claim, around: int = AROUND) -> Quoted:
    """The claim's quote in its paragraph, which is shortened at a word where it is long."""
    block = block_of(report, claim.start, claim.end)
    low, high = min(block.start, claim.start), max(block.end, claim.end)
    start, end = max(low, claim.start - around), min(high, claim.end + around)
    if start > low:
        space = report.text.find(" ", start, claim.start)
        start = space + 1 if space >= 0 else start
    if end < high:
        space = report.text.rfind(" ", claim.end, end)
        end = space if space >= 0 else end
    text = report.text
    return Quoted(
        before=text[start : claim.start],
        quote=text[claim.start : claim.end],
        after=text[claim.end : end],
        language=block.language if block.language != "und" else report.language,
        cut_before=start > low,
        cut_after=end < high,
    )


def pieces(text: str, start: int, end: int, spans: Sequence[tuple[int, int, int]]) -> tuple[Piece, ...]:
    """The stretch `text[start:end]` cut wherever a span begins or ends.

    Args:
        text: the whole text.
        start: first character of the stretch.
        end: one past its last.
        spans: (start, end, number) in characters of the whole text; they may overlap.
    """
    inside = [(max(a, start), min(b, end), n, a) for a, b, n in spans if a < end and start < b and a < b]
    cuts = sorted({start, end, *(a for a, *_ in inside), *(b for _, b, *_ in inside)})
    out = []
    for a, b in pairwise(cuts):
        here = sorted(n for low, high, n, _ in inside if low <= a and b <= high)
        first = sorted(n for _, _, n, begins in inside if begins == a)
        out.append(Piece(text[a:b], tuple(here), tuple(first)))
    return tuple(out)


def paragraphs(report: Report, claims: Sequence[Claim]) -> list[Paragraph]:
    """A report's blocks with the claims' quotes marked by their number in `claims`, from 1."""
    spans = [(c.start, c.end, i) for i, c in enumerate(claims, 1)]
    blocks = report.blocks or (Block(0, len(report.text), report.language),)
    return [
        Paragraph(
            b.kind,
            b.language if b.language != "und" else report.language,
            pieces(report.text, b.start, b.end, spans),
        )
        for b in blocks
    ]
