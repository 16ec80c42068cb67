from __future__ import annotations

import io
import sys

import pytest
from pypdf import PdfReader

from whoholds.errors import SetupError
from whoholds.views.pdf import pdf, plain_svg


def text_of(data: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages)


def test_a_page_becomes_a_pdf_with_its_text() -> None:
    made = pdf("<!doctype html><html lang='fr'><title>Point</title><p>Hama : tenue par les rebelles</p></html>")
    assert made.startswith(b"%PDF-")
    assert "tenue par les rebelles" in text_of(made)
    assert (PdfReader(io.BytesIO(made)).metadata or {}).get("/Title") == "Point"


def test_nothing_is_fetched_from_anywhere() -> None:
    from tests.asking.stub import serving

    with serving() as stub:
        secret = "file:///etc/hostname"
        page = (
            f"<p>text</p><img src='{stub.url}/x.png'><img src='{secret}'><link rel=stylesheet href='{stub.url}/x.css'>"
        )
        assert "text" in text_of(pdf(page + f"<style>@import url({stub.url}/y.css)</style>"))
        assert stub.asked == []


def test_drawings_are_made_plain_for_it() -> None:
    svg = (
        "<svg><style>.m{--ink:#111;--land:#eee;}.a{fill:var(--ink)}.b{paint-order:stroke;stroke:var(--land);"
        "stroke-width:3;fill:var(--other)}</style><text>var(--ink)</text></svg>"
    )
    plain = plain_svg(svg)
    assert ".a{fill:#111}" in plain and ".b{fill:currentColor}" in plain
    assert plain.endswith("<text>var(--ink)</text></svg>"), "text is left alone"


def test_without_the_library_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    with pytest.raises(SetupError) as caught:
        pdf("<p>x</p>")
    assert caught.value.code == "pdf.missing" and "whoholds[pdf]" in caught.value.hint
