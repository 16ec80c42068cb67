"""Words on the command line as values: days, instants, members of an enumeration."""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from enum import Enum
from typing import TYPE_CHECKING, TypeVar

from whoholds.clock import FIRST_DAY, LAST_DAY
from whoholds.errors import UsageError

if TYPE_CHECKING:
    from whoholds.model import When

E = TypeVar("E", bound=Enum)
LANGUAGES = ("en", "fr")


def day(text: str | None, option: str) -> date | None:
    """A day as `2024-12-07`; None where the option was not given.

    Raises:
        UsageError: it is no day, or lies outside the years that can be asked for.
    """
    if text is None:
        return None
    try:
        found = date.fromisoformat(text.strip())
    except ValueError as error:
        raise UsageError("usage.day", f"{option}: not a day", hint="write it as 2024-12-07", subject=text) from error
    _check(found, option, text)
    return found


def _check(found: date, option: str, text: str) -> None:
    if not FIRST_DAY <= found <= LAST_DAY:
        hint = f"from {FIRST_DAY} to {LAST_DAY}"
        raise UsageError("usage.year", f"{option}: too far from the present", hint=hint, subject=text)


def instant(text: str | None, option: str) -> datetime | None:
    """A time such as `2024-12-07T18:00` (UTC unless it names a zone), or a day, which means its end.

    Raises:
        UsageError: it is neither, or lies outside the years that can be asked for.
    """
    if text is None:
        return None
    text = text.strip()
    try:
        if len(text) <= len("2024-12-07"):
            given = datetime.combine(date.fromisoformat(text), time.max, UTC)
        else:
            given = datetime.fromisoformat(text)
    except ValueError as error:
        raise UsageError(
            "usage.time", f"{option}: not a time", hint="write it as 2024-12-07 or 2024-12-07T18:00Z", subject=text
        ) from error
    _check(given.date(), option, text)
    return given.astimezone(UTC) if given.tzinfo else given.replace(tzinfo=UTC)


def days(text: str, option: str) -> When:
    """A day, or first and last day with a slash between, as a claim's time.

    Raises:
        UsageError: it is neither, or ends before it begins.
    """
    from whoholds.reviewing import interval

    first, _, last = text.partition("/")
    start = day(first, option)
    return interval(start, day(last, option) if last else start)


def member(kind: type[E], text: str, option: str) -> E:
    """The member of an enumeration with this value, whatever its case.

    Raises:
        UsageError: there is none.
    """
    for one in kind:
        if str(one.value).lower() == text.strip().lower():
            return one
    known = ", ".join(str(one.value) for one in kind)
    raise UsageError("usage.choice", f"{option}: no such value", hint=f"one of {known}", subject=text)


def language(asked: str | None, setting: str | None, environment: Mapping[str, str] = os.environ) -> str:
    """The language to answer in: as asked, else as set, else that of the environment, else English.

    Args:
        asked: the value of `--lang`, None where it was not given.
        setting: `Settings.language`.
        environment: where LC_ALL, LC_MESSAGES and LANG are looked for, the first that is set counts (POSIX, 8.2).

    Raises:
        UsageError: what was asked is no language that answers are written in.
    """
    if asked is not None and asked.strip().lower() not in LANGUAGES:
        raise UsageError("usage.choice", "--lang: no such value", hint=f"one of {', '.join(LANGUAGES)}", subject=asked)
    if asked is not None:
        return asked.strip().lower()
    if setting is not None:
        return setting
    told = next((text for name in ("LC_ALL", "LC_MESSAGES", "LANG") if (text := environment.get(name))), "")
    spoken = told.replace("-", "_").partition("_")[0].partition(".")[0].lower()
    return spoken if spoken in LANGUAGES else LANGUAGES[0]
