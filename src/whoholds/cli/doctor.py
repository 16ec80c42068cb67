"""`whoholds doctor`: is everything here that the other commands need?"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from pathlib import Path

    from whoholds.settings import Settings

OK, WARNING, PROBLEM = "ok", "warning", "problem"
MARKS = {OK: "✓", WARNING: "!", PROBLEM: "✗"}
OLDEST_PYTHON = (3, 11)
BUILD = "run `whoholds places build`"


@dataclass(frozen=True, slots=True)
class Check:
    """What one check found. `status` is "ok", "warning" (it works, but) or "problem"."""

    name: str
    status: str
    message: str
    hint: str = ""


def check_python() -> Check:
    """The interpreter's version."""
    import platform
    import sys

    found = platform.python_version()
    if sys.version_info < OLDEST_PYTHON:
        return Check("python", PROBLEM, f"Python {found}", "install Python 3.11 or newer")
    return Check("python", OK, f"Python {found}")


def check_sqlite() -> Check:
    """The SQLite library under the ledger."""
    from whoholds.errors import SetupError
    from whoholds.ledger.driver import choose

    try:
        found = choose()
    except SetupError as error:
        return Check("sqlite", PROBLEM, error.message, error.hint)
    if found.warning:
        return Check("sqlite", WARNING, found.warning, "pip install 'pysqlite3>=0.6.1'")
    return Check("sqlite", OK, f"{found.name}, write-ahead log safe")


def check_models() -> Iterator[Check]:
    """The language models: there, and made for the spaCy that is installed."""
    from importlib.metadata import PackageNotFoundError, version

    from whoholds.reading.languages import known

    engine = version("spacy")
    for language, brought in known().items():
        name = brought.package
        try:
            found = version(name)
        except PackageNotFoundError:
            hint = "run `make demo`, or pip install --require-hashes -r requirements.lock"
            yield Check(f"model {language}", PROBLEM, f"{name} is not installed", hint)
            continue
        if found.split(".")[:2] != engine.split(".")[:2]:
            message = f"{name} {found} is not made for spaCy {engine}"
            yield Check(f"model {language}", PROBLEM, message, "install both from requirements.lock")
        else:
            yield Check(f"model {language}", OK, f"{name} {found} on spaCy {engine}")


def check_gazetteer(path: Path) -> Check:
    """The compiled gazetteer: there, readable, and made from the data that is installed now."""
    from whoholds.errors import WhoholdsError
    from whoholds.reference.build import digest_of_inputs
    from whoholds.reference.gazetteer import Gazetteer

    try:
        with Gazetteer.open(path) as gazetteer:
            facts = gazetteer.meta
            known = gazetteer.search("Damascus", limit=1)
    except WhoholdsError as error:
        return Check("gazetteer", PROBLEM, error.message, error.hint)
    if not known:
        return Check("gazetteer", PROBLEM, f"{path} does not know Damascus", BUILD)
    if facts.get("digest") != digest_of_inputs():
        return Check("gazetteer", WARNING, f"{path} was made from other data than is installed now", BUILD)
    return Check("gazetteer", OK, f"{path}, {int(facts['places']):,} places")


def check_ledger(settings: Settings) -> Check:
    """The ledger: readable, or not begun."""
    from whoholds.errors import WhoholdsError
    from whoholds.ledger import Ledger

    path = settings.ledger_path
    if not path.exists():
        return Check("ledger", OK, f"none yet at {path}; `whoholds add` begins it")
    try:
        with Ledger.open(path, blobs=settings.blobs_path, read_only=True) as ledger:
            count = sum(1 for _ in ledger.reports())
    except WhoholdsError as error:
        return Check("ledger", PROBLEM, error.message, error.hint)
    return Check("ledger", OK, f"{path}, {count} {'report' if count == 1 else 'reports'}")


def check_space(settings: Settings) -> Check:
    """Free space where things are kept."""
    import shutil

    place = settings.home
    while not place.exists():
        place = place.parent
    free = shutil.disk_usage(place).free
    message = f"{free / 1e9:.1f} GB free at {settings.home}"
    if free < settings.min_free_bytes:
        return Check("disk", PROBLEM, message, "make room, or set WHOHOLDS_HOME to another disk")
    return Check("disk", OK, message)


def check_second_reader(settings: Settings) -> Check:
    """The model that is set up as a second reader: its client, its address, its key. Nothing is sent."""
    import os
    from importlib.util import find_spec

    from whoholds.asking.server import where_to

    host, here = where_to(settings.model)
    if find_spec("openai") is None:
        hint = "pip install 'whoholds[model]'"
        return Check("second reader", PROBLEM, "the client for language models is not installed", hint)
    key = "with" if os.environ.get(settings.model.key_variable) else "without"
    place = "this machine" if here else host
    return Check("second reader", OK, f"{settings.model.name} at {place}, {key} a key; asked only with --reader")


def sqlite_error() -> type[Exception]:
    """What the SQLite library raises on a damaged file."""
    from whoholds.ledger.driver import choose

    found: type[Exception] = choose().module.Error
    return found


def checks(settings: Settings) -> Iterator[Check]:
    """Every check, in order; one that breaks on something unforeseen is itself a problem and the others go on."""
    from whoholds.errors import WhoholdsError

    yield check_python()
    yield check_sqlite()
    yield from check_models()
    rest: list[tuple[str, Callable[[], Check]]] = [
        ("gazetteer", lambda: check_gazetteer(settings.gazetteer_path)),
        ("ledger", lambda: check_ledger(settings)),
        ("disk", lambda: check_space(settings)),
    ]
    if settings.model.base_url or settings.model.name:
        rest.append(("second reader", lambda: check_second_reader(settings)))
    for name, check in rest:
        try:
            yield check()
        except (OSError, WhoholdsError, sqlite_error()) as error:
            yield Check(name, PROBLEM, str(error), getattr(error, "hint", ""))


def doctor(as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False) -> None:
    """Check the installation: Python, SQLite, models, gazetteer, ledger, disk. Exit code 1 if something is wrong."""
    from whoholds.settings import load

    found = []
    for check in checks(load()):
        found.append(check)
        if not as_json:
            typer.echo(f"  {MARKS[check.status]} {check.name}: {check.message}")
            if check.hint:
                typer.echo(f"      hint: {check.hint}")
    healthy = all(check.status != PROBLEM for check in found)
    if as_json:
        typer.echo(json.dumps({"ok": healthy, "checks": [asdict(check) for check in found]}, ensure_ascii=False))
    if not healthy:
        raise typer.Exit(1)
