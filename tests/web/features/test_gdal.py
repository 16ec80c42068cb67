"""What QGIS and `ogr2ogr` use, GDAL's OAPIF driver, reads the collections from a running server."""

from __future__ import annotations

import pytest

from tests.web.samples import HAMA

pyogrio = pytest.importorskip("pyogrio", reason="pyogrio, which carries GDAL, is not installed")


@pytest.fixture
def source(address: str) -> str:
    return f"OAPIF:{address}api"


def test_it_has_the_driver() -> None:
    assert "OAPIF" in pyogrio.list_drivers()


def test_the_collections_are_layers(source: str) -> None:
    layers = {name for name, _ in pyogrio.list_layers(source)}
    assert {"control", "claims", "places", "reports", "changes"} <= layers


def test_places_and_properties_come_across(source: str) -> None:
    info = pyogrio.read_info(source, layer="control")
    assert {"holder", "standing", "probability"} <= set(info["fields"])
    _, _, geometry, values = pyogrio.raw.read(source, layer="control", columns=["place_id", "holder"])
    ids, holders = values[0].tolist(), values[1].tolist()
    assert HAMA.id in ids
    assert len(geometry) == len(ids) == len(holders)


def test_a_box_is_asked_of_the_server(source: str) -> None:
    box = (HAMA.lon - 0.1, HAMA.lat - 0.1, HAMA.lon + 0.1, HAMA.lat + 0.1)
    _, _, _, values = pyogrio.raw.read(source, layer="control", columns=["place_id"], bbox=box)
    assert values[0].tolist() == [HAMA.id]
