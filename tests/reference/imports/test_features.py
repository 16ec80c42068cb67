from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whoholds.errors import InputRefused
from whoholds.reference.imports.drafts import Draft, LeftOut, Rejected
from whoholds.reference.imports.features import features, tagged

BOX = {"type": "Polygon", "coordinates": [[[36, 34], [38, 34], [38, 36], [36, 36], [36, 34]]]}


def collection(*properties: dict[str, Any], geometry: object = BOX) -> dict[str, Any]:
    found = [{"type": "Feature", "properties": p, "geometry": geometry} for p in properties]
    return {"type": "FeatureCollection", "features": found}


def test_geoboundaries() -> None:
    boundary = {"shapeName": "Osta", "shapeISO": "SY-OS", "shapeID": "SYR-1", "shapeGroup": "SYR", "shapeType": "ADM1"}
    (draft,) = features(collection(boundary))
    assert isinstance(draft, Draft)
    assert (draft.id, draft.name, draft.kind, draft.country) == ("gb:SYR-1", "Osta", "province", "SY")
    assert (draft.lat, draft.lon) == pytest.approx((35, 37))
    assert draft.codes == {"iso": "SY-OS", "geoboundaries": "SYR-1"}


def test_a_country_outline_is_left_out_and_an_unknown_country_refused() -> None:
    outline, nowhere = features(
        collection(
            {"shapeName": "Syria", "shapeGroup": "SYR", "shapeType": "ADM0"},
            {"shapeName": "Osta", "shapeGroup": "XQX", "shapeType": "ADM1"},
        )
    )
    assert outline == LeftOut("ADM0")
    assert isinstance(nowhere, Rejected)


def test_osm_geojson() -> None:
    tags = {"@id": "node/42", "place": "village", "name": "تل أوستا", "name:en": "Tall Osta", "name:fr": "Tell Osta"}
    (draft,) = features(collection({**tags, "population": "300", "wikidata": "Q1"}), "SY")
    assert isinstance(draft, Draft)
    assert (draft.id, draft.name, draft.kind, draft.country) == ("osm:n42", "Tall Osta", "settlement", "SY")
    assert (draft.population, draft.codes, draft.labels["fr"]) == (300, {"wikidata": "Q1"}, "Tell Osta")
    assert "تل أوستا" in draft.names


def test_overpass() -> None:
    village = {"type": "node", "id": 7, "lat": 35, "lon": 36, "tags": {"place": "hamlet", "name": "Osta"}}
    unit = {
        "type": "relation",
        "id": 8,
        "center": {"lat": 34, "lon": 36},
        "tags": {"boundary": "administrative", "admin_level": "4", "name": "Vale", "alt_name": "Wale;Val"},
    }
    first, second = features({"elements": [village, unit]}, "SY")
    assert isinstance(first, Draft) and isinstance(second, Draft)
    assert (first.id, first.kind) == ("osm:n7", "settlement")
    assert (second.id, second.kind) == ("osm:r8", "province")
    assert {"Wale", "Val"} <= set(second.names)


@pytest.mark.parametrize(
    ("tags", "kind"),
    [
        ({"military": "airfield"}, "air_base"),
        ({"aeroway": "aerodrome"}, "airport"),
        ({"amenity": "prison"}, "prison"),
        ({"barrier": "border_control"}, "crossing"),
        ({"place": "suburb"}, "quarter"),
        ({"boundary": "administrative", "admin_level": "6"}, "district"),
    ],
)
def test_tags(tags: dict[str, str], kind: str) -> None:
    draft = tagged("n1", {**tags, "name": "X1"}, (1.0, 2.0), "x")
    assert isinstance(draft, Draft)
    assert draft.kind == kind


def test_what_is_no_place_and_what_has_no_name_or_point() -> None:
    assert isinstance(tagged("n1", {"shop": "bakery", "name": "B"}, (1.0, 2.0), "x"), LeftOut)
    assert isinstance(tagged("n1", {"boundary": "administrative", "admin_level": "2", "name": "B"}, None, "x"), LeftOut)
    assert isinstance(tagged("n1", {"place": "town"}, (1.0, 2.0), "x"), Rejected)
    assert isinstance(tagged("r1", {"place": "town", "name": "B"}, None, "x"), Rejected)


@pytest.mark.parametrize("element", [3, {"tags": 3}, {"tags": {"place": "town", "name": "A"}, "lat": "x", "lon": 1}])
def test_broken_elements(element: object) -> None:
    (refused,) = features({"elements": [element]})
    assert isinstance(refused, Rejected)


@pytest.mark.parametrize("feature", [3, {}, {"properties": None}, {"properties": {"place": "town"}, "geometry": None}])
def test_broken_features(feature: object) -> None:
    (refused,) = features({"features": [feature]})
    assert isinstance(refused, Rejected)


@pytest.mark.parametrize("data", [[], {}, 3, None, {"features": "x"}])
def test_some_other_json(data: object) -> None:
    with pytest.raises(InputRefused) as caught:
        list(features(data))
    assert caught.value.code == "import.json"


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["tags", "lat", "name", "id"]), inner),
    max_leaves=8,
)


@given(st.lists(JSON, max_size=4))
def test_any_json_can_be_read(values: list[Any]) -> None:
    for key in ("elements", "features"):
        assert len(list(features({key: values}))) == len(values)
