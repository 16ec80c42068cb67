"""An answer at a glance: all that a list of places shows, without the waterfall, which asks the filter once a claim."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from whoholds.control.case import Case, answer_probability
from whoholds.control.explain import voices
from whoholds.control.history import spans
from whoholds.control.sentences import Name, sentences
from whoholds.control.standing import verdict
from whoholds.model import Clause, Standing


@dataclass(frozen=True, slots=True)
class Glance:
    """Who holds a place on a day; every field is that of the `Holding` of this day.

    Attributes:
        claims: ids of the claims that bear on it, in order of publication.
        origins: how many voices stand behind them.
    """

    place_id: str
    place: str
    lat: float
    lon: float
    since: date | None
    holder: str
    probability: float
    standing: Standing
    threatened: bool
    claims: tuple[str, ...]
    origins: int
    rule: str
    why: tuple[Clause, ...]


def glance(case: Case, name: Name) -> Glance:
    """The answer of a case on its day.

    Args:
        case: a place's evidence, not empty.
        name: what sides and voices are called.
    """
    span = spans(case)[-1]
    probability = answer_probability(case.state(), span.holder, case.filter)
    found = verdict(case, span.holder, probability, span.start)
    return Glance(
        place_id=case.site.id,
        place=case.site.label,
        lat=case.site.lat,
        lon=case.site.lon,
        since=span.start,
        holder=span.holder,
        probability=probability,
        standing=found.standing,
        threatened=found.threatened,
        claims=tuple(e.claim_id for e in case.evidence),
        origins=len(set(voices(case))),
        rule=sentences("en").tell(found.why, name),
        why=found.why,
    )
