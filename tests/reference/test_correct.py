from __future__ import annotations

from pathlib import Path

import pytest

from whoholds.errors import NotFound, UsageError
from whoholds.model import Area, Place
from whoholds.reference.actors import Actors
from whoholds.reference.correct import actor_key, place_ref
from whoholds.reference.gazetteer import Gazetteer


def test_a_place_by_name_and_by_id(gazetteer_file: Path) -> None:
    with Gazetteer.open(gazetteer_file) as gazetteer:
        hama = place_ref(gazetteer, "Hama", ["SY"])
        assert isinstance(hama, Place) and hama.country == "SY" and hama.score == 1.0
        again = place_ref(gazetteer, hama.id)
        assert isinstance(again, Place) and (again.id, again.lat, again.lon) == (hama.id, hama.lat, hama.lon)


def test_a_province_is_an_area(gazetteer_file: Path) -> None:
    with Gazetteer.open(gazetteer_file) as gazetteer:
        found = place_ref(gazetteer, "Idlib province", ["SY"])
    assert isinstance(found, Area) and found.kind == "area"


@pytest.mark.parametrize("name", ["Xyzzyx", "gn:0", "wh:none"])
def test_a_place_that_is_none(gazetteer_file: Path, name: str) -> None:
    with Gazetteer.open(gazetteer_file) as gazetteer, pytest.raises(NotFound):
        place_ref(gazetteer, name)


def test_an_actor_by_key_and_by_its_only_name() -> None:
    actors = Actors.load()
    assert actor_key(actors, "hayat_tahrir_al_sham") == "hayat_tahrir_al_sham"
    assert actor_key(actors, "Hayat Tahrir al-Sham") == "hayat_tahrir_al_sham"


def test_an_actor_that_is_none_or_one_of_many() -> None:
    actors = Actors.load()
    with pytest.raises(NotFound):
        actor_key(actors, "nobody of that name")
    with pytest.raises(UsageError) as caught:
        actor_key(actors, "army")
    assert caught.value.code == "actor.ambiguous"
