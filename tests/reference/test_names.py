"""Names in a text: the longest, the theatre's own, acronyms and surnames."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whoholds.reference.names import NameIndex
from whoholds.reference.registry import join
from whoholds.reference.schema import ActorEntry
from whoholds.reference.tokens import words

from .test_registry import entry, theatre, whole


def person(key: str, name: str, **given: Any) -> ActorEntry:
    return entry(key, label={"en": name, "fr": name}, kind="person", **given)


def index(*common: ActorEntry, north: tuple[ActorEntry, ...] = (), south: tuple[ActorEntry, ...] = ()) -> NameIndex:
    return NameIndex(join(common, [(theatre("north"), north), (theatre("south"), south)]))


SHARED = index(
    whole("un", "United Nations", aliases={"en": ["UN"]}),
    north=(
        whole("reed_guard", "Reed Guard", aliases={"en": ["RG", "Reed Guard Corps"]}),
        whole("national_army_north", "Northern National Army", aliases={"en": ["NA", "National Army"]}),
        person("ann_reed", "Ann Reed", aliases={"en": ["Reed"]}),
    ),
    south=(
        whole("national_army_south", "Southern National Army", aliases={"en": ["NA", "National Army"]}),
        whole("hill_men", "hill men", weak=["hillmen"]),
    ),
)


def found(text: str, where: str | None = None, names: NameIndex = SHARED) -> list[tuple[str, str]]:
    cut = words(text)
    return [(text[cut.starts[n.first] : cut.ends[n.last]], n.key) for n in names.find(cut, where)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Reed Guard left.", [("Reed Guard", "reed_guard")]),
        ("The Reed Guard Corps left.", [("Reed Guard Corps", "reed_guard")]),
        ("THE REED GUARD LEFT.", [("REED GUARD", "reed_guard")]),
        ("La Garde Reed Guard est partie.", [("Garde Reed Guard", "reed_guard")]),
        ("the reed guard of the pond", []),
        ("the Reed, Guard of the pond", []),
        ("the Reed\n\nGuard", []),
        ("the Reed\nGuard", [("Reed\nGuard", "reed_guard")]),
        ("Reed-Guard", [("Reed-Guard", "reed_guard")]),
        ("RG fired, rg did not, Rg neither", [("RG", "reed_guard")]),
        ("United Nations and UN", [("United Nations", "un"), ("UN", "un")]),
        ("un homme", []),
        ("Un homme", []),
        ("some hill men came", [("hill men", "hill_men")]),
        ("Nothing of the kind.", []),
        ("", []),
    ],
)
def test_names(text: str, expected: list[tuple[str, str]]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    ("where", "key"), [("north", "national_army_north"), ("south", "national_army_south"), (None, None), ("east", None)]
)
def test_a_shared_name_is_the_theatres_own(where: str | None, key: str | None) -> None:
    for name in ("NA", "National Army"):
        assert found(f"The {name} left.", where) == ([(name, key)] if key else [])


def test_a_shared_name_of_nobodys_theatre_is_the_common_one() -> None:
    names = index(whole("one", "Watch"), north=(whole("two", "Watch"),))
    assert found("The Watch left.", None, names) == [("Watch", "one")]
    assert found("The Watch left.", "north", names) == [("Watch", "two")]


def test_a_surname_needs_its_theatre_or_the_full_name() -> None:
    assert found("Reed spoke.") == []
    assert found("Reed spoke.", "north") == [("Reed", "ann_reed")]
    assert found("Reed spoke.", "south") == []
    assert found("Ann Reed came. Reed spoke.") == [("Ann Reed", "ann_reed"), ("Reed", "ann_reed")]
    assert found("Reed spoke. Ann Reed came.") == [("Reed", "ann_reed"), ("Ann Reed", "ann_reed")]


def test_a_weak_name_of_a_group_too() -> None:
    assert found("The hillmen came.") == []
    assert found("The hillmen came.", "south") == [("hillmen", "hill_men")]


@pytest.mark.parametrize(
    "brackets", ["(SNAX)", "(“SNAX”)", "(« SNAX »)", '("SNAX")', "(SNAX, since 2020)", "(SNAX; armed)", "(SNAx)"]
)
def test_an_acronym_that_the_text_introduces(brackets: str) -> None:
    text = f"The Southern National Army {brackets} left. SNAX trucks burned."
    assert ("SNAX", "national_army_south") in found(text)


@pytest.mark.parametrize("brackets", ["(left)", "(Left)", "(2020)", "(a SNAX)", "- SNAX -", "[SNAX]"])
def test_what_introduces_nothing(brackets: str) -> None:
    assert ("SNAX", "national_army_south") not in found(f"The Southern National Army {brackets} left. SNAX burned.")


def test_an_introduction_wins_over_the_theatre() -> None:
    text = "The Southern National Army (NA) left. The NA came back."
    assert [key for name, key in found(text, "north") if name == "NA"] == ["national_army_south"] * 2


def test_who_bears_a_name() -> None:
    assert SHARED.lookup("national army") == ["national_army_north", "national_army_south"]
    assert SHARED.lookup("REED") == ["ann_reed"]
    assert SHARED.lookup("reed guard corps") == ["reed_guard"]
    assert SHARED.lookup("guard") == SHARED.lookup("") == SHARED.lookup("…") == []


@pytest.mark.parametrize(
    ("text", "theatres"),
    [
        ("The Reed Guard left.", [("north",)]),
        ("The Reed Guard met the United Nations.", [("north",), ()]),
        ("NA", [{"north", "south"}]),
        ("Reed", []),
        ("Nobody", []),
    ],
)
def test_what_points_to_a_theatre(text: str, theatres: list[object]) -> None:
    assert [t if isinstance(t, tuple) else set(t) for t in SHARED.evidence(words(text))] == theatres


def test_a_name_without_words_is_passed_over() -> None:
    names = index(whole("odd", "…", aliases={"en": ["!!!"]}))
    assert names.find(words("… !!! nothing"), None) == []


def test_nothing_is_compiled_before_it_is_needed() -> None:
    names = index(whole("reed_guard"))
    assert names._table is None
    assert names.lookup("Reed Guard") == ["reed_guard"]
    table = names._table
    names.find(words("Reed Guard"), None)
    assert names._table is table is not None


@pytest.mark.parametrize("text", ["Reed " * 20_000, "R" * 100_000, "(" * 100_000, "Reed Guard (" * 10_000])
def test_long_and_hostile_texts(text: str) -> None:
    for name in SHARED.find(words(text), "north"):
        assert name.key in SHARED.actors


PIECES = ["Reed", "Guard", "Corps", "NA", "National", "Army", "UN", "Ann", ",", ".", "(", ")", "\n\n", "the", "hillmen"]


@given(st.lists(st.sampled_from(PIECES), max_size=25), st.sampled_from(["north", "south", None]))
def test_names_are_ordered_and_apart(pieces: list[str], where: str | None) -> None:
    cut = words(" ".join(pieces))
    last = -1
    for name in SHARED.find(cut, where):
        assert last < name.first <= name.last < len(cut)
        last = name.last


@given(st.lists(st.sampled_from(PIECES), max_size=15))
def test_a_theatre_never_takes_a_sure_name_away(pieces: list[str]) -> None:
    text = " ".join(pieces)
    sure = {(n, k) for n, k in found(text) if k in ("reed_guard", "un")}
    assert sure <= set(found(text, "south")) | {(n, k) for n, k in found(text, "north")}


def test_acronyms_and_capitals_of_named_actors() -> None:
    from whoholds.reference.actors import Actors
    from whoholds.reference.tokens import words

    index = Actors.load().index
    assert {"m23", "fsr", "hts"} <= index.acronyms()
    said = "M23 AND ARAKAN ARMY MEET RUSSIAN FORCES"
    capitals = [said[start:end] for start, end in index.capitals(words(said), None)]
    assert {"M23", "ARAKAN", "ARMY"} <= set(capitals)
    assert "FORCES" not in capitals
