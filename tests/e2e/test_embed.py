"""The map in somebody else's page: shown where that site is named, by a script or without; not shown elsewhere."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from tests.serving import serving
from tests.web.samples import fill
from whoholds.settings import Settings

pytestmark = pytest.mark.e2e


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Nothing."""


@pytest.fixture(scope="module")
def elsewhere(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """Another site, and the folder of its pages."""
    folder = tmp_path_factory.mktemp("elsewhere")
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder))) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}", folder
        server.shutdown()


@pytest.fixture(scope="module")
def shared(elsewhere: tuple[str, Path], tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    home: Path = tmp_path_factory.mktemp("shared")
    fill(Settings(home=home))
    with serving(home, WHOHOLDS_WEB__EMBED_ORIGINS=json.dumps([elsewhere[0]])) as address:
        yield address


def framed(browser: Any, elsewhere: tuple[str, Path], address: str, **context: Any) -> Any:
    """The frame's content in a page of the other site."""
    site, folder = elsewhere
    (folder / "page.html").write_text(
        f'<!doctype html><iframe src="{address}embed?on=2024-12-05&lang=fr" width="600" height="500"></iframe>'
    )
    made = browser.new_context(**context)
    page = made.new_page()
    page.goto(f"{site}/page.html")
    page.wait_for_timeout(500)
    return page.frames[1]


@pytest.mark.parametrize("script", [True, False])
def test_a_site_that_is_named_shows_it(browser: Any, elsewhere: tuple[str, Path], shared: str, script: bool) -> None:
    frame = framed(browser, elsewhere, shared, java_script_enabled=script)
    assert frame.locator(".mark").count() == 2
    assert "5 décembre 2024" in frame.locator("header").inner_text()
    assert "GeoNames" in frame.locator("footer").inner_text()
    bottom = frame.locator("footer").bounding_box()
    assert bottom["height"] > 0


def test_a_browser_that_draws_moves_it(painter: Any, elsewhere: tuple[str, Path], shared: str) -> None:
    frame = framed(painter, elsewhere, shared)
    frame.wait_for_selector("#map[data-ready=yes]", timeout=30_000)
    assert frame.locator("#map canvas").count() == 1


def test_a_site_that_is_not_named_does_not(browser: Any, elsewhere: tuple[str, Path], address: str) -> None:
    frame = framed(browser, elsewhere, address)
    assert frame.locator("main.embed").count() == 0
