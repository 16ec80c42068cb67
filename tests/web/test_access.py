from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from fastapi import Request
from fastapi.responses import Response
from hypothesis import given
from hypothesis import strategies as st

from whoholds import clock
from whoholds.errors import AccessDenied, UsageError, WhoholdsError
from whoholds.settings import Settings
from whoholds.web.access import Access, cookie_name, fields_of, one, same_origin
from whoholds.web.tokens import Scope


def request(host: str = "127.0.0.1:8420", scheme: str = "http", **headers: str) -> Request:
    """A request with these headers, `_` for `-`."""
    named = {"host": host, **{k.replace("_", "-"): v for k, v in headers.items()}}
    raw = [(k.lower().encode(), v.encode("latin-1")) for k, v in named.items()]
    name, _, port = host.partition(":")
    return Request(
        {
            "type": "http",
            "method": "POST",
            "path": "/review/decide",
            "query_string": b"",
            "headers": raw,
            "scheme": scheme,
            "server": (name, int(port or 80)),
        }
    )


@pytest.fixture
def access(tmp_path: Path) -> Access:
    return Access(Settings(home=tmp_path), local=True, link=True)


def code_of(call: Any, *arguments: Any, **more: Any) -> str:
    with pytest.raises(WhoholdsError) as caught:
        call(*arguments, **more)
    assert caught.value.hint
    return caught.value.code


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "http://127.0.0.1:8420"},
        {"origin": "HTTP://127.0.0.1:8420"},
        {"origin": "https://127.0.0.1:8420"},
        {"sec_fetch_site": "same-origin"},
        {"origin": "null", "sec_fetch_site": "same-origin"},
    ],
)
def test_what_a_page_of_ours_sends_is_let_through(headers: dict[str, str]) -> None:
    same_origin(request(**headers))


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"origin": "null"},
        {"origin": "http://evil.example"},
        {"origin": "http://127.0.0.1:8421"},
        {"origin": "http://127.0.0.1"},
        {"origin": "http://127.0.0.1:8420.evil.example"},
        {"origin": "http://evil.example/127.0.0.1:8420"},
        {"origin": "http://127.0.0.1:8420@evil.example"},
        {"origin": "ftp://127.0.0.1:8420"},
        {"origin": "http://evil.example", "sec_fetch_site": "same-origin"},
        {"sec_fetch_site": "same-site"},
        {"sec_fetch_site": "none"},
        {"sec_fetch_site": "cross-site"},
        {"referer": "http://127.0.0.1:8420/review"},
    ],
)
def test_what_another_page_sends_is_refused(headers: dict[str, str]) -> None:
    assert code_of(same_origin, request(**headers)) == "web.origin"


def test_the_link_is_made_for_this_machine_only(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path)
    assert Access(settings, local=False, link=True).key is None
    assert Access(settings, local=True).key is None
    one_, other = (Access(settings, local=True, link=True).key for _ in range(2))
    assert one_ and other and one_ != other and len(one_) >= 32


@given(st.text(max_size=50))
def test_no_other_link_signs_anybody_in(shown: str) -> None:
    settings = Settings(home=Path("nowhere"))
    for access in (Access(settings, local=True, link=True), Access(settings, local=True), Access(settings)):
        assert code_of(access.by_link, shown, clock.now()) == "session.link"


def test_by_the_link_a_browser_is_signed_in_under_the_name_of_the_settings(tmp_path: Path) -> None:
    access = Access(Settings(home=tmp_path, reviewer="the desk"), local=True, link=True)
    cookie = access.by_link(str(access.key), clock.now())
    found = access.session(request(cookie=f"whoholds-8420={cookie}"))
    assert (found.name, found.token_id, set(found.scopes)) == ("the desk", None, set(Scope))


def signed_in(access: Access, *scopes: Scope, days: int = 3) -> tuple[str, str, str]:
    """A session by token: cookie header, page token, token id."""
    token, text = access.tokens.create("Ana", scopes or tuple(Scope), days, clock.now())
    cookie = access.by_token(text, clock.now())
    session = access.sessions.find(cookie, clock.now())
    assert session
    return f"whoholds-8420={cookie}", session.page_token, token.id


