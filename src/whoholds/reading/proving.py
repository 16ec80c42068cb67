"""What an analyst's frames do: whether their examples come out, and what changes in the reading of other texts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from whoholds.model import Claim, Described, PlaceRef, Report, Unplaced
from whoholds.reading.extension import Example
from whoholds.reading.reader import Reader
from whoholds.reports.drafts import Draft
from whoholds.reports.intake import build
from whoholds.settings import ReportLimits

_ARTICLE = 4  # letters of "the " and "les ", which the reader leaves out of a name
_ENDS = (".", "!", "?", "…", "»", "”", '"', "\n")


@dataclass(frozen=True, slots=True)
class Verdict:
    """An example and what was read in its sentence; `near` says which parts of the nearest claim differ."""

    example: Example
    passed: bool
    found: tuple[Claim, ...]
    near: tuple[str, ...] = ()


class Kind(StrEnum):
    """How a claim differs between two readings."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Change:
    """A claim that one reading has and the other has not, or has otherwise."""

    kind: Kind
    report: str
    sentence: str
    before: Claim | None
    after: Claim | None

    @property
    def fields(self) -> tuple[str, ...]:
        """What differs in a changed claim."""
        if self.before is None or self.after is None:
            return ()
        one, other = _said(self.before), _said(self.after)
        return tuple(name for name in one if one[name] != other[name])


def prove(examples: Iterable[Example], reader: Reader, now: datetime) -> Iterator[Verdict]:
    """Read each example's sentence as a report of its own."""
    for number, example in enumerate(examples, 1):
        draft = Draft(text=example.sentence, name=f"example {number}", language=example.language)
        report = build(draft, "0" * 64, now, ReportLimits(), example.where)
        claims = reader.read(report).claims
        if example.event is None:
            yield Verdict(example, not claims, claims)
            continue
        misses = [(_misses(example, claim), claim) for claim in claims]
        best = min((found for found, _ in misses), key=len, default=("event",))
        yield Verdict(example, not best, claims, best)


def _misses(example: Example, claim: Claim) -> tuple[str, ...]:
    """Parts of an example that a claim does not have."""
    out = []
    if example.event != claim.event.value:
        out.append("event")
    if example.actor is not None and not _names(example.actor, _actor_names(claim)):
        out.append("actor")
    if example.place is not None and not _names(example.place, _place_names(claim.place)):
        out.append("place")
    if example.factuality is not None and example.factuality != claim.factuality.value:
        out.append("factuality")
    return tuple(out)


def _names(wanted: str, names: Iterable[str]) -> bool:
    """Is one of the names the wanted one, whatever its case and article, or a key of its kind ("rebels:mali")?"""
    key = wanted.casefold().replace("’", "'")
    for name in map(str.casefold, names):
        before = key.removesuffix(name)
        article = before != key and len(before) <= _ARTICLE and before.endswith((" ", "'"))
        if key in (name, name.partition(":")[0]) or (article and name):
            return True
    return False


def _actor_names(claim: Claim) -> tuple[str, ...]:
    return (claim.actor.key, claim.actor.text) if claim.actor is not None else ()


def _place_names(ref: PlaceRef) -> tuple[str, ...]:
    if isinstance(ref, Unplaced):
        return (ref.name,) if ref.name else ()
    if isinstance(ref, Described):
        return (ref.name, *_place_names(ref.anchor))
    return (ref.name, ref.label)


def differences(report: Report, before: Iterable[Claim], after: Iterable[Claim]) -> list[Change]:
    """How two readings of one report differ, in the order of the text."""
    old, new = list(before), list(after)
    same = [c for c in old if any(_said(c) == _said(d) for d in new)]
    gone = [c for c in old if c not in same]
    come = [c for c in new if not any(_said(c) == _said(d) for d in old)]
    out = []
    for claim in gone:
        twin = next((c for c in come if c.start < claim.end and claim.start < c.end), None)
        if twin is not None:
            come.remove(twin)
        kind = Kind.REMOVED if twin is None else Kind.CHANGED
        out.append(Change(kind, report.name, sentence(report.text, claim.start, claim.end), claim, twin))
    for claim in come:
        out.append(Change(Kind.ADDED, report.name, sentence(report.text, claim.start, claim.end), None, claim))
    return sorted(out, key=lambda c: (c.after or c.before or come[0]).start)


def _said(claim: Claim) -> dict[str, object]:
    """What a claim says, without how it was found."""
    return {
        "words": claim.quote,
        "event": claim.event,
        "actor": claim.actor and claim.actor.key,
        "target": claim.target and claim.target.key,
        "place": _place_names(claim.place),
        "role": claim.place_role,
        "speaker": claim.speaker.key,
        "factuality": claim.factuality,
        "days": (claim.when.start, claim.when.end),
        "quantity": claim.quantity,
        "control": claim.control,
    }


def sentence(text: str, start: int, end: int) -> str:
    """The sentence around a span, roughly: up to the next sign that ends one, within the paragraph."""
    low = max(
        (text.rfind(sign + " ", 0, start) + 2 for sign in _ENDS if text.rfind(sign + " ", 0, start) >= 0), default=0
    )
    low = max(low, text.rfind("\n", 0, start) + 1)
    stops = [at + 1 for sign in ".!?…" if (at := text.find(sign, end)) >= 0]
    line = text.find("\n", end)
    high = min([*stops, *([line] if line >= 0 else []), len(text)])
    return text[low:high].strip()
