from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.asking.stub import Stub, serving
from whoholds.asking import Budget, KeptAnswers, ModelReader, Server
from whoholds.reading import Reader
from whoholds.reference.actors import Actors
from whoholds.reference.gazetteer import Gazetteer
from whoholds.settings import ModelSettings, Settings


@pytest.fixture(scope="session")
def rules(gazetteer_file: Path) -> Reader:
    return Reader.load(Gazetteer.open(gazetteer_file), Actors.load(), Settings())


@pytest.fixture
def stub() -> Iterator[Stub]:
    with serving() as found:
        yield found


@pytest.fixture
def naps() -> list[float]:
    """The pauses that were asked for; nobody waits for them."""
    return []


@pytest.fixture
def server(stub: Stub, naps: list[float]) -> Iterator[Callable[..., Server]]:
    """Opens a client of the stub, with settings as given."""
    opened: list[Server] = []

    async def nap(seconds: float) -> None:
        naps.append(seconds)

    def open_(environment: dict[str, str] | None = None, **settings: Any) -> Server:
        chosen = ModelSettings(**({"base_url": stub.url, "name": "stub-1"} | settings))
        opened.append(Server(chosen, Budget(chosen), environment=environment or {}, sleep=nap))
        return opened[-1]

    yield open_
    for one in opened:
        one.close()


@pytest.fixture
def model(rules: Reader, server: Callable[..., Server], tmp_path: Path) -> Callable[..., ModelReader]:
    """A model's reader over the stub; its answers are kept in the test's folder."""

    def open_(**settings: Any) -> ModelReader:
        one = server(**settings)
        return ModelReader(rules, one, KeptAnswers(tmp_path / "answers"), one.settings)

    return open_
