"""Which statements are one origin: repeating is not confirming.

One origin are, within `copies.window_hours` and about the same days,

- the same statement by the same voice (all spokesmen of a side are one voice), in any outlet and language;
- the same statement in the same words, by whichever narrators (a wire's sentence, printed again);
- the same statement by narrators of reports one of which is made from the other, by their fingerprints
  (`reports.copies`), or which are credited to the same news agency;
- a headline and the sentence of its report that says the same;
- and, whatever else is true, what a reviewer merged; what a reviewer split off is an origin of its own.

An origin counts once, with its strongest statement. Never decided from agreement alone: honest voices agree too.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from functools import lru_cache

from whoholds.control.evidence import NARRATOR, Evidence
from whoholds.control.weights import Copies, Weights
from whoholds.reports.copies import is_copy, unpacked

_WORD = re.compile(r"\w+")


@dataclass(slots=True)
class Origin:
    """Statements that go back to one.

    Attributes:
        first: index, in order of publication, of its earliest statement.
        members: indices of all its statements.
        factor: weight of the origin as a whole; less than 1 where a voice repeats itself later.
    """

    first: int
    members: list[int] = field(default_factory=list)
    factor: float = 1.0

    def counts(self, evidence: Sequence[Evidence]) -> int:
        """Index of the statement that counts: the strongest, the earliest of equals; a headline only if alone."""
        return max(self.members, key=lambda i: (not evidence[i].headline, evidence[i].strength, -i))


def origins(evidence: Sequence[Evidence], weights: Weights) -> list[Origin]:
    """Group statements about one place.

    Args:
        evidence: in order of publication (`Evidence.order`). Groups of a prefix are groups of the whole, cut off, but
            for headlines: one whose body says the same joins it.
        weights: what `copies` says of windows.

    Returns:
        Origins in order of their first statement.
    """
    rules = weights.copies
    found: list[Origin] = []
    by_voice: dict[tuple[str, tuple[str, str | None]], Origin] = {}
    by_words: dict[tuple[str, tuple[str, str | None]], Origin] = {}
    in_report: dict[tuple[str, tuple[str, str | None]], Origin] = {}
    by_story: dict[str, Origin] = {}
    narrated: dict[tuple[str, str | None], list[Origin]] = {}
    said: dict[str, list[int]] = {}
    for i, item in enumerate(evidence):
        if item.alone:
            found.append(Origin(first=i, members=[i]))
            said.setdefault(item.voice, []).append(i)
            continue
        voice_key = (item.voice, item.proposition)
        words_key = (_words(item, rules), item.proposition)
        report_key = (item.report_id, item.proposition)
        mine = by_voice.get(voice_key)
        if mine is not None and any(contrary(item, evidence[j]) for j in said[item.voice] if j > mine.members[-1]):
            mine = None  # the voice said the contrary in between: this is news, not a repetition
        origin = by_story.get(item.story) if item.story else None
        if origin is None and item.headline:
            origin = in_report.get(report_key)
        if origin is None and mine is not None and _near(evidence[mine.first], item, rules):
            origin = mine
        if origin is None and words_key[0]:
            same_words = by_words.get(words_key)
            origin = same_words if same_words and _near(evidence[same_words.first], item, rules) else None
        if origin is None:
            told = narrated.get(item.proposition, ()) if item.voice.startswith(NARRATOR) else ()
            origin = next((one for one in told if _copied(evidence, one, item, rules)), None)
        if origin is None:
            repeats = timedelta(days=rules.repeat_days)
            again = mine is not None and item.said - evidence[mine.members[-1]].said <= repeats
            origin = Origin(first=i, factor=rules.repeat if again else 1.0)
            found.append(origin)
            by_voice[voice_key] = origin
        origin.members.append(i)
        if item.story:
            by_story.setdefault(item.story, origin)
        if item.voice.startswith(NARRATOR) and origin.members == [i]:
            narrated.setdefault(item.proposition, []).append(origin)
        in_report.setdefault(report_key, origin)
        if words_key[0]:
            by_words.setdefault(words_key, origin)
        said.setdefault(item.voice, []).append(i)
    return found


def contrary(item: Evidence, other: Evidence) -> bool:
    """Whether two statements cannot both be about the same hold."""
    (kind, side), (kind_other, side_other) = item.proposition, other.proposition
    if {kind, kind_other} in ({"in", "out"}, {"enter", "out"}):
        return side == side_other
    return kind == kind_other == "in" and side != side_other


def _near(first: Evidence, item: Evidence, rules: Copies) -> bool:
    soon = item.said - first.said <= timedelta(hours=rules.window_hours)
    return soon and abs((item.day - first.day).days) <= rules.same_event_days


def _copied(evidence: Sequence[Evidence], origin: Origin, item: Evidence, rules: Copies) -> bool:
    """Whether an item's report is made from one that tells the origin, or the other way round."""
    if not item.text or not _near(evidence[origin.first], item, rules):
        return False
    return any(_one_text(evidence[j].text, item.text) for j in origin.members if evidence[j].voice.startswith(NARRATOR))


@lru_cache(maxsize=65536)
def _one_text(a: bytes, b: bytes) -> bool:
    return bool(a and b) and (a == b or is_copy(unpacked(a), unpacked(b)))


def _words(item: Evidence, rules: Copies) -> str:
    """The quote, folded, of a narrator; empty where it is too short to be recognised."""
    if not item.voice.startswith(NARRATOR):
        return ""
    words = _WORD.findall(item.quote.casefold())
    return " ".join(words) if len(words) >= rules.quote_words else ""
