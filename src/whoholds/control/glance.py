"""An answer at a glance: all that a list of places shows, without the waterfall, which asks the filter once a claim."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from whoholds.control.case import Case, answer_probability
from whoholds.control.explain import copies, voices
from whoholds.control.history import spans
from whoholds.control.sentences import Name, sentences
from whoholds.control.standing import verdict
from whoholds.model import Clause, Holding, Standing


@dataclass(frozen=True, slots=True)
class Glance:
    """Who holds a place on a day; every field is that of the `Holding` of this day.

    Attributes:
        valid_to: None: it is the answer of the day that was asked about.
        claims: ids of the claims that bear on it, in order of publication; `copies` are those that do not count,
            because another statement of their story does.
        origins: how many voices stand behind them.
    """

    place_id: str
    place: str
    lat: float
    lon: float
    valid_from: date | None
    holder: str
    probability: float
    standing: Standing
    threatened: bool
    claims: tuple[str, ...]
    copies: frozenset[str]
    origins: int
    rule: str
    why: tuple[Clause, ...]
    valid_to: None = None


Answer = Holding | Glance
"""Who holds a place, explained or not."""


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
        valid_from=span.start,
        holder=span.holder,
        probability=probability,
        standing=found.standing,
        threatened=found.threatened,
        claims=tuple(e.claim_id for e in case.evidence),
        copies=frozenset(e.claim_id for e, copy in zip(case.evidence, copies(case), strict=True) if copy),
        origins=len(set(voices(case))),
        rule=sentences("en").tell(found.why, name),
        why=found.why,
    )


def claims_of(answer: Answer, *, copies: bool = True) -> list[str]:
    """Ids of the claims that bear on an answer, in order of publication, with or without those that do not count."""
    if isinstance(answer, Glance):
        return [id for id in answer.claims if copies or id not in answer.copies]
    return [reason.claim_id for reason in answer.because if copies or not reason.copy]


def origins_of(answer: Answer) -> int:
    """How many independent origins bear on an answer: the voices behind its claims."""
    return answer.origins if isinstance(answer, Glance) else len({reason.origin for reason in answer.because})
