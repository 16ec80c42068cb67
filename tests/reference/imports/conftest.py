from __future__ import annotations

from pathlib import Path

import pytest

from whoholds.reference import build as building
from whoholds.reference.sources import Entry


def land() -> list[Entry]:
    """A country of two units with towns, a river's namesake and a district."""
    return [
        Entry("gn:1", "Syria", 35, 38, "country", "SY", 20_000_000),
        Entry("gn:2", "Upper Vale", 36, 37, "province", "SY", 900, "01", "gn:1", labels={"en": "Upper Vale"}),
        Entry("gn:3", "Lower Vale", 33, 37, "province", "SY", 800, "02", "gn:1"),
        Entry("gn:4", "Karvan", 36.1, 37.1, "settlement", "SY", 5_000, "01", "gn:2", names={"alias": ["Karwan"]}),
        Entry("gn:5", "Zelten", 33.1, 37.1, "settlement", "SY", 0, "02", "gn:3"),
        Entry("gn:6", "Karvan", 33.3, 37.4, "settlement", "SY", 70, "02", "gn:3"),
        Entry("gn:7", "Zelten District", 33.1, 37.2, "district", "SY", 0, "02", "gn:3", names={"alias": ["Zelten"]}),
    ]


@pytest.fixture
def gazetteer_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(building, "entries", lambda progress: iter(land()))
    path = tmp_path / "home" / "gazetteer.sqlite"
    building.build(path)
    return path
