"""How answers are given whatever they say: HEAD as GET without its body, and nothing twice that has not changed.

A page says `no-cache`: a browser keeps it but asks each time whether it still holds. The tag that it asks with is a
hash of the text; where that is the same, the answer is a 304 without a body (RFC 9110, sections 8.8.3 and 13.1.2).
Tags are weak, because the answer is compressed after they are made.
"""

from __future__ import annotations

import hashlib

from whoholds.web.security import App, Message, Receive, Scope, Send

_KEPT_BY_304 = (b"cache-control", b"content-language", b"etag", b"vary")


class Answers:
    """Answers HEAD, sets `ETag` and `Cache-Control` where they are missing, and answers 304."""

    def __init__(self, app: App) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request, in the manner of ASGI."""
        if scope["type"] != "http" or scope["method"] not in ("GET", "HEAD"):
            await self._app(scope, receive, send)
            return
        begun: list[Message] = []
        parts: list[bytes] = []

        async def gather(message: Message) -> None:
            if message["type"] == "http.response.start":
                begun.append(message)
                return
            parts.append(message.get("body", b""))
            if not message.get("more_body", False):
                start, body = _answer(begun[0], b"".join(parts), _asked_with(scope))
                await send(start)
                await send({"type": "http.response.body", "body": b"" if scope["method"] == "HEAD" else body})

        await self._app({**scope, "method": "GET"}, receive, gather)


def _answer(start: Message, body: bytes, known: str) -> tuple[Message, bytes]:
    """The answer with its tag, or that what is known still holds."""
    if start["status"] != 200:
        return start, body
    headers = [*start["headers"]]
    present = dict(headers)
    tag = present.get(b"etag", b'W/"' + hashlib.sha256(body).hexdigest()[:32].encode() + b'"')
    headers += [(k, v) for k, v in ((b"etag", tag), (b"cache-control", b"no-cache")) if k not in present]
    if matches(known, tag.decode("latin-1")):
        return {**start, "status": 304, "headers": [(k, v) for k, v in headers if k in _KEPT_BY_304]}, b""
    return {**start, "headers": headers}, body


def _asked_with(scope: Scope) -> str:
    return ", ".join(v.decode("latin-1") for name, v in scope["headers"] if name.lower() == b"if-none-match")


def matches(known: str, tag: str) -> bool:
    """Whether an `If-None-Match` header names a tag, by weak comparison; `*` names any."""
    named = [part.strip() for part in known.split(",")]
    return "*" in named or tag.removeprefix("W/") in [part.removeprefix("W/") for part in named if part]
