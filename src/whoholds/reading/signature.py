"""Whose statement a text is that says "we": the fighters named in its signature, or in the name at its head."""

from __future__ import annotations

import re
from collections.abc import Sequence

from whoholds.model import ActorRef
from whoholds.reading.scene import FIGHTERS
from whoholds.reading.words import ordered
from whoholds.reference.mention import ActorMention

_SHORT = 110  # characters of a line that is a signature or a letterhead and no sentence
_OFFICE = re.compile(rf"\b(?:{'|'.join(ordered('signature', 'offices'))})\b", re.IGNORECASE)
_OURS = re.compile(rf"\b(?:our|nos|notre)\s+(?:\w+\s+)?(?:{'|'.join(ordered('signature', 'forces'))})\b", re.IGNORECASE)
_BEFORE = frozenset({"", "the", "for the", "signed", "pour le", "le", "la", "les"})


def signature(text: str, blocks: Sequence[tuple[int, int]], actors: Sequence[ActorMention]) -> ActorRef | None:
    """The organisation that opens the last line of a text, or its first two, where the line is no sentence.

    Args:
        text: the report.
        blocks: start and end of its blocks, in order.
        actors: the mentions of the report.
    """
    for start, end in [*reversed(blocks[-2:]), *blocks[:2]]:
        line = text[start:end].strip(" \n—–-*")
        if len(line) > _SHORT or line.endswith((".", "!", "?")):
            continue
        here = [m for m in actors if start <= m.start < end]
        office = start <= blocks[min(1, len(blocks) - 1)][0] and _OFFICE.search(line)
        head = next((m for m in here if _alone(text, start, end, m)), None)
        head = head or next((m for m in here if office and m.kind in FIGHTERS and not m.anaphoric), None)
        if head is not None:
            return ActorRef(head.key, head.text, head.start, head.end)
    return None


def speaks_of_ours(text: str) -> bool:
    """Do fighters tell it in the first person ("our units", "nos combattants")?"""
    return bool(_OURS.search(text))


def _alone(text: str, start: int, end: int, mention: ActorMention) -> bool:
    """Does a named body of fighters stand at the head of a line, with nothing but an office or a date behind it?"""
    before = text[start : mention.start].strip(" \n—–-*").lower()
    after = text[mention.end : end].strip()
    if not mention.named or mention.kind not in FIGHTERS or before not in _BEFORE:
        return False
    return not after or after[0] in ",:–—-(/|" or after[0].isdigit()


__all__ = ["signature", "speaks_of_ours"]
