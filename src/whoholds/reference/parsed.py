"""TOML files that were parsed before, kept as JSON: parsing them is most of what a short command would wait for.

    parsed = Parsed(home / "parsed.json")
    data = parsed.load(path)     # as `load_toml` gives it, with days as "2011-03-15"
    parsed.keep()

Only parsing is saved. What comes out is checked against its schema as ever, and a file of which one byte has changed
is parsed anew. The kept file may be deleted at any time; what cannot be read or written is done without.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from whoholds.reference.schema import load_toml

Load = Callable[[Path], dict[str, Any]]
"""What turns a path into data; `load_toml`, or a `Parsed`'s `load`."""


class Parsed:
    """Parsed files by the SHA-256 of their bytes.

    Args:
        path: where they are kept; None keeps nothing.
    """

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._kept = _read(path) if path else {}
        self._used: dict[str, dict[str, Any]] = {}

    def load(self, path: Path) -> dict[str, Any]:
        """The data of a TOML file.

        Raises:
            DataError: it cannot be read, or is not TOML.
        """
        if self._path is None:
            return load_toml(path)
        try:
            digest = hashlib.sha256(path.read_bytes()).hexdigest()
        except OSError:
            return load_toml(path)  # which says what is wrong with it
        if digest not in self._used:
            self._used[digest] = self._kept.get(digest) or load_toml(path)
        return self._used[digest]

    def keep(self) -> None:
        """Write down what was loaded, if anything is new and the folder is there and can be written."""
        if self._path is None or self._used.keys() <= self._kept.keys() or not self._path.parent.is_dir():
            return
        with contextlib.suppress(OSError):
            handle, name = tempfile.mkstemp(prefix=f".{self._path.name}.", dir=self._path.parent)
            try:
                with os.fdopen(handle, "w", encoding="utf-8") as file:
                    json.dump(self._used, file, ensure_ascii=False, default=_as_text)
                Path(name).replace(self._path)
            except BaseException:
                Path(name).unlink(missing_ok=True)
                raise


def _read(path: Path) -> dict[str, dict[str, Any]]:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return {key: value for key, value in found.items() if isinstance(value, dict)} if isinstance(found, dict) else {}


def _as_text(value: Any) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(type(value).__name__)
