"""Every import, kept beside the gazetteer, so that it can be undone and is there again after the next compilation.

An import is one file `places/NNNN.jsonl` in the gazetteer's folder: a header, then the drafts that were taken in. The
gazetteer itself is changed in a copy that takes its place at the end: a reader sees the old one or the new one.
"""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from whoholds.errors import NotFound, StorageError
from whoholds.reference import hashed
from whoholds.reference.imports.drafts import Draft, Read
from whoholds.reference.imports.merge import Merger, Outcome, take_back
from whoholds.reference.rows import records
from whoholds.reference.sqlite import sqlite3

MOST_FRESH = 5_000
"""Names changed by imports that are still asked for in the tables; more of them are worth hashing all names anew."""


@dataclass(frozen=True, slots=True)
class Import:
    """One import: its number, the file and format it came from, its SHA-256, what is to be credited, and when."""

    number: int
    file: str
    format: str
    sha256: str
    credit: str
    at: str
    added: int = 0
    merged: int = 0
    rejected: int = 0


def folder_of(gazetteer: Path) -> Path:
    """Where the imports of a gazetteer are kept."""
    return gazetteer.parent / "places"


def imports(gazetteer: Path) -> list[Import]:
    """The imports of a gazetteer, in their order.

    Raises:
        StorageError: a kept file cannot be read.
    """
    return [_header(path) for path in _paths(gazetteer)]


def add(gazetteer: Path, source: Import, rows: Iterable[Read], *, dry: bool = False) -> tuple[Import, Outcome]:
    """Merges rows into a gazetteer and keeps them.

    Args:
        gazetteer: the compiled file.
        source: what is known of the import; its number and counts are set here.
        rows: what a reader yields.
        dry: only say what would be done.

    Raises:
        InputRefused: what the reader finds wrong with the whole file; nothing is changed.
        StorageError: the file cannot be written.
    """
    with _alone(gazetteer):
        number = max((i.number for i in imports(gazetteer)), default=0) + 1
        outcome = Outcome()
        done = source

        def merge(db: sqlite3.Connection) -> None:
            nonlocal outcome, done
            outcome = Merger(db, number, source.file).take(rows)
            counts = {"added": outcome.added, "merged": outcome.merged, "rejected": len(outcome.rejected)}
            done = Import(**{**asdict(source), **counts, "number": number})
            _count(db, [*imports(gazetteer), done])

        def keep() -> None:
            folder_of(gazetteer).mkdir(parents=True, exist_ok=True)
            _write(folder_of(gazetteer) / f"{number:04}.jsonl", done, outcome.kept)

        _changed(gazetteer, merge, keep, dry=dry)
        return done, outcome


def undo(gazetteer: Path, number: int) -> Import:
    """Takes an import back: what it added is gone, what later ones added is merged anew.

    Raises:
        NotFound: there is no such import.
        StorageError: the file cannot be written.
    """
    with _alone(gazetteer):
        path = folder_of(gazetteer) / f"{number:04}.jsonl"
        if not path.is_file():
            raise NotFound(
                "import.unknown", f"no import {number}", hint="whoholds places imports lists them", subject=str(number)
            )
        gone = _header(path)

        def merge(db: sqlite3.Connection) -> None:
            take_back(db, number)
            later = [p for p in _paths(gazetteer) if int(p.stem) > number]
            _again(db, later)
            _count(db, [i for i in imports(gazetteer) if i.number != number])

        _changed(gazetteer, merge, path.unlink)
        return gone


def restore(gazetteer: Path, db: sqlite3.Connection) -> None:
    """Merges every kept import into a gazetteer that is being compiled; `gazetteer` is where it will be."""
    if paths := _paths(gazetteer):
        _again(db, paths)
        _count(db, imports(gazetteer))


def _again(db: sqlite3.Connection, paths: Iterable[Path]) -> None:
    for path in paths:
        header = _header(path)
        Merger(db, header.number, header.file).take(_drafts(path))


