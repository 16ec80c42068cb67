"""The interface keeps to its own document: three thousand requests made up from it, right ones and wrong ones."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from whoholds.web.app import create_app
from whoholds.web.desk import Desk

schemathesis = pytest.importorskip("schemathesis", reason="schemathesis is not installed")
from schemathesis.checks import not_a_server_error  # noqa: E402
from schemathesis.generation import GenerationMode  # noqa: E402
from schemathesis.specs.openapi.checks import (  # noqa: E402
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

CASES = 3000
KEPT = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]


def test_made_up_requests_get_only_answers_that_are_documented(desk: Desk) -> None:
    schema = schemathesis.openapi.from_asgi("/api/openapi.json", create_app(desk, None))
    reading = [o for o in (found.ok() for found in schema.get_all_operations()) if o.method.upper() == "GET"]
    modes = (GenerationMode.POSITIVE, GenerationMode.NEGATIVE)
    seen: Counter[int] = Counter()

    def check(operation: Any, mode: GenerationMode, cases: int) -> None:
        @settings(
            max_examples=cases,
            deadline=None,
            database=None,
            derandomize=True,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(case=operation.as_strategy(generation_mode=mode))
        def ask(case: Any) -> None:
            answer = case.call()
            seen[answer.status_code] += 1
            case.validate_response(answer, checks=KEPT)

        ask()

    with_parameters = [o for o in reading if list(o.query) or list(o.path_parameters)]
    for operation in with_parameters:
        for mode in modes:
            check(operation, mode, 5 * CASES // (8 * len(with_parameters)))  # some run out of different ones
    for operation in reading:
        if operation not in with_parameters:
            check(operation, GenerationMode.POSITIVE, 1)
    assert sum(seen.values()) >= CASES
    assert seen[200] > CASES / 5
    assert seen[400]
    assert seen[404]
