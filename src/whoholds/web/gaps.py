"""What the ledger does not know, gathered: claims without a place, groups and voices without a name, silence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from whoholds.errors import SetupError
from whoholds.ledger import StoredClaim, StoredReport
from whoholds.model import Area, Described, Place, Unplaced
from whoholds.reference.folding import fold
from whoholds.reference.gazetteer import Gazetteer, Row, kilometres
from whoholds.settings import Settings
from whoholds.web.desk import Board, Desk
from whoholds.web.wanted import day_said

UNNAMED = "unnamed"
"""The key of a speaker whom the report does not name; those that begin so are told by what they are."""
CANDIDATES = 3  # places offered for a name that has none
NEAR = 5  # places told of around one that nobody speaks of
_NAMED = ("unknown name", "no candidate")  # the reader's reasons for which a name may be some place's all the same


@dataclass(frozen=True, slots=True)
class Lost:
    """A name, or none, that claims give for a place that could not be found.

    Attributes:
        reason: why, as the reader gave it.
        first: the first of the claims.
        candidates: places that the name may mean, best first.
    """

    name: str | None
    reason: str
    claims: int
    first: StoredClaim
    candidates: tuple[Row, ...] = ()


@dataclass(frozen=True, slots=True)
class Stranger:
    """Somebody who is not known by name, with the first claim that speaks of them."""

    key: str
    claims: int
    first: StoredClaim


@dataclass(frozen=True, slots=True)
class Silent:
    """A place of which nobody has spoken for some days, and who held it then."""

    place_id: str
    place: str
    holder: str
    last: date
    days: int


@dataclass(frozen=True, slots=True)
class Report:
    """A report that lacks something: `no_date`, `no_language`, `unread` or `no_claims`."""

    id: str
    title: str
    outlet: str | None
    lacks: str


@dataclass(frozen=True, slots=True)
class Gaps:
    """All of them; `answerless` are ids and names of places with claims and without an answer."""

    unplaced: tuple[Lost, ...]
    provisional: tuple[Stranger, ...]
    voices: tuple[Stranger, ...]
    silent: tuple[Silent, ...]
    answerless: tuple[tuple[str, str, int], ...]
    reports: tuple[Report, ...]


def gaps(desk: Desk, board: Board, days: int) -> Gaps:
    """What is not known on a board's day.

    Args:
        desk: the claims.
        board: of the day and language.
        days: places of which nobody has spoken for longer are silent.
    """

    def make() -> Gaps:
        claims = list(desk.state(board.as_known).claims.values())
        return Gaps(
            unplaced=unplaced(claims, desk.settings),
            provisional=strangers((c for c in claims if _provisional(c)), actors=True),
            voices=strangers((c for c in claims if c.claim.speaker.key.startswith(UNNAMED)), actors=False),
            silent=silent(claims, board, days),
            answerless=answerless(claims, board),
            reports=_reports(desk, board.as_known, {c.report_id for c in claims}),
        )

    names = tuple(sorted((h.place_id, h.place) for h in board.holdings.values()))
    return desk.derived.get(("gaps", board.key, days, names), make)


def unplaced(claims: Iterable[StoredClaim], settings: Settings) -> tuple[Lost, ...]:
    """Claims whose place could not be found, by what they call it: names first, those of most claims before others."""
    groups: defaultdict[tuple[str, str], list[StoredClaim]] = defaultdict(list)
    for stored in claims:
        place = stored.claim.place
        if isinstance(place, Unplaced):
            groups[fold(place.name or ""), place.reason].append(stored)
    found = []
    for (name, reason), some in groups.items():
        said = next((c.claim.place.name for c in some if c.claim.place.name), None)
        rows = _candidates(settings, said) if said and reason.startswith(_NAMED) else ()
        found.append((bool(name), Lost(said, reason, len(some), some[0], rows)))
    return tuple(lost for _, lost in sorted(found, key=lambda f: (not f[0], -f[1].claims, f[1].name or f[1].reason)))


def _candidates(settings: Settings, name: str) -> tuple[Row, ...]:
    try:
        with Gazetteer.open(settings.gazetteer_path) as gazetteer:
            return tuple(gazetteer.search(name, CANDIDATES))
    except SetupError:
        return ()


def _provisional(stored: StoredClaim) -> bool:
    claim = stored.claim
    return any(ref is not None and ref.provisional for ref in (claim.actor, claim.target, claim.speaker))


def strangers(claims: Iterable[StoredClaim], *, actors: bool) -> tuple[Stranger, ...]:
    """Provisional actors, or else the speakers, of claims; those of most claims first."""
    groups: defaultdict[str, list[StoredClaim]] = defaultdict(list)
    for stored in claims:
        claim = stored.claim
        refs = (claim.actor, claim.target, claim.speaker) if actors else (claim.speaker,)
        for key in {ref.key for ref in refs if ref is not None and (ref.provisional or not actors)}:
            groups[key].append(stored)
    found = (Stranger(key, len(some), some[0]) for key, some in groups.items())
    return tuple(sorted(found, key=lambda one: (-one.claims, one.key)))


def _site(stored: StoredClaim) -> Place | Area | None:
    """The place of the gazetteer that a claim names, or describes its own place from."""
    place = stored.claim.place
    found = place.anchor if isinstance(place, Described) else place
    return found if isinstance(found, (Place, Area)) and found.id else None


def _spoken(claims: Iterable[StoredClaim], until: date) -> dict[str, date]:
    """The last day up to `until` that each place is spoken of, by id."""
    last: dict[str, date] = {}
    for stored in claims:
        found, on = _site(stored), day_said(stored)
        if found and found.id and on <= until:
            last[found.id] = max(on, last.get(found.id, on))
    return last


def silent(claims: Iterable[StoredClaim], board: Board, days: int) -> tuple[Silent, ...]:
    """Places of which nobody has spoken for longer than some days, the longest first."""
    last = _spoken(claims, board.on)
    found = []
    for key, holding in board.holdings.items():
        if key in last and (quiet := (board.on - last[key]).days) > days:
            found.append(Silent(key, holding.place, holding.holder, last[key], quiet))
    return tuple(sorted(found, key=lambda one: (-one.days, fold(one.place), one.place_id)))


def answerless(claims: Iterable[StoredClaim], board: Board) -> tuple[tuple[str, str, int], ...]:
    """Places that claims speak of and that have no answer, as (id, name, claims), those of most claims first."""
    counts: defaultdict[str, int] = defaultdict(int)
    for stored in claims:
        if found := _site(stored):
            counts[found.id or ""] += 1
    rows = [(h.place_id, h.place, counts[h.place_id]) for h in board.holdings.values() if h.holder == "unknown"]
    rows += [(place.id, place.label, counts[place.id]) for place in board.mentioned]
    return tuple(sorted(rows, key=lambda row: (-row[2], fold(row[1]), row[0])))


def _reports(desk: Desk, as_known: datetime | None, told: set[str]) -> tuple[Report, ...]:
    with desk.ledger() as ledger:
        found = [(stored, not ledger.readers(stored.report.id)) for stored in ledger.reports(as_known)]
    return tuple(line for stored, unread in found for line in lacking(stored, unread, stored.report.id in told))


def lacking(stored: StoredReport, unread: bool, has_claims: bool) -> Sequence[Report]:
    """What a report lacks, a line each."""
    report = stored.report
    lacks = {
        "no_date": report.published is None,
        "no_language": report.language == "und",
        "unread": unread,
        "no_claims": not unread and not has_claims,
    }
    return [Report(report.id, report.title or report.name, report.outlet, what) for what, so in lacks.items() if so]


@dataclass(frozen=True, slots=True)
class Around:
    """A place that no claim speaks of, and the nearest ones with a mark, as (id, name, holder, kilometres)."""

    row: Row
    near: tuple[tuple[str, str, str, int], ...]


def around(desk: Desk, board: Board, id: str) -> Around:
    """What is known near a place of the gazetteer.

    Raises:
        NotFound: the gazetteer does not know it either.
        SetupError: no gazetteer is compiled.
    """
    with Gazetteer.open(desk.settings.gazetteer_path) as gazetteer:
        row = gazetteer.get(id)
    distances = ((kilometres(row.lat, row.lon, h.lat, h.lon), h) for h in board.holdings.values())
    nearest = sorted(distances, key=lambda pair: (pair[0], pair[1].place_id))[:NEAR]
    return Around(row, tuple((h.place_id, h.place, h.holder, round(km)) for km, h in nearest))
