"""A feed of what changed (Atom, RFC 4287): for readers of feeds and for programs that wait for news."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from urllib.parse import quote

from whoholds.views.csv import safe
from whoholds.views.markup import Markup, el

MEDIA_TYPE = "application/atom+xml"
NAMESPACE = "http://www.w3.org/2005/Atom"
AUTHOR = "whoholds"


@dataclass(frozen=True, slots=True)
class Entry:
    """One piece of news.

    Attributes:
        id: a URI that is never another entry's, and stays (see `tag`).
        title: plain text.
        content: HTML of ours.
        updated: when it came to be known.
        link: absolute address of the page about it.
        category: what kind of news it is.
    """

    id: str
    title: str
    content: Sequence[Markup]
    updated: datetime
    link: str
    category: str


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed in one language; `link` is its own address, `page` that of the same as a page, both absolute.

    Attributes:
        updated: where it has no entry; else the newest entry's counts.
    """

    id: str
    title: str
    subtitle: str
    language: str
    updated: datetime
    link: str
    page: str
    entries: Sequence[Entry]


def tag(authority: str, year: int, *parts: str) -> str:
    """A tag URI (RFC 4151): an identifier that depends on no address.

    Args:
        authority: a domain name or e-mail address of who publishes, theirs at the beginning of `year`.
        year: with it, whose name it is.
        parts: what is identified, from the general to the special.
    """
    return f"tag:{authority},{year}:" + "/".join(quote(part, safe="-._~:") for part in parts)


def feed(content: Feed) -> str:
    """The feed as XML.

    A text that a spreadsheet would take for a formula is led by an apostrophe; text from reports is escaped once for
    HTML and once more for the feed, so that it stays text for whoever shows it.
    """
    updated = max((entry.updated for entry in content.entries), default=content.updated)
    made = el(
        "feed",
        el("id", content.id),
        el("title", safe(content.title)),
        el("subtitle", safe(content.subtitle)),
        el("updated", instant(updated)),
        el("author", el("name", AUTHOR)),
        el("generator", AUTHOR),
        el("link", rel="self", type=MEDIA_TYPE, hreflang=content.language, href=content.link),
        el("link", rel="alternate", type="text/html", hreflang=content.language, href=content.page),
        [_entry(entry, content.language) for entry in content.entries],
        xmlns=NAMESPACE,
    ).xml.replace("<feed ", f'<feed xml:lang="{content.language}" ', 1)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + made + "\n"


def _entry(entry: Entry, language: str) -> Markup:
    html = "".join(part.xml for part in entry.content)
    return el(
        "entry",
        el("id", entry.id),
        el("title", safe(entry.title)),
        el("updated", instant(entry.updated)),
        el("link", rel="alternate", type="text/html", hreflang=language, href=entry.link),
        el("category", term=entry.category),
        el("content", html, type="html"),
    )


def instant(value: datetime) -> str:
    """A date construct (RFC 4287, section 3.3) in UTC, to the second."""
    return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def start_of(day: date) -> datetime:
    """The first instant of a day in UTC."""
    return datetime(day.year, day.month, day.day, tzinfo=UTC)
