"""Puts the commands together and turns whatever goes wrong into a message, a hint and an exit code."""

from __future__ import annotations

import contextlib
import importlib
import io
import json
import os
import sys
from collections.abc import Iterator, Sequence
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from whoholds.errors import StorageError, UsageError, WhoholdsError

COMMANDS = (
    "add",
    "read",
    "claims",
    "who",
    "explain",
    "changes",
    "viewpoints",
    "views",
    "review",
    "control",
    "map",
    "brief",
    "export",
    "serve",
    "tokens",
    "places",
    "actors",
    "frames",
    "verify",
    "doctor",
)
"""In the order of `--help`: taking in, asking, showing, reference, upkeep."""

INTERRUPTED = 130
BROKEN_PIPE = 141


@contextlib.contextmanager
def _quiet_pipe() -> Iterator[None]:
    """A reader that closes the pipe early (`| head`) ends the run without a message."""
    try:
        yield
        sys.stdout.flush()
    except BrokenPipeError as error:
        # what is still buffered must not be written, or the interpreter complains while it shuts down
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise typer.Exit(BROKEN_PIPE) from error


class _Commands(TyperGroup):
    """The group of all commands."""

    def list_commands(self, ctx: Any) -> list[str]:
        """In the order of `COMMANDS`, single ones and groups alike."""
        return [name for name in COMMANDS if name in self.commands] or super().list_commands(ctx)

    def make_context(self, *args: Any, **kwargs: Any) -> Any:
        """Parse the command line; `--help` and `--version` print from here."""
        with _quiet_pipe():
            return super().make_context(*args, **kwargs)

    def invoke(self, ctx: Any) -> Any:
        """Run the command."""
        with _quiet_pipe():
            return super().invoke(ctx)


def _version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        typer.echo(f"whoholds {version('whoholds')}")
        raise typer.Exit()


def _root(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and stop.")
    ] = False,
) -> None:
    """Reads conflict reporting and answers who holds what, since when, according to whom, and how sure one can be.

    Exit codes: 0 done, 1 a problem was found, 2 usage, 3 input refused, 4 storage, 5 network.
    """


def build() -> typer.Typer:
    """The application with every command registered."""
    app = typer.Typer(
        name="whoholds",
        cls=_Commands,
        no_args_is_help=True,
        add_completion=False,
        rich_markup_mode=None,
        context_settings={"max_content_width": 100},
        pretty_exceptions_enable=False,
    )
    app.callback()(_root)
    for name in COMMANDS:
        module = importlib.import_module(f"whoholds.cli.{name}")
        group = getattr(module, "app", None)
        if group is not None:
            app.add_typer(group, name=name)
        else:
            app.command(name)(getattr(module, name, None) or getattr(module, f"{name}_"))
    return app


def _utf8() -> None:
    """Text leaves as UTF-8 whatever the locale; what UTF-8 cannot say (a broken file name) leaves as an escape."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding=None if stream.isatty() else "utf-8", errors="backslashreplace")


def _fail(error: WhoholdsError, as_json: bool) -> int:
    """Print an error for a person, or with `--json` for a program; standard output is left to data."""
    if as_json:
        print(json.dumps({"error": error.as_dict()}, ensure_ascii=False), file=sys.stderr)
        return error.exit_code
    about = f"{error.subject}: " if error.subject and error.subject not in error.message else ""
    print(f"whoholds: {about}{error.message} [{error.code}]", file=sys.stderr)
    if error.hint:
        print(f"  hint: {error.hint}", file=sys.stderr)
    return error.exit_code


def _usage(error: Any) -> UsageError:
    """An error of the argument parser as one of ours."""
    context = getattr(error, "ctx", None)
    command = context.command_path if context else "whoholds"
    message = str(error.format_message()).rstrip(".")
    return UsageError("usage.arguments", message[:1].lower() + message[1:], hint=f"see {command} --help")


def run(arguments: Sequence[str] | None = None, app: typer.Typer | None = None) -> int:
    """Run one command line.

    Args:
        arguments: without the program's name; by default those of the process.
        app: the commands; by default all of the project's.

    Returns:
        The exit code: 0 done, 1 problem found, 2 usage, 3 input refused, 4 storage, 5 network, 130 interrupted.
    """
    given = list(sys.argv[1:] if arguments is None else arguments)
    as_json = "--json" in given
    _utf8()
    try:
        result = (app or build())(args=given, prog_name="whoholds", standalone_mode=False)
    except WhoholdsError as error:
        return _fail(error, as_json)
    except KeyboardInterrupt:
        return INTERRUPTED
    except typer.Abort:
        return INTERRUPTED
    except OSError as error:
        reason = error.strerror or str(error)
        subject = str(error.filename or "")
        return _fail(StorageError("storage.system", reason.lower(), subject=subject), as_json)
    except Exception as error:
        if not hasattr(error, "format_message"):
            raise
        if type(error).__name__ == "NoArgsIsHelpError":
            typer.echo(error.format_message())
            return UsageError.exit_code
        return _fail(_usage(error), as_json)
    return result if type(result) is int else 0
