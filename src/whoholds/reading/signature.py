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
_QUOTED = re.compile(r"«[^»]*»|“[^”]*”|\"(?:[^\"]|(?<=\n)\")*\"")  # each paragraph may open it anew
_WE = re.compile(r"\b(?:we|our|nous|nos)\b", re.IGNORECASE)
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


def given_out_by(outlet: str | None, text: str, signed: ActorRef | None) -> ActorRef | None:
    """Who vouches for a statement that says "we" and is signed: the body, unless it is the outlet itself that speaks.

    Args:
        outlet: the report's; a press office or channel is the body's own.
        text: the report.
        signed: whose signature or letterhead it has.
    """
    if signed is None or signed.start is None or (outlet is not None and _OFFICE.search(outlet)):
        return None
    line = text[text.rfind("\n", 0, signed.start) + 1 : (text + "\n").index("\n", signed.start)]
    last = not text[signed.start :].strip().count("\n\n")
    plain = _QUOTED.sub("", text)
    return signed if (last or _OFFICE.search(line)) and (_WE.search(plain) or speaks_of_ours(plain)) else None


def _alone(text: str, start: int, end: int, mention: ActorMention) -> bool:
    """Does a named body of fighters stand at the head of a line, with nothing but an office or a date behind it?"""
    before = text[start : mention.start].strip(" \n—–-*").lower()
    after = text[mention.end : end].strip()
    if not mention.named or mention.kind not in FIGHTERS or before not in _BEFORE:
        return False
    return not after or after[0] in ",:–—-(/|" or after[0].isdigit()


__all__ = ["given_out_by", "signature", "speaks_of_ours"]
