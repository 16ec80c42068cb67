"""What the evidence for an answer is worth, as a rule that a newsroom can print. Defined in docs/method.md."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from whoholds.control.case import Case
from whoholds.control.evidence import Evidence, Interest
from whoholds.control.filter import CONTESTED, UNKNOWN, Counted, likeliest
from whoholds.control.origins import contrary
from whoholds.model import Standing

_PARTY = {Interest.OWN_GAIN, Interest.ENEMY_LOSS, Interest.DENIAL}
_FIGHT = ("enter", "clash", "offensive", "besiege")
_ICD_203 = (
    (0.05, "almost no chance"),
    (0.20, "very unlikely"),
    (0.45, "unlikely"),
    (0.55, "roughly even chance"),
    (0.80, "likely"),
    (0.95, "very likely"),
)

Name = Callable[[str], str]


def words(probability: float) -> str:
    """A probability in the words of ICD 203 (US Intelligence Community Directive 203, 2015)."""
    return next((text for limit, text in _ICD_203 if probability < limit), "almost certain")


@dataclass(frozen=True, slots=True)
class Verdict:
    """A standing, the threat, and the sentence that says why."""

    standing: Standing
    threatened: bool
    rule: str


@dataclass(slots=True)
class _Found:
    """The counting statements since a holding began, by what they are to it."""

    independent: list[Counted] = field(default_factory=list)
    admissions: list[Counted] = field(default_factory=list)
    own: list[Counted] = field(default_factory=list)
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


def verdict(case: Case, holder: str, probability: float, since: date | None, name: Name) -> Verdict:
    """The standing of an answer.

    Args:
        case: the place's evidence up to the day asked about.
        holder: the answer.
        probability: the answer's.
        since: first day of the holding, None where that is not known.
        name: a side's or a voice's key as people call it.
    """
    items = [c for c in case.items if c.evidence.parts]
    every = [Counted(e, 1.0) for e in case.evidence if e.parts]
    threat = None if holder == CONTESTED else _threat(case, holder, since)
    standing, rule = _decide(case, items, every, holder, probability, since, name)
    if threat:
        rule += f" Threatened: an advance, siege or assault by {name(threat)} is reported."
    return Verdict(standing, threat is not None, rule[:1].upper() + rule[1:])


def _decide(
    case: Case,
    items: Sequence[Counted],
    every: Sequence[Counted],
    holder: str,
    probability: float,
    since: date | None,
    name: Name,
) -> tuple[Standing, str]:
    rules, who = case.filter.weights.standing, name(holder)
    silence = (case.on - max((c.evidence.day for c in items), default=case.on)).days
    if holder == UNKNOWN:
        return _no_holder(case, every, silence, name)
    if silence > rules.stale_days:
        return Standing.STALE, f"Last held by {who}; nobody has spoken of it for {silence} days."
    if holder == CONTESTED:
        return Standing.CONTESTED, f"Contested: {_contested(items, case.on, name)}."
    found = _sort(items, every, holder, since, case)
    if found.strength() >= case.filter.weights.assessed_strength and probability >= rules.assessed_probability:
        return Standing.ASSESSED, f"Held by {who}: {_support(found, name)}{_outweighed(found, name)}."
    said = _said(found, who, name)
    if found.denials:
        return Standing.DENIED, f"{said}; denied by {_people(found.denials, name)}; nobody independent settles it."
    if found.rivals:
        rivals = _people(found.rivals, name)
        return Standing.CONTESTED, f"{said}; contradicted by {rivals}; nobody independent settles it."
    return Standing.CLAIMED, f"{said}; not enough independent voices say so yet."


def _sort(items: Sequence[Counted], every: Sequence[Counted], holder: str, since: date | None, case: Case) -> _Found:
    recent = case.on - timedelta(days=case.filter.weights.standing.dispute_days)
    out = _Found()
    for c in items:
        e = c.evidence
        if e.day > case.on and any(p.shape == "holds" and p.side == holder and p.day <= case.on for p in e.parts):
            out.later.append(c)
        if not _since(e, since, case.on) or _stance(e, holder) <= 0 or _taken_back(e, every, case.on):
            continue
        if e.interest is Interest.ADMISSION:
            out.admissions.append(c)
        else:
            (out.own if e.interest in _PARTY else out.independent).append(c)
    for c in every:  # a denial disputes even where the voice's stronger words count in its place
        e = c.evidence
        if _since(e, since, case.on) and _stance(e, holder) < 0 and e.day >= recent and e.interest in _PARTY:
            (out.denials if e.denies else out.rivals).append(c)
    return out


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


def _no_holder(case: Case, items: Sequence[Counted], silence: int, name: Name) -> tuple[Standing, str]:
    """No holder is named: claimed and denied, claimed for two, or simply not known."""
    state, rules = case.state(), case.filter.weights.standing
    if not items:
        return Standing.UNKNOWN, "Not known: no claim says who holds it."
    if silence > rules.stale_days:
        return Standing.UNKNOWN, f"Not known: nobody has spoken of it for {silence} days."
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
            what = f"Said to be {'held' if kind == 'in' else 'lost'} by {name(side or '')} ({_people([c], name)})"
            return Standing.DENIED, f"{what}; denied by {_people(denials, name)}; nobody independent settles it."
    claimants = _claimants(said, rules.dispute_days)
    if len(claimants) > 1:
        both = " and ".join(name(key) for key in claimants)
        return Standing.CONTESTED, f"{both} are each said to hold it; nothing settles it."
    best = name(case.filter.states[likeliest(state)])
    admitted = [c for c in said if c.evidence.interest is Interest.ADMISSION and c.evidence.proposition[0] == "out"]
    if admitted:
        last = max(admitted, key=lambda c: c.evidence.order)
        loser = name(last.evidence.proposition[1] or "")
        return Standing.UNKNOWN, f"Not known: {loser} admits that it is lost or left; who holds it now is not settled."
    return (
        Standing.UNKNOWN,
        f"Not known: what is said is too little or too contradictory to name a holder (most speaks for: {best}).",
    )


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


def _contested(items: Sequence[Counted], on: date, name: Name) -> str:
    now = [c for c in items if c.evidence.day <= on and not c.evidence.denies]
    inside = [c for c in now if c.evidence.proposition[0] in _FIGHT]
    claimants = sorted({s for c in now if c.evidence.proposition[0] == "in" and (s := c.evidence.proposition[1])})
    if inside:
        return f"fighting, or forces inside, reported by {_people(inside, name)}; no side is known to hold it alone"
    if len(claimants) > 1:
        return f"{' and '.join(name(key) for key in claimants)} are each said to hold it"
    return "no side is known to hold it alone"


def _people(some: Sequence[Counted], name: Name) -> str:
    return ", ".join(dict.fromkeys(name(c.evidence.speaker_side or c.evidence.voice) for c in some))


def _support(found: _Found, name: Name) -> str:
    parts = []
    if n := len({c.evidence.voice for c in found.independent}):
        parts.append(f"{n} independent {'origin' if n == 1 else 'origins'} ({_people(found.independent, name)})")
    if found.admissions:
        parts.append(f"admitted by {_people(found.admissions, name)} against their own interest")
    return " and ".join(parts)


def _outweighed(found: _Found, name: Name) -> str:
    against = found.denials + found.rivals
    word = "denial" if found.denials else "contradiction"
    return f"; the {word} by {_people(against, name)} does not outweigh this" if against else ""


def _said(found: _Found, who: str, name: Name) -> str:
    voices = found.own + found.independent + found.admissions
    if not voices:
        return f"Held by {who} until then, as later reports imply" if found.later else f"Last known to be held by {who}"
    if not found.independent and not found.admissions:
        return f"Held by {who} according to {_people(found.own, name)}"
    return f"Said to be held by {who} ({_people(voices, name)})"
