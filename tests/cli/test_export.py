from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from tests.cli.test_map import home  # noqa: F401  a fixture
from tests.conftest import run_command
from tests.web.samples import HAMA


@pytest.mark.usefixtures("home")
def test_geojson_to_standard_output() -> None:
    body = run_command("export", "--on", "2024-12-06").json
    assert body["type"] == "FeatureCollection"
    assert HAMA.id in {f["id"] for f in body["features"]}


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize(("what", "rows"), [("control", 3), ("claims", 11)])
def test_csv_to_a_file(tmp_path: Path, what: str, rows: int) -> None:
    file = tmp_path / "out.csv"
    ran = run_command("export", "--format", "csv", "--what", what, "-o", file, "--json")
    assert json.loads(ran.out)["what"] == what
    text = file.read_bytes().decode()
    assert text.count("\r\n") >= rows
    assert len(list(csv.DictReader(io.StringIO(text, newline="")))) == rows


@pytest.mark.usefixtures("home")
def test_claims_as_geojson_keep_those_without_a_place() -> None:
    body = run_command("export", "--what", "claims").json
    assert len(body["features"]) == 11
    assert any(f["geometry"] is None for f in body["features"])


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize("arguments", [("--format", "xls"), ("--what", "all"), ("--lang", "xx")])
def test_unknown_choices_are_refused_with_the_known_ones(arguments: tuple[str, str]) -> None:
    ran = run_command("export", *arguments)
    assert ran.code == 2
    assert "hint" in ran.err
