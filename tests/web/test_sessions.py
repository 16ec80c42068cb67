from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from whoholds.web.sessions import Sessions
from whoholds.web.tokens import Scope

NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)
BOTH = tuple(Scope)


def test_a_session_is_found_by_its_cookie_alone() -> None:
    held = Sessions(5, 2)
    session, cookie = held.open("Ana", BOTH, None, NOW)
    assert held.find(cookie, NOW) == session
    assert held.find(session.page_token, NOW) is None
    assert held.find("", NOW) is None
    assert held.find(cookie[:-1], NOW) is None
    assert held.seconds == 7200


def test_it_ends_after_its_hours_or_with_its_token() -> None:
    held = Sessions(5, 2)
    _, long = held.open("Ana", BOTH, "t", NOW, NOW + timedelta(days=3))
    _, short = held.open("Ana", BOTH, "t", NOW, NOW + timedelta(hours=1))
    assert held.find(long, NOW + timedelta(minutes=119)) and not held.find(long, NOW + timedelta(hours=2))
    assert held.find(short, NOW + timedelta(minutes=59)) and not held.find(short, NOW + timedelta(hours=1))
    assert held.find(short, NOW) is None, "what has ended does not begin again"


def test_one_too_many_ends_the_oldest() -> None:
    held = Sessions(2, 2)
    cookies = [held.open(name, BOTH, None, NOW)[1] for name in "abc"]
    assert [bool(held.find(cookie, NOW)) for cookie in cookies] == [False, True, True]


def test_who_signs_out_is_out_and_the_others_are_not() -> None:
    held = Sessions(5, 2)
    cookies = [held.open(name, BOTH, None, NOW)[1] for name in "ab"]
    held.close(cookies[0])
    held.close("none")
    assert [bool(held.find(cookie, NOW)) for cookie in cookies] == [False, True]


def test_a_name_can_be_said_later() -> None:
    held = Sessions(5, 2)
    _, cookie = held.open("", BOTH, None, NOW)
    held.name(cookie, "Ana")
    held.name("none", "Eve")
    found = held.find(cookie, NOW)
    assert found and found.name == "Ana"


@given(st.text(max_size=60))
def test_no_other_page_token_is_taken(shown: str) -> None:
    session, _ = Sessions(5, 2).open("Ana", BOTH, None, NOW)
    assert session.is_ours(session.page_token)
    assert not session.is_ours(shown)


def test_no_two_are_alike() -> None:
    held = Sessions(500, 2)
    made = [held.open("Ana", BOTH, None, NOW) for _ in range(100)]
    assert len({cookie for _, cookie in made}) == len({session.page_token for session, _ in made}) == 100
    assert all(len(cookie) > 40 for _, cookie in made)
