"""The floors' table at the end of a run."""

from __future__ import annotations

import pytest

SAID: list[str] = []


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if SAID:
        terminalreporter.section("measured quality, and the floor under it")
        for line in SAID:
            terminalreporter.write_line(line)
