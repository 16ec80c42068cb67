"""The user's own theatres, and what they add to those that ship: files in a folder of theirs, never in the package.

`KEY.toml` is a whole theatre; it takes the place of the shipped one of that key. `KEY.more.toml` holds only `[[actor]]`
tables, as a theatre file has them, added to the theatre KEY, and `KEY.initial.toml` only `[[initial]]` tables:
who held places at the start. `docs/how-to/write-a-theatre.md` shows all three.
"""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from whoholds.errors import DataError, StorageError
from whoholds.reference.parsed import Load
from whoholds.reference.schema import ActorEntry, CommonFile, InitialEntry, InitialFile, load_toml, validated
from whoholds.reference.theatres import Theatre, begun, read_theatre

MORE = ".more.toml"
INITIAL = ".initial.toml"
Read = tuple[Theatre, tuple[ActorEntry, ...]]


def stamp(folder: Path | None) -> tuple[object, ...]:
    """What tells one state of the folder from another: names, sizes, times of its files."""
    if folder is None or not folder.is_dir():
        return ()
    return (folder, *sorted((p.name, p.stat().st_size, p.stat().st_mtime_ns) for p in folder.glob("*.toml")))


def laid_over(shipped: Sequence[Read], folder: Path | None, load: Load = load_toml) -> list[Read]:
    """The theatres that ship with the user's in their place and their additions joined.

    Raises:
        DataError: a file breaks its schema, or adds to a theatre that is not there.
    """
    theatres = {theatre.key: (theatre, actors) for theatre, actors in shipped}
    paths = sorted(folder.glob("*.toml")) if folder is not None and folder.is_dir() else []
    for path in paths:
        if not path.name.endswith((MORE, INITIAL)):
            theatre, actors = read_theatre(path, load)
            theatres[theatre.key] = (theatre, actors)
    for path in paths:
        if not path.name.endswith((MORE, INITIAL)):
            continue
        key = path.name.removesuffix(MORE).removesuffix(INITIAL)
        if key not in theatres:
            raise DataError("theatre.unknown", f"{path.name}: there is no theatre {key!r}", subject=str(path))
        if path.name.endswith(MORE):
            theatres[key] = joined(theatres[key], validated(CommonFile, load(path), path.name).actor, path.name)
        else:
            theatre, actors = theatres[key]
            theatres[key] = begun(theatre, validated(InitialFile, load(path), path.name).initial, path.name), actors
    return list(theatres.values())


def joined(read: Read, more: Sequence[ActorEntry], name: str) -> Read:
    """A theatre with more actors.

    Raises:
        DataError: one is on a side that the theatre has not; `name` says where it stands.
    """
    theatre, actors = read
    for entry in more:
        for side in entry.side:
            if side.key not in theatre.side_keys():
                raise DataError(
                    "theatre.side",
                    f"{name}: actor {entry.key}: unknown side {side.key!r}",
                    hint=f"the theatre's sides are {', '.join(sorted(theatre.side_keys()))}",
                    subject=f"{name}: {entry.key}",
                )
    return replace(theatre, actors=theatre.actors | {entry.key for entry in more}), (*actors, *more)


def write(folder: Path, theatre: str, entry: Mapping[str, Any]) -> Path:
    """Adds one actor, or names of one, to what the user adds to a theatre; the caller has checked it.

    Args:
        folder: the user's theatres; it is made.
        theatre: key of the theatre.
        entry: the fields of an `[[actor]]` table.

    Raises:
        StorageError: the file cannot be written.
    """
    path = folder / f"{theatre}{MORE}"
    try:
        before = path.read_text(encoding="utf-8") if path.exists() else ""
    except OSError as error:
        raise StorageError("theatre.unwritable", f"cannot read {path.name}: {error}", subject=str(path)) from error
    return _put(path, before + ("\n" if before else "") + as_toml(entry))


def closed(entries: Sequence[InitialEntry], place: str, at: datetime) -> list[InitialEntry]:
    """The entries, with what counted for a place until an instant marked as taken back then."""
    return [
        entry.model_copy(update={"until": at}) if entry.place == place and entry.until is None else entry
        for entry in entries
    ]


def starts(folder: Path, theatre: str) -> list[InitialEntry]:
    """What the user says of who held places of a theatre at the start, in the order of the file."""
    path = folder / f"{theatre}{INITIAL}"
    return list(validated(InitialFile, load_toml(path), path.name).initial) if path.exists() else []


def write_starts(folder: Path, theatre: str, entries: Sequence[InitialEntry]) -> Path:
    """Keeps what the user says of who held places at the start, in place of what was said before.

    Raises:
        StorageError: the file cannot be written.
    """
    tables = []
    for entry in entries:
        told = {"place": entry.place, "name": entry.name, "side": entry.side, "source": entry.source}
        lines = [f"{name} = {_value(value)}" for name, value in told.items() if value]
        times = {"on": entry.on, "known": entry.known, "until": entry.until}
        lines += [f"{name} = {time.isoformat()}" for name, time in times.items() if time is not None]
        tables.append("\n".join(["[[initial]]", *lines]) + "\n")
    return _put(folder / f"{theatre}{INITIAL}", "\n".join(tables))


def _put(path: Path, text: str) -> Path:
    """Writes a file of the user's whole or not at all."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                file.write(text)
            Path(name).replace(path)
        finally:
            Path(name).unlink(missing_ok=True)
    except OSError as error:
        raise StorageError("theatre.unwritable", f"cannot write {path.name}: {error}", subject=str(path)) from error
    return path


def as_toml(entry: Mapping[str, Any]) -> str:
    """An `[[actor]]` table in TOML; strings, lists of strings, and tables of these."""
    lines = [f"{name} = {_value(value)}" for name, value in entry.items() if value]
    return "\n".join(["[[actor]]", *lines]) + "\n"


def _value(value: Any) -> str:
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{name} = {_value(part)}" for name, part in value.items()) + "}"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(_value(part) for part in value) + "]"
    return json.dumps(str(value), ensure_ascii=False).replace("\x7f", "\\u007f")
