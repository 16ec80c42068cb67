"""Interviews: who answers, and which paragraphs are answers.

An interview is told by its form: short paragraphs that ask, a paragraph or more behind each, somebody in the title or
the lead who is announced as speaking, and a first person in what is answered. Explainers that ask their own questions
("Who holds what? Six questions") have the form and nobody who answers; they stay the narrator's.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from whoholds.reading.scene import FIGHTERS, Actor, Scene
from whoholds.reading.words import ordered
from whoholds.reference.mention import ActorMention

LONGEST = 220
"""A longer paragraph is no question. Unit: characters."""
LEAST = 2
"""Questions that an interview has at least; one that is not announced as such has one more."""
_PROMPT = 140  # characters of a remark that stands where a question would
_ASKED = re.compile(r"\?\s*[»”\"*_)]*\s*$")
_ONE_SENTENCE = re.compile(r"[^.!?…]+[.…]?[»”\"]?")
_CALLED = re.compile(rf"\b(?:{'|'.join(ordered('interviews', 'called'))})\b", re.IGNORECASE)
_FIRST = re.compile(rf"\b(?:{'|'.join(ordered('interviews', 'first_person'))})\b", re.IGNORECASE)
_QUOTED = re.compile(r"[»”\"]\s*[:,–—-]\s*")
_HEADED = re.compile(r"[^\n:«“\"]{3,80}:\s*[«“\"]")
_SILENT = FIGHTERS | {"object", "state", "government", "ministry", "document", "social_media", "anaphor"}


@dataclass(frozen=True, slots=True)
class Interview:
    """Who answers, and where the answers begin."""

    answerer: ActorMention
    answers: frozenset[int]


def interview(text: str, blocks: Sequence[tuple[int, int]], actors: Sequence[ActorMention]) -> Interview | None:
    """The interview that a report is, None where it is none.

    Args:
        text: the report.
        blocks: start and end of its paragraphs, in order.
        actors: its mentions, in order.
    """
    asked = [i for i, (start, end) in enumerate(blocks) if _asks(text[start:end])]
    if len(asked) < LEAST or asked[0] == 0:
        return None
    lead = blocks[: asked[0]]
    headed = _HEADED.match(text, *lead[0]) is not None
    announced = headed or any(sign.search(text, start, end) for start, end in lead for sign in (_CALLED, _QUOTED))
    if not announced and len(asked) <= LEAST:
        return None
    who = _answerer(text, lead, actors)
    if who is None:
        return None
    answers = _answers(text, blocks, asked[0])
    if not any(_FIRST.search(text, blocks[i][0], blocks[i][1]) for i in answers):
        return None
    return Interview(who, frozenset(blocks[i][0] for i in answers))


def _asks(paragraph: str) -> bool:
    return len(paragraph) <= LONGEST and _ASKED.search(paragraph) is not None


def _answers(text: str, blocks: Sequence[tuple[int, int]], first: int) -> list[int]:
    """What neither asks nor stands, short and alone, where a question would: behind an answer and before one."""
    out: list[int] = []
    for i in range(first + 1, len(blocks)):
        here = text[blocks[i][0] : blocks[i][1]].strip()
        if _asks(here):
            continue
        behind = out[-1:] == [i - 1]
        before = i + 1 < len(blocks) and not _asks(text[blocks[i + 1][0] : blocks[i + 1][1]])
        short = len(here) <= _PROMPT and _ONE_SENTENCE.fullmatch(here) is not None
        if not (behind and before and short):
            out.append(i)
    return out


def _answerer(text: str, lead: Sequence[tuple[int, int]], actors: Sequence[ActorMention]) -> ActorMention | None:
    """Who is named behind "interview with" or behind the quotation that heads the text; a person, no body of troops.

    Without those it is the one person whom the lead names.
    """
    voices = [m for m in actors if m.individual or m.kind not in _SILENT]
    for start, end in lead:
        for sign in (_CALLED.search(text, start, end), _QUOTED.search(text, start, end)):
            here = [m for m in voices if sign is not None and sign.end() <= m.start < end]
            if here:
                return here[0]
    heading = _HEADED.match(text, *lead[0])
    named = [m for m in voices if heading is not None and lead[0][0] <= m.start < heading.end()]
    if named:
        return named[-1]
    single = [m for m in voices if lead[0][0] <= m.start < lead[-1][1] and m.individual and m.number != "plur"]
    return single[0] if len({m.as_speaker for m in single}) == 1 else None


def voice_of(answerer: ActorMention, scenes: Sequence[Scene]) -> Actor | None:
    """The answerer as somebody who speaks; None where the paragraph that names him was not read."""
    for scene in scenes:
        if scene.parsed.start <= answerer.start < scene.parsed.end:
            head = scene.parsed.head_in(answerer.start, answerer.end)
            key = "residents" if answerer.as_speaker == "civilians" else answerer.as_speaker
            if head is not None:
                return Actor(head, key, answerer.kind, answerer.start, answerer.end, answerer.text)
    return None


__all__ = ["Interview", "interview", "voice_of"]
