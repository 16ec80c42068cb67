"""The path through the rooms, as functions that the command line and the web page both call.

Heavy things (language models, the gazetteer's compilation) are loaded when first needed and not before: adding what is
there already loads nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from whoholds import clock
from whoholds.errors import DataError, InputRefused, NetworkError, UsageError, WhoholdsError
from whoholds.ledger import Ledger
from whoholds.loading import AT_ONCE, Readings
from whoholds.model import Holding, Reading, Report
from whoholds.readers import Readers
from whoholds.settings import Settings
from whoholds.stock import Progress as Progress
from whoholds.stock import find_place as find_place
from whoholds.stock import gazetteer as gazetteer
from whoholds.stock import known_actors as known_actors
from whoholds.stock import known_weights as known_weights
from whoholds.stock import place_names as place_names
from whoholds.stock import reading_ledger as reading_ledger
from whoholds.stock import silent as silent
from whoholds.stock import writing_ledger as writing_ledger

if TYPE_CHECKING:
    from whoholds.control.dossier import Dossier
    from whoholds.control.situation import Situation
    from whoholds.reading.steps import Work
    from whoholds.reference.theatres import Theatre
    from whoholds.reports.files import Source
    from whoholds.reports.intake import Intake


class Status(StrEnum):
    """What became of one thing that was to be added."""

    ADDED = "added"  # new, and read
    READ = "read"  # was there, and has been read now (again)
    KNOWN = "known"  # was there, with its reading; nothing has changed
    REFUSED = "refused"  # could not be taken in
    FAILED = "failed"  # is in the ledger, but could not be read by all that were to read it


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one report or file.

    Attributes:
        name: what a person would call it: the path given, with the line in a file of many reports.
        claims: how many its first reading now found; 0 where it was not read now.
        error: why, where it was refused or failed.
        readings: what was read now, the rules' first.
    """

    status: Status
    name: str
    report: Report | None = None
    claims: int = 0
    error: WhoholdsError | None = None
    readings: tuple[Reading, ...] = ()

    @property
    def data(self) -> dict[str, Any]:
        """The same for programs; what is not known is None."""
        shown = ("id", "name", "title", "language", "outlet", "url")
        r = self.report
        return {
            "status": self.status.value,
            "source": self.name,
            "claims": self.claims,
            "readings": [
                {"reader": one.reader, "claims": len(one.claims), "rejected": len(one.rejected)}
                for one in self.readings
            ],
            "error": self.error.as_dict() if self.error is not None else None,
            "report": None
            if r is None
            else {
                **{name: getattr(r, name) for name in shown},
                "published": r.published.isoformat() if r.published else None,
                "provenance": dict(r.provenance),
            },
        }


def add(
    paths: Iterable[Path | str | Source],
    settings: Settings,
    *,
    backfill: bool = False,
    readings: Readings | None = None,
    on_progress: Progress = silent,
    wait: float = 0.0,
) -> Iterator[Outcome]:
    """Take reports in, read them and keep both, one after the other.

    What stops half way goes on where it stopped when the same paths are added again.

    Args:
        paths: files, folders, `-` for standard input, or bytes at hand as a source.
        settings: where things live, and the limits.
        backfill: an archive: each report counts as known from its published time on, where that is known.
        readings: who reads; by default the rules.
        on_progress: told about set-up that takes long.
        wait: seconds to wait for another writer.

    Yields:
        What became of each report, or of each file that could not be taken in.

    Raises:
        StorageError: the ledger cannot be written; what was acknowledged before is kept.
        SetupError: the reader's models are missing.
    """
    from whoholds.reports.intake import take

    readings = readings or Readings(settings, on_progress=on_progress)
    with writing_ledger(settings, wait=wait) as ledger:
        items = take(paths, settings.reports, clock.now())
        for item in _read_ahead(items, readings, lambda r: Readers.RULES in readings.missing(ledger.readers(r.id))):
            if isinstance(item, InputRefused):
                yield Outcome(Status.REFUSED, item.subject, error=item)
                continue
            report, name = item.report, item.source or item.report.name
            new = ledger.add_report(report, item.raw, known_from=report.published if backfill else None)
            wanted = readings.missing(ledger.readers(report.id))
            if not wanted:
                yield Outcome(Status.KNOWN, name, report)
                continue
            yield _keep_readings(ledger, readings, wanted, report, name, Status.ADDED if new else Status.READ)


def _read_ahead(
    items: Iterator[Intake | InputRefused], readings: Readings, wanted: Callable[[Report], bool]
) -> Iterator[Intake | InputRefused]:
    """The same items; those that are wanted have been read by the rules, some together, when they are given on."""
    while batch := list(islice(items, AT_ONCE)):
        reports = {item.report.id: item.report for item in batch if not isinstance(item, InputRefused)}
        readings.read_ahead([report for report in reports.values() if wanted(report)])
        yield from batch


def _keep_readings(
    ledger: Ledger, readings: Readings, wanted: Sequence[Readers], report: Report, name: str, status: Status
) -> Outcome:
    """Read a report with each reader; what one of them fails at, the others have read all the same."""
    done: list[Reading] = []
    failed: WhoholdsError | None = None
    for one in wanted:
        try:
            reading = readings.read(one, report)
            ledger.add_reading(reading)
        except (InputRefused, DataError, NetworkError, UsageError) as error:
            failed = failed or error
        else:
            done.append(reading)
    status = Status.FAILED if failed else status
    return Outcome(status, name, report, len(done[0].claims) if done else 0, failed, tuple(done))


