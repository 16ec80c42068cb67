"""One reader a session: the gazetteer is built once and the language models are loaded once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.reading.desk import Desk
from whoholds.model import Claim
from whoholds.reading import Reader
from whoholds.reference.actors import Actors
from whoholds.reference.gazetteer import Gazetteer
from whoholds.settings import Settings


@pytest.fixture(scope="session")
def actors() -> Actors:
    return Actors.load()


@pytest.fixture(scope="session")
def reader(gazetteer_file: Path, actors: Actors) -> Reader:
    return Reader.load(Gazetteer.open(gazetteer_file), actors, Settings())


@pytest.fixture(scope="session")
def desk(reader: Reader) -> Desk:
    return Desk(reader)


@pytest.fixture(scope="session")
def claims_of(desk: Desk) -> Callable[..., tuple[Claim, ...]]:
    """`claims_of(text, language, published=…, title=…)`."""
    return desk.claims
