"""What the evidence for an answer is worth, as a rule that a newsroom can print. Defined in docs/method.md."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from whoholds.control.case import Case
from whoholds.control.evidence import Evidence, Interest
from whoholds.control.filter import CONTESTED, UNKNOWN, Counted, likeliest
from whoholds.control.needs import StartLike
from whoholds.control.origins import contrary
from whoholds.control.sentences import say, sentences
from whoholds.model import Clause, Standing

PARTY = {Interest.OWN_GAIN, Interest.ENEMY_LOSS, Interest.DENIAL}
_FIGHT = ("enter", "clash", "offensive", "besiege")
Found = tuple[Standing, tuple[Clause, ...]]
UNSAID = say("rule.unsaid")
"""Why a place without a claim of control has no holder."""


def words(probability: float, language: str = "en") -> str:
    """A probability in the words of ICD 203 (US Intelligence Community Directive 203, 2015)."""
    return sentences(language).sure(probability)


@dataclass(frozen=True, slots=True)
class Verdict:
    """A standing, the threat, and the clauses of the sentence that says why."""

    standing: Standing
    threatened: bool
    why: tuple[Clause, ...]


@dataclass(slots=True)
class _Found:
    """The counting statements since a holding began, by what they are to it."""

    independent: list[Counted] = field(default_factory=list)
    admissions: list[Counted] = field(default_factory=list)
    own: list[Counted] = field(default_factory=list)
    entered: list[Counted] = field(default_factory=list)  # came in when another side had left
    later: list[Counted] = field(default_factory=list)  # imply it, of the day before what they report
    denials: list[Counted] = field(default_factory=list)
    rivals: list[Counted] = field(default_factory=list)

    def strength(self) -> float:
        """Log-odds of the strongest word of each voice, together: a voice does not confirm itself."""
        voices: dict[str, float] = {}
        for c in self.independent + self.admissions:
            e = c.evidence
            voices[e.voice] = max(voices.get(e.voice, 0.0), e.strength * c.factor)
        return sum(voices.values())


def verdict(case: Case, holder: str, probability: float, since: date | None) -> Verdict:
    """The standing of an answer.

    Args:
        case: the place's evidence up to the day asked about.
        holder: the answer.
        probability: the answer's.
        since: first day of the holding, None where that is not known.
    """
    items = [c for c in case.items if c.evidence.parts]
    every = [Counted(e, 1.0) for e in case.evidence if e.parts]
    threat = None if holder == CONTESTED else _threat(case, holder, since)
    standing, why = _decide(case, items, every, holder, probability, since)
    if threat:
        why += (say("rule.threatened", who=threat),)
    return Verdict(standing, threat is not None, why)


def _decide(
    case: Case, items: Sequence[Counted], every: Sequence[Counted], holder: str, probability: float, since: date | None
) -> Found:
    rules = case.filter.weights.standing
    silence = (case.on - max((c.evidence.day for c in items), default=case.on)).days
    if holder == UNKNOWN:
        return _no_holder(case, every, silence)
    if silence > rules.stale_days:
        return Standing.STALE, (say("rule.stale", who=holder, days=silence),)
    if holder == CONTESTED:
        return Standing.CONTESTED, (_contested(items, case.on),)
    found = _sort(items, every, holder, since, case)
    if found.strength() >= case.filter.weights.assessed_strength and probability >= rules.assessed_probability:
        return Standing.ASSESSED, (_support(found, holder), *_outweighed(found))
    said = _said(found, holder, case.start)
    if found.denials:
        return Standing.DENIED, (said, say("rule.denied", parties=_people(found.denials)))
    if found.rivals:
        return Standing.CONTESTED, (said, say("rule.contradicted", parties=_people(found.rivals)))
    return Standing.CLAIMED, (said, say("rule.few"))


def _sort(items: Sequence[Counted], every: Sequence[Counted], holder: str, since: date | None, case: Case) -> _Found:
    recent = case.on - timedelta(days=case.filter.weights.standing.dispute_days)
    out = _Found()
    for c in items:
        e = c.evidence
        if e.day > case.on and any(p.shape == "holds" and p.side == holder and p.day <= case.on for p in e.parts):
            out.later.append(c)
        if e.proposition == ("enter", holder) and _since(e, since, case.on) and e.parts[0].shape == "gains":
            out.entered.append(c)
        if not _since(e, since, case.on) or _stance(e, holder) <= 0 or _taken_back(e, every, case.on):
            continue
        if e.interest is Interest.ADMISSION:
            out.admissions.append(c)
        else:
            (out.own if e.interest in PARTY else out.independent).append(c)
    for c in every:  # a denial disputes even where the voice's stronger words count in its place
        e = c.evidence
        disputes = _since(e, since, case.on) and _stance(e, holder) < 0 and e.day >= recent and e.interest in PARTY
        if disputes and not _conceded(e, every, holder, case.on):
            (out.denials if e.denies else out.rivals).append(c)
    return out


def _conceded(e: Evidence, every: Sequence[Counted], holder: str, on: date) -> bool:
    """Whether the side that disputes a holding has admitted it since: denied in the morning, gone by noon."""
    when = (e.day, e.begins, e.order)
    return e.speaker_side is not None and any(
        c.evidence.speaker_side == e.speaker_side
        and c.evidence.interest is Interest.ADMISSION
        and c.evidence.day <= on
        and (c.evidence.day, c.evidence.begins, c.evidence.order) > when
        and _stance(c.evidence, holder) > 0
        for c in every
    )


def _taken_back(e: Evidence, every: Sequence[Counted], on: date) -> bool:
    """Whether the same voice says the contrary of a later time: "lost in the night, back in it by noon"."""
    when = (e.day, e.begins, e.order)
    return any(
        c.evidence.voice == e.voice
        and c.evidence.day <= on
        and (c.evidence.day, c.evidence.begins, c.evidence.order) > when
        and contrary(e, c.evidence)
        for c in every
    )


def _since(e: Evidence, since: date | None, on: date) -> bool:
    return e.day <= on and (since is None or e.day >= since)


def _stance(e: Evidence, holder: str) -> int:
    """+1 where a statement speaks for a holder, -1 where it speaks against it, 0 where it does neither."""
    kind, side = e.proposition
    if side is None or kind not in ("in", "out"):
        return 0
    if (kind == "in") != (side == holder):
        return -1
    return 0 if kind == "out" and e.denies else 1  # that a rival did not take it says not who has it


def _no_holder(case: Case, items: Sequence[Counted], silence: int) -> Found:
    """No holder is named: claimed and denied, claimed for two, or simply not known."""
    rules = case.filter.weights.standing
    if not items:
        return Standing.UNKNOWN, (UNSAID,)
    if silence > rules.stale_days:
        return Standing.UNKNOWN, (say("rule.silent", days=silence),)
    said = [c for c in items if c.evidence.day <= case.on and not c.evidence.denies and c.evidence.proposition[1]]
    for c in sorted(said, key=lambda c: c.evidence.order, reverse=True):
        denials = [
            d
            for d in items
            if d.evidence.day <= case.on
            and _denies(d.evidence, c.evidence)
            and not _taken_back(d.evidence, items, case.on)
        ]
        if denials:
            kind, side = c.evidence.proposition
            what = "rule.said_held" if kind == "in" else "rule.said_lost"
            own = kind == "in" and _people([c]) == [side]
            said_of = say("rule.claimed", who=side or "") if own else say(what, who=side or "", voices=_people([c]))
            return Standing.DENIED, (said_of, say("rule.denied", parties=_people(denials)))
    claimants = _claimants(said, rules.dispute_days)
    if len(claimants) > 1:
        return Standing.CONTESTED, (say("rule.rivals", sides=claimants),)
    admitted = [c for c in said if c.evidence.interest is Interest.ADMISSION and c.evidence.proposition[0] == "out"]
    if admitted:
        last = max(admitted, key=lambda c: c.evidence.order)
        return Standing.UNKNOWN, (say("rule.admitted", loser=last.evidence.proposition[1] or ""),)
    best = case.filter.states[likeliest(case.state())]
    if best in (CONTESTED, UNKNOWN):
        return Standing.UNKNOWN, (say("rule.open"),)
    return Standing.UNKNOWN, (say("rule.little", best=best),)


def _claimants(said: Sequence[Counted], days: int) -> list[str]:
    """The sides that are said to hold it, within some days of the last claim."""
    last = max((c.evidence.day for c in said), default=None)
    recent = [c.evidence.proposition for c in said if last and (last - c.evidence.day).days <= days]
    return sorted({side for kind, side in recent if kind == "in" and side})


def _denies(denial: Evidence, claim: Evidence) -> bool:
    """Whether a party's denial denies what a claim says."""
    if denial.interest is not Interest.DENIAL:
        return False
    return contrary(denial, claim)


