"""Deciding about claims, as the command line, the page and the interface for programs do it alike."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from whoholds import codec
from whoholds.errors import UsageError
from whoholds.ledger import Correction, Decision, Ledger, StoredClaim, StoredDecision, Verb
from whoholds.model import ActorRef, Area, Basis, Candidate, Factuality, Place, PlaceRef, Precision, When
from whoholds.settings import Settings
from whoholds.stock import gazetteer, known_actors, writing_ledger

if TYPE_CHECKING:
    from whoholds.control.review import Doubt

BY_HAND = "by a reviewer"


def decide(
    settings: Settings, decision: Decision, *, seen: int | None = None, wait: float = 0.0
) -> tuple[StoredDecision, bool]:
    """Keep a decision.

    Args:
        settings: where the ledger lies.
        decision: who decides what, and why.
        seen: how many decisions about its claims the reviewer had seen (`revision`); with another number of them
            nothing is written. None does not look.
        wait: seconds to wait for another writer.

    Returns:
        The decision as kept, and False where the same one holds already; then nothing has changed.

    Raises:
        UsageError: it makes no sense, it undoes what does not hold, or somebody has decided meanwhile
            (`review.changed`).
        NotFound: there is no such claim or decision.
        StorageError: another process is writing to the ledger, or the disk refuses.
    """
    with writing_ledger(settings, create=False, wait=wait) as ledger:
        if seen is not None:
            told = about(ledger, decision)
            again = next((one for one in told if one.holds and _same(one.decision, decision)), None)
            if again is not None:
                return again, False
            if len(told) != seen:
                raise UsageError(
                    "review.changed",
                    "somebody has decided about this meanwhile",
                    hint="look at the claim again, then decide",
                    subject=", ".join(decision.claims) or decision.undoes or "",
                )
        return ledger.decide(decision)


def about(ledger: Ledger, decision: Decision) -> list[StoredDecision]:
    """Every decision about the claims of one, whether it holds or not; for an undoing, about those of the undone."""
    told = ledger.decisions()
    claims = set(decision.claims)
    if decision.undoes is not None:
        claims |= {id for one in told if one.id == decision.undoes for id in one.decision.claims}
    return [one for one in told if claims.intersection(one.decision.claims)]


def revision(decisions: Sequence[StoredDecision], claim_id: str) -> int:
    """How many decisions there are about a claim, those that no longer hold among them; it only ever grows."""
    return sum(claim_id in one.decision.claims for one in decisions)


def _same(one: Decision, other: Decision) -> bool:
    if other.verb is Verb.UNDO:
        one = replace(one, claims=other.claims)  # those of the undone: the ledger fills them in
    return replace(one, round=0) == replace(other, round=0)


def correction(
    settings: Settings,
    stored: StoredClaim,
    *,
    place: str | None = None,
    actor: str | None = None,
    when: When | None = None,
    factuality: Factuality | None = None,
) -> Correction:
    """What a claim should have said; None leaves a field as it was read.

    Args:
        settings: where the gazetteer and the user's actors are.
        stored: the claim.
        place: a place's id, or its name in any script.
        actor: an actor's key, or a name that one actor alone bears.
        when: see `interval`.
        factuality: how sure the speaker is.

    Raises:
        NotFound: no such place or actor.
        UsageError: several actors bear the name.
    """
    from whoholds.reference.correct import actor_key

    return Correction(
        place=_place(settings, stored, place) if place is not None else None,
        actor=ActorRef(actor_key(known_actors(settings), actor)) if actor is not None else None,
        when=when,
        factuality=factuality,
    )


def candidates(place: PlaceRef) -> tuple[Candidate, ...]:
    """The places that a claim's place may be instead; none for what is only described or not placed."""
    return place.candidates if isinstance(place, (Place, Area)) else ()


def _place(settings: Settings, stored: StoredClaim, name: str) -> PlaceRef:
    from whoholds.reference.correct import from_candidate, place_ref

    read = (stored.read or stored.claim).place
    known = next((one for one in candidates(read) if one.id == name), None)
    if known is not None:
        return from_candidate(known, read.name or known.name)
    country = getattr(stored.claim.place, "country", "")
    with gazetteer(settings) as places:
        return place_ref(places, name, [country] if country else [])


def interval(start: date | None, end: date | None) -> When:
    """A claim's time as a person gives it; both days belong to it.

    Raises:
        UsageError: it ends before it begins.
    """
    if start is not None and end is not None and end < start:
        raise UsageError("review.days", "it ends before it begins", hint="the earlier day comes first")
    return When(start, end, Precision.DAY if start == end else Precision.INTERVAL, Basis.STATED, BY_HAND)


def decision_data(stored: StoredDecision, undone_by: str | None = None) -> dict[str, Any]:
    """A decision for programs; `undone_by` is the decision that undid it, where that is known."""
    data: dict[str, Any] = codec.encode(stored.decision)
    fixed = {key: value for key, value in data.pop("correction").items() if value is not None}
    when = stored.known_from.isoformat()
    told = {"id": stored.id, **data, "correction": fixed, "decided": when, "holds": stored.holds, "seq": stored.seq}
    return told if undone_by is None else {**told, "undone_by": undone_by}


def undoings(decisions: Sequence[StoredDecision]) -> dict[str, StoredDecision]:
    """By the id of what was undone, the decision that undid it and holds."""
    held = (one for one in decisions if one.holds and one.decision.verb is Verb.UNDO)
    return {one.decision.undoes: one for one in held if one.decision.undoes is not None}


def doubt_data(doubt: Doubt, stored: StoredClaim) -> dict[str, Any]:
    """A claim to look at, for programs."""
    claim = stored.claim
    return {
        **asdict(doubt),
        "expected": doubt.expected,
        "quote": claim.quote,
        "event": claim.event.value,
        "factuality": claim.factuality.value,
        "speaker": claim.speaker.key,
        "outlet": stored.outlet,
        "report_id": stored.report_id,
    }
