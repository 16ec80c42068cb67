"""Headers that keep a page to itself, and a check of who is being called.

The policy has no `unsafe-*`: scripts and styles come from this server's own files only, nothing else is loaded, the
page cannot be framed and sends no address on. The host check answers DNS rebinding: a page from elsewhere that makes
its own name point here is refused, because it asks for that name.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Awaitable, Callable, Collection, MutableMapping
from typing import Any

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
    "worker-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
LOOPBACK = ("localhost", "127.0.0.1", "::1")


def is_loopback(host: str) -> bool:
    """Whether an address to listen on is reachable from this machine only."""
    return host in LOOPBACK or host.startswith("127.")


class Guard:
    """Adds the headers and refuses calls by another name.

    Args:
        app: the application behind it.
        hosts: names that it may be called by; None for any (where it listens to a network on purpose).
    """

    def __init__(self, app: App, hosts: Collection[str] | None) -> None:
        self._app = app
        self._hosts = None if hosts is None else frozenset(hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request, in the manner of ASGI."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                present = {name.lower() for name, _ in message["headers"]}
                if any(_framed(*header) for header in message["headers"]):
                    present.add(b"x-frame-options")  # it cannot name other sites; the policy does
                extra = [(k.encode(), v.encode()) for k, v in HEADERS.items() if k.encode() not in present]
                message["headers"] = [*message["headers"], *extra]
            await send(message)

        if self._hosts is not None and _host(scope) not in self._hosts:
            await _refuse(guarded)
            return
        await self._app(scope, receive, guarded)


def framed_by(origins: Collection[str], policy: str = POLICY) -> str:
    """The policy of a page that given sites may show in a frame; nobody where none is given."""
    return policy.replace("frame-ancestors 'none'", "frame-ancestors " + (" ".join(origins) or "'none'"))


def _framed(name: bytes, value: bytes) -> bool:
    """Whether a header is a policy that lets some site show the page in a frame."""
    policy = name.lower() == b"content-security-policy" and b"frame-ancestors" in value
    return policy and b"frame-ancestors 'none'" not in value


def _host(scope: Scope) -> str:
    for name, value in scope["headers"]:
        if name.lower() == b"host":
            text = value.decode("latin-1").strip().lower()
            if text.startswith("["):
                return str(text[1:].partition("]")[0])
            return str(text.partition(":")[0])
    return ""


async def _refuse(send: Send) -> None:
    body = b'{"type":"about:blank","title":"Misdirected Request","status":421,"code":"web.host"}'
    headers = [(b"content-type", b"application/problem+json"), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": 421, "headers": headers})
    await send({"type": "http.response.body", "body": body})


def style_hash(text: str) -> str:
    """A style sheet's hash as a policy names it (CSP level 3, section 2.3.1)."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
