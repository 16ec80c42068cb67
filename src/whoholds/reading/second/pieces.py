"""A report in pieces that a model takes at once: whole paragraphs, in order, each in one piece."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from whoholds.model import BlockKind, Report


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph as the model sees it: `number` counts from 1 in the report."""

    number: int
    kind: BlockKind
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Piece:
    """Some paragraphs of a report, in order."""

    paragraphs: tuple[Paragraph, ...]


def paragraphs_of(report: Report, most: int) -> Iterator[Paragraph]:
    """The report's paragraphs; one that is longer than `most` characters is cut at a space."""
    number = 0
    for block in report.blocks:
        start = block.start
        while start < block.end:
            end = block.end
            if end - start > most:
                space = report.text.rfind(" ", start + 1, start + most)
                end = space + 1 if space > start else start + most
            if report.text[start:end].strip():
                number += 1
                yield Paragraph(number, block.kind, start, end)
            start = end


def pieces_of(report: Report, most: int) -> list[Piece]:
    """Pieces of at most `most` characters of text each; none for an empty report.

    Args:
        report: any report.
        most: characters, at least 1.
    """
    out: list[Piece] = []
    now: list[Paragraph] = []
    size = 0
    for paragraph in paragraphs_of(report, most):
        length = paragraph.end - paragraph.start
        if now and size + length > most:
            out.append(Piece(tuple(now)))
            now, size = [], 0
        now.append(paragraph)
        size += length
    return [*out, Piece(tuple(now))] if now else out
