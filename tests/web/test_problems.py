from __future__ import annotations

import json

import pytest
from fastapi import Request
from hypothesis import given
from hypothesis import strategies as st

from whoholds import errors
from whoholds.web.problems import MEDIA_TYPE, as_problem, problem, status_of, wants_page

KINDS = {
    errors.UsageError: 400,
    errors.InputRefused: 400,
    errors.NotFound: 404,
    errors.AccessDenied: 401,
    errors.DataError: 500,
    errors.SetupError: 503,
    errors.StorageError: 503,
    errors.NetworkError: 500,
    errors.WhoholdsError: 500,
}


def request(path: str, accept: str | None) -> Request:
    headers = [(b"accept", accept.encode())] if accept is not None else []
    scope = {"type": "http", "method": "GET", "path": path, "query_string": b"", "headers": headers}
    return Request({**scope, "server": ("localhost", 80), "scheme": "http"})


def test_every_class_of_the_tree_has_a_status() -> None:
    tree = {kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, Exception)}
    assert tree == set(KINDS)


@pytest.mark.parametrize(("kind", "status"), KINDS.items())
def test_the_status_of_a_class(kind: type[errors.WhoholdsError], status: int) -> None:
    code, title = status_of(kind("some.code", "it went wrong"))
    assert code == status
    assert title


def test_a_problem_has_the_members_of_the_standard() -> None:
    answer = problem(404, "Not Found", "place.unreported", "nobody spoke of it", subject="gn:1")
    body = json.loads(bytes(answer.body))
    assert answer.media_type == MEDIA_TYPE == "application/problem+json"
    assert body == {
        "type": "about:blank",
        "title": "Not Found",
        "status": 404,
        "code": "place.unreported",
        "detail": "nobody spoke of it",
        "subject": "gn:1",
    }


def test_what_is_empty_is_left_out() -> None:
    body = json.loads(bytes(as_problem(errors.NotFound("a.b", "no")).body))
    assert "hint" not in body
    assert "subject" not in body


@given(st.text(), st.text(), st.text())
def test_any_words_make_valid_json_with_the_status_of_the_answer(message: str, hint: str, subject: str) -> None:
    clean = [text.encode("utf-8", "replace").decode() for text in (message, hint, subject)]
    error = errors.UsageError("a.b", clean[0], hint=clean[1], subject=clean[2])
    answer = as_problem(error)
    body = json.loads(bytes(answer.body))
    assert body["status"] == answer.status_code == 400
    assert body.get("detail", "") == clean[0]
    assert body.get("hint", "") == clean[1]
    assert body.get("subject", "") == clean[2]


@pytest.mark.parametrize(
    ("path", "accept", "page"),
    [
        ("/", "text/html,application/xhtml+xml;q=0.9,*/*;q=0.8", True),
        ("/place/x", "text/html", True),
        ("/", "application/json", False),
        ("/", "*/*", False),
        ("/", None, False),
        ("/api/control", "text/html", False),
        ("/healthz", "text/html", False),
    ],
)
def test_who_is_asking(path: str, accept: str | None, page: bool) -> None:
    assert wants_page(request(path, accept)) is page


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (errors.AccessDenied("token.scope", "no"), 403),
        (errors.AccessDenied("web.origin", "no"), 403),
        (errors.UsageError("review.changed", "no"), 409),
        (errors.UsageError("web.content_type", "no"), 415),
    ],
)
def test_some_codes_have_a_status_of_their_own(error: errors.WhoholdsError, status: int) -> None:
    assert status_of(error)[0] == as_problem(error).status_code == status


def test_who_shows_no_token_is_told_how_and_who_comes_too_early_when() -> None:
    denied = as_problem(errors.AccessDenied("token.missing", "no"))
    assert denied.status_code == 401 and denied.headers["www-authenticate"].startswith("Bearer")
    assert "www-authenticate" not in as_problem(errors.AccessDenied("token.scope", "no")).headers
    assert int(as_problem(errors.StorageError("ledger.in_use", "wait")).headers["retry-after"]) > 0
    assert "retry-after" not in as_problem(errors.StorageError("ledger.damaged", "no")).headers
