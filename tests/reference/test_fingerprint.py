"""What a compiled gazetteer must have been made from."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from whoholds.reference import fingerprint as module
from whoholds.reference.build import VERSION
from whoholds.reference.fingerprint import DATA, fingerprint


@pytest.fixture
def tables(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the tables that the fingerprint is taken from."""
    folder = tmp_path / "places"
    shutil.copytree(str(DATA), folder)
    monkeypatch.setattr(module, "DATA", folder)
    return folder


def test_it_says_the_version_and_is_short() -> None:
    version, _, digest = fingerprint().partition(" ")
    assert version == VERSION
    assert len(digest) == 16 and int(digest, 16) >= 0


def test_copies_are_alike_wherever_they_lie(tables: Path) -> None:
    here = fingerprint()
    for path in tables.iterdir():
        os.utime(path, (1, 1))
    assert fingerprint() == here


@pytest.mark.parametrize("name", ["places_sy.tsv", "names.tsv", "generic.tsv"])
def test_a_longer_table_is_another(tables: Path, name: str) -> None:
    before = fingerprint()
    with (tables / name).open("a", encoding="utf-8") as file:
        file.write("# one line more\n")
    assert fingerprint() != before


def test_a_table_more_or_less_is_another(tables: Path) -> None:
    before = fingerprint()
    (tables / "places_xx.tsv").write_text("", encoding="utf-8")
    more = fingerprint()
    (tables / "places_xx.tsv").unlink()
    (tables / "places_ml.tsv").unlink()
    assert len({before, more, fingerprint()}) == 3


def test_what_is_no_table_does_not_count(tables: Path) -> None:
    before = fingerprint()
    (tables / "notes.md").write_text("for people", encoding="utf-8")
    assert fingerprint() == before


def test_another_version_is_another(monkeypatch: pytest.MonkeyPatch) -> None:
    before = fingerprint()
    monkeypatch.setattr(module, "VERSION", "other")
    assert fingerprint().startswith("other ") and fingerprint() != before
