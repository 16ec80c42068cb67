"""Tokens for writing: shown once, kept as a hash, good for what they say and as long as they say."""

from __future__ import annotations

import os
import sqlite3
import stat
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from whoholds.errors import AccessDenied, NotFound, StorageError, UsageError
from whoholds.web.tokens import MOST_NAME, Scope, Tokens, allowed, good

NOW = datetime(2026, 5, 1, 12, 30, 45, tzinfo=UTC)
LATER = NOW + timedelta(days=5)
BOTH = (Scope.ADD, Scope.REVIEW)


@pytest.fixture
def tokens(tmp_path: Path) -> Tokens:
    return Tokens(tmp_path / "deep" / "tokens.sqlite")


def refused(tokens: Tokens, shown: str, now: datetime = NOW) -> str:
    with pytest.raises(AccessDenied) as caught:
        tokens.check(shown, now)
    assert caught.value.hint
    assert "wh_" not in caught.value.subject
    return caught.value.code


def test_a_token_is_known_by_its_text_alone(tokens: Tokens) -> None:
    made, text = tokens.create("Ana B.", BOTH, 5, NOW)
    assert made.scopes == (Scope.REVIEW, Scope.ADD)
    assert made.expires - made.created == timedelta(days=5)
    found = tokens.check(f" {text}\n", NOW)
    assert (found.id, found.name) == (made.id, "Ana B.")
    assert found.last_used == NOW.replace(second=0)
    assert [t.last_used for t in tokens.all()] == [found.last_used]


def test_the_secret_is_nowhere_in_the_file_and_only_its_owner_reads_that(tokens: Tokens) -> None:
    _, text = tokens.create("Ana", BOTH, 5, NOW)
    tokens.check(text, NOW)
    held = b"".join(path.read_bytes() for path in tokens.path.parent.iterdir())
    assert text.split("_", 2)[2].encode() not in held
    assert stat.S_IMODE(tokens.path.stat().st_mode) == 0o600


def test_a_file_that_others_may_read_is_closed_to_them_when_it_is_used(tokens: Tokens) -> None:
    tokens.create("Ana", BOTH, 5, NOW)
    tokens.path.chmod(0o644)
    tokens.all()
    assert stat.S_IMODE(tokens.path.stat().st_mode) == 0o600


def test_the_file_is_private_from_its_first_moment(tokens: Tokens) -> None:
    before = os.umask(0)
    try:
        tokens.create("Ana", BOTH, 5, NOW)
    finally:
        os.umask(before)
    assert stat.S_IMODE(tokens.path.stat().st_mode) == 0o600


def test_a_wrong_secret_is_refused_as_an_unknown_token_is(tokens: Tokens) -> None:
    made, text = tokens.create("Ana", BOTH, 5, NOW)
    other = text[:-1] + ("A" if text[-1] != "A" else "B")
    assert refused(tokens, other) == "token.unknown"
    assert refused(tokens, f"wh_{'0' * 12}_{text[-43:]}") == "token.unknown"
    assert refused(tokens, made.id) == "token.unknown"
    assert tokens.all()[0].last_used is None


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=90) | st.from_regex(r"wh_[0-9a-f]{12}_[A-Za-z0-9_-]{43}", fullmatch=True))
def test_no_text_but_the_right_one_is_taken(tokens: Tokens, shown: str) -> None:
    assert refused(tokens, shown) == "token.unknown"


def test_it_ends_to_the_second(tokens: Tokens) -> None:
    made, text = tokens.create("Ana", BOTH, 5, NOW)
    assert tokens.check(text, made.expires - timedelta(seconds=1)).id == made.id
    assert refused(tokens, text, made.expires) == "token.expired"
    assert made.state(made.expires) == "expired" and made.state(NOW) == "good"
    with pytest.raises(AccessDenied, match="expired"):
        good(made, made.expires)


