from __future__ import annotations

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from whoholds import clock
from whoholds.settings import Settings
from whoholds.web.app import create_app
from whoholds.web.desk import Desk
from whoholds.web.tokens import Scope, Tokens

VIEW = {"name": "hama", "address": "/?on=2024-12-05#7/35.1/36.7", "title": "Hama"}


@pytest.fixture
def client(own: Settings) -> Iterator[TestClient]:
    with TestClient(create_app(Desk.open(own), ("testserver",))) as found:
        yield found


def token(own: Settings, scope: Scope) -> dict[str, str]:
    return {"authorization": "Bearer " + Tokens(own.tokens_path).create("Ana", [scope], 1, clock.now())[1]}


def test_reading_is_open_and_writing_is_not(client: TestClient, own: Settings) -> None:
    assert client.get("/api/views").json() == {"views": []}
    for wrong, status in (({}, 401), (token(own, Scope.ADD), 403)):
        assert client.post("/api/views", json=VIEW, headers=wrong).status_code == status
        assert client.delete("/api/views/hama", headers=wrong).status_code == status
    assert not own.views_path.exists()


def test_a_view_is_kept_replaced_and_removed(client: TestClient, own: Settings) -> None:
    headers = token(own, Scope.REVIEW)
    first = client.post("/api/views", json=VIEW, headers=headers)
    assert first.status_code == 201 and first.json()["address"] == VIEW["address"]
    assert client.post("/api/views", json={**VIEW, "title": "Other"}, headers=headers).status_code == 200
    assert [view["title"] for view in client.get("/api/views").json()["views"]] == ["Other"]
    assert client.delete("/api/views/hama", headers=headers).status_code == 204
    assert client.delete("/api/views/hama", headers=headers).status_code == 404


@pytest.mark.parametrize("wrong", [{"name": "../x"}, {"address": "/?on=x"}, {"more": 1}, {"name": ""}])
def test_what_is_no_view_is_refused(client: TestClient, own: Settings, wrong: dict[str, object]) -> None:
    answer = client.post("/api/views", json={**VIEW, **wrong}, headers=token(own, Scope.REVIEW))
    assert answer.status_code == 400
    assert answer.headers["content-type"].startswith("application/problem+json")
