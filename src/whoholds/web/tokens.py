"""Who may write through the server: tokens with a name, scopes and an end, of which only a hash is kept.

A token is `wh_ID_SECRET`. The secret has 256 random bits, so that one round of SHA-256 keeps it (a slow hash is for
what people choose themselves). It is looked up by its id and compared in constant time; who shows an id that there is
not waits no shorter.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import re
import secrets
from collections.abc import Collection, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

from whoholds.errors import AccessDenied, NotFound, StorageError, UsageError
from whoholds.reference.sqlite import sqlite3

if TYPE_CHECKING:
    from sqlite3 import Connection

MOST_NAME = 80  # characters
LAST_USE = timedelta(minutes=1)  # how fine the last use is noted: not every request writes to the disk
_SHAPE = re.compile(r"wh_([0-9a-f]{12})_([A-Za-z0-9_-]{43})")
_NOBODY = hashlib.sha256(b"nobody").hexdigest()
_SCHEMA = """CREATE TABLE IF NOT EXISTS tokens (
    id TEXT PRIMARY KEY, name TEXT NOT NULL, scopes TEXT NOT NULL, hash TEXT NOT NULL,
    created TEXT NOT NULL, expires TEXT NOT NULL, revoked TEXT, last_used TEXT)"""
_COLUMNS = "id, name, scopes, created, expires, revoked, last_used, hash"


class Scope(StrEnum):
    """What a token is good for."""

    REVIEW = "review"  # decide about claims
    ADD = "add"  # add reports


@dataclass(frozen=True, slots=True)
class Token:
    """A token without its secret.

    Attributes:
        name: whose it is; decisions made with it are signed so.
        last_used: to the minute; None where it never was.
    """

    id: str
    name: str
    scopes: tuple[Scope, ...]
    created: datetime
    expires: datetime
    revoked: datetime | None = None
    last_used: datetime | None = None

    def state(self, now: datetime) -> str:
        """`good`, `expired` or `revoked`."""
        return "revoked" if self.revoked else "expired" if now >= self.expires else "good"

    def data(self, now: datetime) -> dict[str, Any]:
        """The token for programs."""
        return {
            "id": self.id,
            "name": self.name,
            "scopes": [scope.value for scope in self.scopes],
            "created": self.created.isoformat(),
            "expires": self.expires.isoformat(),
            "revoked": self.revoked.isoformat() if self.revoked else None,
            "last_used": self.last_used.isoformat() if self.last_used else None,
            "state": self.state(now),
        }


class Tokens:
    """The tokens of a data folder.

    Args:
        path: the file; it need not exist. Nobody but its owner can read it.
    """

    def __init__(self, path: Path) -> None:
        self.path = path

    def create(self, name: str, scopes: Collection[Scope], days: int, now: datetime) -> tuple[Token, str]:
        """A new token, and the text to show: it is the only time that it can be shown.

        Raises:
            UsageError: the name or the scopes make no sense.
        """
        name = name.strip()
        if not name or len(name) > MOST_NAME or not name.isprintable():
            hint = f"letters on one line, at most {MOST_NAME}"
            raise UsageError("token.name", "a token needs the name of who will use it", hint=hint, subject=name[:40])
        if not scopes:
            raise UsageError("token.scopes", "a token needs a scope", hint="one of " + ", ".join(Scope))
        kept = tuple(scope for scope in Scope if scope in scopes)
        id, secret = secrets.token_hex(6), secrets.token_urlsafe(32)
        now = now.astimezone(UTC).replace(microsecond=0)
        token = Token(id, name, kept, now, now + timedelta(days=days))
        values = (id, name, " ".join(kept), _digest(secret), _text(now), _text(token.expires))
        with self._open(create=True) as db:
            db.execute(
                "INSERT INTO tokens (id, name, scopes, hash, created, expires) VALUES (?, ?, ?, ?, ?, ?)", values
            )
        return token, f"wh_{id}_{secret}"

    def all(self) -> list[Token]:
        """Every token that was made, the oldest first."""
        if not self.path.exists():
            return []
        with self._open() as db:
            return [_token(row) for row in db.execute(f"SELECT {_COLUMNS} FROM tokens ORDER BY created, id")]

    def revoke(self, named: str, now: datetime) -> Token:
        """End a token, by its id, or by its name where one that is good is called so.

        Raises:
            NotFound: there is none.
            UsageError: several that are good are called so.
        """
        every = self.all()
        found = [t for t in every if t.id == named] or [t for t in every if t.name == named and t.state(now) == "good"]
        if not found:
            hint = "whoholds tokens list names them"
            raise NotFound("token.none", "there is no such token", hint=hint, subject=named[:80])
        if len(found) > 1:
            hint = "by id: " + ", ".join(token.id for token in found)
            raise UsageError("token.several", "several tokens are called so", hint=hint, subject=named[:80])
        if found[0].revoked:
            return found[0]
        at = now.astimezone(UTC).replace(microsecond=0)
        with self._open() as db:
            db.execute("UPDATE tokens SET revoked = ? WHERE id = ?", (_text(at), found[0].id))
        return replace(found[0], revoked=at)

    def check(self, shown: str, now: datetime) -> Token:
        """The token behind a text that somebody shows; its last use is noted.

        Raises:
            AccessDenied: it is none of ours (`token.unknown`), has ended (`token.expired`) or was ended
                (`token.revoked`).
        """
        shape = _SHAPE.fullmatch(shown.strip())
        row = self._row(shape[1]) if shape else None
        same = hmac.compare_digest(_digest(shape[2] if shape else ""), row[-1] if row else _NOBODY)
        if row is None or not same:
            hint = "whoholds tokens create makes one; it is shown once"
            raise AccessDenied("token.unknown", "this is no token of this server", hint=hint)
        return self._used(good(_token(row), now), now)

    def still_good(self, id: str, now: datetime) -> Token:
        """The token of a browser that has signed in with it.

        Raises:
            AccessDenied: it has ended, or is gone.
        """
        row = self._row(id)
        if row is None:
            raise AccessDenied("token.unknown", "this is no token of this server", hint="sign in with another")
        return self._used(good(_token(row), now), now)

    def _row(self, id: str) -> Any:
        if not self.path.exists():
            return None
        with self._open() as db:
            return db.execute(f"SELECT {_COLUMNS} FROM tokens WHERE id = ?", (id,)).fetchone()

    def _used(self, token: Token, now: datetime) -> Token:
        if token.last_used is not None and now - token.last_used < LAST_USE:
            return token
        at = now.astimezone(UTC).replace(second=0, microsecond=0)
        with self._open() as db:
            db.execute("UPDATE tokens SET last_used = ? WHERE id = ?", (_text(at), token.id))
        return replace(token, last_used=at)

    @contextmanager
    def _open(self, *, create: bool = False) -> Iterator[Connection]:
        """The file, made readable by its owner alone before anything is in it."""
        try:
            if create:
                self.path.parent.mkdir(parents=True, exist_ok=True)
                os.close(os.open(self.path, os.O_RDWR | os.O_CREAT, 0o600))
            if self.path.stat().st_mode & 0o077:
                self.path.chmod(0o600)
            with closing(sqlite3.connect(self.path, timeout=5.0)) as db, db:
                if create:
                    db.execute(_SCHEMA)
                yield db
        except (OSError, sqlite3.Error) as error:
            raise StorageError(
                "token.file",
                f"the file of tokens cannot be used: {error}",
                hint="check its permissions; tokens can be made anew",
                subject=self.path.name,
            ) from error


def good(token: Token, now: datetime) -> Token:
    """The token, where it has not ended.

    Raises:
        AccessDenied: it has.
    """
    hint = "ask for a new one: whoholds tokens create"
    match token.state(now):
        case "revoked":
            raise AccessDenied("token.revoked", "this token was revoked", hint=hint, subject=token.id)
        case "expired":
            raise AccessDenied("token.expired", "this token has expired", hint=hint, subject=token.id)
    return token


def allowed(token: Token, scope: Scope) -> Token:
    """The token, where it is good for this.

    Raises:
        AccessDenied: `token.scope`, it is not.
    """
    if scope not in token.scopes:
        hint = f"make one with --scope {scope.value}"
        raise AccessDenied("token.scope", f"this token is not good for {scope.value}", hint=hint, subject=token.id)
    return token


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def _text(at: datetime) -> str:
    return at.strftime("%Y-%m-%dT%H:%M:%SZ")


def _token(row: Any) -> Token:
    id, name, scopes, created, expires, revoked, used, _ = row
    times = [datetime.fromisoformat(value) if value else None for value in (revoked, used)]
    made, end = datetime.fromisoformat(created), datetime.fromisoformat(expires)
    return Token(id, name, tuple(Scope(one) for one in scopes.split()), made, end, *times)
