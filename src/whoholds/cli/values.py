"""Words on the command line as values: days, instants, members of an enumeration."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from enum import Enum
from typing import TypeVar

from whoholds.errors import UsageError

E = TypeVar("E", bound=Enum)


def day(text: str | None, option: str) -> date | None:
    """A day as `2024-12-07`; None where the option was not given.

    Raises:
        UsageError: it is no day.
    """
    if text is None:
        return None
    try:
        return date.fromisoformat(text.strip())
    except ValueError as error:
        raise UsageError("usage.day", f"{option}: not a day", hint="write it as 2024-12-07", subject=text) from error


def instant(text: str | None, option: str) -> datetime | None:
    """A time such as `2024-12-07T18:00` (UTC unless it names a zone), or a day, which means its end.

    Raises:
        UsageError: it is neither.
    """
    if text is None:
        return None
    text = text.strip()
    try:
        if len(text) <= len("2024-12-07"):
            return datetime.combine(date.fromisoformat(text), time.max, UTC)
        given = datetime.fromisoformat(text)
    except ValueError as error:
        raise UsageError(
            "usage.time", f"{option}: not a time", hint="write it as 2024-12-07 or 2024-12-07T18:00Z", subject=text
        ) from error
    return given.astimezone(UTC) if given.tzinfo else given.replace(tzinfo=UTC)


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
