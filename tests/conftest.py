"""What tests of several rooms share: a data folder of their own, the command line in process, the example corpus."""

from __future__ import annotations

import contextlib
import io
import json
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import hypothesis
import pytest

from tests.gazetteer import compiled
from tests.serving import address as address
from tests.serving import own as own
from whoholds import settings

ROOT = Path(__file__).resolve().parent.parent
CORPUS = ROOT / "examples" / "syria-2024"

# Examples run on machines of any speed; how long one takes says nothing about the code.
# in CI the same examples every time: a new counterexample is for a person to find, not for a release to trip over
hypothesis.settings.register_profile("whoholds", deadline=None, derandomize="CI" in os.environ)
hypothesis.settings.load_profile("whoholds")


LONGEST = ("crash", "e2e", "quality")
"""Folders whose files take minutes each. Several processes share the tests by the file, and whoever takes such a file
last keeps everybody waiting, so they begin with these."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: not set(LONGEST).intersection(item.path.relative_to(ROOT).parts))


@dataclass(frozen=True)
class Ran:
    """What a command line did."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    @property
    def lines(self) -> list[Any]:
        """Standard output as JSON lines."""
        return [json.loads(line) for line in self.out.splitlines() if line.strip()]


def run_command(*arguments: object) -> Ran:
    """The command line as a person runs it, in this process, with fresh settings."""
    from whoholds.cli.main import run

    settings.load.cache_clear()
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = run([str(a) for a in arguments])
    return Ran(code, out.getvalue(), err.getvalue())


@pytest.fixture
def cli() -> Callable[..., Ran]:
    return run_command


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    """Answers are in English whatever the language of the machine."""
    monkeypatch.setenv("LC_ALL", "C")


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An empty data folder that the settings of this test point to."""
    folder = tmp_path / "home"
    monkeypatch.setenv("WHOHOLDS_HOME", str(folder))
    settings.load.cache_clear()
    yield folder
    settings.load.cache_clear()


@pytest.fixture(scope="session")
def corpus() -> Path:
    return CORPUS


@pytest.fixture(scope="session")
def gazetteer_file() -> Path:
    """The compiled gazetteer, read-only for tests; kept below `var/` until what it is made from changes."""
    return compiled()


@pytest.fixture(scope="session")
def demo_folder(tmp_path_factory: pytest.TempPathFactory, gazetteer_file: Path) -> Path:
    """A data folder with the gazetteer and the example corpus in it, made once as `make demo` does."""
    folder = tmp_path_factory.mktemp("demo")
    (folder / "gazetteer.sqlite").symlink_to(gazetteer_file)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("WHOHOLDS_HOME", str(folder))
        ran = run_command("add", "--backfill", CORPUS / "reports")
        assert ran.code == 0, ran.err + ran.out
    settings.load.cache_clear()
    return folder


@pytest.fixture
def demo(demo_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """`demo_folder` as this test's data folder; tests only read in it."""
    monkeypatch.setenv("WHOHOLDS_HOME", str(demo_folder))
    settings.load.cache_clear()
    yield demo_folder
    settings.load.cache_clear()
