from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from tests.web.samples import fill
from whoholds.settings import Settings
from whoholds.web.app import create_app
from whoholds.web.desk import Desk


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Settings of a home with the sample ledger."""
    home: Path = tmp_path_factory.mktemp("home")
    settings = Settings(home=home)
    fill(settings)
    return settings


@pytest.fixture(scope="session")
def desk(filled: Settings) -> Desk:
    return Desk.open(filled)


@pytest.fixture(scope="session")
def page(desk: Desk) -> Iterator[TestClient]:
    with TestClient(create_app(desk, ("testserver",)), headers={"accept": "text/html"}) as client:
        yield client


@pytest.fixture(scope="session")
def data(desk: Desk) -> Iterator[TestClient]:
    """A program that asks."""
    with TestClient(create_app(desk, ("testserver",)), headers={"accept": "application/json"}) as client:
        yield client
