"""A person at the review desk, with a ledger of their own: signs in, reads pages, sends their forms."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from html.parser import HTMLParser
from typing import Any

from fastapi.testclient import TestClient

from whoholds import clock
from whoholds.ledger import StoredDecision
from whoholds.settings import Settings
from whoholds.stock import reading_ledger
from whoholds.web.access import Access
from whoholds.web.app import create_app
from whoholds.web.desk import Desk
from whoholds.web.tokens import Scope, Tokens

ORIGIN = {"origin": "http://testserver"}


class Forms(HTMLParser):
    """The forms of a page: where each is sent and what a browser would send untouched."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, Any]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {k: v or "" for k, v in attrs}
        if tag == "form":
            self.found.append((given["action"], {}))
        if tag == "input" and self.found and "name" in given:
            kind = given.get("type", "text")
            if kind not in ("radio", "checkbox") or "checked" in given:
                self.found[-1][1][given["name"]] = given.get("value", "")


class Person:
    """Somebody at a browser."""

    def __init__(self, client: TestClient) -> None:
        self.client = client

    def get(self, address: str, status: int = 200) -> str:
        answer = self.client.get(address)
        assert answer.status_code == status, answer.text[:400]
        return answer.text

    def form(self, page: str, verb: str) -> tuple[str, dict[str, Any]]:
        return next((a, f) for a, f in Forms(page).found if f.get("verb") == verb)

    def decide(self, which: str, address: str = "/review", headers: dict[str, str] = ORIGIN, **more: Any) -> Any:
        """Fill in a form of the desk and send it."""
        action, fields = self.form(self.get(address), which)
        return self.client.post(action, data={**fields, "why": "it says so", **more}, headers=headers)


def token(settings: Settings, *scopes: Scope, name: str = "Ana", days: int = 5) -> str:
    return Tokens(settings.tokens_path).create(name, scopes or tuple(Scope), days, clock.now())[1]


@contextmanager
def person(settings: Settings, *, name: str = "Ana", local: bool = True, sign_in: bool = True) -> Iterator[Person]:
    """Somebody who has signed in with a token, or has not."""
    app = create_app(Desk.open(settings), ("testserver",), Access(settings, local=local, link=local))
    with TestClient(app, headers={"accept": "text/html"}, raise_server_exceptions=False) as client:
        if sign_in:
            data = {"token": token(settings, name=name)}
            answer = client.post("/review/sign-in", data=data, headers=ORIGIN)
            assert answer.status_code == 200 and name in answer.text
        yield Person(client)


def decisions(settings: Settings) -> list[StoredDecision]:
    with reading_ledger(settings) as ledger:
        return ledger.decisions()
