"""What a clause leaves to its context: where it happened, and which of the report's belligerents acts or loses.

A sentence like "the soldiers walked out" goes on about the place of the sentence before; "Sake had fallen" leaves open
who lost it, but the report as a whole says who attacks and who defends. What is filled in here is marked in the claim's
rule ("+place from context", "+actor from context") and trusted less.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from whoholds.model import ActorRef, Area, Claim, Event, Place, PlaceRef, PlaceRole, Unplaced
from whoholds.reading.claims import Draft
from whoholds.reading.scene import FIGHTERS, point_of
from whoholds.reference.actors import Actors
from whoholds.reference.theatres import Theatre

_GAIN = frozenset({Event.CAPTURE, Event.ENTER, Event.ADVANCE, Event.OFFENSIVE, Event.BESIEGE, Event.HANDOVER})
_LOSE = frozenset({Event.LOSS, Event.WITHDRAW, Event.REPEL, Event.REDEPLOY})
# Events told in passing go on about the place in focus; taking and holding name their place or leave it open.
_LOCAL = frozenset({
    Event.WITHDRAW, Event.REPEL, Event.CLASH, Event.KILL, Event.INJURE, Event.DETAIN, Event.SHELLING, Event.BOMBING, Event.DESTROY,
    Event.ENTER, Event.SURRENDER, Event.ATTACK, Event.PROTEST, Event.HOLD,
})  # fmt: skip
_LESS = 0.8


def complete(groups: Sequence[Sequence[Draft]], theatre: Theatre | None, actors: Actors) -> list[list[Draft]]:
    """Drafts with what their context supplies, paragraph by paragraph."""
    attackers, defenders = belligerents([d for g in groups for d in g], theatre, actors)
    out: list[list[Draft]] = []
    focus: PlaceRef | None = None
    for group in groups:
        done = []
        if group and group[0].scene.title:
            focus = None
        sentence = None
        for draft in group:
            claim = draft.claim
            where = point_of(claim.place)
            this = draft.happening.trigger.sent.start
            if where is None and _silent(claim) and claim.event in _LOCAL and focus is not None:
                claim = _placed(claim, focus)
            elif isinstance(where, Place) and (claim.place_role is not PlaceRole.TOWARD or sentence != this):
                focus = where
            sentence = this
            claim = _acted(claim, attackers, defenders)
            done.append(replace_claim(draft, claim))
        out.append(done)
    return out


def _silent(claim: Claim) -> bool:
    """Names the clause no place at all, not even "several towns"?"""
    return isinstance(claim.place, Unplaced) and claim.place.name is None


def _placed(claim: Claim, focus: PlaceRef) -> Claim:
    role = PlaceRole.FROM if claim.event is Event.WITHDRAW else PlaceRole.AT
    return replace(claim, place=focus, place_role=role, rule=claim.rule + "+place from context", confidence=round(claim.confidence * _LESS, 3))


def _acted(claim: Claim, attackers: ActorRef | None, defenders: ActorRef | None) -> Claim:
    if claim.actor is not None or isinstance(claim.place, Unplaced):
        return claim
    found = attackers if claim.event in _GAIN else defenders if claim.event in _LOSE else None
    if found is None:
        return claim
    named = replace(found, text="", start=None, end=None)
    return replace(claim, actor=named, rule=claim.rule + "+actor from context", confidence=round(claim.confidence * _LESS, 3))


def belligerents(drafts: Iterable[Draft], theatre: Theatre | None, actors: Actors) -> tuple[ActorRef | None, ActorRef | None]:
    """Who attacks and who defends in this report, by what its claims say; None where that is not clear."""
    gains: Counter[str] = Counter()
    losses: Counter[str] = Counter()
    refs: dict[str, ActorRef] = {}
    for draft in drafts:
        claim = draft.claim
        for ref, fighter in ((claim.actor, _fights(draft)), (claim.target, True)):
            if ref is None or not fighter:
                continue
            refs.setdefault(ref.key, ref)
        if claim.actor is not None and _fights(draft) and claim.factuality.polarity >= 0:
            if claim.event in _GAIN:
                gains[claim.actor.key] += 1
            elif claim.event in _LOSE:
                losses[claim.actor.key] += 1
        if claim.target is not None and claim.event in _GAIN:
            losses[claim.target.key] += 1
    attacker = _leader(gains)
    rest = Counter({k: n for k, n in losses.items() if k != attacker and not _same_side(k, attacker, theatre, actors)})
    defender = _leader(rest)
    return (refs.get(attacker) if attacker else None, refs.get(defender) if defender else None)


def _fights(draft: Draft) -> bool:
    actor = draft.happening.actor
    return actor is not None and (actor.kind in FIGHTERS or actor.kind in ("state", "government"))


def _leader(count: Counter[str]) -> str | None:
    """The most frequent key; None where two are level at the top."""
    top = sorted(count.items(), key=lambda kv: (-kv[1], kv[0]))[:2]
    if not top:
        return None
    if len(top) == 2 and top[0][1] == top[1][1]:
        return None
    return top[0][0]


def _same_side(a: str, b: str | None, theatre: Theatre | None, actors: Actors) -> bool:
    if b is None or theatre is None:
        return False
    side = actors.side(a, theatre)
    return side is not None and side == actors.side(b, theatre)


def replace_claim(draft: Draft, claim: Claim) -> Draft:
    """The draft with another claim."""
    return draft if claim is draft.claim else Draft(claim, draft.happening, draft.voice, draft.sure, draft.scene)


__all__ = ["Area", "belligerents", "complete", "replace_claim"]
