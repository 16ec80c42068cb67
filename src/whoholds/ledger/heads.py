"""Heads that the ledger had, one a line in a file beside it: what finds a ledger whose end was cut off.

The hash tree shows that nothing before a head was rewritten, but only to someone who kept that head. This file keeps
one for each session of writing; whoever wants to rule out that both were changed keeps a copy elsewhere.
"""

from __future__ import annotations

import os
from pathlib import Path

from whoholds.errors import StorageError
from whoholds.ledger.entries import Head


def path_beside(ledger: Path) -> Path:
    """The file of heads that belongs to a ledger."""
    return ledger.with_name(ledger.name + ".heads")


def note(file: Path, head: Head) -> None:
    """Add a head, unless it is the last one there already.

    Raises:
        StorageError: the file cannot be written.
    """
    try:
        kept = file.read_text(encoding="utf-8", errors="replace") if file.exists() else ""
        if kept.rstrip("\n").rpartition("\n")[2] == str(head):
            return
        broken_off = bool(kept) and not kept.endswith("\n")  # by a crash while it was written
        with file.open("a", encoding="utf-8") as out:
            out.write("\n" * broken_off + f"{head}\n")
            out.flush()
            os.fsync(out.fileno())
    except OSError as error:
        raise StorageError(
            "heads.not_written", f"the ledger's head cannot be noted: {error.strerror or error}", subject=str(file)
        ) from error


def noted(file: Path) -> list[str]:
    """The lines of the file, oldest first; none where there is no file.

    Raises:
        StorageError: the file cannot be read.
    """
    try:
        return file.read_text(encoding="utf-8", errors="replace").splitlines() if file.exists() else []
    except OSError as error:
        raise StorageError(
            "heads.not_read", f"the noted heads cannot be read: {error.strerror or error}", subject=str(file)
        ) from error
