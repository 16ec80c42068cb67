"""The colours of every theatre's sides, to all eyes, without one kind of cone, and in print without colour."""

from __future__ import annotations

import re
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.views.samples import SIDES
from whoholds.model import Standing
from whoholds.reference.actors import Actors
from whoholds.views.colour import KINDS, distance, grey_distance, lab
from whoholds.views.patterns import FALLBACK, styles, symbol
from whoholds.views.style import DARK, LIGHT, contrast, lighter, palette

LEAST, LEAST_GREY, LEAST_CONTRAST = 15.0, 6.0, 3.0
THEATRES = Actors.load().theatres()
COLOURS = st.from_regex(r"#[0-9a-f]{6}", fullmatch=True)
GROUNDS = {"light": (LIGHT["land"], str), "dark": (DARK["land"], lighter)}


def test_there_are_theatres_to_look_at() -> None:
    assert len(THEATRES) >= 33
    assert sum(len(t.sides) for t in THEATRES) > 80


@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("theatre", THEATRES, ids=lambda t: t.key)
def test_sides_of_a_theatre_are_told_apart_by_all_eyes_and_in_grey(theatre: object, ground: str) -> None:
    land, on = GROUNDS[ground]
    sides = styles((s.key, s.name, s.colour) for s in theatre.sides)
    for one, two in combinations(sides, 2):
        a, b = on(one.colour), on(two.colour)
        for kind in KINDS:
            assert distance(a, b, kind) >= LEAST, (one.key, two.key, kind)
        assert grey_distance(a, b) >= LEAST_GREY, (one.key, two.key)
        assert one.shape != two.shape
    for side in sides:
        assert contrast(on(side.colour), land) >= LEAST_CONTRAST, side.key
        assert distance(on(side.colour), land) >= LEAST


@pytest.mark.parametrize("ground", GROUNDS)
def test_the_palette_itself_holds_what_it_promises(ground: str) -> None:
    _, on = GROUNDS[ground]
    for one, two in combinations(palette(), 2):
        assert min(distance(on(one), on(two), kind) for kind in KINDS) >= LEAST
        assert grey_distance(on(one), on(two)) >= LEAST_GREY
    assert set(palette()) <= set(FALLBACK)


def test_standings_differ_in_form_and_not_only_in_colour() -> None:
    def form(standing: Standing) -> str:
        drawing = "".join(part.xml for part in symbol(standing, SIDES[0], SIDES[:2], "p-"))
        return re.sub(r"s\d|#[0-9a-f]{6}", "", drawing)

    assert len({form(standing) for standing in Standing}) == len(Standing)


# -- the measure itself -----------------------------------------------------------------------------------------------


def test_known_values() -> None:
    assert lab("#ffffff") == pytest.approx((100, 0, 0), abs=0.02)
    assert lab("#000000") == pytest.approx((0, 0, 0), abs=0.02)
    assert lab("#ff0000") == pytest.approx((53.24, 80.09, 67.20), abs=0.05)
    assert grey_distance("#ffffff", "#000000") == pytest.approx(100, abs=0.02)


def test_red_and_green_of_one_lightness_are_alike_without_the_middle_cones() -> None:
    red, green = "#b5651d", "#6b8e23"
    assert distance(red, green) > 2 * distance(red, green, "deuteranopia")
    assert distance("#0000ff", "#000080", "deuteranopia") > 15


@given(COLOURS, st.sampled_from(KINDS))
def test_greys_stay_grey_to_all_eyes_and_nothing_is_far_from_itself(colour: str, kind: str) -> None:
    assert distance(colour, colour, kind) == 0
    grey = "#" + colour[1:3] * 3
    _, a, b = lab(grey, kind)
    assert abs(a) < 1.5 and abs(b) < 1.5


@given(COLOURS, COLOURS, st.sampled_from(KINDS))
def test_distances_are_the_same_both_ways_and_never_less_than_in_grey(one: str, two: str, kind: str) -> None:
    assert distance(one, two, kind) == pytest.approx(distance(two, one, kind))
    assert distance(one, two) >= grey_distance(one, two) - 1e-9
