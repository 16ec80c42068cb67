"""Addresses of the features: landing page, conformance, collections, items and single items."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC
from typing import Annotated, Any
from urllib.parse import quote, urlencode

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from whoholds import clock
from whoholds.errors import NotFound
from whoholds.web.desk import Desk
from whoholds.web.features.items import COLLECTIONS, Collection
from whoholds.web.features.query import query_of, token_of
from whoholds.web.rendering import desk_of

router = APIRouter(prefix="/api", tags=["OGC API Features"])
JSON, GEOJSON = "application/json", "application/geo+json"
CRS84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
CONFORMS = tuple(f"http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/{part}" for part in ("core", "geojson"))

BBox = Annotated[str | None, Query(description="west,south,east,north in degrees (WGS 84)")]
Datetime = Annotated[str | None, Query(description="an RFC 3339 day or time, or an interval: 2024-12-01/2024-12-07")]
Limit = Annotated[int | None, Query(description="features in one answer", ge=1)]
Page = Annotated[str | None, Query(description="token from the link called next")]
AsKnown = Annotated[str | None, Query(alias="as-known", description="answer as the ledger knew it then")]
View = Annotated[str | None, Query(description="name of a viewpoint: which claims count")]


def _desk(request: Request, viewpoint: str | None = None) -> Desk:
    return desk_of(request).seen_by(viewpoint)


def _json(body: Mapping[str, Any], media_type: str = JSON) -> Response:
    return Response(_text(body), media_type=media_type)


def _text(body: Mapping[str, Any]) -> str:
    return json.dumps(body, ensure_ascii=False, allow_nan=False)


def _base(request: Request) -> str:
    return str(request.base_url).rstrip("/")


def _link(href: str, rel: str, kind: str, title: str) -> dict[str, str]:
    return {"href": href, "rel": rel, "type": kind, "title": title}


@router.get("/", name="landing")
@router.get("", include_in_schema=False)
def landing(request: Request) -> Response:
    """What there is: the landing page of OGC API – Features."""
    base = _base(request)
    return _json(
        {
            "title": "whoholds",
            "description": "Who holds what, since when, according to whom, and how sure one can be.",
            "links": [
                _link(f"{base}/api/", "self", JSON, "this document"),
                _link(
                    f"{base}/api/openapi.json",
                    "service-desc",
                    "application/vnd.oai.openapi+json;version=3.1",
                    "the definition of the interface",
                ),
                _link(f"{base}/api/docs", "service-doc", "text/html", "the definition to read"),
                _link(f"{base}/api/conformance", "conformance", JSON, "what it conforms to"),
                _link(f"{base}/api/collections", "data", JSON, "the collections"),
            ],
        }
    )


@router.get("/conformance")
def conformance() -> Response:
    """The parts of OGC API – Features that are kept to."""
    return _json({"conformsTo": list(CONFORMS)})


@router.get("/collections")
def collections(request: Request) -> Response:
    """The collections."""
    base = _base(request)
    return _json(
        {
            "links": [_link(f"{base}/api/collections", "self", JSON, "this document")],
            "collections": [_about(c, request) for c in COLLECTIONS.values()],
        }
    )


@router.get("/collections/{collection}")
def collection(request: Request, collection: str) -> Response:
    """One collection."""
    return _json(_about(_named(collection), request))


def _named(name: str) -> Collection:
    if name not in COLLECTIONS:
        raise NotFound("web.collection", "no such collection", hint=", ".join(COLLECTIONS), subject=name[:40])
    return COLLECTIONS[name]


def _about(one: Collection, request: Request) -> dict[str, Any]:
    here = f"{_base(request)}/api/collections/{one.name}"
    about: dict[str, Any] = {
        "id": one.name,
        "title": one.title,
        "description": one.description,
        "itemType": "feature",
        "crs": [CRS84],
        "links": [
            _link(here, "self", JSON, one.title),
            _link(f"{here}/items", "items", GEOJSON, f"{one.title}: features"),
        ],
    }
    extent = _extent(request)
    if extent and one.spatial:
        about["extent"] = extent
    return about


def _extent(request: Request) -> dict[str, Any] | None:
    try:
        board = _desk(request).board()
    except NotFound:
        return None
    days = [f"{board.first.isoformat()}T00:00:00Z", f"{board.last.isoformat()}T23:59:59Z"]
    extent: dict[str, Any] = {"temporal": {"interval": [days]}}
    if board.extent:
        box = [board.extent.west, board.extent.south, board.extent.east, board.extent.north]
        extent["spatial"] = {"bbox": [[round(v, 4) for v in box]], "crs": CRS84}
    return extent


@router.get("/collections/{collection}/items")
def items(
    request: Request,
    collection: str,
    bbox: BBox = None,
    datetime: Datetime = None,
    limit: Limit = None,
    page: Page = None,
    as_known: AsKnown = None,
    viewpoint: View = None,
) -> Response:
    """Features of a collection; further parameters filter by its properties (see `filters` in its answer)."""
    one = _named(collection)
    query = query_of(dict(request.query_params), one.properties)
    desk = _desk(request, query.viewpoint)
    shown = one.shown(desk, query)
    here = f"{_base(request)}/api/collections/{one.name}/items"
    links = [_link(_again(here, request), "self", GEOJSON, one.title)]
    after = query.offset + len(shown.features)
    if after < shown.matched:
        links.append(_link(_again(here, request, page=token_of(after)), "next", GEOJSON, "the next features"))
    links.append(_link(here.removesuffix("/items"), "collection", JSON, one.title))
    body = {
        "type": "FeatureCollection",
        "features": shown.features,
        "links": links,
        "numberMatched": shown.matched,
        "numberReturned": len(shown.features),
    }
    return _stamped(_text(body))


def _stamped(said: str) -> Response:
    """An answer with the time at which it is given, and a tag of what is said without that time."""
    time = clock.now().astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    answer = Response(f'{said.removesuffix("}")}, "timeStamp": "{time}"}}', media_type=GEOJSON)
    answer.headers["etag"] = f'W/"{hashlib.sha256(said.encode()).hexdigest()[:32]}"'
    return answer


def _again(here: str, request: Request, **changed: str) -> str:
    asked = {**dict(request.query_params), **changed}
    return f"{here}?{urlencode(asked)}" if asked else here


@router.get("/collections/{collection}/items/{id:path}")
def item(
    request: Request,
    collection: str,
    id: str,
    datetime: Datetime = None,
    as_known: AsKnown = None,
    viewpoint: View = None,
) -> Response:
    """One feature by its id; those of control are the places' ids, on the newest day unless `datetime` names another.

    A feature that only an interval has (`place@day`) is found without one being given.
    """
    one = _named(collection)
    given = dict(request.query_params)
    if "@" in id and "datetime" not in given and one.name == "control":
        given["datetime"] = f"{id.rpartition('@')[2]}/.."
    query = query_of(given, one.properties)
    desk = _desk(request, query.viewpoint)
    feature = one.one(desk, query, id)
    if feature is None:
        raise NotFound("web.feature", "no such feature", hint=f"/api/collections/{one.name}/items", subject=id[:80])
    here = f"{_base(request)}/api/collections/{one.name}"
    own = f"{here}/items/{quote(id, safe='')}"
    links = [_link(_again(own, request), "self", GEOJSON, one.title), _link(here, "collection", JSON, one.title)]
    return _json({**feature, "links": links}, GEOJSON)
