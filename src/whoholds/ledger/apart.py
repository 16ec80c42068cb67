"""Two readers' claims of one report: which of them say the same, and where they disagree."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from whoholds.ledger.records import StoredClaim
from whoholds.model import Area, Claim, Described, Place, PlaceRef
from whoholds.readers import Readers, family

FIELDS = ("event", "place", "place_role", "actor", "speaker", "factuality", "when", "control")
"""What two claims of one passage are compared by, in order of weight."""


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A passage that two readers read differently.

    Attributes:
        rules: what the rules read there, None where nothing.
        model: what the model read there, None where nothing.
        fields: names, of `FIELDS`, in which they differ; none where only one of them read a claim.
    """

    rules: StoredClaim | None
    model: StoredClaim | None
    fields: tuple[str, ...] = ()


def once(claims: Iterable[StoredClaim]) -> Iterator[StoredClaim]:
    """Claims without those of a model that speak of a place that the rules' claim of the same passage speaks of too.

    The rules go first: the same passage must not count twice, whether the two agree or not.

    Args:
        claims: with those of one report in a row.
    """
    for _, group in groupby(claims, key=lambda stored: stored.report_id):
        rules, model = _split(group)
        yield from rules
        yield from (m for m in model if not any(_touch(m.claim, r.claim) and _same_place(m, r) for r in rules))


def disagreements(claims: Iterable[StoredClaim]) -> Iterator[Disagreement]:
    """Where the rules and a model read one report differently, report by report, in the order of the text.

    Claims are paired by passage and place, the most alike first; what is left over is what only one of them read. A
    report that only one of them has claims of gives nothing but such.

    Args:
        claims: of both, with those of one report in a row.
    """
    for _, group in groupby(claims, key=lambda stored: stored.report_id):
        rules, model = _split(group)
        pairs = sorted(
            (
                (not _same_place(r, m), len(_differ(r.claim, m.claim)), abs(r.claim.start - m.claim.start), i, j)
                for i, r in enumerate(rules)
                for j, m in enumerate(model)
                if _touch(r.claim, m.claim)
            ),
        )
        left, right = set(range(len(rules))), set(range(len(model)))
        found: list[Disagreement] = []
        for *_, i, j in pairs:
            if i in left and j in right:
                left.discard(i)
                right.discard(j)
                if fields := _differ(rules[i].claim, model[j].claim):
                    found.append(Disagreement(rules[i], model[j], fields))
        found += [Disagreement(rules[i], None) for i in left]
        found += [Disagreement(None, model[j]) for j in right]
        yield from sorted(found, key=_where)


def _where(found: Disagreement) -> tuple[int, int, str]:
    return min((side.claim.start, side.claim.end, side.claim.id) for side in (found.rules, found.model) if side)


def _split(group: Iterable[StoredClaim]) -> tuple[Sequence[StoredClaim], Sequence[StoredClaim]]:
    rules: list[StoredClaim] = []
    model: list[StoredClaim] = []
    for stored in group:
        (model if family(stored.reader) is Readers.MODEL else rules).append(stored)
    return rules, model


def _touch(a: Claim, b: Claim) -> bool:
    """Does a span of one reach into a span of the other?"""
    return any(x < v and u < y for x, y in ((a.start, a.end), *a.mentions) for u, v in ((b.start, b.end), *b.mentions))


def _same_place(a: StoredClaim, b: StoredClaim) -> bool:
    return _place(a.claim.place) == _place(b.claim.place)


def _place(ref: PlaceRef) -> str | None:
    """The id of a place or of a description's anchor; the name where there is no id."""
    if isinstance(ref, Described):
        return ref.anchor.id
    return ref.id if isinstance(ref, (Place, Area)) else ref.name


def _differ(a: Claim, b: Claim) -> tuple[str, ...]:
    found = []
    for name in FIELDS:
        one, other = getattr(a, name), getattr(b, name)
        if name == "place":
            one, other = _place(one), _place(other)
        elif name in ("actor", "speaker"):
            one, other = one and one.key, other and other.key
        elif name == "when":
            one, other = (one.start, one.end), (other.start, other.end)
        if one != other:
            found.append(name)
    return tuple(found)
