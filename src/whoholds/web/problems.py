"""Errors as people and programs get them: a page, or problem details (RFC 9457)."""

from __future__ import annotations

from typing import Any

from fastapi import Request
from fastapi.responses import JSONResponse, Response

from whoholds.errors import (
    AccessDenied,
    DataError,
    InputRefused,
    NotFound,
    SetupError,
    StorageError,
    UsageError,
    WhoholdsError,
)

MEDIA_TYPE = "application/problem+json"
RETRY = "5"  # seconds
_STATUS: tuple[tuple[type[WhoholdsError], int, str], ...] = (
    (NotFound, 404, "Not Found"),
    (AccessDenied, 401, "Unauthorized"),
    (UsageError, 400, "Bad Request"),
    (InputRefused, 400, "Bad Request"),
    (SetupError, 503, "Service Unavailable"),
    (StorageError, 503, "Service Unavailable"),
    (DataError, 500, "Internal Server Error"),
)
_BY_CODE = {
    "token.scope": (403, "Forbidden"),
    "web.origin": (403, "Forbidden"),
    "web.page_token": (403, "Forbidden"),
    "session.unnamed": (403, "Forbidden"),
    "review.changed": (409, "Conflict"),
    "review.undone": (409, "Conflict"),
    "web.grown": (409, "Conflict"),
    "web.content_type": (415, "Unsupported Media Type"),
}


def status_of(error: WhoholdsError) -> tuple[int, str]:
    """The HTTP status of an error, and its phrase."""
    if error.code in _BY_CODE:
        return _BY_CODE[error.code]
    return next(
        ((code, title) for kind, code, title in _STATUS if isinstance(error, kind)), (500, "Internal Server Error")
    )


def problem(status: int, title: str, code: str, detail: str, **more: Any) -> JSONResponse:
    """Problem details as a response; empty members are left out."""
    body = {"type": "about:blank", "title": title, "status": status, "code": code, "detail": detail, **more}
    return JSONResponse({k: v for k, v in body.items() if v != ""}, status_code=status, media_type=MEDIA_TYPE)


def as_problem(error: WhoholdsError) -> Response:
    """An error of ours as problem details."""
    status, title = status_of(error)
    answer = problem(status, title, error.code, error.message, hint=error.hint, subject=error.subject)
    if status == 401:
        answer.headers["www-authenticate"] = 'Bearer realm="whoholds"'
    if error.code == "ledger.in_use":
        answer.headers["retry-after"] = RETRY
    return answer


def wants_page(request: Request) -> bool:
    """Whether a person is asking: the answer to a program is data."""
    path = request.url.path
    return not path.startswith(("/api/", "/healthz")) and "text/html" in request.headers.get("accept", "")
