"""Contradictions of a day: settlements of which two voices say what cannot both be so.

Two kinds. An *answer*: a claim that denies, or leaves open, what another one said (`claim.answers`, or as `answered`
finds it across reports). *Otherwise*: on the same day two voices say that different sides are in the place, or one
that a side is in it and one that it is not. What one voice says twice is a change of mind, no contradiction.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

from whoholds.control.answered import links, verdict
from whoholds.control.happenings import Told
from whoholds.control.needs import StoredClaimLike
from whoholds.model import Place

_IN, _OUT = "in", "out"


@dataclass(frozen=True, slots=True)
class Pair:
    """Two claims at odds: `one` says it, `other` denies it ("denied"), doubts it ("left_open") or says "otherwise"."""

    one: str
    other: str
    how: str


@dataclass(frozen=True, slots=True)
class Dispute:
    """A settlement and the claims about it that are at odds."""

    place: Place
    pairs: tuple[Pair, ...]


def disputes(found: Sequence[Told], claims: Iterable[StoredClaimLike], answer_days: int) -> list[Dispute]:
    """Contradictions by settlement, those with most pairs first.

    Args:
        found: claims of the window.
        claims: all that are known, some of which those of the window answer.
        answer_days: how far apart a claim and its answer in another report may lie.
    """
    here: dict[str, list[Told]] = defaultdict(list)
    for item in found:
        here[item.place.id].append(item)
    known: dict[str, StoredClaimLike] = {}
    for stored in claims:
        if isinstance(stored.claim.place, Place) and stored.claim.place.id in here:
            known[stored.claim.id] = stored
    across = links(known.values(), answer_days)
    out = []
    for items in here.values():
        pairs = [*_answers(items, known, across), *_otherwise(items)]
        if pairs:
            out.append(Dispute(items[0].place, tuple(_once(pairs))))
    return sorted(out, key=lambda d: (-len(d.pairs), d.place.label, d.place.id))


def _answers(items: Sequence[Told], known: dict[str, StoredClaimLike], across: dict[str, str]) -> list[Pair]:
    out = []
    for item in items:
        answered = item.claim.answers or across.get(item.claim.id)
        how = verdict(item.claim)
        if answered in known and how != "confirmed":
            out.append(Pair(str(answered), item.claim.id, how))
    return out


def _otherwise(items: Sequence[Told]) -> list[Pair]:
    """One pair for each two voices and what they say."""
    out: dict[object, Pair] = {}
    for a, b in combinations([t for t in items if t.evidence.parts and not t.claim.headline], 2):
        if a.evidence.day == b.evidence.day and a.evidence.voice != b.evidence.voice and _clash(a, b):
            key = frozenset([(t.evidence.voice, t.evidence.proposition) for t in (a, b)])
            out.setdefault(key, Pair(a.claim.id, b.claim.id, "otherwise"))
    return list(out.values())


def _clash(a: Told, b: Told) -> bool:
    (kind, side), (other, other_side) = a.evidence.proposition, b.evidence.proposition
    if side is None or other_side is None:
        return False
    if kind == other == _IN:
        return side != other_side
    return {kind, other} == {_IN, _OUT} and side == other_side


def _once(pairs: Iterable[Pair]) -> list[Pair]:
    """Pairs of claims, each once; an answer says more than that they differ."""
    seen: dict[frozenset[str], Pair] = {}
    for pair in pairs:
        seen.setdefault(frozenset((pair.one, pair.other)), pair)
    return list(seen.values())
