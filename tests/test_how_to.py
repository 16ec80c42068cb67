"""The how-to pages do what they show: their files are written as they stand and their commands are run."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from tests.conftest import ROOT, run_command
from tests.test_docs import examples, first_missing
from whoholds import settings

PAGE = ROOT / "docs" / "how-to" / "write-a-theatre.md"


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the page's file, and a report to try it on; the file lies among the user's theatres too."""
    (file,) = re.findall(r"^```toml\n(.*?)^```", PAGE.read_text(encoding="utf-8"), re.M | re.S)
    (tmp_path / "islands.toml").write_text(file, encoding="utf-8")
    own = tmp_path / "home" / "theatres"
    own.mkdir(parents=True)
    (own / "islands.toml").write_text(file, encoding="utf-8")
    text = "League fighters landed in the bay. The harbour troops left; Borg said nothing."
    (tmp_path / "report.txt").write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("WHOHOLDS_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("COLUMNS", "160")
    settings.load.cache_clear()
    return tmp_path


def test_write_a_theatre(desk: Path) -> None:
    ran = 0
    for example in examples(PAGE):
        program, *arguments = shlex.split(example.command)
        assert program == "whoholds"
        done = run_command(*arguments)
        assert done.code == 0, done.err
        assert first_missing(example.shown, done.out) is None, done.out
        ran += 1
    assert ran == 6
