"""What pages are made of: the board of a day and the dossier of a place, kept until the ledger changes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime
from unicodedata import bidirectional

from whoholds import workflow
from whoholds.control.dossier import Dossier as Answer
from whoholds.control.dossier import dossier as control_dossier
from whoholds.control.dossier import latest_day
from whoholds.control.history import namer
from whoholds.control.living import Maps
from whoholds.control.needs import World
from whoholds.control.sentences import Name
from whoholds.control.situation import busiest
from whoholds.control.timeline import Line, timeline
from whoholds.control.viewpoints import EVERYTHING, SIDE, Viewpoint, Viewpoints, admitted
from whoholds.control.weights import Weights
from whoholds.errors import NotFound, SetupError, StorageError
from whoholds.ledger import ClaimFilter, KnownPlace, Ledger, StoredClaim, StoredReport
from whoholds.model import Area, Described, Place
from whoholds.reference.actors import Actors
from whoholds.reference.outlets import Outlets
from whoholds.reference.theatres import Theatre
from whoholds.settings import Settings
from whoholds.views.patterns import Mark, styles, with_strangers
from whoholds.views.projection import Extent
from whoholds.views.words import LANGUAGES
from whoholds.web.apart import Ask, First, first_map
from whoholds.web.board import Board
from whoholds.web.borders import borders_of
from whoholds.web.contenders import in_dispute
from whoholds.web.kept import Kept
from whoholds.web.state import State, mapped

__all__ = ["Board", "Desk", "Dossier", "isolated"]
MOST_PLACES = 200_000  # in all boards that are kept
FIRST_STRONG, POP = "\u2068", "\u2069"  # isolates of Unicode's bidirectional algorithm (UAX 9)


@dataclass(frozen=True, slots=True)
class Dossier:
    """Everything known of one place on a day.

    Attributes:
        answer: who holds it, since when and why.
        claims: every claim about it, by id; those of the answer's steps bear on it, the others do not.
        reports: the reports that they come from, by id.
        rivals: the two sides that the claims speak for most, for a place that nobody or everybody is said to hold.
    """

    board: Board
    answer: Answer
    claims: Mapping[str, StoredClaim]
    reports: Mapping[str, StoredReport]
    rivals: tuple[str, ...]


class Desk:
    """Answers from one ledger.

    Args:
        settings: where the ledger and the gazetteer are.
        actors: who acts for whom.
        weights: what a claim counts.
        theatre: its key; None chooses the one that most claims are about.
        viewpoint: which claims count; None for all.
        apart: let a process of its own work out the first map of a large ledger.
    """

    def __init__(
        self,
        settings: Settings,
        actors: Actors,
        weights: Weights,
        theatre: str | None = None,
        viewpoint: Viewpoint | None = None,
        *,
        apart: bool = True,
    ) -> None:
        self.settings, self._apart = settings, apart
        self.actors = actors
        self.viewpoint = viewpoint
        self._plain = weights
        self.weights = viewpoint.weigh(weights) if viewpoint else weights
        self.outlets = Outlets.load().lines
        self.chosen = actors.theatre(theatre) if theatre else None
        self._boards = Kept(weigh=lambda board: len(board.holdings), most=MOST_PLACES)
        self._dossiers, self._lines, self.drawings = Kept(), Kept(8), Kept()
        self._others, self._states, self.derived = Kept(8), Kept(4), Kept(96)
        self._maps, self._firsts = Maps(), Kept(2)
        self._people: dict[str, int] = {}
        self._called: dict[str, dict[str, str]] = {language: {} for language in LANGUAGES}

    @classmethod
    def open(cls, settings: Settings, theatre: str | None = None, viewpoint: str | None = None) -> Desk:
        """A desk with the actors of the settings, the user's own among them, and their weights.

        Raises:
            NotFound: no such theatre or viewpoint.
        """
        actors = workflow.known_actors(settings)
        sides = [side.key for side in actors.theatre(theatre).sides] if theatre else []
        told = Viewpoints(settings.viewpoints_path).find(viewpoint, sides) if viewpoint else None
        return cls(settings, actors, workflow.known_weights(settings), theatre, told)

    def seen_by(self, viewpoint: str | None) -> Desk:
        """The same ledger as a viewpoint tells it, this desk for None or where everything counts.

        Raises:
            NotFound: no such viewpoint.
        """
        if not viewpoint or viewpoint == EVERYTHING:
            return self

        told = Viewpoints(self.settings.viewpoints_path).find(
            viewpoint, self.sides() if viewpoint.startswith(SIDE) else ()
        )
        theatre = self.chosen.key if self.chosen else None
        return self._others.get(
            told.model_dump_json(), lambda: Desk(self.settings, self.actors, self._plain, theatre, told)
        )

    def sides(self) -> list[str]:
        """Keys of the sides of the theatre shown; none where nothing is known yet."""
        try:
            theatre = self.chosen or self.board().theatre
        except NotFound:
            return []
        return [side.key for side in theatre.sides]

    def told(self, as_known: datetime | None = None) -> list[StoredClaim]:
        """The claims that count in this desk's viewpoint, whatever they speak of."""
        return self.admit(self.claims(ClaimFilter(as_known=as_known)), as_known)

    def admit(self, found: list[StoredClaim], as_known: datetime | None = None) -> list[StoredClaim]:
        """Those of some claims that count in this desk's viewpoint."""
        if self.viewpoint is None or not found:
            return found
        theatre = self.board(None, as_known).theatre
        world = self.world(theatre)
        return [stored for stored in found if admitted(stored, world, self.weights)]

    @contextmanager
    def ledger(self) -> Iterator[Ledger]:
        """The ledger, open for reading."""
        with workflow.reading_ledger(self.settings) as ledger:
            yield ledger

    def board(self, on: date | None = None, as_known: datetime | None = None) -> Board:
        """The board of a day.

        Args:
            on: None for the day of the newest report.
            as_known: None for all that is known.

        Raises:
            NotFound: nothing was known yet.
            StorageError: the ledger cannot be read.
        """
        with self.ledger() as ledger:
            head = ledger.head_size()

        def make() -> Board:
            state = self.state(as_known)
            if on in (None, state.newest) and (first := self._first(state)):
                return first[0]
            return self._make_board(state, on)

        return self._boards.get((head, on, as_known), make)

    def _first(self, state: State) -> First | None:
        """The newest day and the timeline of a large ledger; None where this process works them out itself."""
        if not self._apart or len(state.places) < self.settings.web.apart_places:
            return None
        theatre = self.chosen.key if self.chosen else None
        ask = Ask(self.settings, self.actors, self._plain, theatre, self.viewpoint, state.as_known, state.head)
        try:
            return self._firsts.get((state.head, state.as_known), lambda: first_map(ask))
        except StorageError:
            return None

    def state(self, as_known: datetime | None = None) -> State:
        """What is known now, or was known then, read once for all the days that are asked about.

        Raises:
            NotFound: nothing was known yet.
            StorageError: the ledger cannot be read.
        """
        with self.ledger() as ledger:
            head = ledger.head_size()
            return self._states.get((head, as_known), lambda: self._read(ledger, head, as_known))

    def _read(self, ledger: Ledger, head: int, as_known: datetime | None) -> State:
        newest, places = latest_day(ledger, as_known), tuple(ledger.places(as_known))
        claims = {stored.claim.id: stored for stored in ledger.claims(ClaimFilter(as_known=as_known))}
        theatre = (self.chosen or busiest(self.actors, places)).as_known(as_known)
        world = self.world(theatre)
        snapshot = mapped(self._maps, head, as_known, claims, world, self.weights)
        return State(head, as_known, newest, theatre, world, self.weights, claims, places, snapshot)

    def _make_board(self, state: State, on: date | None) -> Board:
        day, theatre, newest = on or state.newest, state.theatre, state.newest
        holdings = state.board(day)
        days = [d for d in state.counts if abs((newest - d).days) <= 400]
        drawn = styles((s.key, s.name, s.colour) for s in theatre.sides)
        sides = tuple(replace(style, shorts=s.short) for style, s in zip(drawn, theatre.sides, strict=True))
        contenders = in_dispute(holdings, state.claims, self.actors, theatre, day)
        people = self._populations(holdings)
        marks = tuple(Mark(h, contenders.get(key, ()), people[key]) for key, h in holdings.items())
        places = [p for p in state.places if p.kind not in ("area", "line", "country")]
        spoken = [p for p in places if p.id not in holdings]
        points = [(p.lon, p.lat) for p in places if p.country in theatre.countries]
        points += [(h.lon, h.lat) for h in holdings.values()]
        return Board(
            on=day,
            as_known=state.as_known,
            theatre=theatre,
            sides=with_strangers(sides, marks),
            holdings=holdings,
            marks=marks,
            first=min([*days, newest, day]),
            last=max([newest, day]),
            counts=state.counts,
            mentioned=tuple(spoken),
            called={language: self.called([*holdings, *(p.id for p in spoken)], language) for language in LANGUAGES},
            extent=Extent.around(points, margin=0.1, least_km=120.0) if points else None,
            head=state.head,
            outlets=state.outlets,
            viewpoint=self.viewpoint,
            borders=borders_of(self.settings.web),
        )

    def timeline(self, as_known: datetime | None = None) -> tuple[Board, Mapping[str, Line]]:
        """The board of the last day, and every place over the days that can be asked for.

        Raises:
            NotFound: nothing was known yet.
        """
        board = self.board(None, as_known)

        def make() -> Mapping[str, Line]:
            if first := self._first(self.state(as_known)):
                return first[1]
            return timeline(
                self.state(as_known).claims.values(),
                self.actors,
                board.theatre,
                self.weights,
                board.first,
                board.last,
                outlets=self.outlets,
                viewpoint=self.viewpoint,
            )

        return board, self._lines.get(board.key, make)

    def _populations(self, ids: Iterable[str]) -> dict[str, int]:
        wanted = list(ids)
        if missing := [id for id in wanted if id not in self._people]:
            self._people |= _populations(self.settings, missing)
        return {id: self._people[id] for id in wanted}

    def called(self, ids: Iterable[str], language: str) -> dict[str, str]:
        """What places are called in a language, by id; without those that keep the ledger's name."""
        wanted, kept = list(ids), self._called[language]
        if missing := [id for id in wanted if id not in kept]:
            found = workflow.place_names(self.settings, missing, language)
            kept.update((id, found.get(id, "")) for id in missing)
        return {id: kept[id] for id in wanted if kept[id]}

    def world(self, theatre: Theatre) -> World:
        """What this desk's claims are weighed against."""
        return World(self.actors, theatre, self.outlets, viewpoint=self.viewpoint)

    def say(self, theatre: Theatre, language: str) -> Name:
        """What sentences of a language call sides and voices; a name in a script from right to left is isolated."""
        name = namer(World(self.actors, theatre), language)
        return lambda key: isolated(name(key))

    def dossier(self, place_id: str, on: date | None = None, as_known: datetime | None = None) -> Dossier:
        """The dossier of a place.

        Raises:
            NotFound: no claim in the ledger speaks of it.
        """
        board = self.board(on, as_known)
        return self._dossiers.get((board.key, place_id), lambda: self._make_dossier(board, place_id))

    def _make_dossier(self, board: Board, place_id: str) -> Dossier:
        with self.ledger() as ledger:
            where = ClaimFilter(place_id=place_id, described=True, as_known=board.as_known)
            claims = list(ledger.claims(where))
            place = _known(place_id, claims)
            answer = control_dossier(
                ledger,
                self.actors,
                board.theatre,
                self.weights,
                place,
                on=board.on,
                as_known=board.as_known,
                outlets=self.outlets,
                viewpoint=self.viewpoint,
                answer_days=self.settings.control.answer_days,
            )
            reports = {id: ledger.report(id) for id in sorted({c.report_id for c in claims})}
        order = [side.key for side in board.theatre.sides]
        spoken = Counter(side for step in answer.steps if (side := step.evidence.proposition[1]) in order)
        rivals = sorted(spoken, key=lambda side: (-spoken[side], order.index(str(side))))[:2]
        return Dossier(
            board, answer, {stored.claim.id: stored for stored in claims}, reports, tuple(str(side) for side in rivals)
        )

    def claims(self, where: ClaimFilter) -> list[StoredClaim]:
        """Claims by a filter."""
        with self.ledger() as ledger:
            return list(ledger.claims(where))

    def report(self, report_id: str) -> tuple[StoredReport, list[StoredClaim]]:
        """A report and its claims in the order of the text.

        Raises:
            NotFound: it is not in the ledger.
        """
        with self.ledger() as ledger:
            stored = ledger.report(report_id)
            claims = list(ledger.claims(ClaimFilter(report_id=report_id)))
        return stored, sorted(claims, key=lambda c: (c.claim.start, c.claim.end, c.claim.id))

    def ready(self) -> int:
        """The ledger's size.

        Raises:
            StorageError: it cannot be read.
        """
        try:
            with self.ledger() as ledger:
                return ledger.head_size()
        except OSError as error:
            raise StorageError("storage.system", str(error), hint="whoholds doctor looks for the cause") from error


