"""The process that takes pages apart: limited memory and processor time, no network, no writing, no other programs.

It reads requests from standard input and answers on standard output, each a length of eight bytes (big endian) and
that many bytes of JSON. `pages` starts and ends it.
"""

from __future__ import annotations

import json
import os
import resource
import struct
import sys
from dataclasses import asdict
from typing import IO, Any

from whoholds.errors import InputRefused

LENGTH = struct.Struct(">Q")
_FORBIDDEN = (
    "socket.",
    "subprocess.",
    "os.system",
    "os.exec",
    "os.fork",
    "os.posix_spawn",
    "os.spawn",
    "os.remove",
    "os.rename",
    "os.mkdir",
    "urllib.Request",
    "webbrowser.",
    "ftplib.",
    "smtplib.",
)


_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT


def _guard(event: str, arguments: tuple[Any, ...]) -> None:
    """An audit hook: a parser that has been talked into it still cannot reach out."""
    if event.startswith(_FORBIDDEN):
        raise PermissionError(f"{event} is not allowed here")
    if event == "open" and isinstance(arguments[2], int) and arguments[2] & _WRITING:
        raise PermissionError("writing is not allowed here")


def _limit(memory_bytes: int) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


def _allow_cpu(seconds: int) -> None:
    """Processor time is counted for the whole process, so each page's share is added to what is spent."""
    usage = resource.getrusage(resource.RUSAGE_SELF)
    spent = int(usage.ru_utime + usage.ru_stime) + 1
    hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
    resource.setrlimit(resource.RLIMIT_CPU, (spent + seconds, hard))


def receive(stream: IO[bytes]) -> Any | None:
    """One message, or None at the end of the stream."""
    head = stream.read(LENGTH.size)
    if len(head) < LENGTH.size:
        return None
    (size,) = LENGTH.unpack(head)
    body = stream.read(size)
    return json.loads(body) if len(body) == size else None


def send(stream: IO[bytes], message: Any) -> None:
    """Write one message."""
    body = json.dumps(message).encode()
    stream.write(LENGTH.pack(len(body)) + body)
    stream.flush()


def _answer(request: dict[str, Any]) -> dict[str, Any]:
    if request["kind"] == "html":
        from whoholds.reports.html import extract

        return asdict(extract(request["text"], request["latest_day"]))
    from whoholds.reports.markdown import convert

    return asdict(convert(request["text"], request["title"]))


def main(memory_bytes: int, cpu_seconds: int) -> None:
    """Answer requests until standard input ends."""
    import logging

    logging.disable(logging.CRITICAL)
    _limit(memory_bytes)
    source, sink = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a parser prints must not look like an answer
    sys.addaudithook(_guard)
    while (request := receive(source)) is not None:
        _allow_cpu(cpu_seconds)
        try:
            answer = _answer(request)
        except InputRefused as refused:
            answer = {"refused": refused.as_dict()}
        except (MemoryError, RecursionError) as error:
            answer = {"failed": type(error).__name__}
        except Exception as error:  # noqa: BLE001 - a parser's own errors are of any class; the page is refused
            answer = {"failed": f"{type(error).__name__}: {error}"[:300]}
        send(sink, answer)
