"""From drafts to the report's claims: repetitions merged, headlines marked, answers linked."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import replace

from whoholds.model import Claim, Effect, Event, Factuality
from whoholds.reading.claims import Draft, same_matter
from whoholds.reading.scene import spot_of
from whoholds.reading.speakers import NARRATOR

_ALIKE: tuple[frozenset[Event], ...] = (
    frozenset({Event.CAPTURE, Event.HANDOVER, Event.LOSS, Event.HOLD}),
    frozenset({Event.WITHDRAW, Event.LOSS}),
    frozenset({Event.HOLD, Event.REPEL}),
    frozenset({Event.ADVANCE, Event.ENTER, Event.OFFENSIVE}),
)


def assemble(groups: Sequence[Sequence[Draft]], answers: Sequence[Claim]) -> list[Claim]:
    """The claims of a report in reading order, each said once.

    A repetition becomes a further mention of the most specific claim; a headline that the body repeats is one of its
    mentions, a headline that the body attributes, hedges or contradicts stays a claim of its own, marked.
    """
    title = [d.claim for group in groups for d in group if d.scene.title]
    body = [d.claim for group in groups for d in group if not d.scene.title]
    kept: list[Claim] = []
    ids: dict[str, str] = {}
    for claim in body:
        _merge(kept, claim, ids)
    titles = {c.id for c in title}
    for claim in title:
        kind = _outcome(claim, body)
        told = claim if kind is None else replace(claim, event=kind.event, control=kind.control)
        _merge(kept, told, ids, titles | {told.id})
    kept = [replace(c, headline=True) if c.id in titles and _stronger(c, kept) else c for c in kept]
    for answer in answers:
        linked = replace(answer, answers=ids.get(answer.answers or "", answer.answers))
        _merge(kept, linked, ids)
    return sorted(_linked(kept), key=lambda c: (c.start, c.end, c.id))


def _outcome(claim: Claim, body: Sequence[Claim]) -> Claim | None:
    """The body's capture that a headline tells by its outcome ("X aux mains de Y")."""
    where = spot_of(claim.place)
    if claim.event is not Event.HOLD or where is None or claim.factuality.polarity <= 0:
        return None
    for other in body:
        there = spot_of(other.place)
        taken = (
            other.event is Event.CAPTURE and other.factuality.polarity > 0 and other.speaker.key == claim.speaker.key
        )
        if taken and there is not None and there == where:
            return other
    return None


def _merge(kept: list[Claim], claim: Claim, ids: dict[str, str], titles: Set[str] = frozenset()) -> None:
    for index, other in enumerate(kept):
        # one clause that names two places of which neither is known makes the same claim twice
        if claim.id == other.id or (same_matter(other, claim) and _same_strength(other, claim)):
            # a headline is the vaguest mention; yet what it asserts by itself, a standfirst only says again
            vague = claim.id in titles and claim.speaker.key != NARRATOR
            first = claim.start < other.start and not vague
            better, worse = (
                (claim, other) if (*_weight(claim), first) > (*_weight(other), not first) else (other, claim)
            )
            spans = sorted({*better.mentions, *worse.mentions, (worse.start, worse.end)} - {(better.start, better.end)})
            merged = replace(
                better,
                mentions=tuple(spans),
                actor=better.actor or worse.actor,
                target=better.target or worse.target,
                quantity=better.quantity or worse.quantity,
            )
            kept[index] = merged
            ids[claim.id] = ids[other.id] = merged.id
            return
    kept.append(claim)
    ids[claim.id] = claim.id


def _same_strength(a: Claim, b: Claim) -> bool:
    return a.factuality is b.factuality or Factuality.UNCOMMITTED not in (a.factuality, b.factuality)


def _weight(claim: Claim) -> tuple[bool, bool, bool]:
    stated = claim.when.basis.value == "stated"
    return (claim.actor is not None, stated, claim.quantity is not None)


def _stronger(headline: Claim, kept: Sequence[Claim]) -> bool:
    """Does the headline assert flatly what the body attributes, hedges or contradicts?"""
    if (
        headline.speaker.key != NARRATOR
        or headline.factuality is not Factuality.CERTAIN
        or headline.control is Effect.NONE
    ):
        return False
    where = spot_of(headline.place)
    if where is None:
        return False
    family = next((f for f in _ALIKE if headline.event in f), frozenset({headline.event}))
    body = [c for c in kept if c.id != headline.id and (p := spot_of(c.place)) is not None and p == where]
    same = [c for c in body if c.event in family]
    flat = [
        c
        for c in same
        if c.speaker.key == NARRATOR and c.factuality is Factuality.CERTAIN and c.place_role == headline.place_role
    ]
    if flat:
        return False
    return bool(body)


def _linked(kept: Sequence[Claim]) -> list[Claim]:
    """Denials in so many words answer the claim of another speaker about the same place and event."""
    out = []
    for claim in kept:
        if claim.answers is None and claim.factuality.polarity < 0 and claim.speaker.key != NARRATOR:
            where = spot_of(claim.place)
            family = next((f for f in _ALIKE if claim.event in f), frozenset({claim.event}))
            for other in kept:
                there = spot_of(other.place)
                same = where is not None and there is not None and where == there
                if (
                    same
                    and other.event in family
                    and other.factuality.polarity > 0
                    and other.speaker.key != claim.speaker.key
                ):
                    claim = replace(claim, answers=other.id)
                    break
        out.append(claim)
    return out
