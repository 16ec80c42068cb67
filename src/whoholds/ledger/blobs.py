"""Original bytes, each once, under the SHA-256 of its content: `ab/cdef…`. Written whole or not at all, never again."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

from whoholds.errors import NotFound, StorageError


class Blobs:
    """A folder of original bytes.

    Args:
        root: where they lie; made on the first write.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self._last: tuple[bytes, str] | None = None
        self._present: set[str] = set()  # put or compared by this object

    @property
    def _drafts(self) -> Path:
        return self.root / "unfinished"

    def sweep(self) -> int:
        """Remove what a crash left unfinished; only the one writer may do so. Returns how many files that were."""
        drafts = list(self._drafts.iterdir()) if self._drafts.is_dir() else []
        for draft in drafts:
            draft.unlink(missing_ok=True)
        return len(drafts)

    def path(self, sha256: str) -> Path:
        """Where the bytes with this hash lie or would lie."""
        return self.root / sha256[:2] / sha256[2:]

    def digest(self, raw: bytes) -> str:
        """SHA-256 of `raw`, in hex. The last answer is kept: a file of JSON lines hands in the same bytes a row."""
        if self._last is None or self._last[0] is not raw:
            self._last = raw, hashlib.sha256(raw).hexdigest()
        return self._last[1]

    def put(self, raw: bytes) -> str:
        """Keep `raw` and return its hash. On return it is on the disk, or was there already.

        Raises:
            StorageError: it cannot be written, or what lies under its hash is damaged.
        """
        sha256 = self.digest(raw)
        if sha256 in self._present:
            return sha256
        target = self.path(sha256)
        try:
            if not target.exists():
                self._write(target, raw)
            elif target.read_bytes() != raw:
                raise _damaged(target)
        except OSError as error:
            raise StorageError(
                "blob.not_written",
                f"the original bytes cannot be kept: {error.strerror or error}",
                hint="check free space and permissions",
                subject=str(self.root),
            ) from error
        self._present.add(sha256)
        return sha256

    def get(self, sha256: str) -> bytes:
        """The bytes with this hash, checked.

        Raises:
            NotFound: there are none.
            StorageError: they cannot be read or are not what was kept.
        """
        target = self.path(sha256)
        try:
            raw = target.read_bytes()
        except FileNotFoundError as error:
            raise NotFound(
                "blob.missing",
                f"the original bytes {sha256[:12]}… are not here",
                hint="run whoholds verify",
                subject=sha256,
            ) from error
        except OSError as error:
            raise StorageError(
                "blob.not_read", f"the original bytes cannot be read: {error.strerror or error}", subject=str(target)
            ) from error
        if hashlib.sha256(raw).hexdigest() != sha256:
            raise _damaged(target)
        return raw

    def hashes(self) -> Iterator[str]:
        """Hashes of everything kept, in order."""
        if self.root.is_dir():
            for folder in sorted(self.root.iterdir()):
                if len(folder.name) == 2 and folder.is_dir():
                    yield from (folder.name + file.name for file in sorted(folder.iterdir()) if len(file.name) == 62)

    def _write(self, target: Path, raw: bytes) -> None:
        """Write elsewhere in the folder, force to disk, then rename: a crash leaves the whole file or none."""
        new_folder = not target.parent.is_dir()
        target.parent.mkdir(parents=True, exist_ok=True)
        self._drafts.mkdir(exist_ok=True)
        handle, name = tempfile.mkstemp(dir=self._drafts)
        temporary = Path(name)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(raw)
                file.flush()
                os.fsync(file.fileno())
            temporary.chmod(0o444)
            temporary.replace(target)
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise
        _sync_folder(target.parent)
        if new_folder:
            _sync_folder(self.root)


def _sync_folder(folder: Path) -> None:
    """Make a rename durable; not every system lets a folder be opened."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _damaged(target: Path) -> StorageError:
    return StorageError(
        "blob.damaged",
        "original bytes on disk are not what was kept under their hash",
        hint="run whoholds verify, and put the file back from a backup",
        subject=str(target),
    )
