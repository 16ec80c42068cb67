"""What every theatre file has to keep to beyond its schema: names that mean one actor, dates in order, known keys."""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise
from pathlib import Path

import pytest

from whoholds.reference.actors import Actors
from whoholds.reference.countries import countries
from whoholds.reference.generic import roles
from whoholds.reference.schema import DatedKey
from whoholds.reference.theatres import DATA, Theatre
from whoholds.reference.tokens import fold_words

ACTORS = Actors.load()
FILES = sorted((DATA / "theatres").glob("*.toml"))
THEATRES = ACTORS.theatres()
EACH = pytest.mark.parametrize("theatre", THEATRES, ids=lambda t: t.key)


def test_every_shipped_theatre_is_read() -> None:
    assert {path.stem for path in FILES} == {theatre.key for theatre in THEATRES}
    assert len(FILES) >= 18


@EACH
def test_no_name_belongs_to_two_of_its_actors(theatre: Theatre) -> None:
    owners: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for key in theatre.actors:
        for name, source, weak in ACTORS.get(key).aliases:
            if source == theatre.key and not weak and fold_words(name):
                owners[fold_words(name)].add(key)
    assert {" ".join(run): keys for run, keys in owners.items() if len(keys) > 1} == {}


@EACH
def test_roles_and_countries_are_known(theatre: Theatre) -> None:
    known = set(roles()) | {"state_actor", "joint_forces", "enemy"}
    for country, said in theatre.generic.items():
        assert country == "default" or country in countries(), country
        assert set(said) <= known, (country, set(said) - known)


@EACH
def test_keys_with_a_country_name_one_that_is_known(theatre: Theatre) -> None:
    places = set(countries()) | {"amhara", "arab", "palestine", "kashmir", "local"}
    for country, said in theatre.generic.items():
        for role, entries in said.items():
            for entry in entries:
                kind, _, of = entry.key.partition(":")
                if of and kind != "media":
                    assert of in places or of in ACTORS.actors, (country, role, entry.key)


def _apart(entries: tuple[DatedKey, ...]) -> bool:
    dated = sorted((e.start, e.end) for e in entries if e.start and e.end)
    return all(a[1] <= b[0] for a, b in pairwise(dated))


@EACH
def test_periods_of_one_role_do_not_overlap(theatre: Theatre) -> None:
    for country, said in theatre.generic.items():
        for role, entries in said.items():
            assert _apart(entries), (country, role)


def test_sides_and_leaders_change_without_overlap() -> None:
    for actor in ACTORS.actors.values():
        assert _apart(actor.leader), actor.key
        for theatre, entries in actor.sides.items():
            assert _apart(entries), (actor.key, theatre)


def test_wikidata_ids_are_one_actors() -> None:
    owners: dict[str, str] = {}
    for actor in ACTORS.actors.values():
        if actor.wikidata:
            assert owners.setdefault(actor.wikidata, actor.key) == actor.key
    assert len(owners) >= 20


@pytest.mark.parametrize(
    ("language", "theatre", "name", "key"),
    [
        ("ar", "yemen", "أنصار الله", "houthi_movement"),
        ("ar", "iraq", "الحشد الشعبي", "popular_mobilization_forces"),
        ("ar", "sudan", "قوات الدعم السريع", "rapid_support_forces"),
        ("ar", "libya", "خليفة حفتر", "khalifa_haftar"),
        ("uk", "ukraine", "Збройні сили України", "armed_forces_of_ukraine"),
        ("ru", "ukraine", "Росгвардия", "rosgvardia"),
    ],
)
def test_names_in_the_languages_of_the_ground(language: str, theatre: str, name: str, key: str) -> None:
    assert key in ACTORS.index.lookup(name)
    assert key in ACTORS.theatre(theatre).actors


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_file_says_what_its_conflict_is(path: Path) -> None:
    assert path.read_text(encoding="utf-8").startswith("# ")
