"""Icons: one for every kind of event, drawn within their box, refused where the file makes no sense."""

from __future__ import annotations

import re

import pytest

from whoholds.control.happenings import rules
from whoholds.errors import DataError
from whoholds.views.glyphs import BADGE, DISPUTE, SHARE, badge, drawn, glyphs, parsed
from whoholds.views.words import LANGUAGES, Words


def test_every_icon_of_the_rules_is_drawn_and_named_in_each_language() -> None:
    assert set(rules().icons) == set(glyphs()) - {DISPUTE}
    for language in LANGUAGES:
        assert all(Words.of(language).has(f"icon.{name}") for name in rules().icons)


@pytest.mark.parametrize("name", sorted(glyphs()))
def test_an_icon_stays_on_its_disc(name: str) -> None:
    for data in (glyphs()[name].stroke, glyphs()[name].fill):
        for move in re.findall(r"[ML](-?[\d.]+) (-?[\d.]+)", data):
            x, y = map(float, move)
            assert max(abs(x), abs(y)) <= 6.0
            assert (x * x + y * y) ** 0.5 * SHARE <= BADGE


def test_no_two_icons_look_alike() -> None:
    assert len(set(glyphs().values())) == len(glyphs())


def test_what_is_in_dispute_is_drawn_in_reverse() -> None:
    assert "badge-dispute" in badge(DISPUTE).xml
    assert "badge-event" in badge("capture", 3, 4).xml
    assert "translate(3.0 4.0)" in badge("capture", 3, 4).xml


def test_parts_are_drawn_as_they_are_meant() -> None:
    assert "g-line" in drawn("advance")[0].xml
    assert [("g-fill" in part.xml) for part in drawn("capture")] == [True, False]
    with pytest.raises(KeyError):
        drawn("cavalry")


@pytest.mark.parametrize("data", [{"a": {}}, {"a": {"line": "M0 0"}}, {"a": {"fill": ""}}])
def test_icons_that_make_no_sense_are_refused(data: dict[str, dict[str, str]]) -> None:
    with pytest.raises(DataError) as error:
        parsed(data)
    assert error.value.code == "glyphs.schema"
