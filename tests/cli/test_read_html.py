"""`whoholds read --html` at the real command line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import CORPUS, Ran

REPORT = CORPUS / "reports" / "001.json"


def test_a_page_is_written(demo: Path, cli: Callable[..., Ran], tmp_path: Path) -> None:
    out = tmp_path / "page.html"
    ran = cli("read", "--html", out, REPORT)
    assert ran.code == 0, ran.err
    assert "1 report, " in ran.out and str(out) in ran.out
    html = out.read_text("utf-8")
    assert html.startswith("<!doctype html>") and "What was read, and why" in html and "Base 46" in html


def test_in_french_and_as_data(demo: Path, cli: Callable[..., Ran], tmp_path: Path) -> None:
    out = tmp_path / "page.html"
    ran = cli("read", "--html", out, "--lang", "fr", "--json", REPORT)
    assert ran.code == 0, ran.err
    assert ran.json["html"] == str(out) and ran.json["reports"] == 1 and ran.json["claims"] > 5
    assert "Vu et écarté" in out.read_text("utf-8")


def test_a_refused_file_is_named_and_the_others_are_shown(demo: Path, cli: Callable[..., Ran], tmp_path: Path) -> None:
    out = tmp_path / "page.html"
    ran = cli("read", "--html", out, REPORT, tmp_path / "absent.txt")
    assert ran.code == 3 and "absent.txt" in ran.err.replace("\n", "")
    assert "Base 46" in out.read_text("utf-8")


def test_to_standard_output(demo: Path, cli: Callable[..., Ran]) -> None:
    ran = cli("read", "--html", "-", REPORT)
    assert ran.code == 0 and ran.out.startswith("<!doctype html>")


@pytest.mark.parametrize("more", [["--lang", "de"], ["--reader", "model"]])
def test_what_it_cannot_do_is_a_usage_error(
    demo: Path, cli: Callable[..., Ran], tmp_path: Path, more: list[str]
) -> None:
    ran = cli("read", "--html", tmp_path / "page.html", *more, REPORT)
    assert ran.code == 2 and "hint:" in ran.err
    assert not (tmp_path / "page.html").exists()


def test_a_folder_that_is_not_there_is_a_storage_error(demo: Path, cli: Callable[..., Ran], tmp_path: Path) -> None:
    ran = cli("read", "--html", tmp_path / "no" / "page.html", REPORT)
    assert ran.code == 4 and "Traceback" not in ran.err
