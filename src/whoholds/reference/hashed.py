"""Names by their hash, behind the tables in the same file: what most look-ups read, in one step and without SQL.

SQLite reads as many pages as its header says and lets what follows be. Behind them stand the records, one a folded
name with the rows that bear it, best first; then the slots, where a name's CRC-32 points at its record; at the very
end a footer that says where they are. A file without a footer is read by SQL alone, and finds the same.

    record: length (4 bytes), then UTF-8: key, then a line a row (see `rows.line_of`)
    slot:   7 bits of the key's hash, 25 bits of the record's place (in steps of 4 bytes); 0 is empty
"""

from __future__ import annotations

import mmap
import os
import struct
from array import array
from collections.abc import Iterable, Sequence
from pathlib import Path
from zlib import crc32

from whoholds.errors import SetupError

_FOOTER = struct.Struct("<16sQQQ")
"""Magic, where the tail begins, where the slots begin, how many slots."""
_MAGIC = b"whoholds names 2"
_STEP, _PLACE_BITS = 4, 25
_PLACES = (1 << _PLACE_BITS) - 1
_FIRST_READ = 220
"""Bytes read at once: nine in ten records are shorter."""
_LENGTH = 4
_HEADER_BYTES = 100


class Hashed:
    """The records of one file. Safe to share between threads."""

    def __init__(self, path: Path, start: int, slots_at: int, slots: int) -> None:
        self._path = path
        self._file = os.open(path, os.O_RDONLY)
        self._start = start
        page = slots_at - slots_at % mmap.ALLOCATIONGRANULARITY
        size = slots_at - page + slots * 4
        self._map = mmap.mmap(self._file, size, access=mmap.ACCESS_READ, offset=page)
        self._all = memoryview(self._map)
        self._slots = self._all[slots_at - page :].cast("I")
        self._count = slots

    @classmethod
    def of(cls, path: Path) -> Hashed | None:
        """The records of a gazetteer; None where it has none (an older or a half-written one)."""
        found = _footer(path)
        return cls(path, *found) if found else None

    def close(self) -> None:
        """Lets the file go."""
        if self._file >= 0:
            self._slots.release()
            self._all.release()
            self._map.close()
            os.close(self._file)
            self._file = -1

    def lines(self, key: str) -> list[str]:
        """The lines of the record of a folded name, none where nobody bears it.

        Raises:
            SetupError: the file is damaged.
        """
        raw = key.encode()
        hashed = crc32(raw)
        slots, count = self._slots, self._count
        tag = hashed >> _PLACE_BITS
        at = hashed % count
        try:
            while slot := slots[at]:
                if slot >> _PLACE_BITS == tag:
                    lines = self._record(self._start + (slot & _PLACES) * _STEP)
                    if lines[0] == key:
                        del lines[0]
                        return lines
                at += 1
                if at == count:
                    at = 0
        except (ValueError, IndexError, struct.error) as error:
            raise SetupError(
                "gazetteer.broken",
                f"a record cannot be read: {error}",
                hint="run `whoholds places build`",
                subject=str(self._path),
            ) from error
        return []

    def _record(self, offset: int) -> list[str]:
        data = os.pread(self._file, _FIRST_READ, offset)
        end = int.from_bytes(data[:_LENGTH], "little") + _LENGTH
        if end > _FIRST_READ:
            data = os.pread(self._file, end, offset)
        return data[_LENGTH:end].decode().split("\n")


def _footer(path: Path) -> tuple[int, int, int] | None:
    size = path.stat().st_size
    with path.open("rb") as file:
        if size < _HEADER_BYTES + _FOOTER.size:
            return None
        file.seek(size - _FOOTER.size)
        magic, start, slots_at, slots = _FOOTER.unpack(file.read(_FOOTER.size))
        if magic != _MAGIC or not start <= slots_at or slots_at + slots * 4 + _FOOTER.size != size or not slots:
            return None
        file.seek(0)
        return (start, slots_at, slots) if start == _pages(file.read(_HEADER_BYTES)) else None


def _pages(header: bytes) -> int:
    """How many bytes the tables of an SQLite file take."""
    page = int.from_bytes(header[16:18], "big")
    return (65536 if page == 1 else page) * int.from_bytes(header[28:32], "big")


def append(path: Path, records: Iterable[tuple[str, Sequence[str]]]) -> None:
    """Writes the records behind the tables, in place of what stands there.

    Args:
        path: a gazetteer that nobody reads yet.
        records: each folded name once, with its lines.

    Raises:
        OSError: the file cannot be written.
        OverflowError: there is more than the slots can point at.
    """
    cut(path)
    hashes, places = array("I"), array("I")
    with path.open("r+b", buffering=1 << 20) as file:
        start = file.seek(0, os.SEEK_END)
        here = _STEP
        file.write(bytes(_STEP))  # no record has place 0
        for key, lines in records:
            raw = key.encode()
            data = "\n".join((key, *lines)).encode()
            hashes.append(crc32(raw))
            places.append(here // _STEP)
            file.write(len(data).to_bytes(_LENGTH, "little") + data)
            here += _LENGTH + len(data)
            file.write(bytes(-here % _STEP))
            here += -here % _STEP
        if here // _STEP > _PLACES:
            raise OverflowError("the names take more room than can be pointed at")
        count = len(hashes) * 4 // 3 + 2
        slots = array("I", bytes(4 * count))
        for hashed, place in zip(hashes, places, strict=True):
            at = hashed % count
            while slots[at]:
                at = at + 1 if at + 1 < count else 0
            slots[at] = hashed >> _PLACE_BITS << _PLACE_BITS | place
        file.write(slots.tobytes())
        file.write(_FOOTER.pack(_MAGIC, start, start + here, count))


def put_back(path: Path, tail: bytes) -> None:
    """Writes what `cut` took away behind the tables as they are now."""
    _, start, slots_at, count = _FOOTER.unpack(tail[-_FOOTER.size :])
    with path.open("r+b") as file:
        end = file.seek(0, os.SEEK_END)
        file.write(tail[: -_FOOTER.size])
        file.write(_FOOTER.pack(_MAGIC, end, slots_at - start + end, count))


def cut(path: Path) -> bytes:
    """Takes away what stands behind the tables, so that they may grow, and returns it."""
    with path.open("r+b") as file:
        end = _pages(file.read(_HEADER_BYTES))
        size = file.seek(0, os.SEEK_END)
        if not 0 < end < size:
            return b""
        file.seek(end)
        tail = file.read()
        file.truncate(end)
        return tail
