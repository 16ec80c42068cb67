"""What tests of taking in share: a fixed clock, the limits, and one call for a folder of bytes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from whoholds.errors import InputRefused
from whoholds.reports.intake import Intake, take
from whoholds.settings import ReportLimits

NOW = datetime(2025, 1, 1, 12, tzinfo=UTC)
LIMITS = ReportLimits()

Taken = list[Intake | InputRefused]


@pytest.fixture
def put(tmp_path: Path) -> Callable[[str, bytes | str], Path]:
    """Writes a file into this test's folder and says where."""

    def write(name: str, content: bytes | str) -> Path:
        path = tmp_path / "given" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return write


def take_all(*paths: Path | str, limits: ReportLimits = LIMITS, now: datetime = NOW) -> Taken:
    return list(take(paths, limits, now))


def take_one(path: Path | str, limits: ReportLimits = LIMITS, now: datetime = NOW) -> Intake:
    (item,) = take_all(path, limits=limits, now=now)
    if isinstance(item, InputRefused):
        raise item
    return item


def refused(path: Path | str, limits: ReportLimits = LIMITS) -> InputRefused:
    (item,) = take_all(path, limits=limits)
    assert isinstance(item, InputRefused), f"taken in: {item.report.text[:80]!r}"
    return item
