from __future__ import annotations

from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.views.samples import wild_text
from whoholds.views.markup import Markup, clean, el, number


@given(wild_text, wild_text)
def test_any_text_comes_back_as_it_went_in(attribute: str, text: str) -> None:
    made = ElementTree.fromstring(el("a", text, title=attribute).xml)
    assert (made.text or "") == clean(text).replace("\r\n", "\n").replace("\r", "\n")
    # XML turns white space in attributes into spaces
    assert made.get("title", "").split() == clean(attribute).split()
    assert len(made) == 0


@given(wild_text)
def test_no_tag_is_ever_made_of_text(text: str) -> None:
    assert "<" not in el("a", text).xml.removeprefix("<a>").removesuffix("</a>").replace("<a/>", "")


def test_names_of_attributes() -> None:
    assert el("a", class_="x", stroke_width=1.0, left_out=None).xml == '<a class="x" stroke-width="1"/>'


def test_children_may_be_nested_lists() -> None:
    assert el("g", ["a", [Markup("<b/>")], "c"]).xml == "<g>a<b/>c</g>"
    assert str(Markup("<b/>")) == "<b/>"


@pytest.mark.parametrize(("value", "text"), [(1.0, "1"), (1.25, "1.2"), (-0.5, "-0.5"), (100.04, "100")])
def test_numbers_are_short(value: float, text: str) -> None:
    assert number(value) == text


def test_what_turns_text_around_is_left_out() -> None:
    assert clean("a\u202eb\u2066c\x00d") == "abcd"
    assert clean("حماة") == "حماة"


@given(st.characters(min_codepoint=0, max_codepoint=31, exclude_characters="\t\n\r"))
def test_control_characters_are_left_out(char: str) -> None:
    assert clean(f"a{char}b") == "ab"
