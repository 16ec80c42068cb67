from __future__ import annotations

import contextlib
import io
import json
import subprocess
import sys
from collections.abc import Callable
from typing import Annotated

import pytest
import typer
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import Ran
from whoholds import errors
from whoholds.cli import main

Cli = Callable[..., Ran]


def with_command(command: Callable[..., object]) -> Callable[..., Ran]:
    """The error handling of the real program around a command of the test's own."""
    app = typer.Typer(rich_markup_mode=None, pretty_exceptions_enable=False, add_completion=False, cls=main._Commands)
    app.callback()(lambda: None)
    app.command("try")(command)

    def run(*arguments: str) -> Ran:
        out, err = io.StringIO(), io.StringIO()
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            code = main.run(["try", *arguments], app)
        return Ran(code, out.getvalue(), err.getvalue())

    return run


def raising(error: BaseException) -> Callable[..., Ran]:
    def command(as_json: Annotated[bool, typer.Option("--json")] = False) -> None:
        raise error

    return with_command(command)


CLASSES = [
    errors.WhoholdsError,
    errors.UsageError,
    errors.InputRefused,
    errors.NotFound,
    errors.DataError,
    errors.SetupError,
    errors.StorageError,
    errors.NetworkError,
]
words = st.text(st.characters(categories=("L", "N", "P", "Zs")), min_size=1)


@pytest.mark.parametrize("name", main.COMMANDS)
def test_every_command_is_registered_and_has_help_and_json(cli: Cli, name: str) -> None:
    ran = cli(name, "--help")
    assert ran.code == 0
    assert f"Usage: whoholds {name}" in ran.out
    if name != "serve":
        group = "COMMAND [ARGS]" in ran.out
        assert group or "--json" in ran.out


def test_help_lists_the_commands_in_their_order_with_a_sentence_each(cli: Cli) -> None:
    ran = cli("--help")
    listed = [line.split() for line in ran.out.partition("Commands:")[2].splitlines() if line.strip()]
    assert [line[0] for line in listed if line[0] in main.COMMANDS] == list(main.COMMANDS)
    assert all(len(line) > 2 for line in listed)


def test_version_is_one_line(cli: Cli) -> None:
    ran = cli("--version")
    assert ran.code == 0
    assert ran.out.startswith("whoholds 0.")
    assert ran.out.count("\n") == 1


def test_without_arguments_it_shows_help_and_says_usage(cli: Cli) -> None:
    ran = cli()
    assert ran.code == 2
    assert "Usage: whoholds" in ran.out + ran.err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["nonsense"], "no such command"),
        (["who"], "missing argument"),
        (["claims", "--nonsense"], "no such option"),
        (["claims", "--limit", "many"], "valid integer"),
    ],
)
def test_a_usage_error_says_what_and_where_to_look(cli: Cli, arguments: list[str], said: str) -> None:
    ran = cli(*arguments)
    assert ran.code == 2
    assert ran.out == ""
    first, second = ran.err.splitlines()[0], ran.err.splitlines()[-1]
    assert first.startswith("whoholds: ")
    assert said in ran.err.lower()
    assert "[usage.arguments]" in ran.err
    assert second.startswith("  hint: see whoholds ")


def test_a_usage_error_as_json(cli: Cli) -> None:
    ran = cli("nonsense", "--json")
    assert ran.code == 2
    assert json.loads(ran.err)["error"]["code"] == "usage.arguments"


@pytest.mark.parametrize("kind", CLASSES)
def test_an_error_of_the_tree_sets_the_exit_code(kind: type[errors.WhoholdsError]) -> None:
    ran = raising(kind("some.code", "it went wrong", hint="do this", subject="report.txt"))()
    assert ran.code == kind.exit_code
    assert ran.err == "whoholds: report.txt: it went wrong [some.code]\n  hint: do this\n"
    assert ran.out == ""


def test_without_hint_and_subject_it_is_one_line() -> None:
    assert (
        raising(errors.NotFound("place.unknown", "no such place"))().err == "whoholds: no such place [place.unknown]\n"
    )


def test_a_subject_that_the_message_names_is_not_said_twice() -> None:
    ran = raising(errors.NotFound("place.unknown", "no place is called Hamah", subject="Hamah"))()
    assert ran.err.count("Hamah") == 1


@given(message=words, hint=words, subject=words, kind=st.sampled_from(CLASSES))
def test_json_errors_carry_everything_and_leave_standard_output_alone(
    message: str, hint: str, subject: str, kind: type[errors.WhoholdsError]
) -> None:
    error = kind("some.code", message, hint=hint, subject=subject)
    ran = raising(error)("--json")
    assert json.loads(ran.err) == {"error": error.as_dict()}
    assert (ran.code, ran.out) == (kind.exit_code, "")


def test_a_missing_file_is_a_storage_error() -> None:
    ran = raising(FileNotFoundError(2, "No such file or directory", "map.svg"))()
    assert ran.code == 4
    assert ran.err == "whoholds: map.svg: no such file or directory [storage.system]\n"


def test_the_keyboard_interrupts_quietly() -> None:
    ran = raising(KeyboardInterrupt())()
    assert (ran.code, ran.out) == (130, "")
    assert "Traceback" not in ran.err


def test_an_exit_code_of_a_command_is_kept() -> None:
    assert raising(typer.Exit(3))().code == 3
    assert raising(typer.Exit(0))().code == 0


def test_a_fault_of_ours_is_not_hidden() -> None:
    with pytest.raises(ZeroDivisionError):
        raising(ZeroDivisionError("a fault"))()


def test_what_a_command_returns_is_no_exit_code_unless_it_is_a_number() -> None:
    assert with_command(lambda: True)().code == 0
    assert with_command(lambda: "text")().code == 0
    assert with_command(lambda: 1)().code == 1


@pytest.mark.parametrize("arguments", [["--help"], ["doctor", "--help"], ["--version"]])
def test_a_reader_that_goes_away_ends_it_quietly(arguments: list[str]) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "whoholds", *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        said = process.stderr.read()
        process.wait()
    assert process.returncode in (0, 141)  # 0 where all was written before the pipe closed
    assert said == b""
