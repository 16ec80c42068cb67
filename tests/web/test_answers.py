from __future__ import annotations

import pytest
from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st

from tests.web.samples import HAMA, corpus
from whoholds.web.answers import matches

ADDRESSES = [
    "/",
    f"/place/{HAMA.id}",
    f"/report/{corpus()[0][0].id}",
    "/map.svg",
    "/map.css",
    "/static/app/main.js",
    "/static/app.css",
    "/static/icon.svg",
    "/healthz",
    "/api/control",
    "/api/control.csv",
    "/api/control.geojson",
    "/api/claims",
    "/api/claims.csv",
    "/api/openapi.json",
]
tags = st.text("abcdef0123456789", min_size=1, max_size=32)


@pytest.mark.parametrize("address", ADDRESSES)
def test_head_is_get_without_its_body(page: TestClient, address: str) -> None:
    got, head = page.get(address), page.head(address)
    assert head.status_code == got.status_code == 200
    assert head.content == b""
    for name in ("content-type", "etag", "cache-control", "content-security-policy"):
        assert head.headers.get(name) == got.headers.get(name), name


@pytest.mark.parametrize("address", ADDRESSES)
def test_what_has_not_changed_is_not_sent_again(page: TestClient, address: str) -> None:
    tag = page.get(address).headers["etag"]
    again = page.get(address, headers={"if-none-match": tag})
    assert again.status_code == 304
    assert again.content == b""
    assert again.headers["etag"] == tag
    assert "content-security-policy" in again.headers
    assert "content-type" not in again.headers or address.startswith("/static/")


@pytest.mark.parametrize("address", ["/", "/api/control", "/map.svg"])
def test_another_tag_gets_the_whole_answer(page: TestClient, address: str) -> None:
    whole = page.get(address)
    for known in ('"other"', 'W/"other"', "other", ""):
        again = page.get(address, headers={"if-none-match": known})
        assert again.status_code == 200
        assert again.content == whole.content


def test_another_day_or_language_has_another_tag(page: TestClient) -> None:
    found = {page.get(f"/?{query}").headers["etag"] for query in ("", "lang=fr", "on=2024-12-04", "sort=-place")}
    assert len(found) == 4


def test_the_same_answer_has_the_same_tag_compressed_or_not(page: TestClient) -> None:
    found = {page.get("/", headers={"accept-encoding": coding}).headers["etag"] for coding in ("gzip", "identity")}
    assert len(found) == 1
    assert found.pop().startswith('W/"')


def test_everything_is_asked_for_again_each_time(page: TestClient) -> None:
    for address in ADDRESSES:
        assert page.get(address).headers["cache-control"] == "no-cache", address


@pytest.mark.parametrize("address", ["/nowhere", "/api/control?on=never", "/place/gn:1"])
def test_an_error_is_never_answered_by_not_modified(page: TestClient, address: str) -> None:
    answer = page.get(address, headers={"if-none-match": "*"})
    assert answer.status_code in (400, 404)
    assert "etag" not in answer.headers
    assert answer.content


def test_head_of_an_error_is_that_error_without_a_body(page: TestClient) -> None:
    answer = page.head("/place/gn:1")
    assert answer.status_code == 404
    assert answer.content == b""


@pytest.mark.parametrize(
    ("known", "same"),
    [
        ('"a"', True),
        ('W/"a"', True),
        ('"b", "a"', True),
        ('"b" , W/"a"', True),
        ("*", True),
        ('"b"', False),
        ("a", False),
        ("", False),
        (",,", False),
    ],
)
def test_tags_are_compared_weakly(known: str, same: bool) -> None:
    assert matches(known, 'W/"a"') is same
    assert matches(known, '"a"') is same


@given(st.lists(tags), tags)
def test_a_tag_is_found_in_any_list_that_names_it(others: list[str], tag: str) -> None:
    listed = ", ".join(f'"{one}"' for one in others)
    assert matches(listed, f'W/"{tag}"') is (tag in others)


@given(st.text(max_size=60))
def test_no_header_breaks_the_comparison(known: str) -> None:
    assert matches(known, '"tag"') in (True, False)
