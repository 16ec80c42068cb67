"""Who may write, and who may see the names of reviewers.

Programs show a token with every request. A browser signs in once, with a token or by the link that `whoholds serve`
prints on the machine it runs on, and gets a cookie that no script can read and no other site's page can send. Every
form carries a page token as well, and comes from a page of ours (`Origin`). Nothing is written for anybody else,
whatever address the server listens on: other people, and other programs, of this machine reach the loopback too.
"""

from __future__ import annotations

import hmac
import secrets
from datetime import datetime
from urllib.parse import parse_qs, urlsplit

from fastapi import Request
from fastapi.responses import Response

from whoholds import clock
from whoholds.errors import AccessDenied, UsageError
from whoholds.settings import Settings
from whoholds.web.sessions import Session, Sessions
from whoholds.web.tokens import MOST_NAME, Scope, Token, Tokens, allowed

REFERRER = "same-origin"
"""Of pages with forms: under `no-referrer` a browser would not say where a form comes from (Fetch, section 3.1)."""
MOST_FIELDS = 400
SIGN_IN = "open the link that whoholds serve prints, or sign in with a token"


class Access:
    """Tokens, sessions and the printed link of one server.

    Args:
        settings: where the tokens are, and the limits.
        local: the server is reachable from its own machine only: what is read there needs no token.
        link: make a key for the link that signs a browser of this machine in.
    """

    def __init__(self, settings: Settings, *, local: bool = False, link: bool = False) -> None:
        self.local = local
        self.key = secrets.token_urlsafe(24) if link and local else None
        self.reviewer = settings.reviewer or ""
        self.tokens = Tokens(settings.tokens_path)
        self.sessions = Sessions(settings.web.max_sessions, settings.web.session_hours)

    # Programs

    def program(self, request: Request, scope: Scope) -> Token:
        """The token that a program shows.

        Raises:
            AccessDenied: none, a wrong one, or one that is not good for this.
        """
        if "origin" in request.headers:
            same_origin(request)
        kind, _, shown = request.headers.get("authorization", "").partition(" ")
        if kind.lower() != "bearer" or not shown.strip():
            hint = "send Authorization: Bearer TOKEN; whoholds tokens create makes one"
            raise AccessDenied("token.missing", "this needs a token", hint=hint)
        return allowed(self.tokens.check(shown, clock.now()), scope)

    def reader(self, request: Request) -> None:
        """Let a program read what names reviewers: on this machine anybody, elsewhere who shows a token.

        Raises:
            AccessDenied: see `program`.
        """
        if not self.local:
            self.program(request, Scope.REVIEW)

    # Browsers

    def session(self, request: Request) -> Session:
        """The session of a browser.

        Raises:
            AccessDenied: nobody is signed in (`session.none`), or the token has ended since.
        """
        now = clock.now()
        found = self.sessions.find(request.cookies.get(cookie_name(request), ""), now)
        if found is None:
            raise AccessDenied("session.none", "nobody is signed in here", hint=SIGN_IN)
        if found.token_id is not None:
            self.tokens.still_good(found.token_id, now)
        return found

    def form(self, request: Request, fields: dict[str, list[str]], *, named: bool = True) -> Session:
        """The session that a form of ours was sent from.

        Raises:
            AccessDenied: nobody is signed in, the form is not ours, or the session may not review.
        """
        same_origin(request)
        session = self.session(request)
        if not session.is_ours(one(fields, "page_token")):
            hint = "load the page again, then send the form"
            raise AccessDenied("web.page_token", "this form was not sent from a page of this session", hint=hint)
        if Scope.REVIEW not in session.scopes:
            hint = "sign in with a token of the scope review"
            raise AccessDenied("token.scope", "this token is not good for review", hint=hint)
        if named and not session.name:
            raise AccessDenied("session.unnamed", "a decision is signed", hint="say who you are first")
        return session

    def by_token(self, shown: str, now: datetime) -> str:
        """Sign a browser in with a token; the value of its cookie.

        Raises:
            AccessDenied: it is none of ours, has ended or is not good for review.
        """
        token = allowed(self.tokens.check(shown, now), Scope.REVIEW)
        return self.sessions.open(token.name, token.scopes, token.id, now, token.expires)[1]

    def by_link(self, key: str, now: datetime) -> str:
        """Sign a browser of this machine in by the printed link; the value of its cookie.

        Raises:
            AccessDenied: it is not this server's link.
        """
        if self.key is None or not hmac.compare_digest(key.encode(), self.key.encode()):
            hint = "the link is good while the server runs that printed it"
            raise AccessDenied("session.link", "this link is not of this server", hint=hint)
        return self.sessions.open(self.reviewer, tuple(Scope), None, now)[1]

    def keep(self, request: Request, answer: Response, cookie: str) -> Response:
        """Give a browser its cookie: out of scripts' reach, and sent from pages of ours only."""
        secure = request.url.scheme == "https"
        answer.set_cookie(
            cookie_name(request),
            cookie,
            max_age=self.sessions.seconds,
            path="/review",
            secure=secure,
            httponly=True,
            samesite="strict",
        )
        return answer

    def call(self, request: Request, name: str) -> None:
        """Write down who sits at a browser that came by the link; a token's name stays.

        Raises:
            UsageError: it is no name.
        """
        session = self.session(request)
        if not name or len(name) > MOST_NAME or not name.isprintable():
            hint = f"letters on one line, at most {MOST_NAME}"
            raise UsageError("session.name", "decisions are signed with a name", hint=hint, subject=name[:40])
        if session.token_id is None:
            self.sessions.name(request.cookies.get(cookie_name(request), ""), name)

    def forget(self, request: Request, answer: Response) -> Response:
        """Sign a browser out."""
        name = cookie_name(request)
        self.sessions.close(request.cookies.get(name, ""))
        answer.delete_cookie(name, path="/review", httponly=True, samesite="strict")
        return answer


def cookie_name(request: Request) -> str:
    """Cookies are shared by the ports of a host: each server has a name of its own."""
    return f"whoholds-{request.url.port or request.url.scheme}"


def same_origin(request: Request) -> None:
    """Let requests through that a page of this server sent.

    Raises:
        AccessDenied: `web.origin`, another site's page sent it, or nothing says that one of ours did.
    """
    origin = request.headers.get("origin", "")
    if origin in ("", "null"):
        ours = request.headers.get("sec-fetch-site") == "same-origin"
    else:
        parts = urlsplit(origin)
        ours = parts.scheme in ("http", "https") and parts.netloc.lower() == request.headers.get("host", "").lower()
    if not ours:
        hint = "use the forms of the page itself"
        raise AccessDenied("web.origin", "this was not sent from a page of this server", hint=hint, subject=origin[:80])


def fields_of(body: bytes) -> dict[str, list[str]]:
    """A form's fields (application/x-www-form-urlencoded), without those that are empty.

    Raises:
        UsageError: it is none, or has too many fields.
    """
    try:
        return parse_qs(body.decode("utf-8"), max_num_fields=MOST_FIELDS, errors="strict")
    except ValueError as error:
        raise UsageError("web.form", "not a form", hint="send it from the page itself") from error


def one(fields: dict[str, list[str]], name: str) -> str:
    """A field's text, stripped; empty where it is not there."""
    return fields.get(name, [""])[-1].strip()


async def body_of(request: Request) -> bytes:
    """The request's bytes; how many there may be is checked before (see `bodies`)."""
    return await request.body()
