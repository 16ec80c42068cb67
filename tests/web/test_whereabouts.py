"""Province and country beside a place's name."""

from __future__ import annotations

from pathlib import Path

import pytest

from whoholds.settings import Settings
from whoholds.web.whereabouts import whereabouts

HAMA, DAMASCUS = "gn:170017", "gn:170654"


@pytest.fixture
def listed(tmp_path: Path, gazetteer_file: Path) -> Settings:
    (tmp_path / "gazetteer.sqlite").symlink_to(gazetteer_file)
    return Settings(home=tmp_path)


def test_a_place_has_its_province_and_its_country(listed: Settings) -> None:
    assert whereabouts(listed, [HAMA], "en") == {HAMA: "Hama, Syria"}
    assert whereabouts(listed, [HAMA], "fr")[HAMA].endswith(", Syrie")


def test_what_no_list_knows_lies_nowhere(listed: Settings) -> None:
    assert whereabouts(listed, ["gn:0", "wh:nowhere", ""], "en") == {}


def test_each_place_is_looked_up_by_itself(listed: Settings) -> None:
    found = whereabouts(listed, [HAMA, "gn:0", DAMASCUS], "en")
    assert set(found) == {HAMA, DAMASCUS}
    assert all(text.endswith("Syria") for text in found.values())


def test_a_country_lies_in_nothing(listed: Settings) -> None:
    assert whereabouts(listed, ["gn:163843"], "en") == {}


def test_without_a_gazetteer_nothing_is_known(tmp_path: Path) -> None:
    assert whereabouts(Settings(home=tmp_path), [HAMA], "en") == {}