def _threat(case: Case, holder: str, since: date | None) -> str | None:
    """The side that threatens the place, most recently; None where none does."""
    start = case.on - timedelta(days=case.filter.weights.standing.threat_days)
    if since is not None:
        start = max(start, since)
    seen = [e for e in case.evidence if e.threat not in (None, holder) and start <= e.day <= case.on]
    return max(seen, key=lambda e: (e.day, e.order)).threat if seen else None


def _contested(items: Sequence[Counted], on: date) -> Clause:
    now = [c for c in items if c.evidence.day <= on and not c.evidence.denies]
    inside = [c for c in now if c.evidence.proposition[0] in _FIGHT]
    claimants = sorted({s for c in now if c.evidence.proposition[0] == "in" and (s := c.evidence.proposition[1])})
    if inside:
        return say("rule.fighting", voices=_people(inside))
    if len(claimants) > 1:
        return say("rule.claimants", sides=claimants)
    return say("rule.contested")


def _people(some: Sequence[Counted]) -> list[str]:
    """Keys of the sides and voices behind statements, each once, the spokesmen of a side as the side."""
    return list(dict.fromkeys(c.evidence.speaker_side or c.evidence.voice for c in some))


def _support(found: _Found, who: str) -> Clause:
    voices, losers = _people(found.independent), _people(found.admissions)
    n = len({c.evidence.voice for c in found.independent})
    if not losers:
        return say("rule.assessed", who=who, n=n, voices=voices)
    if not n:
        return say("rule.assessed_admitted", who=who, losers=losers)
    return say("rule.assessed_both", who=who, n=n, voices=voices, losers=losers)


def _outweighed(found: _Found) -> tuple[Clause, ...]:
    against = found.denials + found.rivals
    key = "rule.denial_outweighed" if found.denials else "rule.contradiction_outweighed"
    return (say(key, parties=_people(against)),) if against else ()


def _said(found: _Found, who: str, start: StartLike | None) -> Clause:
    voices = found.own + found.independent + found.admissions
    if not voices and start is not None and start.side == who:
        return say("rule.started", who=who, day=start.on, source=start.source)
    if found.entered and all(c.evidence.proposition[0] == "out" for c in voices):
        return say("rule.entered", who=who, voices=_people([*voices, *found.entered]))
    if not voices:
        return say("rule.implied" if found.later else "rule.last_known", who=who)
    if all(c.evidence.proposition[0] == "out" for c in voices):
        losers = list(dict.fromkeys(side for c in voices if (side := c.evidence.proposition[1])))
        return say("rule.left", who=who, losers=losers, voices=_people(voices))
    if not found.independent and not found.admissions:
        speaking = _people(found.own)
        return say("rule.claimed", who=who) if speaking == [who] else say("rule.according", who=who, voices=speaking)
    return say("rule.said_held", who=who, voices=_people(voices))
