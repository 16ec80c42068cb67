from __future__ import annotations

import pytest
from fastapi.testclient import TestClient

from whoholds.web.app import create_app
from whoholds.web.desk import Desk
from whoholds.web.security import HEADERS, POLICY, is_loopback, style_hash


def test_every_answer_has_the_headers(page: TestClient) -> None:
    for address in ("/", "/static/app/main.js", "/static/app.css", "/map.css", "/healthz", "/api/control", "/nowhere"):
        answer = page.get(address)
        for name, value in HEADERS.items():
            assert answer.headers[name] == value, address


def test_the_policy_has_no_exceptions() -> None:
    policy = HEADERS["content-security-policy"]
    assert "unsafe" not in policy
    assert "http" not in policy
    assert policy.startswith("default-src 'none'")
    assert "frame-ancestors 'none'" in policy


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "", "localhost.evil.example:8420"])
def test_a_call_by_another_name_is_refused(desk: Desk, host: str) -> None:
    with TestClient(create_app(desk, ("localhost", "127.0.0.1"))) as client:
        answer = client.get("/", headers={"host": host})
        assert answer.status_code == 421
        assert answer.headers["content-type"] == "application/problem+json"
        assert client.get("/healthz", headers={"host": "localhost:8420"}).status_code == 200


def test_what_is_loopback() -> None:
    assert is_loopback("127.0.0.1")
    assert is_loopback("127.9.9.9")
    assert is_loopback("::1")
    assert not is_loopback("0.0.0.0")
    assert not is_loopback("192.168.1.5")


def test_a_style_is_named_by_its_hash() -> None:
    assert style_hash("") == "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="


def test_no_file_outside_static_is_served(page: TestClient) -> None:
    for path in ("/static/../app.py", "/static/%2e%2e/app.py", "/static/..%2fapp.py"):
        assert page.get(path).status_code == 404


@pytest.mark.parametrize(
    "host",
    ["localhost", "LOCALHOST:1", "127.0.0.1", "127.0.0.1:8420", "[::1]", "[::1]:8420"],
)
def test_a_call_by_its_own_name_is_answered(desk: Desk, host: str) -> None:
    with TestClient(create_app(desk, ("localhost", "127.0.0.1", "::1"))) as client:
        assert client.get("/healthz", headers={"host": host}).status_code == 200


@pytest.mark.parametrize("host", ["[::1", "[]", "localhost@evil.example", "localhost, evil.example", "::1", "0"])
def test_a_name_that_only_looks_like_it_is_refused(desk: Desk, host: str) -> None:
    with TestClient(create_app(desk, ("localhost", "127.0.0.1"))) as client:
        answer = client.get("/", headers={"host": host})
        assert answer.status_code == 421
        for name, value in HEADERS.items():
            assert answer.headers[name] == value


def test_without_a_list_of_names_any_will_do(desk: Desk) -> None:
    with TestClient(create_app(desk, None)) as client:
        assert client.get("/healthz", headers={"host": "elsewhere.example"}).status_code == 200


@pytest.mark.parametrize("method", ["GET", "HEAD", "POST"])
@pytest.mark.parametrize("address", ["/", "/api/claims.csv", "/static/app/main.js"])
def test_a_page_from_elsewhere_reads_nothing_under_its_own_name(desk: Desk, method: str, address: str) -> None:
    """DNS rebinding: the request comes to this machine, but under the other page's name."""
    with TestClient(create_app(desk, ("localhost",))) as client:
        answer = client.request(method, address, headers={"host": "evil.example", "origin": "http://evil.example"})
        assert answer.status_code == 421
        assert "access-control-allow-origin" not in answer.headers
        assert "Hama" not in answer.text


def test_no_other_origin_is_let_in(page: TestClient) -> None:
    for address in ("/", "/api/control", "/api/claims", "/static/app/main.js"):
        answer = page.get(address, headers={"origin": "https://elsewhere.example"})
        assert not [name for name in answer.headers if name.startswith("access-control-")]


def test_every_directive_of_the_policy_names_this_server_or_nobody() -> None:
    directives = {line.split()[0]: line.split()[1:] for line in POLICY.split("; ")}
    assert {"default-src", "script-src", "style-src", "connect-src", "form-action", "base-uri"} <= set(directives)
    for name, sources in directives.items():
        assert sources in (["'self'"], ["'none'"]), name
