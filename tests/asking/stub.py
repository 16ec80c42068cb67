"""A server that speaks the chat protocol, on this machine: it says what a test tells it to, good or hostile."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

HAMA = "Rebels captured the city of Hama on Thursday, residents said."
HOMS = "The Syrian army denied losing Hama and said its troops were leaving Homs."
TEXT = f"{HAMA} {HOMS}"


def proposed(**other: Any) -> dict[str, Any]:
    """A claim as a good model proposes it for `HAMA`; keywords replace its fields."""
    return {
        "paragraph": 1,
        "quote": "Rebels captured the city of Hama on Thursday",
        "event": "capture",
        "actor": "Rebels",
        "target": None,
        "place": "Hama",
        "place_role": "at",
        "speaker": "residents",
        "factuality": "CT+",
        "dated": "stated",
        "time": "on Thursday",
        "quantity": None,
        **other,
    }


def claims(*items: Mapping[str, Any]) -> str:
    return json.dumps({"claims": list(items)})


GOOD = claims(proposed())


@dataclass(frozen=True)
class Reply:
    """One answer of the server.

    Attributes:
        text: what the model says; put into an envelope unless `body` is given.
        delay: seconds before the first byte; `drip`: seconds before each byte of the body.
        cut: close the connection after so many bytes.
    """

    text: str = GOOD
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes | None = None
    ended: str = "stop"
    tokens: int | None = 100
    delay: float = 0.0
    drip: float = 0.0
    cut: int | None = None

    def bytes(self) -> bytes:
        if self.body is not None:
            return self.body
        choice = {"index": 0, "message": {"role": "assistant", "content": self.text}, "finish_reason": self.ended}
        data: dict[str, Any] = {"id": "x", "object": "chat.completion", "model": "stub-served", "choices": [choice]}
        if self.tokens is not None:
            data["usage"] = {"total_tokens": self.tokens}
        return json.dumps(data).encode()


@dataclass
class Asked:
    """One request as it came in."""

    path: str
    headers: dict[str, str]
    body: dict[str, Any]

    @property
    def report(self) -> dict[str, Any]:
        data: dict[str, Any] = json.loads(self.body["messages"][1]["content"])
        return data


Script = Callable[[int, Asked], Reply]


class Stub:
    """What the server was asked, and how it answers: replies in turn, the last one again and again."""

    def __init__(self) -> None:
        self.asked: list[Asked] = []
        self.script: Script = lambda number, asked: Reply()
        self.url = ""
        self.over = threading.Event()

    def says(self, *replies: Reply | str) -> None:
        listed = [Reply(r) if isinstance(r, str) else r for r in replies]
        self.script = lambda number, asked: listed[min(number, len(listed) - 1)]


@contextmanager
def serving() -> Iterator[Stub]:
    stub = Stub()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            length = int(self.headers.get("content-length", 0))
            raw = self.rfile.read(length)
            asked = Asked(self.path, {k.lower(): v for k, v in self.headers.items()}, json.loads(raw or b"{}"))
            stub.asked.append(asked)
            reply = stub.script(len(stub.asked) - 1, asked)
            stub.over.wait(reply.delay)
            body = reply.bytes()
            try:
                self.send_response(reply.status)
                self.send_header("content-type", "application/json")
                self.send_header("content-length", str(len(body)))
                for name, value in reply.headers.items():
                    self.send_header(name, value)
                self.end_headers()
                if reply.drip:
                    for byte in body:
                        if stub.over.wait(reply.drip):
                            return
                        self.wfile.write(bytes([byte]))
                        self.wfile.flush()
                else:
                    self.wfile.write(body[: reply.cut])
            except OSError:
                return  # the client has gone

        def log_message(self, *_: object) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    stub.url = f"http://127.0.0.1:{server.server_address[1]}/v1"
    try:
        yield stub
    finally:
        stub.over.set()
        server.shutdown()
        server.server_close()
        thread.join(5)


def free_port_address() -> str:
    """An address of this machine at which nobody listens."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler)
    port = server.server_address[1]
    server.server_close()
    return f"http://127.0.0.1:{port}/v1"


def wait_until(true: Callable[[], bool], seconds: float = 10.0) -> None:
    end = time.monotonic() + seconds
    while not true() and time.monotonic() < end:
        time.sleep(0.01)
    assert true()
