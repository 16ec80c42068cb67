"""Everything that can go wrong, as one tree.

    WhoholdsError
    ├─ UsageError            exit 2   an argument makes no sense
    ├─ InputRefused          exit 3   a file, page or row cannot be taken in
    ├─ NotFound              exit 1   no such place, actor, claim or report
    ├─ AccessDenied          exit 1   a token is missing, wrong, spent or not for this
    ├─ DataError             exit 2   a data file of ours or the user's breaks its schema
    ├─ SetupError            exit 1   a model, gazetteer or library is missing
    ├─ StorageError          exit 4   the ledger cannot be read or written
    └─ NetworkError          exit 5   a fetch that was asked for failed

Each carries a stable `code` ("input.too_large"), a `hint` that says what to do, and `subject`: what it happened to.
"""

from __future__ import annotations


class WhoholdsError(Exception):
    """Root of the tree.

    Args:
        code: stable dotted name, for programs.
        message: one sentence, for people.
        hint: what the person can do about it.
        subject: the file, place, report or setting it happened to.
    """

    exit_code = 1

    def __init__(self, code: str, message: str, *, hint: str = "", subject: str = "") -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.hint = hint
        self.subject = subject

    def as_dict(self) -> dict[str, str]:
        """The error as data, as `--json` and the API print it."""
        return {"code": self.code, "message": self.message, "hint": self.hint, "subject": self.subject}


class UsageError(WhoholdsError):
    """An argument makes no sense."""

    exit_code = 2


class InputRefused(WhoholdsError):
    """A file, page or row cannot be taken in; the others go on."""

    exit_code = 3


class NotFound(WhoholdsError):
    """No such place, actor, claim or report."""

    exit_code = 1


class AccessDenied(WhoholdsError):
    """A token is missing, wrong, spent or not for this; nothing was written."""

    exit_code = 1


class DataError(WhoholdsError):
    """A data file (theatre, frames, weights) breaks its schema."""

    exit_code = 2


class SetupError(WhoholdsError):
    """Something that the installation should have brought is missing."""

    exit_code = 1


class StorageError(WhoholdsError):
    """The ledger cannot be read or written."""

    exit_code = 4


class NetworkError(WhoholdsError):
    """A fetch that was asked for failed."""

    exit_code = 5
