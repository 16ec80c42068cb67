"""What a dossier says besides answer and claims: what would change it, how stable it is, where, and its address."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, timedelta
from urllib.parse import quote

from whoholds.control.answered import told
from whoholds.control.sentences import sentences
from whoholds.ledger import StoredClaim
from whoholds.model import Area, Candidate, Described, Place, PlaceRef
from whoholds.views.words import Words
from whoholds.web.asked import Asked, iso
from whoholds.web.desk import Desk, Dossier

RECENT = 30  # days in which changes of holder are counted


@dataclass(frozen=True, slots=True)
class Details:
    """The further parts of a dossier.

    Attributes:
        turns: what further word would change the answer, each a sentence; empty where no single one would.
        stability: days since the newest evidence and changes of holder of late, in words.
        written: how reports write the place, by how often.
        candidates: other places that they may mean, the likeliest first.
        link: the address of this dossier on its day.
        frozen: the same as the ledger knew it when it learnt the last of these claims, which stays as it is.
    """

    turns: tuple[str, ...]
    stability: str
    written: tuple[tuple[str, int], ...]
    candidates: tuple[Candidate, ...]
    link: str
    frozen: str


def details(desk: Desk, dossier: Dossier, view: Asked) -> Details:
    """The further parts of a dossier.

    Args:
        desk: what answers.
        dossier: of the place.
        view: the reader's.
    """
    answer, board, words = dossier.answer, dossier.board, view.words
    tell, name = sentences(view.language), desk.say(board.theatre, view.language)
    claims = list(dossier.claims.values())
    path = f"/place/{quote(answer.place.id, safe='')}"
    last = max((stored.known_from for stored in claims), default=None)
    minute = iso(last.astimezone(UTC) + timedelta(minutes=1)) if last else None  # the address has no seconds
    day = board.on.isoformat()
    return Details(
        turns=tuple(_sentence(tell.clause(turn.why, name)) for turn in answer.turns),
        stability=_stability(dossier, words),
        written=tuple(sorted(_written(claims).items(), key=lambda item: (-item[1], item[0]))),
        candidates=_candidates(answer.place.id, (stored.claim.place for stored in claims)),
        link=view.link(path, on=day),
        frozen=view.link(path, on=day, as_known=iso(board.as_known) if board.as_known else minute),
    )


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def _stability(dossier: Dossier, words: Words) -> str:
    """How long ago the newest evidence is, and how often the holder changed of late: what an access team asks first."""
    on, steps = dossier.board.on, dossier.answer.steps
    if not steps:
        return ""
    days = [told(dossier.claims[step.evidence.claim_id]).date() for step in steps]
    known = [day for day in days if day <= on]
    since = on - timedelta(days=RECENT)
    changes = sum(1 for h in dossier.answer.history[1:] if h.valid_from and since < h.valid_from <= on)
    parts = [words("changes_one" if changes == 1 else "changes_many", n=changes, days=RECENT)]
    if known:
        ago = (on - max(known)).days
        key = "evidence_today" if ago == 0 else "evidence_one" if ago == 1 else "evidence_many"
        parts.insert(0, words(key, n=ago))
    return " ".join(parts)


def _written(claims: Iterable[StoredClaim]) -> Mapping[str, int]:
    found: dict[str, int] = {}
    for stored in claims:
        place = _named(stored.claim.place)
        if place:
            found[place.name] = found.get(place.name, 0) + 1
    return found


def _named(place: PlaceRef) -> Place | Area | None:
    found = place.anchor if isinstance(place, Described) else place
    return found if isinstance(found, (Place, Area)) else None


def _candidates(own: str, places: Iterable[PlaceRef]) -> tuple[Candidate, ...]:
    """The rows of the gazetteer that the reader weighed against this one, each with its best score."""
    best: dict[str, Candidate] = {}
    for ref in places:
        place = _named(ref)
        for one in place.candidates if place else ():
            if one.id != own and (one.id not in best or one.score > best[one.id].score):
                best[one.id] = one
    return tuple(sorted(best.values(), key=lambda c: (-c.score, c.name, c.id)))
