from __future__ import annotations

import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from whoholds import clock
from whoholds.web.tokens import Tokens

Cli = Callable[..., Any]


def test_a_token_is_shown_once_and_listed_without_its_secret(cli: Cli, home: Path) -> None:
    made = cli("tokens", "create", "Ana", "--scope", "review,add", "--days", 7, "--json").json
    assert made["scopes"] == ["review", "add"] and made["state"] == "good"
    assert stat.S_IMODE((home / "tokens.sqlite").stat().st_mode) == 0o600
    listed = cli("tokens", "list", "--json")
    assert [t["id"] for t in listed.json] == [made["id"]] and made["token"] not in listed.out
    assert made["token"].split("_", 2)[2] not in cli("tokens", "list").out
    used = Tokens(home / "tokens.sqlite").check(made["token"], clock.now())
    assert used.name == "Ana"
    assert cli("tokens", "list", "--json").json[0]["last_used"] is not None


def test_for_a_person_the_token_alone_is_on_standard_output(cli: Cli, home: Path) -> None:
    ran = cli("tokens", "create", "Ana", "--scope", "add")
    assert ran.code == 0
    assert ran.out.startswith("wh_") and len(ran.out.split()) == 1
    assert "this once" in ran.err and "never used" in cli("tokens", "list").out


def test_a_revoked_token_says_so(cli: Cli, home: Path) -> None:
    made = cli("tokens", "create", "Ana", "--scope", "add", "--json").json
    assert cli("tokens", "revoke", "Ana", "--json").json["state"] == "revoked"
    assert "revoked" in cli("tokens", "list").out
    assert cli("tokens", "revoke", made["id"]).code == 0
    assert cli("tokens", "revoke", "Ana").code == 1


@pytest.mark.parametrize(
    "arguments",
    [
        ("Ana", "--scope", "all"),
        ("Ana", "--scope", ""),
        ("Ana", "--scope", "add", "--days", "0"),
        ("Ana", "--scope", "add", "--days", "4000"),
        ("Ana",),
        ("a\nb", "--scope", "add"),
    ],
)
def test_what_makes_no_sense_is_refused_and_nothing_is_kept(cli: Cli, home: Path, arguments: tuple[str, ...]) -> None:
    assert cli("tokens", "create", *arguments).code == 2
    assert cli("tokens", "list", "--json").json == []


def test_how_long_a_token_lives_is_a_setting(cli: Cli, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WHOHOLDS_WEB__TOKEN_DAYS", "2")
    monkeypatch.setenv("WHOHOLDS_WEB__MAX_TOKEN_DAYS", "3")
    made = cli("tokens", "create", "Ana", "--scope", "add", "--json").json
    assert made["expires"][:10] > made["created"][:10]
    assert cli("tokens", "create", "Ana", "--scope", "add", "--days", 4).code == 2
    assert cli("tokens", "create", "Ana", "--scope", "add", "--days", 3).code == 0


def test_without_any_it_says_so(cli: Cli, home: Path) -> None:
    assert "no token" in cli("tokens", "list").out
