"""The path through the rooms, as functions that the command line and the web page both call.

Heavy things (language models, the gazetteer's compilation) are loaded when first needed and not before: adding what is
there already loads nothing.
"""

from __future__ import annotations

import contextlib
import difflib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from whoholds import clock
from whoholds.errors import DataError, InputRefused, NotFound, SetupError, WhoholdsError
from whoholds.ledger import ClaimFilter, KnownPlace, Ledger
from whoholds.model import Area, Holding, Place, Reading, Report
from whoholds.settings import Settings

if TYPE_CHECKING:
    from whoholds.control.dossier import Dossier
    from whoholds.reading import Reader
    from whoholds.reference.actors import Actors
    from whoholds.reference.gazetteer import Gazetteer
    from whoholds.reference.theatres import Theatre

Progress = Callable[[str, float], None]
"""Told what is being done and which part of it is done, 0 to 1."""


class Status(StrEnum):
    """What became of one thing that was to be added."""

    ADDED = "added"  # new, and read
    READ = "read"  # was there, and has been read now (again)
    KNOWN = "known"  # was there, with its reading; nothing has changed
    REFUSED = "refused"  # could not be taken in
    FAILED = "failed"  # is in the ledger, but could not be read


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one report or file.

    Attributes:
        name: what a person would call it: the path given, with the line in a file of many reports.
        claims: how many were found in it; 0 where it was not read now.
        error: why, where it was refused or failed.
    """

    status: Status
    name: str
    report: Report | None = None
    claims: int = 0
    error: WhoholdsError | None = None


def silent(doing: str, part: float) -> None:
    """A `Progress` that tells nobody."""


def reading_ledger(settings: Settings) -> Ledger:
    """The ledger, for looking things up; close it when done.

    Raises:
        StorageError: there is none yet, or it cannot be read.
    """
    return Ledger.open(settings.ledger_path, blobs=settings.blobs_path, read_only=True)


def writing_ledger(settings: Settings, *, create: bool = True) -> Ledger:
    """The ledger, for adding to it. Only one at a time; close it when done.

    Args:
        settings: where it lies.
        create: make it where there is none.

    Raises:
        StorageError: another process writes to it, or the disk refuses.
    """
    return Ledger.open(settings.ledger_path, blobs=settings.blobs_path, create=create)


def gazetteer(settings: Settings, on_progress: Progress = silent) -> Gazetteer:
    """The gazetteer, compiled first where that has not been done or was done by another version."""
    from whoholds.reference.gazetteer import Gazetteer

    try:
        return Gazetteer.open(settings.gazetteer_path)
    except SetupError:
        from whoholds.reference.build import build

        build(settings.gazetteer_path, on_progress)
        return Gazetteer.open(settings.gazetteer_path)


def known_actors(settings: Settings) -> Actors:
    """The actors and theatres; their parsed files are kept beside the gazetteer, so that the next start is short."""
    from whoholds.reference.actors import Actors

    return Actors.load(kept=settings.home / "parsed.json")


class _LazyReader:
    """Loads the reader when it is first asked for."""

    def __init__(self, settings: Settings, on_progress: Progress) -> None:
        self._settings = settings
        self._on_progress = on_progress
        self._reader: Reader | None = None

    def __call__(self) -> Reader:
        if self._reader is None:
            from whoholds.reading import Reader

            places = gazetteer(self._settings, self._on_progress)
            self._on_progress("loading the language models", 0.0)
            self._reader = Reader.load(places, known_actors(self._settings), self._settings)
            self._on_progress("loading the language models", 1.0)
        return self._reader


def _read_one(reader: Reader, report: Report) -> Reading:
    """Read one report.

    Raises:
        InputRefused: the reader broke on this text, which must not cost the others.
    """
    try:
        return reader.read(report)
    except WhoholdsError:
        raise
    except Exception as error:  # any fault met in one text is that text's
        raise InputRefused(
            "reading.failed",
            f"the reader broke on this report: {type(error).__name__}: {error}",
            hint="please report the fault; the other reports are not affected",
            subject=report.name,
        ) from error


def add(
    paths: Iterable[Path | str], settings: Settings, *, backfill: bool = False, on_progress: Progress = silent
) -> Iterator[Outcome]:
    """Take reports in, read them and keep both, one after the other.

    What stops half way goes on where it stopped when the same paths are added again.

    Args:
        paths: files, folders, `-` for standard input.
        settings: where things live, and the limits.
        backfill: an archive: each report counts as known from its published time on, where that is known.
        on_progress: told about set-up that takes long.

    Yields:
        What became of each report, or of each file that could not be taken in.

    Raises:
        StorageError: the ledger cannot be written; what was acknowledged before is kept.
        SetupError: the reader's models are missing.
    """
    from whoholds.reports.intake import take

    reader = _LazyReader(settings, on_progress)
    with writing_ledger(settings) as ledger:
        for item in take(paths, settings.reports, clock.now()):
            if isinstance(item, InputRefused):
                yield Outcome(Status.REFUSED, item.subject, error=item)
                continue
            report, name = item.report, item.source or item.report.name
            new = ledger.add_report(report, item.raw, known_from=report.published if backfill else None)
            if not new and ledger.readers(report.id):
                yield Outcome(Status.KNOWN, name, report)
                continue
            yield _keep_reading(ledger, reader(), report, name, Status.ADDED if new else Status.READ)


def _keep_reading(ledger: Ledger, reader: Reader, report: Report, name: str, status: Status) -> Outcome:
    try:
        reading = _read_one(reader, report)
        ledger.add_reading(reading)
    except (InputRefused, DataError) as error:
        return Outcome(Status.FAILED, name, report, error=error)
    return Outcome(status, name, report, claims=len(reading.claims))


def reread(settings: Settings, *, on_progress: Progress = silent) -> Iterator[Outcome]:
    """Read every report that this version of the reader has not read; earlier readings stay in the ledger.

    Raises:
        StorageError: the ledger is missing or cannot be written.
    """
    with writing_ledger(settings, create=False) as ledger:
        reader = _LazyReader(settings, on_progress)()
        waiting = list(ledger.unread(reader.version))
        for stored in waiting:
            yield _keep_reading(ledger, reader, stored.report, stored.report.name, Status.READ)


def read(
    paths: Iterable[Path | str], settings: Settings, *, on_progress: Progress = silent
) -> Iterator[tuple[Report, Reading] | InputRefused]:
    """Read reports without keeping anything.

    Yields:
        Each report with its reading, or why it could not be taken in or read.

    Raises:
        SetupError: the reader's models are missing.
    """
    from whoholds.reports.intake import take

    reader = _LazyReader(settings, on_progress)
    for item in take(paths, settings.reports, clock.now()):
        if isinstance(item, InputRefused):
            yield item
            continue
        try:
            yield item.report, _read_one(reader(), item.report)
        except InputRefused as error:
            yield error


def find_place(settings: Settings, name: str) -> KnownPlace:
    """The place of this name or id that the ledger has claims about.

    Names that the gazetteer has, in any script, go before those that the reports use, and these before spellings that
    are only alike. Of several places that are called so, the best match that claims speak of is taken.

    Raises:
        NotFound: no claim speaks of such a place; the hint names what is like it.
        StorageError: there is no ledger yet, or it cannot be read.
    """
    with reading_ledger(settings) as ledger:
        places = ledger.places()
        by_id = {place.id: place for place in places}
        if name in by_id:
            return by_id[name]
        countries = sorted({place.country for place in places if place.country})
        exact, alike = _gazetteer_ids(settings, name, countries)
        said = (stored.claim.place for stored in ledger.claims(ClaimFilter(place_name=name)))
        reported = (place.id for place in said if isinstance(place, (Place, Area)))
        for id in chain(exact, reported, alike):
            if id in by_id:
                return by_id[id]
    near = difflib.get_close_matches(name, [place.label for place in places], n=3, cutoff=0.6)
    hint = f"did you mean {' or '.join(near)}?" if near else "whoholds claims lists what the ledger knows"
    raise NotFound("place.unreported", f"no claim in the ledger speaks of {name}", hint=hint, subject=name)


def _gazetteer_ids(settings: Settings, name: str, countries: list[str]) -> tuple[list[str], list[str]]:
    """Ids of places that bear this name, and of those whose name is like it; none where no gazetteer is compiled."""
    from whoholds.reference.gazetteer import Gazetteer

    try:
        with Gazetteer.open(settings.gazetteer_path) as places:
            alike = [row.id for row in places.lookup(name, countries)]
            named = {hit.row.id for hit in places.exact(name)}
    except SetupError:
        return [], []
    return [id for id in alike if id in named], [id for id in alike if id not in named]


def place_names(settings: Settings, ids: Iterable[str], language: str) -> dict[str, str]:
    """What people call places in a language, by id; without those that the gazetteer does not know.

    English is left to the ledger: its places are called there as the gazetteer called them when they were read.
    """
    from whoholds.reference.gazetteer import Gazetteer

    if language == "en":
        return {}
    found = {}
    try:
        with Gazetteer.open(settings.gazetteer_path) as places:
            for id in ids:
                with contextlib.suppress(NotFound):
                    found[id] = places.display(id, language)
    except SetupError:
        return {}
    return found


@dataclass(frozen=True, slots=True)
class Board:
    """Who holds what on a day.

    Attributes:
        as_known: the instant that it is told as of; None for all that the ledger knows.
        holdings: by place id; places that no claim of control bears on are not among them.
    """

    theatre: Theatre
    on: date
    as_known: datetime | None
    holdings: Mapping[str, Holding]


def board(
    settings: Settings,
    on: date | None = None,
    as_known: datetime | None = None,
    theatre: str | None = None,
    *,
    weights: Path | None = None,
    areas: bool = False,
) -> Board:
    """All places of a theatre on one day.

    Args:
        settings: where the ledger lies.
        on: the day in the world; by default that of the latest report known.
        as_known: answer as the ledger knew it then.
        theatre: its key; by default the one in whose countries most claims lie.
        weights: a file of weights in place of the shipped ones.
        areas: also answer for provinces and regions, each for itself.

    Raises:
        NotFound: nothing was known yet at that instant, or there is no such theatre.
        StorageError: there is no ledger yet, or it cannot be read.
    """
    from whoholds.control.board import board as control_board
    from whoholds.control.dossier import latest_day
    from whoholds.control.weights import Weights
    from whoholds.reference.outlets import Outlets

    actors, lines = known_actors(settings), Outlets.load().lines
    with reading_ledger(settings) as ledger:
        day = on or latest_day(ledger, as_known)
        chosen = actors.theatre(theatre) if theatre else _busiest(actors, ledger.places(as_known))
        claims = list(ledger.claims(ClaimFilter(as_known=as_known)))
    holdings = control_board(claims, actors, chosen, Weights.load(weights), day, outlets=lines, areas=areas)
    return Board(chosen, day, as_known, holdings)


def _busiest(actors: Actors, places: Iterable[KnownPlace]) -> Theatre:
    """The theatre in whose countries most claims lie; of equals the first by key."""
    claims: Counter[str] = Counter()
    for place in places:
        claims[place.country] += place.claims
    theatres = actors.theatres()
    if not theatres:
        raise SetupError("theatre.none", "no theatre is installed", hint="reinstall whoholds")
    return max(theatres, key=lambda theatre: sum(claims[country] for country in theatre.countries))


def dossier(
    settings: Settings,
    place: str,
    on: date | None = None,
    as_known: datetime | None = None,
    *,
    weights: Path | None = None,
    language: str = "en",
) -> Dossier:
    """One place: who holds it, since when, its history, and the claims behind each answer.

    Args:
        settings: where the ledger and the gazetteer lie.
        place: its name in any script, or its id.
        on: the day in the world; by default that of the latest report known.
        as_known: answer as the ledger knew it then.
        weights: a file of weights in place of the shipped ones.
        language: of the names and the rule; the place is called as people call it in that language.

    Raises:
        NotFound: no claim speaks of such a place, or none did at that instant.
        StorageError: there is no ledger yet, or it cannot be read.
    """
    from whoholds.control.dossier import dossier as control_dossier
    from whoholds.control.dossier import theatre_for
    from whoholds.control.weights import Weights
    from whoholds.reference.outlets import Outlets

    known, actors, lines = find_place(settings, place), known_actors(settings), Outlets.load().lines
    known = replace(known, label=place_names(settings, [known.id], language).get(known.id, known.label))
    theatre = theatre_for(actors.theatres(), known.country, on)
    with reading_ledger(settings) as ledger:
        return control_dossier(
            ledger,
            actors,
            theatre,
            Weights.load(weights),
            known,
            on=on,
            as_known=as_known,
            outlets=lines,
            language=language,
        )
