from __future__ import annotations

import re

import pytest

from tests.views.samples import SIDES
from whoholds.reference.actors import Actors
from whoholds.views.style import DARK, LIGHT, contrast, lighter, luminance, sheet

SHIPPED = [(t.key, s.key, s.colour) for t in Actors.load().theatres() for s in t.sides]


@pytest.mark.parametrize("theme", [LIGHT, DARK])
@pytest.mark.parametrize(("text", "ground"), [("ink", "paper"), ("soft", "paper"), ("soft", "abroad"), ("ink", "land")])
def test_text_can_be_read(theme: dict[str, str], text: str, ground: str) -> None:
    assert contrast(theme[text], theme[ground]) >= 4.5


@pytest.mark.parametrize("theme", [LIGHT, DARK])
@pytest.mark.parametrize(("text", "ground"), [("faint", "land"), ("water-name", "sea")])
def test_names_of_the_ground_can_be_read(theme: dict[str, str], text: str, ground: str) -> None:
    assert contrast(theme[text], theme[ground]) >= 4.2


@pytest.mark.parametrize(("theatre", "side", "colour"), SHIPPED)
def test_marks_of_every_side_stand_out_from_the_land(theatre: str, side: str, colour: str) -> None:
    # an amber has little contrast on pale land, so its mark does not depend on it: shape and outline carry it
    assert contrast(lighter(colour), DARK["land"]) >= 2.2, (theatre, side)
    assert contrast(colour, LIGHT["land"]) >= 1.7, (theatre, side)


def test_contrast_is_wcag_s() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
    assert luminance("#ffffff") == pytest.approx(1)


def test_dark_colours_are_lifted_and_light_ones_left() -> None:
    assert luminance(lighter("#440000")) > luminance("#440000")
    assert lighter("#f0e442") == "#f0e442"


def test_every_variable_that_is_used_is_set() -> None:
    for theme in ("light", "dark", "auto"):
        css = sheet(SIDES, theme)
        used = set(re.findall(r"var\(--([\w-]+)\)", css))
        assert used <= set(re.findall(r"--([\w-]+):", css))
        assert css.count("{") == css.count("}")


def test_auto_follows_the_system_and_prints_light() -> None:
    css = sheet(SIDES, "auto")
    assert "prefers-color-scheme:dark" in css
    assert "@media print" in css
    assert set(LIGHT) == set(DARK)
    assert "url(" not in css
    assert "@import" not in css
