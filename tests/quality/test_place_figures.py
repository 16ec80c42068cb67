from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.quality import place_figures
from whoholds.reference.gazetteer import Gazetteer

SAKE = {"lat": -1.573, "lon": 29.045}


def written(path: Path, *rows: object) -> Path:
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return path


def test_only_sure_answers_are_counted_and_the_same_id_is_right_however_far(tmp_path: Path) -> None:
    far = {"lat": 48.0, "lon": 2.0}
    mentions = [
        {**SAKE, "geonameid": 1},
        {**SAKE, "geonameid": 2},
        {**SAKE, "geonameid": None},
        {**SAKE, "geonameid": 3},
    ]
    said = [
        {**SAKE, "geonameid": 9, "score": 0.95},  # near
        {**far, "geonameid": 2, "score": 0.99},  # the same id
        {**far, "geonameid": None, "score": 0.9},  # wrong
        {**far, "geonameid": 5, "score": 0.5},  # not sure
    ]
    gold = written(tmp_path / "gold.jsonl", {"id": "a", "text": "one\u2028line", "mentions": mentions})
    assert place_figures.sure_and_right(gold, [{"id": "a", "places": said}]) == pytest.approx(200 / 3)


def test_spellings_are_looked_up_in_the_country_of_their_place(tmp_path: Path, demo_folder: Path) -> None:
    forms = [{"place": "Sake", "form": "Saké", **SAKE}, {"place": "Sake", "form": "Sakassou", **SAKE}]
    assert place_figures.spellings_right(written(tmp_path / "forms.jsonl", *forms), demo_folder) == 50
    with Gazetteer.open(demo_folder / "gazetteer.sqlite") as gazetteer:
        assert gazetteer.near(SAKE["lat"], SAKE["lon"], ("settlement",), 60)[0].country == "CD"


def test_places_of_claims_are_compared_with_those_read_under_their_name() -> None:
    goma = {"name": "Goma", "lat": -1.68, "lon": 29.22}
    claims = [{"place": {"name": "Sake", **SAKE}}, {"place": goma}, {"place": None}]
    gold = [{"id": "a", "claims": claims}]
    read = {"id": "a", "places": [{"name": "Saké", **SAKE}, {"name": "Goma", "lat": 40.0, "lon": 2.0}]}
    assert place_figures.claims_near(gold, [read]) == 0.5
    assert place_figures.claims_near(gold, [{"id": "a", "places": read["places"][:1]}]) == 1.0
    assert place_figures.claims_near(gold, [{"id": "a", "places": []}]) == 0.0
