"""Templates filled in: what every page for people shares, its header's links among it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import lru_cache, wraps
from typing import Any, ParamSpec
from urllib.parse import quote, urlencode

from fastapi import Request
from fastapi.responses import HTMLResponse, Response
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from whoholds.control.viewpoints import EVERYTHING
from whoholds.errors import NotFound
from whoholds.web.asked import Asked, asked
from whoholds.web.borders import borders_of
from whoholds.web.credits import all_sources, in_words
from whoholds.web.desk import FIRST_STRONG, POP, Desk

P = ParamSpec("P")

SECTIONS = (
    ("/", "home"),
    ("/changes", "nav_changes"),
    ("/claims", "nav_claims"),
    ("/unknown", "nav_unknown"),
    ("/compare", "nav_compare"),
    ("/review", "nav_review"),
    ("/brief", "nav_brief"),
    ("/api/docs", "nav_api"),
)
"""The header's links with the keys of their words; those that the application does not serve are left out."""

CUT = frozenset({"/changes", "/claims", "/unknown", "/brief"})
"""Pages that say at their top what is cut off, where not all that is known counts; others have it in their title."""


@lru_cache(maxsize=1)
def templates() -> Environment:
    """The pages' templates; what they print is escaped."""
    environment = Environment(
        loader=PackageLoader("whoholds.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["bdi"] = bdi
    environment.filters["path"] = lambda text: quote(text, safe="")
    return environment


def bdi(text: str) -> Markup:
    """A sentence with its isolated names (see `desk.isolated`) in elements of their own."""
    made = re.sub(f"{FIRST_STRONG}([^{FIRST_STRONG}{POP}]*){POP}", r"<bdi>\1</bdi>", str(escape(text)))
    return Markup(re.sub(f"[{FIRST_STRONG}{POP}]", "", made))  # a name may hold one of the signs itself


def desk_of(request: Request) -> Desk:
    """The desk that answers a request."""
    desk: Desk = request.app.state.desk
    return desk


def page(
    name: str,
    view: Asked,
    request: Request,
    status: int = 200,
    headers: Mapping[str, str] | None = None,
    **values: Any,
) -> HTMLResponse:
    """A page for people.

    Args:
        name: file of the template.
        view: the reader's view.
        request: what was asked.
        status: of the answer.
        headers: further ones, or others in place of the usual.
        values: what the template needs besides what all pages do.
    """
    words = view.words
    other = words("language_other_code")
    again = [(k, v) for k, v in request.query_params.multi_items() if k != "lang"]
    values |= {
        "w": words,
        "view": view,
        "lang": view.language,
        "status": status,
        "other_language": f"{own_path(request)}?{urlencode([*again, ('lang', other)])}",
        "hidden": [(k, v) for k, v in (("viewpoint", view.viewpoint), ("lang", view.language * view.explicit)) if v],
        "told_by": view.viewpoint or EVERYTHING,
        "sections": sections(request),
        "served": request.app.state.paths,
        "here": request.url.path,
        "cut_pages": CUT,
        "borders_credit": own.source if (own := borders_of(request.app.state.desk.settings.web)) else "",
        "places_credit": in_words(all_sources(request.app.state.desk.settings.gazetteer_path), words),
    }
    text = templates().get_template(name).render(values)
    usual = {"content-language": view.language, "vary": "accept-language", "cache-control": "no-cache"}
    return HTMLResponse(text, status_code=status, headers={**usual, **(headers or {})})


def with_reports(show: Callable[P, Response]) -> Callable[P, Response]:
    """A page that needs reports to show something: as long as there are none, the one that says how to add some."""

    @wraps(show)
    def shown(*args: P.args, **kwargs: P.kwargs) -> Response:
        try:
            return show(*args, **kwargs)
        except NotFound as error:
            if error.code != "ledger.empty":
                raise
            request = next(value for value in (*args, *kwargs.values()) if isinstance(value, Request))
            return page("empty.html", asked(request), request)

    return shown


def sections(request: Request) -> list[tuple[str, str]]:
    """The header's links that there are, as (path, key of the word)."""
    return [(path, key) for path, key in SECTIONS if path in request.app.state.paths]


def own_path(request: Request) -> str:
    """The path asked for, as a link: with two slashes in front it would lead to another host."""
    return "/" + quote(request.url.path.lstrip("/"), safe="/:")
