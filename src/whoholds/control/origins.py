"""Which statements are one origin: repeating is not confirming.

One origin are, within `copies.window_hours` and about the same days,

- the same statement by the same voice (all spokesmen of a side are one voice), in any outlet and language;
- the same statement in the same words, by whichever narrators (a wire's sentence, printed again); what a narrator
  says in a party's words is the party's;
- the same statement by narrators of reports one of which is made from the other, by their fingerprints
  (`reports.copies`), or which are credited to the same news agency;
- a headline and the sentence of its report that says the same;
- and, whatever else is true, what a reviewer merged; what a reviewer split off is an origin of its own.

An origin counts once, with its strongest statement. Never decided from agreement alone: honest voices agree too. But of
many narrators who cite nobody and soon say the same, each from the third on counts less than the one before (`crowd`):
they may well have one source that none of them names. Where a party has just said it, that is the first of them.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache, lru_cache

from whoholds.control.evidence import NARRATOR, PARTY_VOICE, Evidence
from whoholds.control.weights import Copies, Weights
from whoholds.reports.copies import is_copy, unpacked

_WORD = re.compile(r"\w+")
Proposition = tuple[str, str | None]
"""What is said, coarsely: a kind and a side."""
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


@dataclass(slots=True)
class Origin:
    """Statements that go back to one.

    Attributes:
        first: index, in order of publication, of its earliest statement.
        members: indices of all its statements.
        factor: weight of the origin as a whole; less than 1 where a voice repeats itself later, or one more of many
            narrators says the same.
    """

    first: int
    members: list[int] = field(default_factory=list)
    factor: float = 1.0

    def counts(self, evidence: Sequence[Evidence]) -> int:
        """Index of the statement that counts: the strongest, the earliest of equals.

        A headline only if alone, and a narrator's only where nobody is cited.
        """

        def rank(i: int) -> tuple[bool, bool, float, int]:
            e = evidence[i]
            return (not e.headline, not e.voice.startswith(NARRATOR), e.strength, -i)

        return max(self.members, key=rank)


@dataclass(frozen=True, slots=True)
class Told:
    """Statements about one place as columns, in order of publication; each has one entry a statement.

    Attributes:
        voice, about: who vouches, as anything that can be hashed, and what is said.
        said: when it was published. Unit: microseconds since any fixed instant.
        day: the day it counts on. Unit: days since any fixed day.
        story: shared by what a reviewer merged, else None; `alone` where one split it off.
        narrates, party: whether it cites nobody, whether a side of the theatre says it.
        words: what tells a narrator's or a party's quote (`words_of`), else anything false; `text` the fingerprint of
            its report.
    """

    voice: Sequence[Hashable]
    about: Sequence[Proposition]
    narrates: Sequence[bool]
    party: Sequence[bool]
    report: Sequence[Hashable]
    headline: Sequence[bool]
    said: Sequence[int]
    day: Sequence[int]
    story: Sequence[str | None]
    alone: Sequence[bool]
    words: Sequence[Hashable]
    text: Sequence[bytes]

    def part(self, start: int, end: int) -> Told:
        """The statements from one up to another."""
        return Told(
            self.voice[start:end],
            self.about[start:end],
            self.narrates[start:end],
            self.party[start:end],
            self.report[start:end],
            self.headline[start:end],
            self.said[start:end],
            self.day[start:end],
            self.story[start:end],
            self.alone[start:end],
            self.words[start:end],
            self.text[start:end],
        )


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
    narrates = [e.voice.startswith(NARRATOR) for e in evidence]
    party = [e.voice.startswith(PARTY_VOICE) for e in evidence]
    printed = [a or b for a, b in zip(narrates, party, strict=True)]
    columns = Told(
        voice=[e.voice for e in evidence],
        about=[e.proposition for e in evidence],
        narrates=narrates,
        party=party,
        report=[e.report_id for e in evidence],
        headline=[e.headline for e in evidence],
        said=[(e.said - EPOCH) // _MICROSECOND for e in evidence],
        day=[e.day.toordinal() for e in evidence],
        story=[e.story for e in evidence],
        alone=[e.alone for e in evidence],
        words=[words_of(e.quote, rules) if told else "" for e, told in zip(evidence, printed, strict=True)],
        text=[e.text for e in evidence],
    )
    return grouped(columns, rules)


def grouped(told: Told, rules: Copies) -> list[Origin]:
    """`origins` of statements in columns."""
    window, repeats = _microseconds(rules.window_hours / 24), _microseconds(rules.repeat_days)
    voices, abouts, said_at, days = told.voice, told.about, told.said, told.day

    def near(first: int, i: int) -> bool:
        return said_at[i] - said_at[first] <= window and abs(days[i] - days[first]) <= rules.same_event_days

    found: list[Origin] = []
    by_voice: dict[Hashable, Origin] = {}
    by_words: dict[Hashable, Origin] = {}
    in_report: dict[Hashable, Origin] = {}
    by_story: dict[str, Origin] = {}
    narrated: dict[Hashable, list[Origin]] = {}
    by_party: dict[Hashable, list[Origin]] = {}
    said: dict[Hashable, list[int]] = {}
    headlines = any(told.headline)
    stories, alones, narrating, printed = told.story, told.alone, told.narrates, told.party
    for i, (voice, about) in enumerate(zip(voices, abouts, strict=True)):
        spoken = said.setdefault(voice, [])
        if alones[i]:
            found.append(Origin(first=i, members=[i]))
            spoken.append(i)
            continue
        key, story, narrates, quoted = (voice, about), stories[i], narrating[i], told.words[i]
        mine = by_voice.get(key)
        if mine is not None and spoken[-1] != mine.members[-1]:
            since = (j for j in spoken if j > mine.members[-1])
            if any(opposed(about, abouts[j]) for j in since):
                mine = None  # the voice said the contrary in between: this is news, not a repetition
        origin = by_story.get(story) if story else None
        if origin is None and headlines and told.headline[i]:
            origin = in_report.get((told.report[i], about))
        if origin is None and mine is not None and near(mine.first, i):
            origin = mine
        words = (quoted, about)
        if origin is None and narrates and quoted:
            same_words = by_words.get(words)
            origin = same_words if same_words and near(same_words.first, i) else None
        if origin is None and narrates and told.text[i]:
            recent = (one for one in narrated.get(about, ()) if near(one.first, i))
            origin = next((one for one in recent if _copied(told, one, i)), None)
        if origin is None:
            again = mine is not None and said_at[i] - said_at[mine.members[-1]] <= repeats
            origin = Origin(i, [i], rules.repeat if again else 1.0)
            if narrates:
                before = sum(near(one.first, i) for one in narrated.get(about, ()))
                before += any(near(one.first, i) for one in by_party.get(about, ()))
                origin.factor *= rules.crowd ** max(before - 1, 0)
                narrated.setdefault(about, []).append(origin)
            elif printed[i]:
                by_party.setdefault(about, []).append(origin)
            found.append(origin)
            by_voice[key] = origin
        else:
            origin.members.append(i)
        if story:
            by_story.setdefault(story, origin)
        if headlines:
            in_report.setdefault((told.report[i], about), origin)
        if quoted and not ((first := by_words.get(words)) and near(first.first, i)):
            by_words[words] = origin
        spoken.append(i)
    return found


def contrary(item: Evidence, other: Evidence) -> bool:
    """Whether two statements cannot both be about the same hold."""
    return opposed(item.proposition, other.proposition)


@cache
def opposed(one: Proposition, other: Proposition) -> bool:
    """Whether two propositions, each a kind and a side, cannot both be about the same hold."""
    (kind, side), (kind_other, side_other) = one, other
    if {kind, kind_other} in ({"in", "out"}, {"enter", "out"}):
        return side == side_other
    return kind == kind_other == "in" and side != side_other


def _copied(told: Told, origin: Origin, i: int) -> bool:
    """Whether a statement's report is made from one that tells the origin, or the other way round."""
    return any(_one_text(told.text[j], told.text[i]) for j in origin.members if told.narrates[j])


@lru_cache(maxsize=65536)
def _one_text(a: bytes, b: bytes) -> bool:
    return bool(a and b) and (a == b or is_copy(unpacked(a), unpacked(b)))


def words_of(quote: str, rules: Copies) -> str:
    """A quote, folded; empty where it is too short to be recognised."""
    folded = quote.casefold()
    plain = folded.replace(" ", "").isalnum()  # nothing but words and blanks, as most clauses: no need to look for them
    if plain and "  " not in folded and folded[0] != " " != folded[-1]:
        return folded if folded.count(" ") + 1 >= rules.quote_words else ""
    words = folded.split() if plain else _WORD.findall(folded)
    return " ".join(words) if len(words) >= rules.quote_words else ""


def _microseconds(days: float) -> int:
    return timedelta(days=days) // _MICROSECOND