def form(page_token: str) -> dict[str, list[str]]:
    return fields_of(urlencode({"page_token": page_token}).encode())


def test_a_form_needs_the_cookie_the_origin_and_the_page_token(access: Access) -> None:
    cookie, page_token, _ = signed_in(access)
    ours = "http://127.0.0.1:8420"
    assert access.form(request(cookie=cookie, origin=ours), form(page_token)).name == "Ana"
    assert code_of(access.form, request(origin=ours), form(page_token)) == "session.none"
    assert code_of(access.form, request(cookie=cookie), form(page_token)) == "web.origin"
    assert code_of(access.form, request(cookie=cookie, origin="http://evil.example"), form(page_token)) == "web.origin"
    assert code_of(access.form, request(cookie=cookie, origin=ours), {}) == "web.page_token"
    other = signed_in(access)[1]
    assert code_of(access.form, request(cookie=cookie, origin=ours), form(other)) == "web.page_token"


def test_a_token_that_is_revoked_ends_the_sessions_that_began_with_it(access: Access) -> None:
    cookie, _, id = signed_in(access)
    assert access.session(request(cookie=cookie))
    access.tokens.revoke(id, clock.now())
    assert code_of(access.session, request(cookie=cookie)) == "token.revoked"


def test_a_session_lasts_no_longer_than_its_token(access: Access) -> None:
    token, text = access.tokens.create("Ana", tuple(Scope), 1, clock.now() - timedelta(hours=23))
    cookie = access.by_token(text, clock.now())
    found = access.sessions.find(cookie, clock.now())
    assert found and found.ends == token.expires


def test_a_token_that_may_only_add_signs_nobody_in(access: Access) -> None:
    _, text = access.tokens.create("Ana", [Scope.ADD], 3, clock.now())
    assert code_of(access.by_token, text, clock.now()) == "token.scope"


def test_who_has_no_name_signs_nothing(access: Access) -> None:
    cookie = access.by_link(str(access.key), clock.now())
    session = access.sessions.find(cookie, clock.now())
    assert session
    asked = request(cookie=f"whoholds-8420={cookie}", origin="http://127.0.0.1:8420")
    assert code_of(access.form, asked, form(session.page_token)) == "session.unnamed"
    assert access.form(asked, form(session.page_token), named=False) == session


def test_the_cookie_is_for_pages_of_ours_alone(access: Access) -> None:
    plain = access.keep(request(), Response(), "value").headers["set-cookie"]
    assert plain.startswith("whoholds-8420=value;")
    for part in ("HttpOnly", "SameSite=strict", "Path=/review", "Max-Age=43200"):
        assert part in plain
    assert "Secure" not in plain and "Domain" not in plain
    assert "Secure" in access.keep(request("map.example", "https"), Response(), "value").headers["set-cookie"]


def test_each_server_of_a_machine_has_its_own_cookie() -> None:
    assert cookie_name(request("127.0.0.1:8420")) != cookie_name(request("127.0.0.1:8421"))


def test_who_signs_out_is_forgotten(access: Access) -> None:
    cookie, _, _ = signed_in(access)
    answer = access.forget(request(cookie=cookie), Response())
    assert "Max-Age=0" in answer.headers["set-cookie"]
    assert code_of(access.session, request(cookie=cookie)) == "session.none"


def test_a_form_is_read_and_nonsense_is_not() -> None:
    fields = fields_of(b"a=1&a=2&b=%C3%A9+e&empty=")
    assert fields["a"] == ["1", "2"] and one(fields, "a") == "2"
    assert one(fields, "b") == "é e" and one(fields, "empty") == one(fields, "none") == ""
    for wrong in (b"\xff\xfe", b"a=%ff", b"&".join(b"a=1" for _ in range(500))):
        with pytest.raises(UsageError):
            fields_of(wrong)


def test_beyond_this_machine_names_are_for_who_shows_a_token(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path)
    Access(settings, local=True).reader(request())
    with pytest.raises(AccessDenied):
        Access(settings).reader(request())