def isolated(text: str) -> str:
    """A text that holds letters from right to left between the marks that keep it from turning its neighbours."""
    if not any(bidirectional(letter) in ("R", "AL") for letter in text):
        return text
    return f"{FIRST_STRONG}{text.replace(FIRST_STRONG, '').replace(POP, '')}{POP}"


def _known(place_id: str, claims: Sequence[StoredClaim]) -> KnownPlace:
    for stored in claims:
        place = stored.claim.place
        found = place.anchor if isinstance(place, Described) else place
        if isinstance(found, (Place, Area)) and found.id == place_id:
            return KnownPlace(place_id, found.label, found.lat, found.lon, found.kind, found.country, len(claims))
    raise NotFound(
        "place.unreported",
        "no claim in the ledger speaks of this place",
        hint="the table on the first page lists those that are spoken of",
        subject=place_id,
    )


def _populations(settings: Settings, ids: Sequence[str]) -> dict[str, int]:
    """People by place id; 0 where the gazetteer does not know the place or is not there."""
    from whoholds.reference.gazetteer import Gazetteer

    found = dict.fromkeys(ids, 0)
    try:
        with Gazetteer.open(settings.gazetteer_path) as gazetteer:
            for id in ids:
                try:
                    found[id] = gazetteer.get(id).population
                except NotFound:
                    continue
    except SetupError:
        return found
    return found
