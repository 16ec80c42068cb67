"""What would change an answer: the least further word of the next day, by whom and of what, that would."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta

from whoholds.control.case import Case, case_of
from whoholds.control.evidence import Evidence, Interest, Site
from whoholds.control.filter import UNKNOWN
from whoholds.control.history import spans
from whoholds.control.parts import Part
from whoholds.control.sentences import say
from whoholds.model import Clause

_VOICE = "further word"
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Turning:
    """A further statement and the answer that it would give; `why` says both for any language."""

    speaker: str
    shape: str
    side: str
    holder: str
    probability: float

    @property
    def why(self) -> Clause:
        """The sentence."""
        return say(f"turn.{self.shape}_{self.speaker}", side=self.side, percent=f"{100 * self.probability:.0f}")


def turnings(case: Case, holder: str) -> list[Turning]:
    """The weakest statements that would each give another holder, weakest speaker first; none where none would.

    Args:
        case: the place's evidence.
        holder: the answer from it.
    """
    found: dict[str, Turning] = {}
    for speaker, odds, opens, contested in _speakers(case):
        for shape, side in _statements(case, holder):
            if (shape, side) in {(t.shape, t.side) for t in found.values()}:
                continue
            more = _further(case, speaker, shape, side, odds, opens, contested)
            told = case_of([*case.evidence, more], case.on + _DAY, case.filter, case.initial, case.tilt)
            now = spans(told)[-1].holder
            if now not in (holder, UNKNOWN):
                state = told.state()
                found[f"{shape}{side}"] = Turning(speaker, shape, side, now, state[case.filter.states.index(now)])
    return list(found.values())


def _speakers(case: Case) -> Iterator[tuple[str, float, float, float]]:
    """Who could speak, the weakest first: the side itself, the report, a monitor, the side that it hurts."""
    w = case.filter.weights
    own, lost = w.interest.own_gain, w.interest.admission
    yield "own", own.odds, own.opens, own.contested
    narrator, monitor = w.speaker("narrator"), w.speaker("monitor:")
    yield "narrator", narrator.odds, narrator.opens, 1.0
    yield "monitor", monitor.odds, monitor.opens, 1.0
    yield "admission", lost.odds, lost.opens, lost.contested


def _statements(case: Case, holder: str) -> Iterator[tuple[str, str]]:
    """What could be said: that a side that the claims are about took it."""
    sides = [s for s in case.filter.states[:-2] if s != holder]
    named = {who for e in case.evidence for p in e.parts for who in (p.side, p.target)} | {
        e.threat for e in case.evidence
    }
    for side in sides:
        if side in named:
            yield "gains", side


def _further(case: Case, speaker: str, shape: str, side: str, odds: float, opens: float, contested: float) -> Evidence:
    """A certain, dated statement of the day after, by a voice that has not spoken yet."""
    day = case.on + _DAY
    part = Part(day, shape, side, None, math.log(odds), opens, 1.0, contested)
    first = case.evidence[0]
    return replace(
        first,
        claim_id=_VOICE,
        report_id=_VOICE,
        site=Site(first.site.id, first.site.label, first.site.lat, first.site.lon, start=first.site.start),
        said=datetime.combine(day + _DAY, time.max, first.said.tzinfo),
        begins=day,
        day=day,
        start=0,
        headline=False,
        voice=_VOICE,
        interest=Interest.NEUTRAL,
        proposition=("in", side),
        denies=False,
        odds=odds,
        weight=1.0,
        undated=1.0,
        parts=(part,),
        speaker_side=side if speaker == "own" else None,
        threat=None,
        quote="",
        notes=(),
        story=None,
        alone=False,
        text=b"",
    )
