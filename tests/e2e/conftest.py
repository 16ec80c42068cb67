"""A real browser, which is skipped with its reason where there is none; tests/serving.py has the server."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from tools import chromium

CHROMIUM = chromium.found()
WEBGL = ["--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--ignore-gpu-blocklist"]
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"]


@pytest.fixture(scope="module")
def driver() -> Iterator[Any]:
    """What starts browsers; stopped after each file, because its event loop runs in this thread."""
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    if CHROMIUM is None:
        pytest.skip("no Chromium on this machine (tools/ensure_chromium.sh says how to get one)")
    with playwright.sync_playwright() as found:
        yield found


@pytest.fixture(scope="module")
def browser(driver: Any) -> Iterator[Any]:
    """A headless Chromium without WebGL."""
    found = driver.chromium.launch(executable_path=CHROMIUM, args=[*ARGUMENTS, "--disable-3d-apis"])
    yield found
    found.close()


@pytest.fixture(scope="module")
def painter(driver: Any) -> Iterator[Any]:
    """A headless Chromium that draws WebGL in software."""
    arguments = [a for a in ARGUMENTS if a != "--disable-gpu"] + WEBGL
    found = driver.chromium.launch(executable_path=CHROMIUM, args=arguments)
    yield found
    found.close()
