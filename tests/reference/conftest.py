from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from whoholds.reference.gazetteer import Gazetteer
from whoholds.reference.resolve import Resolver
from whoholds.settings import PlaceSettings


@pytest.fixture(scope="session")
def gazetteer(gazetteer_file: Path) -> Iterator[Gazetteer]:
    with Gazetteer.open(gazetteer_file) as opened:
        yield opened


@pytest.fixture(scope="session")
def resolver(gazetteer: Gazetteer) -> Resolver:
    return Resolver(gazetteer, PlaceSettings())
