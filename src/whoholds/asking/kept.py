"""Answers on disk, each under the SHA-256 of all that it depends on: asked once, kept for good."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from whoholds.errors import StorageError


def key_of(asked: Mapping[str, Any]) -> str:
    """SHA-256, in hex, over everything that an answer depends on, as canonical JSON."""
    whole = json.dumps(asked, sort_keys=True, ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(whole.encode()).hexdigest()


class KeptAnswers:
    """A folder of answers. What is damaged or half written counts as not there, and is asked for again."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def path(self, key: str) -> Path:
        """Where an answer lies."""
        return self.folder / key[:2] / f"{key}.json"

    def get(self, key: str) -> str | None:
        """The answer's text, None where there is none."""
        try:
            data = json.loads(self.path(key).read_bytes())
        except (OSError, ValueError, RecursionError):
            return None
        text = data.get("text") if isinstance(data, dict) else None
        whole = isinstance(text, str) and data.get("sha256") == _digest(text)
        return text if whole else None

    def put(self, key: str, text: str, about: Mapping[str, Any]) -> None:
        """Keep an answer; after this it is on the disk, whole.

        Args:
            key: as `key_of` makes it.
            text: as the model wrote it.
            about: what a person may want to know of it: model, tokens. Neither the report nor a key.

        Raises:
            StorageError: the disk refuses.
        """
        path = self.path(key)
        whole = json.dumps({"sha256": _digest(text), "about": dict(about), "text": text}, ensure_ascii=True)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=path.parent, prefix=".new-")
            try:
                with os.fdopen(handle, "w", encoding="ascii") as file:
                    file.write(whole)
                    file.flush()
                    os.fsync(file.fileno())
                Path(name).replace(path)
            except BaseException:
                with contextlib.suppress(OSError):
                    Path(name).unlink()
                raise
        except OSError as error:
            raise StorageError(
                "model.answer_not_kept",
                f"the model's answer cannot be kept: {error.strerror or error}",
                hint="check permissions and free space",
                subject=str(path),
            ) from error


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
