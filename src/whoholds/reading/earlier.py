"""What a sentence says in passing of the time before its event: whose the town was, and what an outlet takes back."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta

from whoholds.model import Basis, Claim, Effect, Event, Factuality, Precision, When
from whoholds.reading.scene import spot_of
from whoholds.reading.speakers import NARRATOR
from whoholds.reading.words import ordered

_COME = frozenset({Event.CAPTURE, Event.HANDOVER, Event.ENTER})
_LEFT = frozenset({Event.WITHDRAW, Event.LOSS, Event.REDEPLOY})
_LABEL = re.compile(
    rf"(?:\d{{1,2}}[:h.]\d{{2}}\s*\W+\s*)?\W*(?:{'|'.join(ordered('retraction', 'labels'))})\b", re.IGNORECASE
)
_AFTER = re.compile(rf"\b(?:{'|'.join(ordered('retraction', 'after'))})\b[\w\s'’]{{0,12}}$", re.IGNORECASE)
_OWN = re.compile(rf"\b(?:{'|'.join(ordered('retraction', 'own'))})\b", re.IGNORECASE)
_STOP = re.compile(r"[.!?]\s+[A-ZÀ-Ý\"«“]")


def earlier(claims: Sequence[Claim], text: str) -> list[Claim]:
    """The claims of a report, those of the time before as such.

    "Troops took X, the last RSF-held town" and "withdrew the forces stationed at X" say who had X until then.

    Args:
        claims: in reading order.
        text: the report's, as the claims' offsets count.
    """
    return [_until(claim, claims, text) for claim in _taken_back(claims, text)]


def _until(claim: Claim, claims: Sequence[Claim], text: str) -> Claim:
    """A hold told inside the change that ended it, up to the day before; a gain likewise ("after its capture by …")."""
    where = spot_of(claim.place)
    after = claim.control is Effect.GAINS and _AFTER.search(text[: claim.start] + claim.quote[:11]) is not None
    before = claim.event is Event.HOLD or after
    if not before or where is None or claim.actor is None or claim.factuality.polarity <= 0:
        return claim
    for change in claims:
        inside = after or (change.start <= claim.start and claim.end <= change.end)
        if (
            inside
            and claim.id != change.id
            and spot_of(change.place) == where
            and change.factuality.polarity > 0
            and _ends(change, claim)
        ):
            day = change.when.end
            if day is None:
                return claim
            start = claim.when.start
            if claim.event is not Event.HOLD or (start is not None and start < day):
                begins = start if start is not None and start < day else None
                return replace(claim, when=replace(claim.when, start=begins, end=day - timedelta(days=1)))
            return replace(claim, when=When(None, day, Precision.INTERVAL, Basis.INFERRED))
    return claim


def _ends(change: Claim, hold: Claim) -> bool:
    """Whether a change takes the place from who held it."""
    if change.actor is None or hold.actor is None:
        return False
    same = change.actor.key == hold.actor.key
    return same if change.event in _LEFT else (not same and change.event in _COME)


def _taken_back(claims: Sequence[Claim], text: str) -> Iterator[Claim]:
    """What a correction says that the outlet itself wrote is denied by the outlet."""
    for claim in claims:
        begin = text.rfind("\n\n", 0, claim.start) + 1
        before = text[begin : claim.start].lstrip()
        own = None
        if claim.factuality.polarity > 0 and _LABEL.match(before):
            own = next(iter(_OWN.finditer(before)), None)
        if own is not None and not _STOP.search(before[own.end() :] + claim.quote[:1]):
            speaker = replace(claim.speaker, key=NARRATOR) if claim.speaker.key != NARRATOR else claim.speaker
            claim = replace(claim, factuality=Factuality.CERTAIN_NOT, speaker=speaker, chain=(NARRATOR,))
        yield claim
