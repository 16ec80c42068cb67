"""The real server on a free port and a real browser, which skip with their reason where there is none."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.web.samples import fill
from whoholds.settings import Settings

CHROMIUM = next((p for n in ("chromium", "chromium-browser", "google-chrome") if (p := shutil.which(n))), None)
WEBGL = ["--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--ignore-gpu-blocklist"]
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"]


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where `whoholds serve` serves the sample ledger."""
    home: Path = tmp_path_factory.mktemp("served")
    fill(Settings(home=home))
    server = subprocess.Popen(
        [sys.executable, "-m", "whoholds", "serve", "--no-browser", "--port", "0", "--json"],
        env={**os.environ, "WHOHOLDS_HOME": str(home)},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert server.stdout
    try:
        yield json.loads(server.stdout.readline())["address"]
    finally:
        server.send_signal(signal.SIGINT)
        server.wait(20)


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
