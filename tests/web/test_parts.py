from __future__ import annotations

from datetime import UTC, datetime

import pytest
from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st

from tests.web.samples import corpus
from whoholds.errors import UsageError
from whoholds.settings import Settings
from whoholds.web import asked, context, language
from whoholds.web.app import create_app
from whoholds.web.desk import Desk, Kept
from whoholds.web.security import HEADERS, is_loopback, style_hash
from whoholds.web.server import address_of, listen

# language


@pytest.mark.parametrize(
    ("asked_for", "accept", "chosen"),
    [
        ("fr", "en", "fr"),
        ("de", "fr", "fr"),
        (None, None, "en"),
        (None, "de,es", "en"),
        (None, "fr;q=0.4, en;q=0.9", "en"),
        (None, "en;q=0.1,fr-CA", "fr"),
        (None, "fr;q=nonsense", "en"),
    ],
)
def test_the_language_that_a_reader_gets(asked_for: str | None, accept: str | None, chosen: str) -> None:
    assert language.choose(asked_for, accept) == chosen


@given(st.text() | st.none(), st.text() | st.none())
def test_any_header_gives_a_language(asked_for: str | None, accept: str | None) -> None:
    assert language.choose(asked_for, accept) in ("en", "fr")


# what an address asks for


def test_instants_of_an_address() -> None:
    assert asked.instant("2024-12-07") == datetime(2024, 12, 7, 23, 59, 59, tzinfo=UTC)
    assert asked.instant("2024-12-07T18:00") == datetime(2024, 12, 7, 18, tzinfo=UTC)
    assert asked.instant("2024-12-07T18:00 02:00") == datetime(2024, 12, 7, 16, tzinfo=UTC)
    assert asked.instant("") is None


@given(st.text(min_size=1, max_size=30))
def test_what_is_no_day_is_refused_and_nothing_else_happens(text: str) -> None:
    for read in (asked.day, asked.instant):
        try:
            read(text)
        except UsageError as error:
            assert error.hint


def test_links_leave_out_what_was_not_asked_for() -> None:
    view = asked.Asked(None, None, "en")
    assert view.link("/place/x") == "/place/x"
    assert view.link("/", on="2024-12-07", sort=None) == "/?on=2024-12-07"


# quotes in their paragraph


def test_a_quote_stands_in_its_own_paragraph() -> None:
    report, claims = corpus()[0]
    found = context.quoted(report, claims[1])
    assert found.before + found.quote + found.after == report.text.split("\n\n")[1]
    assert found.quote == claims[1].quote


def test_long_paragraphs_are_cut_at_a_word_on_both_sides() -> None:
    report, claims = corpus()[0]
    found = context.quoted(report, claims[3], around=10)
    assert found.cut_after
    assert not found.cut_before
    assert not found.after.endswith("cit")
    assert claims[3].quote + found.after in report.text


@given(
    st.text(min_size=1, max_size=60),
    st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=8),
)
def test_marking_changes_no_character(text: str, raw: list[tuple[int, int]]) -> None:
    spans = [(a, b, i) for i, (a, b) in enumerate(raw, 1)]
    found = context.pieces(text, 0, len(text), spans)
    assert "".join(p.text for p in found) == text
    begun = [n for p in found for n in p.first]
    assert len(begun) == len(set(begun))
    for i, (a, b) in enumerate(raw, 1):
        marked = "".join(p.text for p in found if i in p.claims)
        assert marked == text[a:b]


def test_every_block_is_shown_once() -> None:
    for report, claims in corpus():
        found = context.paragraphs(report, claims)
        assert "\n\n".join("".join(p.text for p in block.pieces) for block in found) == report.text


# keeping answers


def test_kept_answers_are_made_once_and_the_oldest_go() -> None:
    kept, made = Kept(2), []

    def make(name: str) -> str:
        made.append(name)
        return name

    for name in ("a", "b", "a", "c", "a", "b"):
        assert kept.get(name, lambda name=name: make(name)) == name  # type: ignore[misc]
    assert made == ["a", "b", "c", "b"]


def test_a_board_is_made_once_until_the_ledger_grows(desk: Desk) -> None:
    assert desk.board() is desk.board()
    assert desk.board() is not desk.board(desk.board().first)


# safety


def test_every_answer_has_the_headers(page: TestClient) -> None:
    for address in ("/", "/static/app.js", "/static/app.css", "/map.css", "/healthz", "/api/control", "/nowhere"):
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


# serving


def test_a_free_port_is_found_and_a_taken_one_refused() -> None:
    with listen("127.0.0.1", 0) as found:
        port = found.getsockname()[1]
        assert address_of("127.0.0.1", found) == f"http://127.0.0.1:{port}/"
        assert address_of("0.0.0.0", found) == f"http://127.0.0.1:{port}/"
        with pytest.raises(UsageError) as caught:
            listen("127.0.0.1", port)
        assert caught.value.code == "serve.address"


def test_an_empty_ledger_gets_a_page_that_says_what_to_do(tmp_path: object) -> None:
    from whoholds.ledger import Ledger

    settings = Settings(home=tmp_path)  # type: ignore[arg-type]
    Ledger.open(settings.ledger_path, blobs=settings.blobs_path).close()
    with TestClient(create_app(Desk.open(settings)), headers={"accept": "text/html"}) as client:
        assert "whoholds add" in client.get("/").text
        assert client.get("/map.css").status_code == 200
        assert client.get("/api/control", headers={"accept": "*/*"}).status_code == 404
