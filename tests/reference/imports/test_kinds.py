from __future__ import annotations

import pytest

from whoholds.reference.imports.kinds import kinds
from whoholds.reference.sources import KINDS


@pytest.mark.parametrize("format", ["geonames", "osm", "geoboundaries", "cod"])
def test_every_code_means_a_kind_that_the_gazetteer_knows(format: str) -> None:
    assert kinds(format)
    assert set(kinds(format).values()) <= KINDS


def test_an_unknown_format_knows_no_codes() -> None:
    assert kinds("shapefile") == {}
