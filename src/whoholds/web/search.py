"""Search: a page that needs no script, and the suggestions under the field in the header."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby
from urllib.parse import quote

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response

from whoholds.errors import NotFound
from whoholds.searching import Hit, Kind, Names, names_of, search
from whoholds.web.asked import Asked, asked
from whoholds.web.desk import Desk
from whoholds.web.rendering import desk_of, page
from whoholds.web.whereabouts import whereabouts

router = APIRouter(include_in_schema=False)
LONGEST = 100  # characters of a question
MOST = 20  # of each kind, on the page
SUGGESTED = 8  # in all, under the field
EACH = 4  # of each kind, under the field


def _names(desk: Desk) -> Names:
    with desk.ledger() as ledger:
        return desk.derived.get(("names", ledger.head_size()), lambda: names_of(ledger, desk.settings))


def found(desk: Desk, text: str, language: str, limit: int) -> list[Hit]:
    """What is found; nothing for a text of no letters."""
    text = text.strip()[:LONGEST]
    return search(_names(desk), text, desk.settings, desk.actors, language, limit, _home(desk)) if text else []


def _home(desk: Desk) -> tuple[str, ...]:
    """The countries of the theatre shown; none where nothing is known yet."""
    try:
        return tuple((desk.chosen or desk.board().theatre).countries)
    except NotFound:
        return ()


def around(desk: Desk, hits: Sequence[Hit], language: str) -> dict[str, str]:
    """Province and country of the places found, by id."""
    places = (hit.key for hit in hits if hit.kind in (Kind.PLACE, Kind.ELSEWHERE))
    return whereabouts(desk.settings, places, language)


def href(hit: Hit, view: Asked) -> str:
    """Where a result leads: a place to its dossier, others to their claims, an unreported place to what is near it."""
    if hit.kind is Kind.PLACE:
        return view.link(f"/place/{quote(hit.key, safe='')}")
    if hit.kind is Kind.ELSEWHERE:
        return view.link("/unknown", place=hit.key)
    return view.link("/claims", **{hit.kind.value: hit.key})


def note(hit: Hit, view: Asked, where: Mapping[str, str]) -> str:
    """What stands beside a result: where it lies, how many claims there are, whether it is only spelled alike."""
    words = view.words
    parts = [where.get(hit.key, hit.country), words("search_claims", n=hit.claims) if hit.claims else ""]
    return " · ".join(filter(None, [*parts, words("search_alike") if hit.alike else ""]))


@router.get("/search")
def search_page(request: Request, q: str = "") -> Response:
    """Everything of a name, by kind."""
    view = asked(request)
    desk = desk_of(request)
    hits = found(desk, q, view.language, MOST)
    where = around(desk, hits, view.language)
    rows = [(hit, href(hit, view), note(hit, view, where)) for hit in hits]
    groups = [(kind.value, list(group)) for kind, group in groupby(rows, key=lambda row: row[0].kind)]
    return page("search.html", view, request, q=q.strip()[:LONGEST], groups=groups)


@router.get("/search.json")
def suggestions(request: Request, q: str = "") -> Response:
    """The best results, for the page's own script."""
    view = asked(request)
    desk = desk_of(request)
    hits = _best(found(desk, q, view.language, EACH))
    where = around(desk, hits, view.language)
    words = view.words
    rows = [
        {
            "label": hit.label,
            "kind": words(f"search_{hit.kind.value}"),
            "note": note(hit, view, where),
            "href": href(hit, view),
        }
        for hit in hits
    ]
    told = words("search_some", n=len(rows)) if rows else words("search_none")
    return JSONResponse({"hits": rows, "told": told})


def _best(hits: Sequence[Hit]) -> list[Hit]:
    """At most as many as are suggested; what is only spelled alike goes last, in its kind's order."""
    return sorted(hits, key=lambda hit: (hit.alike, hit.kind is Kind.ELSEWHERE))[:SUGGESTED]
