"""Published times, strictly: a date that is not certain is unknown, never guessed and never today.

Understood: ISO 8601 / RFC 3339 dates and instants, RFC 5322 dates as in mail and feeds, and days with the month in
words in French and English. `07/12/2024` is July or December depending on who writes it, so it stays unknown.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

_ISO = re.compile(
    r"(?P<day>\d{4}-\d{2}-\d{2})"
    r"(?:[Tt ](?P<time>\d{2}:\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?)\s?(?P<zone>[Zz]|UTC|GMT|[+-]\d{2}:?\d{2})?)?"
)
_RFC5322 = re.compile(
    r"(?:[A-Z][a-z]{2},\s)?\d{1,2}\s[A-Z][a-z]{2}\s\d{4}\s\d{2}:\d{2}(?::\d{2})?\s(?:[A-Z]{2,4}|[+-]\d{4})"
)
_WORDS = re.compile(
    r"(?:(?P<d1>\d{1,2})(?:er|st|nd|rd|th)?\s(?:of\s)?(?P<m1>[a-z]+\.?)|(?P<m2>[a-z]+\.?)\s(?P<d2>\d{1,2})(?:st|nd|rd|th)?),?"
    r"\s(?P<year>\d{4})"
)
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan janvier janv",
            "february feb fevrier fevr",
            "march mar mars",
            "april apr avril avr",
            "may mai",
            "june jun juin",
            "july jul juillet juil",
            "august aug aout",
            "september sep sept septembre",
            "october oct octobre",
            "november nov novembre",
            "december dec decembre",
        ),
        start=1,
    )
    for name in names.split()
}
EARLIEST_YEAR = 1900


@dataclass(frozen=True, slots=True)
class Published:
    """A published time (aware, UTC) or None, and a note that says what was assumed or why it is unknown."""

    at: datetime | None
    note: str = ""


def parse_published(value: object, now: datetime, future_hours: float) -> Published:
    """A published time as somebody wrote it.

    Args:
        value: what the file says; only strings can be dates.
        now: the clock, aware; nothing is published later than `future_hours` after it.
        future_hours: tolerance for clocks that go wrong. Unit: hours.
    """
    if value is None or (isinstance(value, str) and not value.strip()):
        return Published(None)
    shown = repr(value if len(str(value)) <= 60 else str(value)[:60] + "…")
    if not isinstance(value, str):
        return Published(None, f"unknown: {shown} is not a date")
    parsed, note = _parse(value.strip())
    if parsed is None:
        return Published(None, f"unknown: {shown} {note or 'is not a date that can be read one way only'}")
    if parsed.year < EARLIEST_YEAR:
        return Published(None, f"unknown: {shown} is before {EARLIEST_YEAR}")
    if parsed > now + timedelta(hours=future_hours):
        return Published(None, f"unknown: {shown} lies in the future")
    return Published(parsed, note)


def _parse(text: str) -> tuple[datetime | None, str]:
    try:
        if match := _ISO.fullmatch(text):
            return _iso(match)
        if _RFC5322.fullmatch(text):
            return _aware(parsedate_to_datetime(text))
        if match := _WORDS.fullmatch(_fold(text)):
            month = _MONTHS.get((match["m1"] or match["m2"]).rstrip("."))
            if month is not None:
                day = datetime(int(match["year"]), month, int(match["d1"] or match["d2"]), tzinfo=UTC)
                return day, "day only, taken as midnight UTC"
    except (ValueError, OverflowError) as error:
        return None, f"is no date ({error})"
    return None, ""


def _iso(match: re.Match[str]) -> tuple[datetime, str]:
    if match["time"] is None:
        return datetime.fromisoformat(match["day"]).replace(tzinfo=UTC), "day only, taken as midnight UTC"
    zone = match["zone"] or ""
    if zone.upper() in {"Z", "UTC", "GMT"}:
        zone = "+00:00"
    time = re.sub(r"[.,](\d{1,6})\d*", r".\1", match["time"])
    return _aware(datetime.fromisoformat(f"{match['day']}T{time}{zone}"))


def _aware(value: datetime) -> tuple[datetime, str]:
    if value.tzinfo is None:
        return value.replace(tzinfo=UTC), "no zone stated, taken as UTC"
    return value.astimezone(UTC), ""


def _fold(text: str) -> str:
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return " ".join(plain.lower().split())
