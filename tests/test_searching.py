from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.web.samples import HAMA, HOMS, JARAMANA, fill
from whoholds.reference.actors import Actors
from whoholds.searching import Hit, Kind, Names, names_of, one_letter_off, search
from whoholds.settings import Settings
from whoholds.stock import known_actors, reading_ledger


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory, gazetteer_file: Path) -> Settings:
    home: Path = tmp_path_factory.mktemp("searched")
    (home / "gazetteer.sqlite").symlink_to(gazetteer_file)
    made = Settings(home=home)
    fill(made)
    return made


@pytest.fixture(scope="module")
def names(settings: Settings) -> Names:
    with reading_ledger(settings) as ledger:
        return names_of(ledger, settings)


@pytest.fixture(scope="module")
def actors(settings: Settings) -> Actors:
    return known_actors(settings)


def of(kind: Kind, hits: list[Hit]) -> list[str]:
    return [hit.key for hit in hits if hit.kind is kind]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Hama", HAMA.id),
        ("hAMA ", HAMA.id),
        ("حماة", HAMA.id),
        ("Хама", HAMA.id),
        ("Hamah", HAMA.id),
        ("Ham", HAMA.id),
        ("Homs", HOMS.id),
        ("حمص", HOMS.id),
        ("Hims", HOMS.id),
        ("Homss", HOMS.id),
        ("Hosm", HOMS.id),
        ("Djaramana", JARAMANA.id),
        ("Jaramanna", JARAMANA.id),
        (HAMA.id, HAMA.id),
    ],
)
def test_a_place_is_found_in_any_spelling_or_script(
    names: Names, settings: Settings, actors: Actors, text: str, place: str
) -> None:
    assert of(Kind.PLACE, search(names, text, settings, actors, "en"))[:1] == [place]


@pytest.mark.parametrize(("text", "alike"), [("Homs", False), ("Homss", True), ("حمص", False)])
def test_a_result_says_whether_it_is_only_spelled_alike(
    names: Names, settings: Settings, actors: Actors, text: str, alike: bool
) -> None:
    assert search(names, text, settings, actors, "en")[0].alike is alike


def test_actors_speakers_and_outlets_are_found_in_either_language(
    names: Names, settings: Settings, actors: Actors
) -> None:
    assert "residents" in of(Kind.SPEAKER, search(names, "habitants", settings, actors, "en"))
    assert "residents" in of(Kind.SPEAKER, search(names, "residents", settings, actors, "fr"))
    assert "rebels:syria" in of(Kind.ACTOR, search(names, "rebel", settings, actors, "en"))
    assert "monitor:SOHR" in of(Kind.SPEAKER, search(names, "OSDH", settings, actors, "en"))
    assert of(Kind.OUTLET, search(names, "courier", settings, actors, "en")) == ["Courier Seven"]
    assert of(Kind.OUTLET, search(names, "depeche", settings, actors, "en")) == ["Dépêche <Neuf>"]


def test_counts_are_those_of_the_ledger(names: Names, settings: Settings, actors: Actors) -> None:
    hits = {(hit.kind, hit.key): hit.claims for hit in search(names, "Hama", settings, actors, "en")}
    assert hits[Kind.PLACE, HAMA.id] == names.places[HAMA.id].claims == 6
    assert names.speakers["residents"] == 3
    assert "narrator" not in names.speakers


def test_places_that_no_claim_speaks_of_come_last_and_are_called_so(
    names: Names, settings: Settings, actors: Actors
) -> None:
    hits = search(names, "Aleppo", settings, actors, "fr")
    assert of(Kind.PLACE, hits) == []
    assert hits[-1].kind is Kind.ELSEWHERE
    assert "Alep" in [hit.label for hit in hits]


def test_names_of_the_ledgers_are_in_the_readers_language(names: Names, settings: Settings, actors: Actors) -> None:
    (first, *_) = search(names, "OSDH", settings, actors, "fr")
    assert "Observatoire" in first.label


@pytest.mark.parametrize("text", ["", "   ", "…", "\u200b"])
def test_no_letters_find_nothing(names: Names, settings: Settings, actors: Actors, text: str) -> None:
    assert search(names, text, settings, actors, "en") == []


def test_at_most_so_many_of_each_kind(names: Names, settings: Settings, actors: Actors) -> None:
    for limit in (1, 2):
        hits = search(names, "h", settings, actors, "en", limit)
        assert all(len(of(kind, hits)) <= limit for kind in Kind)


def test_without_a_gazetteer_the_ledgers_own_names_are_searched(tmp_path: Path, actors: Actors) -> None:
    bare = Settings(home=tmp_path)
    fill(bare)
    with reading_ledger(bare) as ledger:
        found = names_of(ledger, bare)
    assert of(Kind.PLACE, search(found, "ham", bare, actors, "en")) == [HAMA.id]


letters = st.text("abcdeéحمهш", min_size=4, max_size=9)


@given(letters, st.data())
def test_one_letter_is_forgiven(name: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(name) - 1))
    other = data.draw(st.sampled_from("xyzñ"))
    assert one_letter_off(name[:at] + other + name[at:], name)
    assert one_letter_off(name[:at] + other + name[at + 1 :], name)
    if len(name) > 4:
        assert one_letter_off(name[:at] + name[at + 1 :], name)
    if at and name[at] != name[at - 1]:
        assert one_letter_off(name[: at - 1] + name[at] + name[at - 1] + name[at + 1 :], name)


@given(letters, letters)
def test_likeness_goes_both_ways_and_two_letters_are_too_many(one: str, other: str) -> None:
    assert one_letter_off(one, other) is one_letter_off(other, one)
    assert not one_letter_off(one, one)
    assert not one_letter_off(one, f"xy{one}")


def test_short_names_are_not_guessed_at() -> None:
    assert not one_letter_off("ain", "aix")
    assert not one_letter_off("a", "ab")