def reread(settings: Settings, *, on_progress: Progress = silent) -> Iterator[Outcome]:
    """Read every report that this version of the rules has not read; earlier readings stay in the ledger.

    Raises:
        StorageError: the ledger is missing or cannot be written.
    """
    with writing_ledger(settings, create=False) as ledger, Readings(settings, on_progress=on_progress) as readings:
        waiting = list(ledger.unread(readings.rules.version))
        for at, stored in enumerate(waiting):
            if at % AT_ONCE == 0:
                readings.read_ahead([one.report for one in waiting[at : at + AT_ONCE]])
            yield _keep_readings(ledger, readings, [Readers.RULES], stored.report, stored.report.name, Status.READ)


def read(
    paths: Iterable[Path | str],
    settings: Settings,
    *,
    readings: Readings | None = None,
    on_progress: Progress = silent,
) -> Iterator[tuple[Report, Reading] | WhoholdsError]:
    """Read reports without keeping anything but a model's answers.

    Yields:
        Each report with its reading, one after the other where several read it; or why it could not be taken in
        (`InputRefused`) or read.

    Raises:
        SetupError: the reader's models are missing.
    """
    from whoholds.reports.intake import take

    readings = readings or Readings(settings, on_progress=on_progress)
    for item in _read_ahead(take(paths, settings.reports, clock.now()), readings, lambda _: True):
        if isinstance(item, InputRefused):
            yield item
            continue
        for one in readings.each:
            try:
                yield item.report, readings.read(one, item.report)
            except (InputRefused, DataError, NetworkError, UsageError) as error:
                yield error


def inspect(
    paths: Iterable[Path | str], settings: Settings, *, on_progress: Progress = silent
) -> Iterator[Work | WhoholdsError]:
    """What the rules' reader found on its way through each report, for `views.inspection`; nothing is kept.

    Yields:
        One a report, or why it could not be taken in.

    Raises:
        SetupError: the reader's models are missing.
    """
    from whoholds.reports.intake import take

    readings = Readings(settings, on_progress=on_progress)
    for item in take(paths, settings.reports, clock.now()):
        yield item if isinstance(item, InputRefused) else readings.rules.work(item.report)


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
    viewpoint: str | None = None,
    areas: bool = False,
) -> Board:
    """All places of a theatre on one day.

    Args:
        settings: where the ledger lies.
        on: the day in the world; by default that of the latest report known.
        as_known: answer as the ledger knew it then.
        theatre: its key; by default the one in whose countries most claims lie.
        weights: a file of weights in place of the shipped ones.
        viewpoint: name of a viewpoint; by default everything counts.
        areas: also answer for provinces and regions, each for itself.

    Raises:
        NotFound: nothing was known yet at that instant, or there is no such theatre.
        StorageError: there is no ledger yet, or it cannot be read.
    """
    now = situation(settings, on, as_known, theatre, weights=weights, viewpoint=viewpoint)
    return Board(now.theatre, now.on, as_known, now.board(areas=areas))


def situation(
    settings: Settings,
    on: date | None = None,
    as_known: datetime | None = None,
    theatre: str | None = None,
    *,
    weights: Path | None = None,
    viewpoint: str | None = None,
) -> Situation:
    """All that the ledger knew, ready to be weighed for one theatre and day; arguments as for `board`.

    Raises:
        NotFound: nothing was known yet at that instant, or there is no such theatre or viewpoint.
        StorageError: there is no ledger yet, or it cannot be read.
    """
    from whoholds.control.situation import situation as asked
    from whoholds.control.viewpoints import Viewpoints

    actors, own = known_actors(settings), Viewpoints(settings.viewpoints_path)
    with reading_ledger(settings) as ledger:
        return asked(
            ledger,
            actors,
            known_weights(settings, weights),
            theatre=theatre,
            on=on,
            as_known=as_known,
            viewpoint=viewpoint,
            viewpoints=own,
        )


def dossier(
    settings: Settings,
    place: str,
    on: date | None = None,
    as_known: datetime | None = None,
    *,
    weights: Path | None = None,
    viewpoint: str | None = None,
    language: str = "en",
) -> Dossier:
    """One place: who holds it, since when, its history, and the claims behind each answer.

    Args:
        settings: where the ledger and the gazetteer lie.
        place: its name in any script, or its id.
        on: the day in the world; by default that of the latest report known.
        as_known: answer as the ledger knew it then.
        weights: a file of weights in place of the shipped ones.
        viewpoint: name of a viewpoint; by default everything counts.
        language: of the names and the rule; the place is called as people call it in that language.

    Raises:
        NotFound: no claim speaks of such a place, or none did at that instant.
        StorageError: there is no ledger yet, or it cannot be read.
    """
    from whoholds.control.dossier import dossier as control_dossier
    from whoholds.control.dossier import theatre_for
    from whoholds.control.viewpoints import Viewpoints
    from whoholds.reference.outlets import Outlets

    known, actors, lines = find_place(settings, place), known_actors(settings), Outlets.load().lines
    known = replace(known, label=place_names(settings, [known.id], language).get(known.id, known.label))
    theatre = theatre_for(actors.theatres(), known.country, on)
    sides = [side.key for side in theatre.sides]
    told = Viewpoints(settings.viewpoints_path).find(viewpoint, sides) if viewpoint else None
    with reading_ledger(settings) as ledger:
        return control_dossier(
            ledger,
            actors,
            theatre,
            known_weights(settings, weights),
            known,
            on=on,
            as_known=as_known,
            outlets=lines,
            language=language,
            viewpoint=told,
            answer_days=settings.control.answer_days,
        )