@pytest.mark.parametrize("by", ["id", "name"])
def test_a_revoked_token_is_refused_from_then_on(tokens: Tokens, by: str) -> None:
    made, text = tokens.create("Ana", BOTH, 5, NOW)
    ended = tokens.revoke(getattr(made, by), NOW)
    assert ended.revoked == NOW.replace(microsecond=0)
    assert refused(tokens, text) == "token.revoked"
    assert refused(tokens, text, LATER + timedelta(days=9)) == "token.revoked"
    with pytest.raises(AccessDenied) as caught:
        tokens.still_good(made.id, NOW)
    assert caught.value.code == "token.revoked"
    assert tokens.revoke(made.id, LATER) == ended, "the first end stays"


def test_a_name_that_two_tokens_bear_does_not_say_which(tokens: Tokens) -> None:
    one, _ = tokens.create("Ana", BOTH, 5, NOW)
    other, _ = tokens.create("Ana", BOTH, 5, NOW)
    with pytest.raises(UsageError) as caught:
        tokens.revoke("Ana", NOW)
    assert one.id in caught.value.hint and other.id in caught.value.hint
    tokens.revoke(one.id, NOW)
    assert tokens.revoke("Ana", NOW).id == other.id
    with pytest.raises(NotFound):
        tokens.revoke("Ana", NOW)
    with pytest.raises(NotFound):
        tokens.revoke("Nobody", NOW)


def test_a_scope_that_it_does_not_have_is_refused(tokens: Tokens) -> None:
    made, _ = tokens.create("Ana", [Scope.ADD], 5, NOW)
    assert allowed(made, Scope.ADD) is made
    with pytest.raises(AccessDenied) as caught:
        allowed(made, Scope.REVIEW)
    assert caught.value.code == "token.scope" and "--scope review" in caught.value.hint


@pytest.mark.parametrize("name", ["", "  ", "two\nlines", "\x1b[31mred", "x" * (MOST_NAME + 1), "\u202eback"])
def test_a_name_is_one_that_can_be_printed(tokens: Tokens, name: str) -> None:
    with pytest.raises(UsageError) as caught:
        tokens.create(name, BOTH, 5, NOW)
    assert caught.value.code == "token.name"
    assert tokens.all() == []


def test_a_token_for_nothing_is_not_made(tokens: Tokens) -> None:
    with pytest.raises(UsageError) as caught:
        tokens.create("Ana", [], 5, NOW)
    assert caught.value.code == "token.scopes"


def test_the_last_use_is_noted_once_a_minute(tokens: Tokens) -> None:
    _, text = tokens.create("Ana", BOTH, 5, NOW)
    first = tokens.check(text, NOW).last_used
    assert tokens.check(text, NOW + timedelta(seconds=10)).last_used == first
    assert tokens.check(text, NOW + timedelta(seconds=70)).last_used != first


def test_without_a_file_there_is_no_token_and_none_is_made_by_asking(tokens: Tokens) -> None:
    assert tokens.all() == []
    assert refused(tokens, "wh_" + "0" * 12 + "_" + "A" * 43) == "token.unknown"
    with pytest.raises(AccessDenied):
        tokens.still_good("0" * 12, NOW)
    assert not tokens.path.exists()


def test_a_file_that_is_no_database_is_a_storage_error_that_names_no_folder(tokens: Tokens) -> None:
    tokens.path.parent.mkdir()
    tokens.path.write_bytes(b"this is no database" * 200)
    with pytest.raises(StorageError) as caught:
        tokens.all()
    assert caught.value.code == "token.file" and caught.value.subject == "tokens.sqlite"


def test_tokens_made_at_once_are_all_kept(tokens: Tokens) -> None:
    tokens.create("first", BOTH, 5, NOW)
    texts: list[str] = []
    threads = [
        threading.Thread(target=lambda n=n: texts.append(tokens.create(f"t{n}", BOTH, 5, NOW)[1])) for n in range(12)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({tokens.check(text, NOW).id for text in texts}) == 12
    assert len(tokens.all()) == 13


def test_as_data_it_has_no_secret(tokens: Tokens) -> None:
    made, text = tokens.create("Ana", BOTH, 5, NOW)
    data = tokens.all()[0].data(NOW)
    assert data["id"] == made.id and data["state"] == "good" and data["scopes"] == ["review", "add"]
    assert text.split("_", 2)[2] not in str(data)
    with sqlite3.connect(tokens.path) as db:
        (kept,) = db.execute("SELECT hash FROM tokens").fetchone()
    assert kept not in str(data)
