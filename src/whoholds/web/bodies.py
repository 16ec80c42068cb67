"""How much may be sent: more is refused before anything is made of it."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from whoholds.web.security import App, Message, Receive, Scope, Send

WRITING = ("POST", "PUT", "PATCH", "DELETE")


class Limited:
    """Takes a request's body in whole, up to a limit, and then hands it on.

    Args:
        app: the application behind it.
        most: bytes that a path takes.
    """

    def __init__(self, app: App, most: Callable[[str], int]) -> None:
        self._app = app
        self._most = most

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request, in the manner of ASGI."""
        if scope["type"] != "http" or scope["method"] not in WRITING:
            await self._app(scope, receive, send)
            return
        most = self._most(scope["path"])
        if _announced(scope) > most:
            await _refuse(send, most)
            return
        parts: list[bytes] = []
        size, more = 0, True
        while more:
            message = await receive()
            if message["type"] == "http.disconnect":
                return
            parts.append(message.get("body", b""))
            size += len(parts[-1])
            more = message.get("more_body", False)
            if size > most:
                await _refuse(send, most)
                return
        waiting: list[Message] = [{"type": "http.request", "body": b"".join(parts), "more_body": False}]

        async def again() -> Message:
            return waiting.pop() if waiting else await receive()

        await self._app(scope, again, send)


def _announced(scope: Scope) -> int:
    for name, value in scope["headers"]:
        if name.lower() == b"content-length" and value.isdigit():
            return int(value)
    return 0


async def _refuse(send: Send, most: int) -> None:
    problem: dict[str, Any] = {
        "type": "about:blank",
        "title": "Content Too Large",
        "status": 413,
        "code": "web.too_large",
        "detail": f"more than {most} bytes",
        "hint": "send less, or raise web.max_form_bytes (reports: reports.max_bytes)",
    }
    body = json.dumps(problem).encode()
    headers = [
        (b"content-type", b"application/problem+json"),
        (b"content-length", str(len(body)).encode()),
        (b"connection", b"close"),
    ]
    await send({"type": "http.response.start", "status": 413, "headers": headers})
    await send({"type": "http.response.body", "body": body})
