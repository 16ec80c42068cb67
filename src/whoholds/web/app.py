"""The application: routes together, errors as pages or problem details, files of its own."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import Response
from fastapi.staticfiles import StaticFiles
from starlette.exceptions import HTTPException
from starlette.middleware.gzip import GZipMiddleware
from starlette.types import Receive, Scope, Send

from whoholds.errors import WhoholdsError
from whoholds.settings import Settings
from whoholds.web import (
    api,
    briefs,
    changes,
    claims,
    compare,
    embed,
    layers,
    pages,
    search,
    sharing,
    slider,
    unknown,
    writing,
)
from whoholds.web.access import Access
from whoholds.web.answers import Answers
from whoholds.web.bodies import Limited
from whoholds.web.desk import Desk
from whoholds.web.document import document
from whoholds.web.features import manual
from whoholds.web.features import routes as features
from whoholds.web.problems import as_problem, problem, status_of, wants_page
from whoholds.web.review import routes as review
from whoholds.web.review import views as shared
from whoholds.web.security import HEADERS, Guard
from whoholds.web.writing import Adding

STATIC = Path(__file__).parent / "static"
PACKED = 4
"""Level of compression: a page of features takes a third of the time of level 9, and a few per cent more bytes."""
ROUTERS = (
    pages.router,
    slider.router,
    compare.router,
    claims.router,
    layers.router,
    changes.router,
    briefs.router,
    search.router,
    unknown.router,
    embed.router,
    features.router,
    manual.router,
    writing.router,
    sharing.router,
    review.router,
    shared.router,
    api.router,  # last: it answers for whatever else is asked under /api
)


class Compressed(GZipMiddleware):
    """Compresses answers, but not the base map's tiles: they are compressed, and asked for by ranges of bytes."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request, in the manner of ASGI."""
        if scope["type"] == "http" and scope["path"].endswith(".pmtiles"):
            await self.app(scope, receive, send)
            return
        await super().__call__(scope, receive, send)


def create_app(desk: Desk, hosts: Collection[str] | None = None, access: Access | None = None) -> FastAPI:
    """The page of one ledger.

    Args:
        desk: what answers.
        hosts: names that it may be called by; None for any.
        access: who may write; by default who has a token.
    """
    app = FastAPI(
        title="whoholds",
        description="Who holds what, since when, according to whom, and how sure one can be. Writing needs a token.",
        docs_url=None,  # their pages load scripts from elsewhere
        redoc_url=None,
        openapi_url="/api/openapi.json",
    )
    limits = desk.settings
    app.state.desk, app.state.adding = desk, Adding(limits)
    app.state.access = access or Access(limits, local=hosts is not None)
    for router in ROUTERS:
        app.include_router(router)
    app.state.paths = frozenset(getattr(route, "path", "") for router in ROUTERS for route in router.routes)

    def openapi() -> dict[str, Any]:
        app.openapi_schema = app.openapi_schema or document(app)
        return app.openapi_schema

    app.openapi = openapi  # type: ignore[method-assign]  # the framework's own way to replace it
    app.mount("/static", StaticFiles(directory=STATIC), name="static")

    @app.exception_handler(WhoholdsError)
    def ours(request: Request, error: Any) -> Response:
        if wants_page(request):
            status, _ = status_of(error)
            return pages.error_page(request, status, error.code, error.message, error.hint)
        return as_problem(error)

    @app.exception_handler(HTTPException)
    def http(request: Request, error: Any) -> Response:
        if wants_page(request):
            answer = pages.error_page(request, error.status_code, f"http.{error.status_code}", str(error.detail), "")
        else:
            answer = problem(error.status_code, str(error.detail), "web.http", str(error.detail))
        if error.status_code == 405:
            answer.headers["allow"] = allowed(request.url.path)
        return answer

    @app.exception_handler(RequestValidationError)
    def malformed(request: Request, error: Any) -> Response:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"][1:])
        return problem(400, "Bad Request", "web.parameter", f"{where}: {first['msg']}", subject=where)

    @app.exception_handler(Exception)
    def fault(request: Request, error: Any) -> Response:
        what = "the server made a mistake; what it was is in its log"
        if wants_page(request):
            answer = pages.error_page(request, 500, "web.fault", what, "")
        else:
            answer = problem(500, "Internal Server Error", "web.fault", what)
        answer.headers.update(HEADERS)  # this answer is given outside the guard
        return answer

    app.add_middleware(Answers)
    app.add_middleware(Compressed, minimum_size=1500, compresslevel=PACKED)
    app.add_middleware(Limited, most=lambda path: most_bytes(path, limits))
    app.add_middleware(Guard, hosts=hosts)
    return app


def most_bytes(path: str, limits: Settings) -> int:
    """How much may be sent to a path."""
    return limits.reports.max_bytes if path == "/api/reports" else limits.web.max_form_bytes


def allowed(path: str) -> str:
    """The methods of a path; where nothing is written, those of reading."""
    routes = [route for router in ROUTERS for route in router.routes if getattr(route, "path", "") == path]
    methods = {method for route in routes for method in getattr(route, "methods", ())} or {"GET"}
    return ", ".join(sorted(methods | {"HEAD"} if "GET" in methods else methods))
