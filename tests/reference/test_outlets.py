"""Outlets: known by every name they bear; unknown is a value."""

from __future__ import annotations

from pathlib import Path

import pytest

from whoholds.errors import DataError
from whoholds.reference.actors import Actors
from whoholds.reference.countries import by_iso, countries
from whoholds.reference.outlets import Outlets

OUTLETS = Outlets.load()
ROW = """
[[outlet]]
name = "The Lagoon"
aliases = ["Lagoon Post"]
country = "MT"
languages = ["en"]
kind = "newspaper"
alignment = "none"
"""


@pytest.mark.parametrize("name", ["AFP", "afp", "Agence France-Presse", "agence france presse"])
def test_an_outlet_by_any_of_its_names(name: str) -> None:
    outlet = OUTLETS.get(name)
    assert outlet.known and outlet.kind == "agency" and outlet.country == "FR"


@pytest.mark.parametrize("name", ["The Invented Gazette", "", None])
def test_an_unknown_outlet_is_unknown(name: str | None) -> None:
    outlet = OUTLETS.get(name)
    assert (outlet.known, outlet.kind, outlet.alignment, outlet.country) == (False, "unknown", "unknown", "")


def test_alignments_point_to_something_known() -> None:
    actors = Actors.load()
    for outlet in OUTLETS.all():
        assert outlet.alignment in ("none", "unknown") or outlet.alignment in {*actors.actors, *countries()}, (
            outlet.name
        )
        assert not outlet.country or outlet.country in by_iso(), outlet.name


def test_two_outlets_of_one_name_are_a_mistake(tmp_path: Path) -> None:
    path = tmp_path / "outlets.toml"
    path.write_text(ROW + ROW.replace("The Lagoon", "Other").replace('"none"', '"mali"'), encoding="utf-8")
    with pytest.raises(DataError, match="two outlets"):
        Outlets.load(path)
    path.write_text(ROW.replace("newspaper", "rumour"), encoding="utf-8")
    with pytest.raises(DataError, match="outlet 1, kind"):
        Outlets.load(path)
    path.write_text(ROW, encoding="utf-8")
    assert Outlets.load(path).get("lagoon POST").name == "The Lagoon"
