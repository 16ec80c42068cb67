"""What reviewers decided about claims: who, why and when, each an entry of its own, undone only by another entry."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

from whoholds import codec
from whoholds.errors import UsageError
from whoholds.ledger import entries as e
from whoholds.model import ActorRef, Claim, Factuality, PlaceRef, When

SURE = 1.0  # confidence in a reading that a person has confirmed


class Verb(StrEnum):
    """What a decision does."""

    ACCEPT = "accept"  # the report says so: the reading is right
    REJECT = "reject"  # the report does not say so: the claim counts for nothing
    CORRECT = "correct"  # it says something else
    MERGE = "merge"  # these claims go back to one origin
    SPLIT = "split"  # this claim has an origin of its own
    UNDO = "undo"  # an earlier decision no longer holds


@dataclass(frozen=True, slots=True)
class Correction:
    """What a claim should have said; None leaves a field as it was read."""

    place: PlaceRef | None = None
    actor: ActorRef | None = None
    when: When | None = None
    factuality: Factuality | None = None

    def of(self, claim: Claim) -> Claim:
        """The claim, corrected."""
        return replace(
            claim,
            place=self.place or claim.place,
            actor=self.actor or claim.actor,
            when=self.when or claim.when,
            factuality=self.factuality or claim.factuality,
        )

    @property
    def fields(self) -> tuple[str, ...]:
        """Names of the fields that it changes."""
        return tuple(name for name in ("place", "actor", "when", "factuality") if getattr(self, name) is not None)


@dataclass(frozen=True, slots=True)
class Decision:
    """A reviewer's word on claims.

    Attributes:
        claims: ids; one, or for `MERGE` several.
        by: who decided.
        why: the reason, in the reviewer's words.
        correction: for `CORRECT`.
        undoes: for `UNDO`, the decision that no longer holds.
        round: how often the same was decided before and undone since.
    """

    verb: Verb
    claims: tuple[str, ...]
    by: str
    why: str
    correction: Correction = field(default_factory=Correction)
    undoes: str | None = None
    round: int = 0

    @property
    def id(self) -> str:
        """`"d-"` and 12 hex digits of the SHA-256 of its content."""
        return "d-" + e.digest(codec.canonical(self))[:12]


@dataclass(frozen=True, slots=True)
class StoredDecision:
    """A decision, and its place in the ledger. `holds` is False where it has been undone."""

    decision: Decision
    seq: int
    known_from: datetime
    holds: bool = True

    @property
    def id(self) -> str:
        """The decision's id."""
        return self.decision.id


@dataclass(frozen=True, slots=True)
class Review:
    """All decisions that hold on one claim, together.

    Attributes:
        verdict: accept, reject or correct, the latest of them; None where only its origin was decided on.
        correction: every field that was corrected, the latest word on each.
        story: id shared by claims that were merged into one origin.
        alone: it was split off: no other claim shares its origin.
        decisions: their ids, in order.
    """

    verdict: Verb | None = None
    correction: Correction = field(default_factory=Correction)
    story: str | None = None
    alone: bool = False
    decisions: tuple[str, ...] = ()

    @property
    def rejected(self) -> bool:
        """Whether the claim counts for nothing."""
        return self.verdict is Verb.REJECT

    def of(self, claim: Claim) -> Claim:
        """The claim as reviewed: corrected, and certain to be read right where a person said so."""
        if self.verdict not in (Verb.ACCEPT, Verb.CORRECT):
            return claim
        return replace(self.correction.of(claim), confidence=SURE)


OPEN = Review()
"""Nobody has looked at the claim."""


def decision_of(payload: str) -> Decision:
    """The decision that a payload holds.

    Raises:
        DataError: it holds none.
    """
    return codec.decode(Decision, json.loads(payload))


def checked(decision: Decision) -> Decision:
    """A decision that makes sense by itself.

    Raises:
        UsageError: no reviewer, no reason, or claims, correction and verb do not go together.
    """
    verb, n = decision.verb, len(set(decision.claims))
    if not decision.by.strip() or not decision.why.strip():
        raise UsageError("review.unsigned", "a decision needs a reviewer and a reason", hint="--by NAME --why REASON")
    if verb is Verb.UNDO:
        if decision.undoes is None:
            raise UsageError("review.undo", "which decision is to be undone?", hint="whoholds review log lists them")
    elif verb is Verb.MERGE:
        if n < 2:
            raise UsageError("review.merge", "to merge takes at least two claims", hint="name the others with --with")
    elif n != 1:
        hint = "decide about each by itself; merge takes several"
        raise UsageError("review.claims", f"to {verb} takes one claim", hint=hint, subject=", ".join(decision.claims))
    if (verb is Verb.CORRECT) != bool(decision.correction.fields):
        raise UsageError(
            "review.correction",
            "a correction says what should change, and nothing else does",
            hint="--place, --actor, --day or --factuality, with correct",
        )
    return decision


def holding(stored: Iterable[StoredDecision]) -> list[StoredDecision]:
    """The same decisions in order, each with whether it holds. An undoing can itself be undone."""
    told = sorted(stored, key=lambda s: s.seq)
    undone: set[str] = set()
    out: list[StoredDecision] = []
    for one in reversed(told):
        holds = one.id not in undone
        if holds and one.decision.verb is Verb.UNDO and one.decision.undoes is not None:
            undone.add(one.decision.undoes)
        out.append(replace(one, holds=holds))
    return out[::-1]


def reviews(stored: Iterable[StoredDecision]) -> Mapping[str, Review]:
    """What the decisions that hold come to, by claim."""
    out: dict[str, Review] = {}
    for one in holding(stored):
        decision = one.decision
        if not one.holds or decision.verb is Verb.UNDO:
            continue
        if decision.verb is Verb.MERGE:
            _merge(out, decision.claims)
        for id in decision.claims:
            out[id] = _decided(out.get(id, OPEN), one.id, decision)
    return out


def _merge(out: dict[str, Review], claims: Iterable[str]) -> None:
    """One story for these claims and for all that share a story with one of them."""
    old = {out[id].story for id in claims if id in out} - {None}
    members = {*claims, *(id for id, review in out.items() if review.story in old)}
    for id in members:
        out[id] = replace(out.get(id, OPEN), story=min(members), alone=False)


def _decided(review: Review, id: str, decision: Decision) -> Review:
    known = replace(review, decisions=(*review.decisions, id))
    match decision.verb:
        case Verb.ACCEPT | Verb.REJECT:
            return replace(known, verdict=decision.verb)
        case Verb.CORRECT:
            changed = {name: getattr(decision.correction, name) for name in decision.correction.fields}
            return replace(known, verdict=Verb.CORRECT, correction=replace(review.correction, **changed))
        case Verb.SPLIT:
            return replace(known, story=None, alone=True)
        case _:
            return known
