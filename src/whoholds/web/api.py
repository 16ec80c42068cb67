"""Data for programs: read only, the same rows as the files that `whoholds export` writes."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import JSONResponse, PlainTextResponse, Response

from whoholds.errors import NotFound
from whoholds.ledger import ClaimFilter
from whoholds.model import Event, Factuality
from whoholds.views import csv, geojson
from whoholds.views.rows import claim_row, control_row
from whoholds.web.asked import iso
from whoholds.web.desk import Board
from whoholds.web.rendering import desk_of
from whoholds.web.seen import file_name, seen
from whoholds.web.wanted import Wanted, sided, wanted_of

router = APIRouter()
MOST = 10_000  # claims in one answer
CSV = "text/csv; charset=utf-8"
GEOJSON = "application/geo+json"
On = Annotated[str | None, Query(description="Day of the situation, as 2024-12-07. Default: of the newest report.")]
Told = Annotated[str | None, Query(description="Name of the viewpoint that tells: which claims count. Default: all.")]
Known = Annotated[str | None, Query(description="As known at this instant (or at the end of this day). Default: now.")]


def filters(
    actor_side: Annotated[str, Query(description="Key of the side of who acts, or none.")] = "",
    speaker_side: Annotated[str, Query(description="Key of the side of who vouches for it, or none.")] = "",
    actor: Annotated[str, Query(description="Key of who acts.")] = "",
    speaker: Annotated[str, Query(description="Key of who vouches for it.")] = "",
    event: Annotated[str, Query(description="Type of event.")] = "",
    outlet: Annotated[str, Query(description="Outlet of the report.")] = "",
    language: Annotated[str, Query(description="Language of the report (ISO 639-1).")] = "",
    polarity: Annotated[str, Query(description="said, denied or open.")] = "",
    factuality: Annotated[str, Query(description="How sure the speaker is: CT+, PR+, PS+, CT-, PR-, PS- or U.")] = "",
    place: Annotated[str, Query(description="Id of the place that a claim is about.")] = "",
    since: Annotated[str, Query(description="First day of the time that a claim speaks of.")] = "",
    until: Annotated[str, Query(description="Last day of it.")] = "",
    text: Annotated[str, Query(description="Words in the quote or in the names.")] = "",
) -> Wanted:
    """The filters of the claims page, checked."""
    given = {
        "actor_side": actor_side,
        "speaker_side": speaker_side,
        "actor": actor,
        "speaker": speaker,
        "event": event,
        "outlet": outlet,
        "language": language,
        "polarity": polarity,
        "factuality": factuality,
        "place": place,
        "since": since,
        "until": until,
        "text": text,
    }
    return wanted_of(given)


def _about(board: Board) -> dict[str, Any]:
    return {
        "on": board.on.isoformat(),
        "viewpoint": board.viewpoint.name if board.viewpoint else None,
        "as_known": iso(board.as_known) if board.as_known else None,
        "theatre": board.theatre.key,
    }


def _json(body: Any, media_type: str = "application/json", name: str | None = None) -> Response:
    headers = {"content-disposition": f'attachment; filename="{name}"'} if name else {}
    text = json.dumps(body, ensure_ascii=False, allow_nan=False)
    return Response(text, media_type=media_type, headers=headers)


@router.get("/healthz", response_class=PlainTextResponse)
def health(request: Request) -> Response:
    """Whether the ledger can be read."""
    return JSONResponse({"status": "ok", "entries": desk_of(request).ready()})


@router.get("/api/control")
def control(request: Request, on: On = None, as_known: Known = None, viewpoint: Told = None) -> Response:
    """Who holds what on a day: a row a place."""
    view, desk = seen(request)
    board = desk.board(view.on, view.as_known).told(view.language)
    name = board.side_name(view.language)
    rows = [control_row(board.holdings[key], name) for key in sorted(board.holdings)]
    return _json({**_about(board), "control": rows})


@router.get("/api/control.geojson")
def control_geojson(request: Request, on: On = None, as_known: Known = None, viewpoint: Told = None) -> Response:
    """The same as GeoJSON."""
    view, desk = seen(request)
    board = desk.board(view.on, view.as_known).told(view.language)
    body = geojson.control(board.holdings.values(), board.side_name(view.language), _about(board))
    return _json(body, GEOJSON, file_name(board, "geojson"))


@router.get("/api/control.csv")
def control_csv(request: Request, on: On = None, as_known: Known = None, viewpoint: Told = None) -> Response:
    """The same as CSV."""
    view, desk = seen(request)
    board = desk.board(view.on, view.as_known).told(view.language)
    lines = csv.control(board.holdings.values(), board.side_name(view.language))
    return _table(lines, file_name(board, "csv"))


@router.get("/api/claims")
def claims(
    request: Request,
    place: Annotated[str | None, Query(description="Id of the place that a claim is about.")] = None,
    report: Annotated[str | None, Query(description="Id of the report.")] = None,
    actor: Annotated[str | None, Query(description="Key of who acts.")] = None,
    speaker: Annotated[str | None, Query(description="Key of who vouches for it.")] = None,
    event: Annotated[Event | None, Query(description="Type of event.")] = None,
    factuality: Annotated[Factuality | None, Query(description="How sure the speaker is.")] = None,
    text: Annotated[str | None, Query(description="Words in the quote or in the names.", max_length=200)] = None,
    as_known: Known = None,
    viewpoint: Told = None,
    limit: Annotated[int, Query(ge=1, le=MOST, description="At most so many.")] = 1000,
) -> Response:
    """Claims with their quotes: a row a claim."""
    view, desk = seen(request)
    where = ClaimFilter(
        place_id=place,
        described=True,
        report_id=report,
        actor=actor,
        speaker=speaker,
        event=event,
        factuality=factuality,
        text=text,
        as_known=view.as_known,
        limit=limit + 1 if desk.viewpoint is None else None,
    )
    found = desk.admit(desk.claims(where), view.as_known)
    return _json({"claims": [claim_row(item) for item in found[:limit]], "more": len(found) > limit})


@router.get("/api/claims.csv")
def claims_csv(
    request: Request, wanted: Annotated[Wanted, Depends(filters)], as_known: Known = None, viewpoint: Told = None
) -> Response:
    """Claims as CSV: every one, or those that the filters of the claims page let through."""
    view, desk = seen(request)
    found = desk.admit(desk.claims(wanted.filter(view.as_known)), view.as_known)
    if wanted.actor_side or wanted.speaker_side:
        theatre = desk.board(None, view.as_known).theatre
        found = list(sided(found, wanted, desk.actors, theatre, desk.outlets))
    return _table(csv.claims(found), "claims.csv")


@router.get("/api/{rest:path}", include_in_schema=False)
def unknown(rest: str) -> Response:
    """Any other address under /api."""
    raise NotFound("web.address", "no such address", hint="/api/openapi.json lists them", subject=f"/api/{rest}"[:80])


def _table(lines: Iterable[str], name: str) -> Response:
    headers = {"content-disposition": f'attachment; filename="{name}"'}
    return Response("".join(lines), media_type=CSV, headers=headers)
