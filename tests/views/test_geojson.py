from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from tests.views.samples import AREA, DESCRIBED, PLACE, UNPLACED, Stored, claim, holding, wild_text
from whoholds.model import Reason
from whoholds.views import geojson
from whoholds.views.rows import origins_of


def test_a_holding_is_a_feature_with_what_the_analyst_needs() -> None:
    body = geojson.control([holding()], lambda key: f"name of {key}", {"on": "2024-12-07"})
    feature = body["features"][0]
    assert body["type"] == "FeatureCollection"
    assert body["on"] == "2024-12-07"
    assert feature["geometry"] == {"type": "Point", "coordinates": [36.76, 35.13]}
    properties = feature["properties"]
    assert properties["place_id"] == feature["id"] == "gn:Hama"
    assert properties["holder"] == "opp"
    assert properties["side"] == "name of opp"
    assert properties["standing"] == "assessed"
    assert properties["since"] == "2024-12-05"
    assert properties["until"] is None
    assert properties["claims"] == ["c1", "c2"]
    assert properties["origins"] == 1
    assert {"probability", "threatened", "rule"} <= set(properties)


def test_copies_are_no_origins() -> None:
    voices = (1, 1, 2, 2)  # a voice that is heard twice is one origin
    because = tuple(Reason(f"c{i}", 0.0, "", copy=i == 1, origin=voice) for i, voice in enumerate(voices))
    assert origins_of(holding(because=because)) == 2


@given(st.lists(st.tuples(wild_text, st.floats(-85, 85), st.floats(-180, 180)), max_size=8))
def test_collections_are_valid_whatever_the_names(places: list[tuple[str, float, float]]) -> None:
    some = [holding(name, lat, lon, id=f"p{i}") for i, (name, lat, lon) in enumerate(places)]
    text = json.dumps(geojson.control(some, str), allow_nan=False)
    body = json.loads(text)
    assert len(body["features"]) == len(places)
    for feature in body["features"]:
        assert set(feature) == {"type", "id", "geometry", "properties"}
        lon, lat = feature["geometry"]["coordinates"]
        west, south, east, north = body["bbox"]
        assert west <= lon <= east
        assert south <= lat <= north


def test_the_order_of_the_holdings_does_not_matter() -> None:
    some = [holding("B"), holding("A")]
    assert geojson.control(some, str) == geojson.control(some[::-1], str)


def test_claims_without_a_point_of_their_own_have_no_geometry() -> None:
    found = geojson.claims([Stored(claim(place=place)) for place in (PLACE, AREA, DESCRIBED, UNPLACED)])["features"]
    assert [bool(f["geometry"]) for f in found] == [True, True, False, False]
    assert found[0]["properties"]["quote"] == "the army left Hama"
    assert found[0]["properties"]["published"] == "2024-12-05T09:30:00Z"
    assert found[3]["properties"]["place"] == "Nowhereville"


def test_nothing_is_an_empty_collection() -> None:
    assert geojson.control([], str) == {"type": "FeatureCollection", "features": []}
