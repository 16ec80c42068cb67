"""The interface keeps to its own document: thousands of requests made up from it, right ones and wrong ones."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, Phase, given, settings

from whoholds import clock
from whoholds.settings import Settings
from whoholds.web.app import create_app
from whoholds.web.desk import Desk
from whoholds.web.features.items import COLLECTIONS
from whoholds.web.saved import SavedViews
from whoholds.web.tokens import Scope, Tokens

schemathesis = pytest.importorskip("schemathesis", reason="schemathesis is not installed")
from schemathesis.checks import not_a_server_error  # noqa: E402
from schemathesis.generation import GenerationMode  # noqa: E402
from schemathesis.specs.openapi.checks import (  # noqa: E402
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

ITEMS = "/api/collections"
CASES = 3000
WRITTEN = 60  # requests that would write, of each kind
SHARES = ((GenerationMode.POSITIVE, 3), (GenerationMode.NEGATIVE, 1))
KEPT = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
Change = Callable[[Any], None]


def ask(operation: Any, mode: GenerationMode, cases: int, headers: dict[str, str], change: Change) -> Counter[int]:
    """Make requests up and send them; every answer must be one that the document tells of."""
    seen: Counter[int] = Counter()

    @settings(
        max_examples=cases,
        deadline=None,
        database=None,
        derandomize=True,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(generation_mode=mode))
    def send(case: Any) -> None:
        change(case)
        answer = case.call(headers=headers, timeout=300)  # the first report loads its readers
        seen[answer.status_code] += 1
        case.validate_response(answer, checks=KEPT, headers=headers)

    send()
    return seen


def operations(desk: Desk, method: str) -> list[Any]:
    """Those of the document, by the names of their paths."""
    schema = schemathesis.openapi.from_asgi("/api/openapi.json", create_app(desk, None))
    return [o for o in (found.ok() for found in schema.get_all_operations()) if o.method.upper() == method]


def as_it_is(case: Any) -> None:
    """Nothing is changed."""


def test_made_up_requests_get_only_answers_that_are_documented(desk: Desk) -> None:
    reading = operations(desk, "GET")
    seen: Counter[int] = Counter()
    asked = TestClient(create_app(desk, None))
    known = {
        name: [feature["id"] for feature in asked.get(f"{ITEMS}/{name}/items").json()["features"]]
        for name in COLLECTIONS
    }
    turn = iter(range(10**6))

    def of_what_there_is(case: Any) -> None:
        """Every other one asks for something that there is: an id, and no page or viewpoint of its own making."""
        n = next(turn)
        if n % 2 == 0:
            return
        ids = known.get(case.path.removeprefix(f"{ITEMS}/").partition("/")[0], [])
        if ids and "id" in case.path_parameters:
            case.path_parameters["id"] = ids[n % len(ids)]
        for name in ("page", "viewpoint"):
            case.query.pop(name, None)

    with_parameters = [o for o in reading if list(o.query) or list(o.path_parameters)]
    for operation in with_parameters:
        for mode, share in SHARES:
            cases = 5 * share * CASES // (16 * len(with_parameters))  # some run out of different ones
            seen += ask(operation, mode, cases, {}, of_what_there_is if mode is GenerationMode.POSITIVE else as_it_is)
    for operation in reading:
        if operation not in with_parameters:
            seen += ask(operation, GenerationMode.POSITIVE, 1, {}, as_it_is)
    assert sum(seen.values()) >= CASES
    assert seen[200] > CASES / 4
    assert seen[400]
    assert seen[404]


@pytest.fixture
def written(filled: Settings, tmp_path: Path, gazetteer_file: Path) -> Desk:
    """A desk that may be written to."""
    own = Settings(home=tmp_path / "home")
    shutil.copytree(filled.home, own.home)
    own.gazetteer_path.symlink_to(gazetteer_file)
    return Desk.open(own)


@pytest.mark.parametrize("path", ["/api/decisions", "/api/reports", "/api/views"])
def test_nobody_writes_without_a_token(written: Desk, path: str) -> None:
    (operation,) = (o for o in operations(written, "POST") if o.path == path)
    before = written.ready()
    for shown in ({}, {"authorization": "Bearer wh_000000000000_" + "x" * 43}):
        seen = ask(operation, GenerationMode.POSITIVE, 10, shown, as_it_is)
        assert set(seen) <= {400, 401, 413}, "what is no request at all may be told before who asks"
        assert seen[401]
    assert written.ready() == before


@pytest.mark.parametrize(("path", "scope"), [("/api/decisions", Scope.REVIEW), ("/api/reports", Scope.ADD)])
def test_made_up_writing_gets_only_answers_that_are_documented(written: Desk, path: str, scope: Scope) -> None:
    _, secret = Tokens(written.settings.tokens_path).create("Desk A", [scope], 1, clock.now())
    (operation,) = (o for o in operations(written, "POST") if o.path == path)
    known = sorted(written.state().claims)
    turn = iter(range(10**6))

    def of_a_claim_that_there_is(case: Any) -> None:
        n = next(turn)
        if path == "/api/decisions" and isinstance(case.body, dict) and n % 2:
            case.body["claims"] = known[n % len(known) :][:1]
            case.body["why"] = case.body.get("why") or "seen"
            case.body.pop("seen", None)
            case.body.pop("undoes", None)

    headers, before = {"authorization": f"Bearer {secret}"}, written.ready()
    right, wrong = (
        ask(operation, mode, WRITTEN * share // 4, headers, change)
        for (mode, share), change in zip(SHARES, (of_a_claim_that_there_is, as_it_is), strict=True)
    )
    assert right[201] and not right[401] and not right[403]
    assert (right + wrong)[400]
    assert written.ready() > before


def test_made_up_views_get_only_answers_that_are_documented(written: Desk) -> None:
    _, secret = Tokens(written.settings.tokens_path).create("Desk A", [Scope.REVIEW], 1, clock.now())
    (operation,) = (o for o in operations(written, "POST") if o.path == "/api/views")
    turn = iter(range(10**6))

    def of_the_map(case: Any) -> None:
        n = next(turn)
        if isinstance(case.body, dict) and n % 2:
            case.body |= {"name": f"view-{n % 7}", "address": f"/?on=2024-12-{1 + n % 9:02}#7/35.{n % 100}/36.7"}

    headers = {"authorization": f"Bearer {secret}"}
    right = ask(operation, GenerationMode.POSITIVE, 2 * WRITTEN, headers, of_the_map)
    wrong = ask(operation, GenerationMode.NEGATIVE, WRITTEN, headers, as_it_is)
    assert right[201] and right[200] and not right[401] and not right[403]
    assert (right + wrong)[400]
    kept = SavedViews(written.settings.views_path)
    assert [view.name for view in kept.all()] == [view.name for view in kept.readable()] != []


def test_every_address_that_is_written_to_is_asked(written: Desk) -> None:
    asked = {"/api/decisions", "/api/reports", "/api/views"}
    assert {o.path for o in operations(written, "POST")} == asked
