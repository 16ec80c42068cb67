"""What every command keeps to: help, JSON, exit codes, plain text in a pipe, and no fright at hostile arguments."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.conftest import Ran, run_command
from tests.web.samples import HAMA, fill
from whoholds.cli import main
from whoholds.settings import Settings

Cli = Callable[..., Ran]
ESCAPE = re.compile("\x1b\\[")
GROUPS = {
    "places": ("search", "show", "resolve", "build"),
    "actors": ("search", "show", "theatres", "check", "mentions"),
    "viewpoints": ("list", "show", "save", "compare"),
    "control": ("fit", "show", "reset"),
    "review": ("list", "decide", "undo", "log"),
    "tokens": ("create", "list", "revoke"),
}
EVERY = [(name,) for name in main.COMMANDS] + [(group, sub) for group, subs in GROUPS.items() for sub in subs]
READING = [
    ("claims",),
    ("claims", "--place", "Hama"),
    ("who", "Hama"),
    ("explain", "Hama"),
    ("export",),
    ("export", "--format", "csv", "--what", "claims"),
    ("verify",),
    ("review", "list"),
    ("control", "show"),
    ("control", "fit", "--dry-run"),
    ("viewpoints", "list"),
    ("viewpoints", "compare", "neutral", "all"),
    ("actors", "theatres"),
    ("actors", "search", "army"),
]


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder: Path = tmp_path_factory.mktemp("contract")
    fill(Settings(home=folder))
    return folder


@pytest.fixture(autouse=True)
def here(sample: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WHOHOLDS_HOME", str(sample))


def in_shell(*arguments: str, home: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """The program as a process of its own, with its output in a pipe."""
    return subprocess.run(
        [sys.executable, "-m", "whoholds", *arguments],
        env={**os.environ, "WHOHOLDS_HOME": str(home), **environment},
        capture_output=True,
        text=True,
        check=False,
    )


# help


@pytest.mark.parametrize("command", EVERY, ids=" ".join)
def test_help_is_for_people_and_on_standard_output(command: tuple[str, ...]) -> None:
    ran = run_command(*command, "--help")
    assert ran.code == 0
    assert ran.err == ""
    assert ran.out.startswith(f"Usage: whoholds {' '.join(command)}")
    assert not ESCAPE.search(ran.out)
    assert all(len(line) <= 100 for line in ran.out.splitlines())
    assert "Traceback" not in ran.out


@pytest.mark.parametrize("command", EVERY, ids=" ".join)
def test_every_option_says_what_it_is_for(command: tuple[str, ...]) -> None:
    listed = run_command(*command, "--help").out.partition("Options:")[2]
    text = re.sub(r"\n {10,}", "  ", listed)
    for line in text.splitlines():
        if re.match(r"  -", line):
            assert re.search(r"\S {2,}\S", line.strip()), line


@pytest.mark.parametrize("group", GROUPS)
def test_a_group_lists_its_commands(group: str) -> None:
    listed = run_command(group, "--help").out
    for sub in GROUPS[group]:
        assert re.search(rf"^  {sub} +\S", listed, re.M), sub


# answers for programs


@pytest.mark.parametrize("command", [c for c in READING if c[0] not in ("export", "claims")], ids=" ".join)
def test_json_is_one_value_and_nothing_else(command: tuple[str, ...]) -> None:
    ran = run_command(*command, "--json")
    assert ran.code == 0, ran.err
    assert ran.json
    assert not ESCAPE.search(ran.out)


def test_claims_as_json_are_a_line_each() -> None:
    rows = run_command("claims", "--json").lines
    assert len(rows) == 11
    for row in rows:
        claim = row["claim"]
        assert claim["quote"]
        assert claim["end"] - claim["start"] == len(claim["quote"])
    assert len(run_command("claims", "--json", "--limit", "3").lines) == 3


def test_who_as_json_has_what_a_program_needs() -> None:
    told = run_command("who", "Hama", "--on", "2024-12-06", "--json").json
    assert told["place"]["id"] == HAMA.id
    assert 0 < told["probability"] < 1
    for key in ("holder", "holder_name", "standing", "threatened", "since", "rule", "origins", "claims", "history"):
        assert key in told
    for claim in told["claims"]:
        assert {"id", "report_id", "stance", "quote", "log_odds", "origin", "copy"} <= set(claim)


def test_export_is_the_same_to_a_file_and_to_a_pipe(tmp_path: Path) -> None:
    for arguments in (("--format", "geojson"), ("--format", "csv"), ("--what", "claims")):
        file = tmp_path / "out"
        said = run_command("export", *arguments, "-o", file, "--json").json
        assert said["file"] == str(file)
        assert file.read_bytes().decode() == run_command("export", *arguments).out


# exit codes


@pytest.mark.parametrize(
    ("code", "arguments"),
    [
        (0, ("who", "Hama")),
        (0, ("claims", "--text", "no such words in any quote")),
        (1, ("who", "Nowhere at all")),
        (1, ("actors", "show", "nobody")),
        (1, ("map", "--theatre", "atlantis", "-o", "-")),
        (2, ("who",)),
        (2, ("who", "Hama", "--on", "yesterday")),
        (2, ("who", "Hama", "--on", "9999-12-31")),
        (2, ("explain", "Hama", "--on", "0001-01-01")),
        (2, ("claims", "--event", "picnic")),
        (2, ("claims", "--as-known", "0001-01-01T00:00+05:00")),
        (2, ("export", "--format", "xls")),
        (2, ("map", "--lang", "xx")),
        (2, ("verify", "--head", "nonsense")),
        (2, ("nonsense",)),
        (3, ("read", "no/such/file.txt")),
        (3, ("add", "no/such/file.txt")),
        (3, ("actors", "mentions", "no/such/file.txt")),
        (4, ("map", "-o", "no/such/folder/map.svg")),
        (4, ("export", "-o", "no/such/folder/out.csv")),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else str(value),
)
def test_exit_codes_are_those_of_the_manual(code: int, arguments: tuple[str, ...]) -> None:
    ran = run_command(*arguments)
    assert ran.code == code, ran.err
    if code:
        assert "Traceback" not in ran.err
        assert re.search(r"\[[a-z]+\.[a-z_]+\]", ran.err)
        told = run_command(*arguments, "--json")
        assert told.code == code


@pytest.mark.parametrize(
    "command", [("who", "Hama"), ("claims",), ("map", "-o", "-"), ("export",), ("verify",)], ids=" ".join
)
def test_without_a_ledger_it_is_storage_and_the_hint_says_what_to_do(
    command: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WHOHOLDS_HOME", str(tmp_path / "none"))
    ran = run_command(*command)
    assert ran.code == 4
    assert ran.out == ""
    assert "hint: " in ran.err
    assert json.loads(run_command(*command, "--json").err)["error"]["hint"]
    assert not (tmp_path / "none" / "ledger.sqlite").exists()


# hostile arguments

TRICKS = [
    "",
    " ",
    "\x00",
    "\x1b[31mred\x1b[0m",
    "'; DROP TABLE claims; --",
    "../../etc/passwd",
    "%s%s%n",
    "{0.__class__}",
    "[bold]markup[/bold]",
    "[/]",
    "\u202ereversed",
    "x" * 20_000,
    "-",
    "NaN",
    "*",
    "_%",
]


@pytest.mark.parametrize("trick", TRICKS, ids=lambda t: ascii(t)[:20])
@pytest.mark.parametrize("command", [("who",), ("explain",), ("actors", "search"), ("actors", "show")], ids=" ".join)
def test_a_name_that_is_a_trick_is_only_a_name(command: tuple[str, ...], trick: str) -> None:
    ran = run_command(*command, "--", trick)
    assert ran.code in (0, 1, 2)
    assert "Traceback" not in ran.err


@pytest.mark.parametrize("trick", TRICKS, ids=lambda t: ascii(t)[:20])
@pytest.mark.parametrize("option", ["--text", "--actor", "--speaker", "--place", "--report", "--event", "--since"])
def test_an_option_that_is_a_trick_finds_nothing_and_harms_nothing(option: str, trick: str) -> None:
    ran = run_command("claims", f"{option}={trick}", "--json")
    assert ran.code in (0, 1, 2)
    assert "Traceback" not in ran.err
    assert run_command("verify").code == 0


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(["--on", "--as-known", "--theatre", "--lang", "--format", "--what"]), st.text(max_size=30))
def test_no_option_of_export_breaks_it(option: str, value: str) -> None:
    ran = run_command("export", f"{option}={value}")
    assert ran.code in (0, 1, 2)
    if ran.code:
        assert ran.out == ""
        assert ran.err.startswith("whoholds: ")


def test_markup_in_a_name_is_printed_as_it_is() -> None:
    ran = run_command("who", "[bold]Nowhere[/bold]")
    assert "[bold]Nowhere[/bold]" in ran.err


# pipes and terminals


@pytest.mark.parametrize("command", READING[:4] + READING[6:7], ids=" ".join)
def test_in_a_pipe_there_is_no_colour_and_the_text_is_utf8(sample: Path, command: tuple[str, ...]) -> None:
    ran = in_shell(*command, home=sample, NO_COLOR="1", PYTHONIOENCODING="")
    assert ran.returncode == 0, ran.stderr
    assert not ESCAPE.search(ran.stdout)
    assert ran.stdout.strip()


def test_colour_is_left_out_even_where_a_terminal_is_claimed(sample: Path) -> None:
    ran = in_shell("who", "Hama", home=sample, NO_COLOR="1", TERM="xterm-256color", COLORTERM="truecolor")
    assert not re.search("\x1b\\[[0-9;]*3[0-9]m", ran.stdout)


def test_in_the_poorest_of_locales_nothing_breaks(sample: Path) -> None:
    ran = in_shell("claims", home=sample, LC_ALL="C", LANG="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0")
    assert ran.returncode == 0, ran.stderr
    assert "Traceback" not in ran.stderr


def test_a_file_whose_name_is_no_text_is_named_all_the_same(sample: Path, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / os.fsdecode(b"report-\xff.txt")).write_bytes(b"")
    ran = in_shell("read", str(folder), home=sample)
    assert "Traceback" not in ran.stderr
    assert "report-" in (ran.stdout + ran.stderr).replace("\n", "")  # lines end where the screen does
    assert ran.returncode == 3
