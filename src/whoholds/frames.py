"""An analyst's own frames and cues: found in their folder, checked, and tried on reports."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from whoholds import clock
from whoholds.errors import NotFound, WhoholdsError
from whoholds.settings import Settings

if TYPE_CHECKING:
    from whoholds.reading.extension import Frames
    from whoholds.reading.proving import Change, Verdict


@dataclass(frozen=True, slots=True)
class Trial:
    """What trying frames showed.

    Attributes:
        names: of the files.
        verdicts: one an example.
        reports: how many were read with and without the files.
        changes: how their readings differ.
    """

    names: tuple[str, ...]
    verdicts: tuple[Verdict, ...]
    reports: int
    changes: tuple[Change, ...]


def own(settings: Settings, file: Path | None = None) -> Frames:
    """The frames of a file, or of all TOML files of the analyst's folder in the order of their names.

    Raises:
        NotFound: there is no such file.
        DataError: a file breaks the schema.
    """
    from whoholds.reading.extension import NONE, Frames
    from whoholds.reading.languages import known

    if file is not None and not file.is_file():
        raise NotFound("frames.no_file", "there is no such file", hint="name a TOML file of frames", subject=str(file))
    files = [file] if file is not None else sorted(settings.frames_path.glob("*.toml"))
    if not files:
        return NONE
    return Frames.of([(path.name, path.read_text("utf-8")) for path in files], tuple(known()))


def trial(settings: Settings, file: Path | None, corpus: Sequence[str]) -> Trial:
    """Check frames, read their examples, and read reports with and without them.

    Raises:
        NotFound: there is no such file, or none at all.
        DataError: a file breaks the schema.
        InputRefused: a report could not be taken in.
    """
    from whoholds.reading import Reader
    from whoholds.reading.proving import differences, prove
    from whoholds.reports.intake import take
    from whoholds.stock import gazetteer, known_actors

    frames = own(settings, file)
    if not frames.names:
        folder = str(settings.frames_path)
        raise NotFound("frames.none", "no frames to try", hint=f"name a file, or put one into {folder}", subject=folder)
    places, actors = gazetteer(settings), known_actors(settings)
    reader = Reader.load(places, actors, settings, frames)
    verdicts = tuple(prove(frames.examples, reader, clock.now()))
    reports = []
    for item in take(corpus, settings.reports, clock.now()) if corpus else ():
        if isinstance(item, WhoholdsError):
            raise item
        reports.append(item.report)
    plain = Reader.load(places, actors, settings)
    changes = [
        change
        for report, before, after in zip(reports, plain.pipe(reports), reader.pipe(reports), strict=True)
        for change in differences(report, before.claims, after.claims)
    ]
    return Trial(frames.names, verdicts, len(reports), tuple(changes))
