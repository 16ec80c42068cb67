from __future__ import annotations

from pathlib import Path

import pytest

from tests.web.samples import fill
from whoholds.settings import Settings


@pytest.fixture
def own(tmp_path: Path) -> Settings:
    """Settings of a home with the sample ledger, which the test may write to."""
    settings = Settings(home=tmp_path)
    fill(settings)
    return settings
