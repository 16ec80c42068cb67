from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.ledger.samples import Ticking
from whoholds.ledger import Ledger


@pytest.fixture
def clock() -> Ticking:
    return Ticking()


@pytest.fixture
def opened(tmp_path: Path, clock: Ticking) -> Callable[..., Ledger]:
    """Opens the test's ledger, as often as it likes."""

    def open_(**options: Any) -> Ledger:
        return Ledger.open(tmp_path / "ledger.sqlite", blobs=tmp_path / "blobs", clock=clock, **options)

    return open_


@pytest.fixture
def ledger(opened: Callable[..., Ledger]) -> Iterator[Ledger]:
    with opened() as ledger:
        yield ledger
