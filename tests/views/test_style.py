from __future__ import annotations

import re
from importlib import resources
from itertools import combinations

import pytest

from tests.views.samples import SIDES
from whoholds.reference.actors import Actors
from whoholds.views.patterns import styles
from whoholds.views.style import DARK, LIGHT, contrast, lighter, luminance, sheet

SHIPPED = [(t.key, s.key, s.colour) for t in Actors.load().theatres() for s in t.sides]


@pytest.mark.parametrize("theme", [LIGHT, DARK])
@pytest.mark.parametrize("text", ["ink", "soft", "faint", "water-name", "threat"])
@pytest.mark.parametrize("ground", ["paper", "sea", "land", "abroad"])
def test_text_can_be_read_on_every_ground(theme: dict[str, str], text: str, ground: str) -> None:
    assert contrast(theme[text], theme[ground]) >= 4.5


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_rule_for_text_takes_one_of_the_colours_that_can_be_read(theme: str) -> None:
    css = sheet(SIDES, theme)
    written = re.findall(r"[.]wh-map ([.\w-]+|text)\{([^}]*)\}", css)
    for name, rule in written:
        if "font-size" in rule and (fill := re.search(r"fill:([^;}]+)", rule)):
            assert fill[1] in ("var(--ink)", "var(--soft)", "var(--faint)", "var(--water-name)"), name


APP = (resources.files("whoholds.web") / "static" / "app.css").read_text(encoding="utf-8")


def page_colours(number: int) -> dict[str, str]:
    """The page's own variables: 0 light, 1 dark."""
    found = dict(re.findall(r"--([\w-]+):(#[0-9a-f]+)", re.findall(r":root\{([^}]*)\}", APP)[number]))
    return {k: v if len(v) == 7 else "#" + "".join(2 * c for c in v[1:]) for k, v in found.items()}


@pytest.mark.parametrize("number", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(
    ("text", "ground"),
    [
        *((text, ground) for text in ("text", "muted", "link", "threat") for ground in ("paper", "ground", "badge")),
        *((text, ground) for text in ("text", "muted", "link") for ground in ("mark", "mark-deny", "mark-maybe")),
    ],
)
def test_text_of_the_page_can_be_read_on_every_ground(number: int, text: str, ground: str) -> None:
    colours = page_colours(number)
    assert contrast(colours[text], colours[ground]) >= 4.5


@pytest.mark.parametrize("number", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize("name", ["focus", "for", "against", "strong"])
def test_what_is_drawn_on_the_page_stands_out(number: int, name: str) -> None:
    colours = page_colours(number)
    assert contrast(colours[name], colours["paper"]) >= 3.0


def test_every_variable_of_the_page_is_set_in_both_themes() -> None:
    light, dark = page_colours(0), page_colours(1)
    assert set(light) == set(dark)
    map_s = set(LIGHT)
    used = set(re.findall(r"var\(--([\w-]+)\)", APP))
    assert used <= set(light) | map_s | {"serif", "sans"}


def grey(colour: str) -> float:
    """Lightness as a grey print shows it, 0 to 100 (CIE L*)."""
    y = luminance(colour)
    return 116 * y ** (1 / 3) - 16 if y > 0.008856 else 903.3 * y


@pytest.mark.parametrize("theatre", [t.key for t in Actors.load().theatres()])
def test_in_grey_each_side_is_told_by_its_shape_or_its_lightness(theatre: str) -> None:
    sides = styles((s.key, s.name, s.colour) for s in Actors.load().theatre(theatre).sides)
    for one, two in combinations(sides, 2):
        assert one.shape != two.shape or abs(grey(one.colour) - grey(two.colour)) >= 10, (one.key, two.key)


@pytest.mark.parametrize(("theatre", "side", "colour"), SHIPPED)
def test_marks_of_every_side_stand_out_from_the_land(theatre: str, side: str, colour: str) -> None:
    assert contrast(lighter(colour), DARK["land"]) >= 3, (theatre, side)  # WCAG 2.2, 1.4.11
    assert contrast(colour, LIGHT["land"]) >= 3, (theatre, side)


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
