"""A side said otherwise, generic words in another order."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whoholds.reference.folding import fold
from whoholds.reference.gazetteer import Gazetteer
from whoholds.reference.variants import turned, with_generic


@pytest.mark.parametrize(
    ("key", "other"),
    [
        ("darfour nord", "darfour du nord"),
        ("nord kivu", "north kivu"),
        ("west kordofan", "western kordofan"),
        ("kordofan occidental", "western kordofan"),
        ("bahr el ghazal du nord", "northern bahr el ghazal"),
        ("haut nil", "upper nil"),
        ("nord ouest cameroun", "north west cameroun"),
    ],
)
def test_a_side_is_said_otherwise(key: str, other: str) -> None:
    assert other in turned(key)


@pytest.mark.parametrize("key", ["", "nord", "homs", "nordstrand", "norwest", "est"])
def test_names_without_a_side_stay_as_they_are(key: str) -> None:
    assert turned(key) == []


@given(st.text(max_size=40))
def test_no_variant_is_the_name_itself(name: str) -> None:
    key = fold(name)
    assert key not in turned(key)


def test_generic_words_stand_on_either_side() -> None:
    assert {"camp taji", "taji camp"} <= set(with_generic("taji", "camp"))
    assert {"hamid karzai airport", "hamid karzai international airport"} <= set(
        with_generic("hamid karzai", "airport")
    )
    assert with_generic("homs", "no kind") == []


@pytest.mark.parametrize(
    ("name", "country", "id"),
    [
        ("Darfour-Nord", "SD", "gn:408666"),
        ("Nord-Darfour", "SD", "gn:408666"),
        ("West Kordofan", "SD", "gn:408659"),
        ("Kordofan-Sud", "SD", "gn:408661"),
        ("Equatoria-Oriental", "SS", "gn:408668"),
        ("État Shan", "MM", "gn:1297099"),
        ("l'État rakhine", "MM", "gn:1298852"),
        ("Hamid Karzai airport", "AF", "ap:OAKB"),
        ("la province d'Alep", "SY", "gn:170062"),
    ],
)
def test_they_lead_to_the_unit_and_the_site(gazetteer: Gazetteer, name: str, country: str, id: str) -> None:
    assert gazetteer.lookup(name, [country])[0].id == id


def test_a_towns_name_is_not_turned(gazetteer: Gazetteer) -> None:
    assert all(row.kind in ("province", "district", "region") for row in gazetteer.lookup("Kivu-Nord", ["CD"]))
