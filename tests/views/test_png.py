from __future__ import annotations

import io
import sys
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from whoholds.errors import SetupError
from whoholds.views.png import FINE, png

SQUARE = (
    "<svg xmlns='http://www.w3.org/2000/svg' width='{w}' height='{h}'><style>.m{{--ink:{ink}}}.a{{fill:var(--ink)}}"
    "</style><g class='m'><rect class='a' width='100%' height='100%'/></g></svg>"
)


def opened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data)).convert("RGB")


@given(st.integers(1, 60), st.integers(1, 60), st.tuples(*[st.integers(0, 255)] * 3))
def test_a_picture_is_as_large_as_asked_and_in_the_colours_of_the_drawing(
    w: int, h: int, ink: tuple[int, int, int]
) -> None:
    svg = SQUARE.format(w=w, h=h, ink="#" + bytes(ink).hex())
    ElementTree.fromstring(svg)
    for fine in (1, FINE):
        found = opened(png(svg, fine))
        assert found.size == (w * fine, h * fine)
        assert found.getpixel((w * fine // 2, h * fine // 2)) == ink


def test_nothing_is_fetched_from_anywhere() -> None:
    from tests.asking.stub import serving

    with serving() as stub:
        svg = SQUARE.format(w=9, h=9, ink="#fff").replace(
            "</svg>", f"<image href='{stub.url}/x.png' width='9' height='9'/></svg>"
        )
        assert opened(png(svg)).size == (18, 18)
        assert stub.asked == []


def test_without_the_library_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "resvg_py", None)
    with pytest.raises(SetupError) as caught:
        png("<svg/>")
    assert caught.value.code == "png.missing" and "whoholds[png]" in caught.value.hint
