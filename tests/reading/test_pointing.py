"""How a text brings in its places, and what a later "the town" hardly points back to."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whoholds.model import Place, PlaceMention
from whoholds.reading.memory import Memory
from whoholds.reading.pointing import Pointing, pointing


def places(text: str, *names: str) -> list[PlaceMention]:
    out, at = [], 0
    for name in names:
        at = text.index(name, at)
        place = Place(name, f"gn:{name}", name, 0.0, 0.0, "settlement", "SY", 0.9)
        out.append(PlaceMention(at, at + len(name), place))
        at += len(name)
    return out


def aside(text: str, *names: str) -> set[str]:
    found = pointing(text, places(text, *names))
    return {text[p.start : p.end] for p in places(text, *names) if p.start in found.aside}


@pytest.mark.parametrize(
    ("text", "names", "wanted"),
    [
        ("The army took Bor, a spokesman announced in Juba.", ("Bor", "Juba"), {"Juba"}),
        ("The army took Bor, the government in Juba confirmed.", ("Bor", "Juba"), {"Juba"}),
        ("Fighting near Robotyne and Verbove.", ("Robotyne", "Verbove"), {"Robotyne", "Verbove"}),
        ("They took Sake, Minova and Masisi.", ("Sake", "Minova", "Masisi"), {"Sake", "Minova", "Masisi"}),
        ("Tehran denied that Bor had fallen.", ("Tehran", "Bor"), {"Tehran"}),
        ("L'armée a quitté Gao, a annoncé le gouvernement à Bamako.", ("Gao", "Bamako"), {"Bamako"}),
        ("The army took Bor. Pibor is quiet.", ("Bor", "Pibor"), set()),
    ],
)
def test_what_is_set_aside(text: str, names: tuple[str, ...], wanted: set[str]) -> None:
    assert aside(text, *names) == wanted


@pytest.mark.parametrize(
    ("text", "noun"),
    [
        ("The village of Bor fell.", "village"),
        ("Bor, a town in the east, fell.", "town"),
        ("Bor, the main river port, fell.", "port"),
        ("La ville de Bor est tombée.", "ville"),
        ("Bor fell.", None),
    ],
)
def test_what_a_place_is_called(text: str, noun: str | None) -> None:
    found = pointing(text, places(text, "Bor"))
    assert found.called.get(text.index("Bor")) == noun


def test_who_stands_for_a_government_is_set_aside() -> None:
    text = "Kyiv says so."
    assert pointing(text, places(text, "Kyiv"), [0]).aside == {0}


def test_what_was_called_so_comes_first_and_what_is_aside_last() -> None:
    text = "The village of Bor fell. Pibor is quiet, they said in Juba."
    found = places(text, "Bor", "Pibor", "Juba")
    memory = Memory(places=found, pointing=pointing(text, found))
    village, there = memory.place(len(text), "village"), memory.place(len(text))
    assert village == found[0]
    assert there == found[1]


def test_the_only_place_is_pointed_to_even_aside() -> None:
    text = "They said in Juba that it was quiet."
    found = places(text, "Juba")
    assert Memory(places=found, pointing=pointing(text, found)).place(len(text)) == found[0]


def test_the_town_is_no_capital_but_the_city_may_be() -> None:
    text = "Bor fell. In Juba shots were heard."
    found = places(text, "Bor", "Juba")
    memory = Memory(places=found, capitals=frozenset({"juba"}), pointing=Pointing())
    assert memory.place(len(text), "town") == found[0]
    assert memory.place(len(text), "city") == found[1]


@given(st.text(max_size=80), st.integers(0, 40), st.integers(1, 10))
def test_only_mentions_are_told_of(text: str, start: int, length: int) -> None:
    place = PlaceMention(start, start + length, Place("x", "gn:x", "x", 0.0, 0.0, "settlement", "SY", 0.9))
    found = pointing(text, [place])
    assert found.aside <= {start}
    assert set(found.called) <= {start}
