"""HTML of ours as PDF. Needs the `pdf` extra. Nothing is fetched: the page must hold all that it shows."""

from __future__ import annotations

import re

from whoholds.errors import SetupError

_DEFINED = re.compile(r"(--[a-z-]+):([^;}]+)")
_USED = re.compile(r"var\((--[a-z-]+)\)")
_HALO = re.compile(r"paint-order:stroke;stroke:[^;}]+;stroke-width:[^;}]+;?")


def plain_svg(svg: str) -> str:
    """A drawing of ours for a renderer that knows neither custom properties nor `paint-order`.

    Colours are written where they are used; the halos around names go, as they would cover them.
    """
    head, mark, rest = svg.partition("</style>")
    return with_values(_HALO.sub("", head) + mark + rest)


def with_values(svg: str) -> str:
    """A drawing of ours for a renderer that knows no custom properties: colours are written where they are used."""
    head, mark, rest = svg.partition("</style>")
    values = dict(_DEFINED.findall(head))
    return _USED.sub(lambda found: values.get(found[1], "currentColor"), head) + mark + rest


def pdf(html: str) -> bytes:
    """A page as PDF.

    Args:
        html: a whole page whose pictures, if any, are inside it.

    Raises:
        SetupError: the library, or the Pango that it draws text with, is not installed.
    """
    try:
        import weasyprint
        from weasyprint.urls import URLFetcher
    except (ImportError, OSError) as error:
        raise SetupError(
            "pdf.missing",
            f"the library for PDF is not installed: {str(error).partition(chr(10))[0]}",
            hint="pip install 'whoholds[pdf]', with Pango from the system; or print the HTML from a browser",
            subject="weasyprint",
        ) from error
    inside_only = URLFetcher(allowed_protocols=["data"], allow_redirects=False)
    made = weasyprint.HTML(string=html, url_fetcher=inside_only).write_pdf()
    assert isinstance(made, bytes)
    return made
