"""Theatre files: what ships, and what a mistake in one says."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest

from whoholds.errors import DataError
from whoholds.reference.countries import by_iso, countries
from whoholds.reference.registry import join, read_common
from whoholds.reference.theatres import DATA, Theatre, read_theatre, read_theatres

SHIPPED = read_theatres()
GOOD = """
[theatre]
key = "atlantis"
name = {en = "Atlantis", fr = "Atlantide"}
countries = ["MT"]
start = 2020-01-01

[[side]]
key = "at_gov"
name = {en = "Council", fr = "Conseil"}
colour = "#2166ac"
pattern = "solid"

[[side]]
key = "at_opp"
name = {en = "Tide", fr = "Marée"}
colour = "#b2182b"
pattern = "dots"

[generic.mali]
army = "tide_army"

[[actor]]
key = "tide_army"
label = {en = "Tide Army", fr = "Armée de la marée"}
kind = "armed_group"
side = [{key = "at_gov", to = 2021-05-01}, {key = "at_opp", from = 2021-05-02}]
"""


def _write(folder: Path, text: str, name: str = "atlantis.toml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_the_theatres_that_ship() -> None:
    keys = {theatre.key for theatre, _ in SHIPPED}
    assert {
        "balkans",
        "burundi",
        "cameroon",
        "chad",
        "chechnya",
        "colombia",
        "georgia",
        "haiti",
        "ivory_coast",
        "kashmir",
        "kosovo",
        "pakistan",
        "philippines",
        "sri_lanka",
        "turkey_pkk",
        "syria",
        "ukraine",
        "sudan",
        "dr_congo",
        "sahel",
        "myanmar",
        "yemen",
        "libya",
        "gaza_lebanon_israel",
    } <= keys
    assert {"iraq", "afghanistan", "ethiopia", "somalia", "nigeria_lake_chad", "south_sudan"} <= keys
    assert {"central_african_republic", "mozambique", "nagorno_karabakh"} <= keys


@pytest.mark.parametrize("theatre", [theatre for theatre, _ in SHIPPED], ids=lambda theatre: theatre.key)
def test_sides_are_told_apart_without_colour(theatre: Theatre) -> None:
    assert len({side.pattern for side in theatre.sides}) == len(theatre.sides)
    assert len({side.colour for side in theatre.sides}) == len(theatre.sides)
    greys = sorted(_grey(side.colour) for side in theatre.sides)
    assert all(b - a > 2 for a, b in pairwise(greys)), greys


def _grey(colour: str) -> float:
    red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("theatre", [theatre for theatre, _ in SHIPPED], ids=lambda theatre: theatre.key)
def test_names_and_countries_of_a_theatre(theatre: Theatre) -> None:
    assert theatre.name["en"] and theatre.name["fr"]
    assert set(theatre.countries) <= set(by_iso())
    assert set(theatre.generic) <= {*countries(), "default"}
    assert theatre.active(theatre.start) and theatre.active(None)


def test_every_key_of_a_role_is_an_actor_or_generic() -> None:
    actors = join(read_common(), SHIPPED)
    for theatre, _ in SHIPPED:
        for table in theatre.generic.values():
            for role, entries in table.items():
                for entry in entries:
                    known = entry.key in actors or ":" in entry.key or entry.key in countries()
                    assert known or countries_army(entry.key), (theatre.key, role, entry.key)


def countries_army(key: str) -> bool:
    return any(key in (country.army, country.air_force) for country in countries().values())


def test_a_good_file_is_read(tmp_path: Path) -> None:
    theatre, actors = read_theatre(_write(tmp_path, GOOD))
    assert theatre.side_keys() == {"at_gov", "at_opp"}
    assert theatre.role("mali", "army") == "tide_army"
    assert theatre.role("mali", "rebels") is None and theatre.role("peru", "army") is None
    assert [actor.key for actor in actors] == ["tide_army"]


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('kind = "armed_group"', 'kind = "wizard"', "actor 1 (tide_army), kind"),
        ('colour = "#b2182b"', 'colour = "red"', "side 2 (at_opp), colour"),
        ('key = "at_opp", from', 'key = "at_nobody", from', "unknown side 'at_nobody'"),
        ("start = 2020-01-01", "", "theatre, start"),
        ('countries = ["MT"]', 'countries = ["Malta"]', "countries 1"),
        ('[[actor]]\nkey = "tide_army"', '[[actor]]\nkey = "Tide Army"', "actor 1"),
        ('kind = "armed_group"', 'kind = "armed_group"\nfavourite = "blue"', "favourite"),
        ('key = "atlantis"', 'key = "lemuria"', "lemuria"),
        ("[[side]]", "[[side", "line"),
    ],
)
def test_a_mistake_names_the_file_and_the_entry(tmp_path: Path, old: str, new: str, says: str) -> None:
    assert old in GOOD
    with pytest.raises(DataError) as caught:
        read_theatre(_write(tmp_path, GOOD.replace(old, new, 1)))
    assert "atlantis.toml" in caught.value.message and says in caught.value.message
    assert caught.value.code and caught.value.subject


def test_an_actor_twice_and_a_side_twice(tmp_path: Path) -> None:
    actor = GOOD[GOOD.index("[[actor]]") :]
    with pytest.raises(DataError, match="listed twice"):
        read_theatre(_write(tmp_path, GOOD + actor))
    with pytest.raises(DataError, match="listed twice"):
        read_theatre(_write(tmp_path, GOOD.replace('key = "at_opp"\nname', 'key = "at_gov"\nname')))


def test_no_file_and_no_folder(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="no theatre file"):
        read_theatres(tmp_path)
    with pytest.raises(DataError, match="cannot read"):
        read_theatre(tmp_path / "nowhere.toml")


def test_links_between_actors_must_hold(tmp_path: Path) -> None:
    bad = GOOD.replace('kind = "armed_group"', 'kind = "armed_group"\nmember_of = [{group = "nobody"}]')
    with pytest.raises(DataError, match="unknown actor 'nobody'"):
        join((), [read_theatre(_write(tmp_path, bad))])
    nameless = GOOD.replace('label = {en = "Tide Army", fr = "Armée de la marée"}\n', "")
    with pytest.raises(DataError, match="label and kind"):
        join((), [read_theatre(_write(tmp_path, nameless))])


def test_the_shipped_files_hold_no_untidy_names() -> None:
    for path in (*DATA.glob("theatres/*.toml"), DATA / "common.toml"):
        for name in re.findall(r'"([^"\n]*)"', path.read_text("utf-8")):
            assert name == name.strip() and "  " not in name, (path.name, name)
