"""`whoholds serve` as a process of its own, with the sample ledger."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.web.samples import fill
from whoholds.settings import Settings


@contextmanager
def serving(home: Path, **environment: str) -> Iterator[str]:
    """The address of a server of the ledger in a folder; `environment` has further settings."""
    server = subprocess.Popen(
        [sys.executable, "-m", "whoholds", "serve", "--no-browser", "--port", "0", "--json"],
        env={**os.environ, "WHOHOLDS_HOME": str(home), **environment},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert server.stdout
    try:
        yield json.loads(server.stdout.readline())["address"]
    finally:
        server.send_signal(signal.SIGINT)
        server.wait(20)
        server.stdout.close()


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where `whoholds serve` serves the sample ledger."""
    home: Path = tmp_path_factory.mktemp("served")
    fill(Settings(home=home))
    with serving(home) as found:
        yield found


@pytest.fixture
def own(tmp_path: Path) -> Settings:
    """Settings of a home with the sample ledger, which the test may write to."""
    settings = Settings(home=tmp_path)
    fill(settings)
    return settings
