from __future__ import annotations

import gc
import socket
from pathlib import Path

import pytest

from whoholds.errors import UsageError
from whoholds.settings import Settings
from whoholds.web.desk import Desk
from whoholds.web.server import address_of, listen, warm


def test_a_free_port_is_found_and_a_taken_one_refused() -> None:
    with listen("127.0.0.1", 0) as found:
        port = found.getsockname()[1]
        assert address_of("127.0.0.1", found) == f"http://127.0.0.1:{port}/"
        assert address_of("0.0.0.0", found) == f"http://127.0.0.1:{port}/"
        with pytest.raises(UsageError) as caught:
            listen("127.0.0.1", port)
        assert caught.value.code == "serve.address"


def test_what_it_accepts_sends_at_once() -> None:
    """asyncio turns off the wait for acknowledgements only of sockets whose protocol is named."""
    with listen("127.0.0.1", 0) as found, socket.create_connection(found.getsockname()):
        accepted, _ = found.accept()
        with accepted:
            assert accepted.proto == socket.IPPROTO_TCP


@pytest.mark.parametrize(
    ("host", "shown"),
    [("localhost", "localhost"), ("", "127.0.0.1"), ("0.0.0.0", "127.0.0.1"), ("::", "[::1]"), ("::1", "[::1]")],
)
def test_the_address_is_one_that_a_browser_takes(host: str, shown: str) -> None:
    with listen("127.0.0.1", 0) as found:
        assert address_of(host, found) == f"http://{shown}:{found.getsockname()[1]}/"


@pytest.mark.parametrize("host", ["nobody.invalid", "256.1.1.1", "192.0.2.1"])
def test_an_address_of_no_machine_or_another_one_is_refused_with_a_hint(host: str) -> None:
    with pytest.raises(UsageError) as caught:
        listen(host, 0)
    assert caught.value.code == "serve.address"
    assert caught.value.hint
    assert caught.value.subject == f"{host}:0"


def test_what_the_first_page_needs_is_worked_out_before_anybody_asks(filled: Settings, tmp_path: Path) -> None:
    desk = Desk.open(filled)
    warm(desk)
    assert desk._lines._items and desk._boards._items
    warm(Desk.open(Settings(home=tmp_path)))  # nothing there yet: the page says so
    assert gc.get_freeze_count()
    gc.unfreeze()
