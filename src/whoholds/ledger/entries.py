"""What the ledger is made of: entries, their exact bytes and their hashes."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from whoholds import codec
from whoholds.errors import DataError
from whoholds.ledger import proofs
from whoholds.model import Reading, Report


class Kind(StrEnum):
    """What an entry records."""

    REPORT = "report"
    READING = "reading"
    DECISION = "decision"  # a reviewer's, with who, when and why
    SETTING = "setting"  # a change of what the ledger's answers depend on


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the ledger.

    Attributes:
        seq: its number, from 1, without gaps.
        id: unique among entries of its kind.
        payload: the record as canonical JSON (`codec.canonical`).
        recorded_at: when the ledger wrote it, by the true clock.
        known_from: from when on it counts for `as_known`; earlier than `recorded_at` only for an archive.
        sha256: of `content`, in hex.
    """

    seq: int
    kind: Kind
    id: str
    payload: str
    recorded_at: datetime
    known_from: datetime
    sha256: str

    @property
    def content(self) -> bytes:
        """The bytes that are hashed: everything but the number, which the tree vouches for."""
        return content(self.kind, self.id, self.payload, stamp(self.known_from), stamp(self.recorded_at))

    @property
    def leaf(self) -> bytes:
        """The entry's leaf in the hash tree."""
        return leaf(self.sha256)


@dataclass(frozen=True, slots=True)
class Head:
    """The ledger in one line: how many entries, and the root of the tree over them in hex."""

    size: int
    root: str

    def __str__(self) -> str:
        return f"{self.size}:{self.root}"

    @classmethod
    def parse(cls, text: str) -> Head:
        """A head as `str` wrote it.

        Raises:
            DataError: it is not one.
        """
        size, _, root = text.strip().partition(":")
        try:
            if len(bytes.fromhex(root)) != 32 or not size.isascii() or not size.isdigit():
                raise ValueError
        except ValueError as error:
            raise DataError(
                "head.malformed", "not a ledger head", hint="a head looks like 18:9f86d0…, size and root", subject=text
            ) from error
        return cls(int(size), root.lower())


def content(kind: str, id: str, payload: str, known_from: str, recorded_at: str) -> bytes:
    """The hashed bytes of an entry: canonical JSON, built around the stored payload so that no byte of it escapes."""
    head = json.dumps({"id": id, "kind": kind, "known_from": known_from}, ensure_ascii=False, separators=(",", ":"))
    return f'{head[:-1]},"payload":{payload},"recorded_at":{json.dumps(recorded_at)}}}'.encode()


def digest(data: bytes) -> str:
    """SHA-256 in hex."""
    return hashlib.sha256(data).hexdigest()


def leaf(sha256: str) -> bytes:
    """The leaf of an entry in the hash tree, from the entry's hash."""
    return proofs.leaf_hash(bytes.fromhex(sha256))


def payload(record: Any) -> str:
    """A record as the canonical JSON text that is stored.

    Raises:
        DataError: it holds what JSON or UTF-8 cannot (not-a-number, half a surrogate pair).
    """
    try:
        return codec.canonical(record).decode()
    except ValueError as error:
        raise DataError(
            "record.not_storable",
            f"the record cannot be written as JSON: {error}",
            subject=str(getattr(record, "id", type(record).__name__)),
        ) from error


def reading_id(reading: Reading) -> str:
    """One reading a report and reader version."""
    return f"{reading.report_id}@{reading.reader}"


def report_of(payload: str) -> Report:
    """The report that a payload holds."""
    return codec.decode(Report, json.loads(payload))


def reading_of(payload: str) -> Reading:
    """The reading that a payload holds."""
    return codec.decode(Reading, json.loads(payload))


def stamp(instant: datetime) -> str:
    """An instant as stored: UTC, always 27 characters, so that text order is time order.

    Raises:
        DataError: it has no time zone.
    """
    if instant.tzinfo is None:
        raise DataError("instant.naive", "an instant needs a time zone", subject=instant.isoformat())
    return instant.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"


def instant(text: str) -> datetime:
    """An instant as `stamp` wrote it."""
    return datetime.fromisoformat(text)
