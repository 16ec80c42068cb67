"""Browsers that have signed in. Kept in memory only: when the server stops, everybody is signed out."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections import OrderedDict
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from threading import Lock

from whoholds.web.tokens import Scope

NEVER = ""


@dataclass(frozen=True, slots=True)
class Session:
    """A browser that may write.

    Attributes:
        name: who sits there; what is decided is signed so. Empty until the person has said it.
        token_id: the token that it signed in with; None for who came by the link that the server printed.
        page_token: in every form of its pages; a form without it was not ours.
    """

    name: str
    scopes: tuple[Scope, ...]
    token_id: str | None
    page_token: str
    ends: datetime

    def is_ours(self, shown: str) -> bool:
        """Whether a form's page token is this session's; in constant time."""
        return hmac.compare_digest(shown.encode(), self.page_token.encode())


class Sessions:
    """Sessions by the hash of their cookie; safe to use from several threads.

    Args:
        most: how many at once; the oldest ends when there is one more.
        hours: how long each lasts.
    """

    def __init__(self, most: int, hours: float) -> None:
        self._most = most
        self._life = timedelta(hours=hours)
        self._held: OrderedDict[str, Session] = OrderedDict()
        self._lock = Lock()

    @property
    def seconds(self) -> int:
        """How long a session lasts."""
        return int(self._life.total_seconds())

    def open(
        self, name: str, scopes: tuple[Scope, ...], token_id: str | None, now: datetime, ends: datetime | None = None
    ) -> tuple[Session, str]:
        """A new session and its cookie's value; it ends with its token (`ends`) where that comes first."""
        cookie = secrets.token_urlsafe(32)
        last = min(now + self._life, ends) if ends else now + self._life
        session = Session(name, scopes, token_id, secrets.token_urlsafe(32), last)
        with self._lock:
            self._held[_key(cookie)] = session
            while len(self._held) > self._most:
                self._held.popitem(last=False)
        return session, cookie

    def find(self, cookie: str, now: datetime) -> Session | None:
        """The session of a cookie, None where there is none or it has ended."""
        with self._lock:
            session = self._held.get(_key(cookie))
            if session is not None and now >= session.ends:
                del self._held[_key(cookie)]
                return None
            return session

    def name(self, cookie: str, name: str) -> None:
        """Say who sits there."""
        with self._lock:
            if (session := self._held.get(_key(cookie))) is not None:
                self._held[_key(cookie)] = replace(session, name=name)

    def close(self, cookie: str) -> None:
        """End a session."""
        with self._lock:
            self._held.pop(_key(cookie), None)


def _key(cookie: str) -> str:
    return hashlib.sha256(cookie.encode()).hexdigest()
