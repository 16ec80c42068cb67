"""What an address asks for: day, instant and language, checked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from urllib.parse import urlencode

from fastapi import Request

from whoholds.clock import FIRST_DAY, LAST_DAY
from whoholds.control.viewpoints import EVERYTHING
from whoholds.errors import UsageError
from whoholds.views.overlay import LAYERS
from whoholds.views.words import LANGUAGES, Words
from whoholds.web.language import choose, words

MOST_DAYS = 366

THEN = "then"
"""What `as_known` says in an address for the end of the day itself."""


@dataclass(frozen=True, slots=True)
class Asked:
    """The reader's view: which day, which knowledge, which language.

    Attributes:
        on: None for the day of the newest report.
        as_known: None for all that is known.
        explicit: whether the address names the language, so that links go on naming it.
        layers: of the map, as the address names them with commas between; None for those that a reader gets first.
        days: how many days up to `on` the layers show; None for the setting's.
        then: whether `as_known` is the end of the day itself: what was known when it ended.
        viewpoint: name of the one that tells, None where everything counts.
    """

    on: date | None
    as_known: datetime | None
    language: str
    explicit: bool = False
    layers: str | None = None
    days: int | None = None
    viewpoint: str | None = None
    then: bool = False

    @property
    def words(self) -> Words:
        """Words in the reader's language."""
        return words(self.language)

    @property
    def query(self) -> dict[str, str]:
        """The view as parts of an address, without those that nothing was said of."""
        query = {
            "on": self.on.isoformat() if self.on else None,
            "as_known": THEN if self.then else iso(self.as_known) if self.as_known else None,
            "viewpoint": self.viewpoint,
            "lang": self.language if self.explicit else None,
            "layers": self.layers,
            "days": str(self.days) if self.days else None,
        }
        return {key: value for key, value in query.items() if value}

    def link(self, path: str, **changed: str | None) -> str:
        """The address of a page that keeps the view; `changed` replaces parts of it, None leaves them out."""
        kept = {key: value for key, value in {**self.query, **changed}.items() if value}
        return f"{path}?{urlencode(kept)}" if kept else path


def iso(value: datetime) -> str:
    """An instant to the minute, in UTC."""
    return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%MZ")


def asked(request: Request) -> Asked:
    """The view that a request asks for.

    Raises:
        UsageError: a day or an instant that is none.
    """
    query = request.query_params
    language, viewpoint = query.get("lang"), query.get("viewpoint")
    on, then = day(query.get("on")), query.get("as_known") == THEN
    return Asked(
        on=on,
        as_known=instant(on.isoformat() if on else None) if then else instant(query.get("as_known")),
        language=choose(language, request.headers.get("accept-language")),
        explicit=language in LANGUAGES,
        layers=chosen_layers(query.getlist("layers")),
        days=span_of_days(query.get("days")),
        viewpoint=viewpoint if viewpoint and viewpoint != EVERYTHING else None,
        then=then,
    )


def chosen_layers(given: Sequence[str]) -> str | None:
    """Layers as one text, in their order; "none" for none at all, None where the address says nothing.

    Raises:
        UsageError: there is no such layer.
    """
    if not given:
        return None
    named = {name for text in given for name in text.split(",")} - {"", "none"}
    if unknown := sorted(named.difference(LAYERS)):
        hint = "there are " + ", ".join(LAYERS)
        raise UsageError("web.layer", "no such layer", hint=hint, subject=unknown[0][:40])
    return ",".join(name for name in LAYERS if name in named) or "none"


def span_of_days(text: str | None) -> int | None:
    """A number of days, 1 to 366; None for none.

    Raises:
        UsageError: it is no such number.
    """
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and 1 <= int(text[:6]) <= MOST_DAYS):
        raise UsageError("web.days", "not a number of days", hint=f"1 to {MOST_DAYS}", subject=text[:40])
    return int(text)


def day(text: str | None) -> date | None:
    """A day as `2024-12-07`; None for none.

    Raises:
        UsageError: it is no day, or lies outside the years that can be asked for.
    """
    if not text:
        return None
    try:
        found = date.fromisoformat(text)
    except ValueError as error:
        raise UsageError("web.day", "not a day", hint="write it as 2024-12-07", subject=text[:40]) from error
    _check(found, text)
    return found


def _check(found: date, text: str) -> None:
    if not FIRST_DAY <= found <= LAST_DAY:
        hint = f"from {FIRST_DAY} to {LAST_DAY}"
        raise UsageError("web.year", "too far from the present", hint=hint, subject=text[:40])


def instant(text: str | None) -> datetime | None:
    """A time such as `2024-12-07T18:00` (UTC unless it names a zone), or a day, which means its end.

    Raises:
        UsageError: it is neither, or lies outside the years that can be asked for.
    """
    if not text:
        return None
    try:
        if len(text) <= len("2024-12-07"):
            found = datetime.combine(date.fromisoformat(text), time(23, 59, 59), UTC)
        else:
            found = datetime.fromisoformat(text.replace(" ", "+"))
    except ValueError as error:
        hint = "write it as 2024-12-07 or 2024-12-07T18:00Z"
        raise UsageError("web.time", "not a time", hint=hint, subject=text[:40]) from error
    _check(found.date(), text)
    return found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)
