from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import geopandas
import pyogrio
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
@pytest.mark.parametrize(
    "arguments", [("--format", "xls"), ("--what", "all"), ("--lang", "xx"), ("--format", "geoparquet")]
)
def test_unknown_choices_are_refused_with_the_known_ones(arguments: tuple[str, str]) -> None:
    ran = run_command("export", *arguments)
    assert ran.code == 2
    assert "hint" in ran.err


@pytest.mark.usefixtures("home")
def test_geojson_and_kml_open_in_gdal(tmp_path: Path) -> None:
    for what, rows in (("control", 3), ("claims", 11)):
        for format in ("geojson", "kml"):
            file = tmp_path / f"{what}.{format}"
            assert run_command("export", "--format", format, "--what", what, "-o", file).code == 0
            layers = [name for name, _ in pyogrio.list_layers(file)]
            assert sum(pyogrio.read_info(file, layer=name)["features"] for name in layers) == rows


@pytest.mark.usefixtures("home")
def test_geoparquet_opens_in_geopandas(tmp_path: Path) -> None:
    for what, rows in (("control", 3), ("claims", 11)):
        file = tmp_path / f"{what}.parquet"
        ran = run_command("export", "--format", "geoparquet", "--what", what, "-o", file, "--json")
        assert ran.json["format"] == "geoparquet"
        assert len(geopandas.read_parquet(file)) == rows


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize(("format", "first"), [("acled", "event_id_cnty"), ("ucdp", "id")])
def test_event_data_have_claims_only(format: str, first: str) -> None:
    ran = run_command("export", "--format", format)
    rows = list(csv.DictReader(io.StringIO(ran.out, newline="")))
    assert ran.out.startswith(first + ",")
    ids = {stored["claim"]["id"] for stored in run_command("claims", "--json").lines}
    assert {row["wh_claim_id"] for row in rows} <= ids
    assert rows or format == "ucdp"
    refused = run_command("export", "--format", format, "--what", "control")
    assert refused.code == 2 and "one of claims" in refused.err


@pytest.mark.usefixtures("home")
def test_prov_leads_from_each_answer_to_its_claims() -> None:
    body = run_command("export", "--format", "prov").json
    holdings = {id for id, e in body["entity"].items() if e["prov:type"] == "holding"}
    behind = {r["prov:usedEntity"] for r in body["wasDerivedFrom"].values() if r["prov:generatedEntity"] in holdings}
    assert len(holdings) == 3 and behind <= set(body["entity"])
    assert body["activity"]["wh:weighing"]["wh:head"] == run_command("verify", "--json").json["head"]
