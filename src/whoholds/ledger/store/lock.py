"""One writer a ledger: a lock on a file beside it, let go of by the system when the process ends, however it ends."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from whoholds.errors import StorageError


class WriterLock:
    """Held from construction to `release`.

    Raises:
        StorageError: another process, or another ledger object of this one, writes to this ledger.
    """

    def __init__(self, ledger: Path) -> None:
        self.path = ledger.with_name(ledger.name + ".lock")
        self._handle = os.open(self.path, os.O_RDWR | os.O_CREAT, 0o644)
        try:
            _lock(self._handle)
        except OSError as error:
            os.close(self._handle)
            raise StorageError(
                "ledger.in_use",
                "another process is writing to this ledger",
                hint="wait for it to finish, or end it; reading goes on meanwhile",
                subject=str(ledger),
            ) from error

    def release(self) -> None:
        """Let the next writer in. The file stays: removing it would race with the next."""
        os.close(self._handle)


if sys.platform == "win32":
    import msvcrt

    def _lock(handle: int) -> None:
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
