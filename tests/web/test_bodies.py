from __future__ import annotations

import asyncio
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whoholds.web.bodies import WRITING, Limited


def run(parts: list[bytes], most: int, method: str = "POST", announced: int | None = None) -> tuple[int, Any, bool]:
    """Status, what the application behind it got, and whether it was asked at all."""
    got: list[bytes] = []
    sent: list[Any] = []
    waiting = [{"type": "http.request", "body": part, "more_body": i + 1 < len(parts)} for i, part in enumerate(parts)]

    async def app(scope: Any, receive: Any, send: Any) -> None:
        message = await receive()
        got.append(message.get("body", b""))
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b""})

    async def receive() -> Any:
        return waiting.pop(0) if waiting else {"type": "http.disconnect"}

    async def send(message: Any) -> None:
        sent.append(message)

    headers = [] if announced is None else [(b"Content-Length", str(announced).encode())]
    scope = {"type": "http", "method": method, "path": "/x", "headers": headers}
    asyncio.run(Limited(app, lambda path: most)(scope, receive, send))
    status = sent[0]["status"] if sent else 0
    body = json.loads(sent[1]["body"]) if status == 413 else b"".join(got)
    return status, body, bool(got)


@given(st.lists(st.binary(max_size=20), min_size=1, max_size=6), st.integers(0, 80))
def test_what_is_within_the_limit_comes_through_whole_and_nothing_else_does(parts: list[bytes], most: int) -> None:
    whole = b"".join(parts)
    status, body, asked = run(parts, most)
    if len(whole) <= most:
        assert (status, body) == (200, whole)
    else:
        assert status == 413 and not asked
        assert body["code"] == "web.too_large" and body["hint"]


def test_what_is_announced_as_too_large_is_not_waited_for() -> None:
    status, _, asked = run([b""], 10, announced=11)
    assert status == 413 and not asked


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_reading_is_not_measured(method: str) -> None:
    assert method not in WRITING
    assert run([b"x" * 50], 10, method)[0] == 200


def test_who_goes_away_half_way_gets_no_answer() -> None:
    async def gone() -> Any:
        return {"type": "http.disconnect"}

    async def never(*_: Any) -> None:
        raise AssertionError

    scope = {"type": "http", "method": "POST", "path": "/", "headers": []}
    asyncio.run(Limited(never, lambda path: 5)(scope, gone, never))
