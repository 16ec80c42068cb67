"""LibreOffice Calc opens the tables of a ledger full of tricks, and works nothing out."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.web import hostile
from tests.web.hostile import MANY
from whoholds.settings import Settings

OFFICE = shutil.which("soffice")
UTF8 = "CSV:44,34,76"  # parted by commas, quoted by quotation marks, Unicode

pytestmark = [pytest.mark.e2e, pytest.mark.skipif(OFFICE is None, reason="LibreOffice Calc is not installed")]


def opened(table: Path) -> str:
    """The sheet as Calc understood it (Office Open XML)."""
    profile = (table.parent / "profile").as_uri()
    command = [str(OFFICE), f"-env:UserInstallation={profile}", "--headless", "--convert-to", "xlsx"]
    subprocess.run(
        [*command, f"--infilter={UTF8}", "--outdir", str(table.parent), str(table)], check=True, capture_output=True
    )
    with ZipFile(table.with_suffix(".xlsx")) as found:
        return found.read("xl/worksheets/sheet1.xml").decode()


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made: Path = tmp_path_factory.mktemp("tables")
    hostile.fill(Settings(home=made), MANY)
    return made


@pytest.mark.parametrize(("kind", "what"), [("csv", "control"), ("csv", "claims"), ("acled", "claims")])
def test_no_cell_is_a_formula(home: Path, tmp_path: Path, kind: str, what: str) -> None:
    table = tmp_path / "table.csv"
    command = [sys.executable, "-m", "whoholds", "export", "--format", kind, "--what", what, "-o", str(table)]
    subprocess.run(command, env={**os.environ, "WHOHOLDS_HOME": str(home)}, check=True, capture_output=True)
    sheet = opened(table)
    assert len(re.findall(r"<row ", sheet)) > len(MANY)
    assert not re.search(r"<f[ >]", sheet)
    assert "hyperlink" not in sheet


def test_the_check_finds_a_formula(tmp_path: Path) -> None:
    table = tmp_path / "table.csv"
    table.write_text("sum\n=1+1\n")
    assert re.search(r"<f[ >]", opened(table))
