"""Serving the page on this machine."""

from __future__ import annotations

import gc
import socket
import threading
import webbrowser
from collections.abc import Callable
from contextlib import suppress

from whoholds.errors import UsageError, WhoholdsError
from whoholds.web.access import Access
from whoholds.web.app import create_app
from whoholds.web.desk import Desk
from whoholds.web.security import LOOPBACK, is_loopback

Ready = Callable[[str, str | None], None]


def listen(host: str, port: int) -> socket.socket:
    """A socket that listens; port 0 takes a free one.

    Raises:
        UsageError: the address cannot be had.
    """
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        # With its protocol named, asyncio sends what it has at once; else an answer's body waits 40 ms for the
        # acknowledgement of its head.
        found = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        try:
            found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            found.bind((host, port))
            found.listen(128)
        except OSError:
            found.close()
            raise
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        hint = "another program may use it; --port 0 picks a free one"
        raise UsageError(
            "serve.address", f"cannot listen there: {reason}", hint=hint, subject=f"{host}:{port}"
        ) from error
    return found


def address_of(host: str, found: socket.socket) -> str:
    """What to type into a browser."""
    port = found.getsockname()[1]
    name = "127.0.0.1" if host in ("", "0.0.0.0") else "[::1]" if host == "::" else f"[{host}]" if ":" in host else host
    return f"http://{name}:{port}/"


def serve(desk: Desk, host: str, port: int, *, browser: bool, ready: Ready) -> None:
    """Serve until interrupted.

    Args:
        desk: what answers.
        host: address to listen on.
        port: port; 0 takes a free one.
        browser: open the page in the reader's browser.
        ready: told the address once it is listened on, and the link that signs a browser of this machine in.
    """
    import uvicorn

    found = listen(host, port)
    address = address_of(host, found)
    hosts = [*LOOPBACK, host] if is_loopback(host) else None
    access = Access(desk.settings, local=is_loopback(host), link=True)
    app = create_app(desk, hosts, access)
    link = f"{address}review/enter?key={access.key}" if access.key else None
    ready(address, link)
    if browser:
        threading.Timer(0.4, webbrowser.open, [f"{link}&to=map" if link else address]).start()
    threading.Thread(target=warm, args=(desk,), daemon=True).start()
    config = uvicorn.Config(app, log_level="warning", access_log=False, server_header=False)
    uvicorn.Server(config).run(sockets=[found])


def warm(desk: Desk) -> None:
    """Work out what the first page needs before somebody asks; what is wrong is said to who does."""
    with suppress(WhoholdsError):
        desk.timeline()
    gc.collect()
    gc.freeze()  # a large ledger lives as long as the server: looking through it for garbage makes requests wait
