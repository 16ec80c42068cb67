"""The how-to pages do what they show: their files are written as they stand and their commands are run."""

from __future__ import annotations

import re
import shlex
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT, run_command
from tests.reading.spanish import distribution, forget, model
from tests.test_docs import examples, first_missing
from whoholds import settings

PAGE = ROOT / "docs" / "how-to" / "write-a-theatre.md"


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the page's file, and a report to try it on; the file lies among the user's theatres too."""
    file, *_ = re.findall(r"^```toml\n(.*?)^```", PAGE.read_text(encoding="utf-8"), re.M | re.S)
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
    assert ran == 9


@pytest.fixture
def spanish(tmp_path: Path, gazetteer_file: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The package of the page as pip would install it, and a stand-in for the parser that it names."""
    page = (ROOT / "docs" / "how-to" / "add-a-language.md").read_text(encoding="utf-8")
    site = tmp_path / "site"
    (site / "whoholds_es").mkdir(parents=True)
    shown = dict(re.findall(r"^```(?:toml|python)\n# (\S+)\n(.*?)^```", page, re.M | re.S))
    project = tomllib.loads(shown.pop("pyproject.toml"))["project"]
    for name, text in shown.items():
        (site / name if "/" in name else tmp_path / name).write_text(text, encoding="utf-8")
    points = project["entry-points"]["whoholds.languages"]
    lines = [f"{name} = {value}" for name, value in points.items()]
    distribution(site, project["name"].replace("-", "_"), "\n".join(["[whoholds.languages]", *lines]))
    model(site)
    home = tmp_path / "home"
    home.mkdir()
    (home / "gazetteer.sqlite").symlink_to(gazetteer_file)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("WHOHOLDS_HOME", str(home))
    monkeypatch.syspath_prepend(site)
    forget()
    yield tmp_path
    forget()
    for name in ("whoholds_es", "es_core_news_sm"):
        sys.modules.pop(name, None)


def test_add_a_language(spanish: Path) -> None:
    ran = 0
    for example in examples(ROOT / "docs" / "how-to" / "add-a-language.md"):
        program, *arguments = shlex.split(example.command)
        assert program == "whoholds"
        done = run_command(*arguments)
        assert done.code == 0, done.err + done.out
        assert first_missing(example.shown, done.out) is None, done.out
        ran += 1
    assert ran == 2
