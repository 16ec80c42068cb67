"""A claim as the desk lays it out: what hangs on it, what is doubted, what it may be instead."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from whoholds.control.review import Doubt
from whoholds.ledger import ClaimFilter, Ledger, StoredClaim, StoredDecision, Verb
from whoholds.model import Area, Basis, Claim, Described, Place, Unplaced
from whoholds.reference.gazetteer import kilometres
from whoholds.reviewing import candidates, revision
from whoholds.views.words import Words
from whoholds.web import shape
from whoholds.web.desk import Board, Desk
from whoholds.web.review.asking import question

MOST_ACTORS, MOST_OTHERS = 10, 12
_SURE_PLACE = 0.7  # score from which a place is no guess
_NEAR = timedelta(days=4)  # claims published further apart are hardly one story


@dataclass(frozen=True, slots=True)
class Choice:
    """What a field may be corrected to."""

    value: str
    label: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A claim in the queue."""

    claim_id: str
    place: str
    now: str
    without: str
    turns: bool
    percent: str
    quote: str
    language: str
    outlet: str | None


@dataclass(frozen=True, slots=True)
class Look:
    """A claim on the desk.

    Attributes:
        card: the claim with its paragraph.
        question: what the reviewer decides, in plain words.
        effect: what hangs on it; None where the map of the day does not turn on it.
        doubts: what may be wrong, in words.
        places, actors: what it may be instead.
        others: claims about the same place that may go back to the same origin, the nearest in time first.
        seen: how many decisions there are about it.
        verdict: what was decided about its reading, None where nobody has.
        alone: it has an origin of its own already.
        story: others share its origin by decision.
    """

    card: shape.Card
    question: str
    effect: Line | None
    doubts: tuple[str, ...]
    places: tuple[Choice, ...]
    actors: tuple[Choice, ...]
    others: tuple[shape.Card, ...]
    seen: int
    verdict: Verb | None
    alone: bool
    story: bool


def line(doubt: Doubt, stored: StoredClaim, board: Board, words: Words, called: Mapping[str, str]) -> Line:
    """A doubt as a line of the queue; `called` has names of places by id."""
    name = board.side_name(words.language, short=True)

    def held(holder: str, probability: float) -> str:
        told = name(holder)
        return told if holder == "unknown" else f"{told} ({words.percent(probability)})"

    return Line(
        claim_id=doubt.claim_id,
        place=called.get(doubt.place_id, doubt.place),
        now=held(doubt.holder, doubt.probability),
        without=held(doubt.holder_without, doubt.probability_without),
        turns=doubt.turns,
        percent=words.percent(doubt.expected),
        quote=stored.claim.quote,
        language=stored.language,
        outlet=stored.outlet,
    )


def look(
    desk: Desk,
    ledger: Ledger,
    board: Board,
    stored: StoredClaim,
    doubt: Doubt | None,
    decisions: Sequence[StoredDecision],
    words: Words,
) -> Look:
    """A claim with all that a person needs to decide about it."""
    report = ledger.report(stored.report_id)
    near = list(ledger.claims(ClaimFilter(report_id=stored.report_id)))
    others = _others(ledger, stored)
    ids = [*shape.place_ids([stored, *near, *others]), *([doubt.place_id] if doubt else [])]
    called = desk.called(ids, words.language)
    card = shape.card(stored, report, desk.actors, words, called=called)
    return Look(
        card=card,
        question=question(stored, card.place, desk.say(board.theatre, words.language), words),
        effect=line(doubt, stored, board, words, called) if doubt else None,
        doubts=tuple(reasons(stored.claim, words)),
        places=_places(desk, stored, words),
        actors=_actors(desk, stored, [*near, *others], words),
        others=tuple(shape.card(one, None, desk.actors, words, called=called) for one in others),
        seen=revision(decisions, stored.claim.id),
        verdict=stored.review.verdict,
        alone=stored.alone,
        story=stored.story is not None,
    )


def reasons(claim: Claim, words: Words) -> Iterable[str]:
    """What may be wrong with a reading, most telling first."""
    place, when = claim.place, claim.when
    yield words("review.why_reader", percent=words.percent(claim.confidence))
    if isinstance(place, Unplaced):
        yield words("review.why_unplaced")
    elif isinstance(place, Described):
        yield words("review.why_described")
    elif place.score < _SURE_PLACE or len(place.candidates) > 1:
        yield words("review.why_place", count=max(len(place.candidates), 1), percent=words.percent(place.score))
    if claim.actor is None:
        yield words("review.why_nobody")
    elif claim.actor.provisional:
        yield words("review.why_actor")
    if when.basis is Basis.UNKNOWN:
        yield words("review.why_undated")
    elif when.basis is Basis.INFERRED:
        yield words("review.why_date")
    if claim.headline:
        yield words("headline_long")
    if claim.factuality.value[:2] != "CT":
        yield words("review.why_hedged")


def _places(desk: Desk, stored: StoredClaim, words: Words) -> tuple[Choice, ...]:
    """The reader's candidates, and the place as it was read where a correction moved it; with how far they lie."""
    now, read = stored.claim.place, (stored.read or stored.claim).place
    known: dict[str, Place | Area] = {p.id: p for p in (now, read) if isinstance(p, (Place, Area)) and p.id}
    here = next(iter(known.values()), None)
    found = [(c.id, c.name, c.country, c.lat, c.lon) for c in candidates(read)]
    found += [(id, p.label, p.country, p.lat, p.lon) for id, p in known.items()]
    names = desk.called([id for id, *_ in found], words.language)
    current = now.id if isinstance(now, (Place, Area)) else None
    out: dict[str, Choice] = {}
    for id, name, country, lat, lon in found:
        if id != current:
            far = words("review.km", km=words.number(kilometres(here.lat, here.lon, lat, lon))) if here else ""
            out.setdefault(id, Choice(id, names.get(id, name), " · ".join(filter(None, (country, far)))))
    return tuple(out.values())


def _actors(desk: Desk, stored: StoredClaim, around: Iterable[StoredClaim], words: Words) -> tuple[Choice, ...]:
    """Who else acts, suffers or speaks in the same report and about the same place."""
    now = stored.claim.actor.key if stored.claim.actor else None
    out: dict[str, Choice] = {}
    for one in [stored, *around]:
        for actor in (one.claim.actor, one.claim.target, one.claim.speaker):
            if actor and actor.key != now and actor.key in desk.actors.actors:
                out.setdefault(actor.key, Choice(actor.key, desk.actors.label(actor.key, words.language)))
    return tuple(out.values())[:MOST_ACTORS]


def _others(ledger: Ledger, stored: StoredClaim) -> list[StoredClaim]:
    place = stored.claim.place
    if not isinstance(place, (Place, Area)) or place.id is None:
        return []
    at = stored.published or stored.known_from

    def apart(one: StoredClaim) -> timedelta:
        return abs((one.published or one.known_from) - at)

    found = (c for c in ledger.claims(ClaimFilter(place_id=place.id)) if c.claim.id != stored.claim.id)
    near = [c for c in found if apart(c) <= _NEAR]
    near.sort(key=lambda c: (c.claim.event != stored.claim.event, apart(c), c.claim.id))
    return near[:MOST_OTHERS]
