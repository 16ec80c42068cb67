"""The only reader of the wall clock. Everything else is handed an instant, so that a run can be repeated."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime

Clock = Callable[[], datetime]
FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2099, 12, 31)
"""Days that can be asked for: far enough from the calendar's ends that a week more or less is still a day."""


def now() -> datetime:
    """This instant, aware, in UTC."""
    return datetime.now(UTC)