def _count(db: sqlite3.Connection, known: list[Import]) -> None:
    """Writes what the file holds into its own `meta`."""
    base = db.execute("SELECT value FROM meta WHERE key = 'credits_compiled'").fetchone()
    if base is None:
        base = db.execute("SELECT value FROM meta WHERE key = 'credits'").fetchone()
        db.execute("INSERT INTO meta VALUES ('credits_compiled', ?)", base)
    credits = dict.fromkeys([*base[0].split(", "), *(i.credit for i in known if i.credit)])
    facts = {
        "places": str(db.execute("SELECT count(*) FROM place").fetchone()[0]),
        "names": str(db.execute("SELECT count(*) FROM name").fetchone()[0]),
        "imports": str(len(known)),
        "credits": ", ".join(credits),
    }
    db.executemany("INSERT OR REPLACE INTO meta VALUES (?,?)", sorted(facts.items()))


def mark(db: sqlite3.Connection) -> bool:
    """Lists the names that imports lead elsewhere than what was compiled; says whether they are too many for that.

    A few are asked for in the tables. Many are hashed with the others, and none is listed.
    """
    db.execute("DELETE FROM fresh")
    db.execute(
        "INSERT INTO fresh SELECT DISTINCT key FROM name WHERE origin > 0 OR place IN (SELECT place FROM peopled)"
    )
    many = bool(db.execute("SELECT count(*) > ? FROM fresh", (MOST_FRESH,)).fetchone()[0])
    if many:
        db.execute("DELETE FROM fresh")
    db.execute("INSERT OR REPLACE INTO meta VALUES ('hashed', ?)", ("all" if many else "compiled",))
    return many


def _paths(gazetteer: Path) -> list[Path]:
    return sorted(folder_of(gazetteer).glob("[0-9][0-9][0-9][0-9].jsonl"))


def _write(path: Path, header: Import, drafts: Iterable[Draft]) -> None:
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(json.dumps(asdict(header), ensure_ascii=False) + "\n")
            file.writelines(json.dumps(draft.as_dict(), ensure_ascii=False) + "\n" for draft in drafts)
        Path(name).replace(path)
    finally:
        Path(name).unlink(missing_ok=True)


def _header(path: Path) -> Import:
    return Import(**next(_lines(path)))


def _drafts(path: Path) -> Iterator[Draft]:
    lines = _lines(path)
    next(lines)
    for line in lines:
        yield Draft.from_dict(line)


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    try:
        with path.open(encoding="utf-8") as file:
            for line in file:
                yield json.loads(line)
    except (OSError, ValueError) as error:
        raise StorageError(
            "import.broken", f"a kept import cannot be read: {error}", hint="delete it to go on", subject=str(path)
        ) from error


@contextmanager
def _alone(gazetteer: Path) -> Iterator[None]:
    """One import at a time."""
    try:
        folder_of(gazetteer).mkdir(parents=True, exist_ok=True)
        lock = os.open(folder_of(gazetteer) / ".lock", os.O_CREAT | os.O_RDWR, 0o644)
    except OSError as error:
        raise StorageError("import.unwritable", f"cannot keep imports: {error}", subject=str(gazetteer)) from error
    try:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
    finally:
        os.close(lock)


def _changed(
    gazetteer: Path, change: Callable[[sqlite3.Connection], None], keep: Callable[[], None], *, dry: bool = False
) -> None:
    """Changes a copy of the gazetteer, which then takes its place; `keep` runs just before."""
    try:
        handle, name = tempfile.mkstemp(prefix=f".{gazetteer.name}.", dir=gazetteer.parent)
        os.close(handle)
        copy = Path(name)
        try:
            shutil.copyfile(gazetteer, copy)
            behind = hashed.cut(copy)
            db = sqlite3.connect(copy)
            try:
                db.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-64000")
                before = db.execute("SELECT value FROM meta WHERE key = 'hashed'").fetchone()
                change(db)
                many = mark(db)
                db.commit()
                same = before == ("compiled",) and not many and bool(behind)
                if not dry and not same:
                    hashed.append(copy, records(db, added=many))
            finally:
                db.close()
            if not dry and same:
                hashed.put_back(copy, behind)
            if not dry:
                copy.chmod(0o644)
                keep()
                copy.replace(gazetteer)
        finally:
            copy.unlink(missing_ok=True)
    except (OSError, sqlite3.Error) as error:
        raise StorageError(
            "import.unwritable", f"cannot change the gazetteer: {error}", subject=str(gazetteer)
        ) from error
