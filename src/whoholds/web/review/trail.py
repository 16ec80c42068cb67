"""The audit trail: every decision with who, when and why, what it changed and what undid it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from whoholds.errors import NotFound
from whoholds.ledger import Ledger, StoredClaim, StoredDecision, Verb
from whoholds.model import Claim
from whoholds.reviewing import undoings
from whoholds.views.words import Words
from whoholds.web import shape
from whoholds.web.desk import Desk


@dataclass(frozen=True, slots=True)
class Change:
    """A field that was corrected."""

    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Said:
    """A claim that was decided about; `quote` is empty where the ledger no longer has it."""

    claim_id: str
    report_id: str
    quote: str
    language: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A decision as a row.

    Attributes:
        undoes: for an undoing, the decision that no longer holds.
        undone_by: the decision that undid it; None while it holds.
        can_undo: it holds, so that it can be undone.
    """

    id: str
    seq: int
    when: str
    iso: str
    by: str
    verb: str
    key: str
    why: str
    claims: tuple[Said, ...]
    changes: tuple[Change, ...]
    undoes: str | None
    undone_by: StoredDecision | None
    undone_when: str
    can_undo: bool


def entries(
    desk: Desk, ledger: Ledger, decisions: Sequence[StoredDecision], words: Words, *, shown: Sequence[StoredDecision]
) -> list[Entry]:
    """Some of the decisions as rows, in their order.

    Args:
        desk: for the names.
        ledger: open for reading.
        decisions: all that there are, for what undid what.
        words: the reader's language.
        shown: those to show.
    """
    undone = undoings(decisions)
    claims = {id: _claim(ledger, id) for one in shown for id in one.decision.claims}
    return [_entry(desk, one, undone.get(one.id), claims, words) for one in shown]


def _claim(ledger: Ledger, id: str) -> StoredClaim | None:
    try:
        return ledger.claim(id)
    except NotFound:
        return None


def _entry(
    desk: Desk,
    one: StoredDecision,
    undone: StoredDecision | None,
    claims: dict[str, StoredClaim | None],
    words: Words,
) -> Entry:
    decision = one.decision
    found = [claims[id] for id in decision.claims]
    first = next((stored for stored in found if stored), None)
    return Entry(
        id=one.id,
        seq=one.seq,
        when=words.moment(one.known_from),
        iso=one.known_from.isoformat(),
        by=decision.by,
        verb=words(f"review.did.{decision.verb.value}"),
        key=decision.verb.value,
        why=decision.why,
        claims=tuple(
            Said(id, s.report_id, s.claim.quote, s.language) if s else Said(id, "", "", "und")
            for id, s in zip(decision.claims, found, strict=True)
        ),
        changes=_changes(desk, one, first, words) if first else (),
        undoes=decision.undoes,
        undone_by=undone,
        undone_when=words.moment(undone.known_from) if undone else "",
        can_undo=one.holds,
    )


def _changes(desk: Desk, one: StoredDecision, stored: StoredClaim, words: Words) -> tuple[Change, ...]:
    """From what was read to what it was corrected to."""
    if one.decision.verb is not Verb.CORRECT:
        return ()
    before = stored.read or stored.claim
    after = one.decision.correction.of(before)
    out = []
    for name in one.decision.correction.fields:
        told = _told(desk, name, before, words), _told(desk, name, after, words)
        out.append(Change(words(f"review.field.{name}"), *told))
    return tuple(out)


def _told(desk: Desk, name: str, claim: Claim, words: Words) -> str:
    if name == "place":
        return shape.place_of(claim.place, {}) or words("review.none")
    if name == "actor":
        return desk.actors.label(claim.actor.key, words.language) if claim.actor else words("review.none")
    if name == "when":
        return shape.when_text(claim.when, words)
    return words(f"factuality.{shape.factuality_key(claim.factuality)}")
