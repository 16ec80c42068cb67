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


# For whom they speak


@pytest.mark.parametrize(
    ("kind", "alignment", "line"),
    [
        ("state_medium", "mali", "mali"),
        ("party_channel", "hezbollah", "hezbollah"),
        ("channel", "russia", "russia"),
        ("newspaper", "mali", ""),
        ("broadcaster", "qatar", ""),
        ("public_medium", "france", ""),
        ("agency", "none", ""),
        ("state_medium", "none", ""),
        ("state_medium", "unknown", ""),
    ],
)
def test_only_a_mouthpiece_speaks_for_somebody(tmp_path: Path, kind: str, alignment: str, line: str) -> None:
    path = tmp_path / "outlets.toml"
    path.write_text(ROW.replace('"newspaper"', f'"{kind}"').replace('"none"', f'"{alignment}"'), encoding="utf-8")
    outlets = Outlets.load(path)
    assert outlets.get("The Lagoon").line == line
    assert dict(outlets.lines) == ({"The Lagoon": line} if line else {})


@pytest.mark.parametrize("name", ["SANA", "sana", "Al-Manar", "al manar", "TASS", "Tass", "Canal E"])
def test_a_mouthpiece_by_any_of_its_names(name: str) -> None:
    assert OUTLETS.lines[name] == OUTLETS.get(name).alignment


@pytest.mark.parametrize("name", ["AFP", "Reuters", "Al Jazeera", "The Invented Gazette", ""])
def test_who_speaks_for_nobody(name: str) -> None:
    assert name not in OUTLETS.lines
    assert OUTLETS.lines.get(name) is None
    with pytest.raises(KeyError):
        OUTLETS.lines[name]


def test_the_lines_are_a_mapping() -> None:
    lines = OUTLETS.lines
    assert len(lines) == len(list(lines)) == len(set(lines)) > 10
    assert all(lines[name] == line and line not in ("none", "unknown") for name, line in lines.items())


def test_what_a_mouthpiece_speaks_for_is_on_a_side_somewhere() -> None:
    actors = Actors.load()
    for name, line in OUTLETS.lines.items():
        if line not in ("china", "united_states"):
            assert any(actors.side(line, theatre) for theatre in actors.theatres()), (name, line)


def test_the_invented_are_marked_and_say_so() -> None:
    invented = [outlet for outlet in OUTLETS.all() if outlet.invented]
    assert [outlet.name for outlet in invented] == ["Canal E"]
    assert all("Invented" in outlet.note and not outlet.country for outlet in invented)


@pytest.mark.parametrize(
    ("old", "new", "where"),
    [
        ('name = "The Lagoon"', 'name = ""', "name"),
        ('country = "MT"', 'country = "Malta"', "country"),
        ('languages = ["en"]', 'languages = "en"', "languages"),
        ('alignment = "none"', 'alignment = ""', "alignment"),
        ('alignment = "none"', 'invented = "yes, quite"\nalignment = "none"', "invented"),
        ('alignment = "none"', 'alignment = "none"\nowner = "a duke"', "owner"),
        ('kind = "newspaper"\n', "", "kind"),
    ],
)
def test_each_mistake_in_an_outlet_is_told(tmp_path: Path, old: str, new: str, where: str) -> None:
    assert old in ROW
    path = tmp_path / "outlets.toml"
    path.write_text(ROW.replace(old, new), encoding="utf-8")
    with pytest.raises(DataError) as caught:
        Outlets.load(path)
    assert caught.value.code == "data.schema" and f"outlet 1, {where}" in caught.value.message
