"""Where files come from: paths, folders and standard input, in a fixed order and never larger than allowed."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path

from whoholds.errors import InputRefused
from whoholds.settings import ReportLimits

STDIN = "-"
IGNORE_FILE = ".whoholdsignore"

TEXT = "text"
MARKDOWN = "markdown"
HTML = "html"
JSON = "json"
JSON_LINES = "json lines"

_FORMATS = {
    ".txt": TEXT,
    ".text": TEXT,
    ".md": MARKDOWN,
    ".markdown": MARKDOWN,
    ".html": HTML,
    ".htm": HTML,
    ".xhtml": HTML,
    ".json": JSON,
    ".jsonl": JSON_LINES,
    ".ndjson": JSON_LINES,
}
_STREAMS = ("/dev/fd/", "/dev/stdin", "/proc/self/fd/")


@dataclass(frozen=True, slots=True)
class Source:
    """A file that was named or found in a folder.

    Attributes:
        path: where it is; None for standard input, and for what is at hand in `raw`.
        shown: its path as a person gave it, for messages; always printable.
        name: its stem.
        format: by its ending; None where the ending says nothing and the content has to be looked at.
        found: it was met in a folder, not named.
        raw: its bytes, where they are at hand.
    """

    path: Path | None
    shown: str
    name: str
    format: str | None
    found: bool = False
    raw: bytes | None = None


def _printable(text: str) -> str:
    """File names are bytes; those that are no UTF-8 are shown with replacement signs."""
    return os.fsencode(text).decode("utf-8", "replace")


def _source(path: Path, found: bool = False) -> Source:
    return Source(path, _printable(str(path)), _printable(path.stem), _FORMATS.get(path.suffix.lower()), found)


def sources(paths: Iterable[Path | str | Source], limits: ReportLimits) -> Iterator[Source | InputRefused]:
    """The files behind the paths: folders are walked in the order of their names, `-` is standard input.

    In a folder, hidden files and folders are passed over, links to folders are not followed, and the patterns in a
    file `.whoholdsignore` (one a line) say which names in that folder are not reports.
    """
    for given in paths:
        if isinstance(given, Source):
            yield given
            continue
        if str(given) == STDIN:
            yield Source(None, "standard input", "stdin", None)
            continue
        path = Path(given)
        try:
            mode = path.stat().st_mode
        except (OSError, ValueError) as error:
            yield _cannot(_printable(str(path)), error)
            continue
        if stat.S_ISDIR(mode):
            yield from _walk(path, limits.max_depth)
        else:
            yield _source(path)


def _walk(folder: Path, depth: int) -> Iterator[Source | InputRefused]:
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
        ignored = _ignored(folder)
    except OSError as error:
        yield _cannot(_printable(str(folder)), error)
        return
    for entry in entries:
        if entry.name.startswith(".") or any(fnmatchcase(entry.name, pattern) for pattern in ignored):
            continue
        path = Path(entry.path)
        if not entry.is_dir(follow_symlinks=False):
            if not entry.is_dir():
                yield _source(path, found=True)
        elif depth > 0:
            yield from _walk(path, depth - 1)
        else:
            yield InputRefused(
                "input.too_deep",
                "folders are nested too deep",
                hint="name this folder itself, or raise reports.max_depth",
                subject=_printable(str(path)),
            )


def _ignored(folder: Path) -> tuple[str, ...]:
    try:
        lines = (folder / IGNORE_FILE).read_text(encoding="utf-8", errors="replace").splitlines()
    except FileNotFoundError:
        return ()
    return tuple(line.strip().rstrip("/") for line in lines if line.strip() and not line.startswith("#"))


def _cannot(subject: str, error: OSError | ValueError) -> InputRefused:
    if isinstance(error, (FileNotFoundError, NotADirectoryError)):
        return InputRefused("input.not_found", "no such file or folder", hint="check the path", subject=subject)
    reason = (error.strerror or str(error)) if isinstance(error, OSError) else "not a path"
    return InputRefused(
        "input.unreadable",
        f"cannot be read: {reason.lower()}",
        hint="check the path and its permissions",
        subject=subject,
    )


def read(source: Source, limits: ReportLimits) -> bytes:
    """The bytes of a source, at most as many as its format may have.

    Raises:
        InputRefused: `input.not_found`, `input.unreadable`, `input.not_a_file`, `input.too_large`.
    """
    limit = limits.max_lines_bytes if source.format in (JSON_LINES, None) else limits.max_bytes
    try:
        if source.raw is not None:
            raw = source.raw
        elif source.path is None:
            raw = sys.stdin.buffer.read(limit + 1)
        else:
            with open(source.path, "rb", opener=_open_plainly) as file:
                mode = os.fstat(file.fileno())
                if not stat.S_ISREG(mode.st_mode) and not source.shown.startswith(_STREAMS):
                    raise InputRefused(
                        "input.not_a_file",
                        "a device, pipe or socket, not a file",
                        hint="use `-` to read standard input",
                        subject=source.shown,
                    )
                if mode.st_size > limit:
                    raise too_large(source.shown, limit)
                os.set_blocking(file.fileno(), True)
                raw = file.read(limit + 1)
    except (OSError, ValueError) as error:
        raise _cannot(source.shown, error) from error
    if len(raw) > limit:
        raise too_large(source.shown, limit)
    return raw


def _open_plainly(path: str, flags: int) -> int:
    # without O_NONBLOCK the opening of a pipe that nobody writes to would never come back
    return os.open(path, flags | os.O_NONBLOCK | os.O_NOCTTY)


def too_large(subject: str, limit: int) -> InputRefused:
    """The refusal of a file above its limit."""
    return InputRefused(
        "input.too_large",
        f"larger than {limit / 1_000_000:g} MB",
        hint="split it into single reports, or raise reports.max_bytes (JSON lines: reports.max_lines_bytes)",
        subject=subject,
    )
