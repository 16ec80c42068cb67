"""A web page's article as text: trafilatura finds it, its headings and list items are kept apart.

Runs inside the process of `page_child`, which has little time, little memory and no network: a page is a stranger's
input to a large parser. trafilatura's downloader is never used.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from whoholds.errors import InputRefused
from whoholds.reports.pagetext import PageText, TextBuilder

_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9_.:-]{1,40})""", re.IGNORECASE)
_XML_DECLARATION = re.compile(r"\A\s*<\?xml[^>]*\?>")
_XML_ENCODING = re.compile(rb"""\A\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9_.:-]{1,40})""")
# A page that states only when it was changed does not say when it was published.
_MODIFIED_META = re.compile(r"<(?:meta|time)\b[^>]{0,300}?(?:modif|updat)[^>]{0,300}>", re.IGNORECASE)
_MODIFIED_KEY = re.compile(r'"(?:dateModified|modified|updated)"\s*:\s*"[^"]{0,60}"')
_SPACES = re.compile("[ \t\r\n\f\v]+")
_HEAD_BYTES = 4096
_BLOCK_TAGS = frozenset({"p", "head", "list", "quote", "table", "div", "code"})


def declared_charset(raw: bytes) -> str | None:
    """The encoding that a page names for itself within its first 4,096 bytes."""
    match = _XML_ENCODING.search(raw[:_HEAD_BYTES]) or _CHARSET.search(raw[:_HEAD_BYTES])
    return match[1].decode("ascii") if match else None


def looks_like_html(text: str) -> bool:
    """Whether an unnamed text is a page."""
    return re.match(r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,2000}?-->\s*)?<(?:!doctype\s+html|html|head|body)\b",
                    text[:8192], re.IGNORECASE | re.DOTALL) is not None  # fmt: skip


def extract(page: str, latest_day: str) -> PageText:
    """The article of a page with its title, site name, address and published time as the page states them.

    Args:
        page: decoded HTML.
        latest_day: ISO day after which nothing counts as a date of publication.

    Raises:
        InputRefused: `input.no_text` where no article is found.
    """
    import trafilatura

    found: Any = trafilatura.bare_extraction(
        _MODIFIED_KEY.sub('"changed": ""', _MODIFIED_META.sub("", _XML_DECLARATION.sub("", page))),
        favor_precision=True,
        with_metadata=True,
        include_comments=False,
        date_extraction_params={
            # the extensive search takes years from copyright lines for dates
            "extensive_search": False,
            "original_date": True,
            "outputformat": "%Y-%m-%dT%H:%M:%S%z",
            "max_date": latest_day,
        },
    )
    if found is None or found.body is None:
        raise InputRefused(
            "input.no_text", "no article was found in the page", hint="save the article's text as a .txt file"
        )
    published, doubt = _published(found.date or "", page)
    builder = TextBuilder()
    title = _line(found.title or "") or None
    if title is not None:
        builder.title(title)
    for kind, text in _blocks(found.body):
        builder.add(kind, text)
    return PageText(
        text=builder.text,
        title=title,
        outlet=_line(found.sitename or "") or None,
        url=found.url or None,
        published=published,
        doubt=doubt,
        byline=_line(found.author or "") or None,
        headings=tuple(builder.headings),
        items=tuple(builder.items),
    )


def _published(date: str, page: str) -> tuple[str | None, str | None]:
    """What htmldate found, as a day where it had only a day (padded with midnight in no zone), or a doubt.

    `12/04/2024` is April or December depending on who writes it; htmldate takes a side, we do not.
    """
    date = date.removesuffix("T00:00:00")
    if not date:
        return None, None
    year, month, day = date[:10].split("-")
    if month != day and int(day) <= 12 and f"{year}-{month}-{day}" not in page:
        order = re.search(
            rf"\b(?:0?{int(day)}([/.-])0?{int(month)}|0?{int(month)}([/.-])0?{int(day)})[/.-]{year}\b", page
        )
        if order is not None:
            return None, order[0]
    return date, None


def _blocks(element: Any) -> Iterator[tuple[str, str]]:
    """Kind and text of every block below an element of trafilatura's tree (TEI-like tags), in order."""
    yield from _loose(element.text)
    for child in element:
        tag = child.tag if isinstance(child.tag, str) else ""
        if tag == "head":
            yield "heading", _line(_inline(child))
        elif tag == "item":
            yield from _item(child)
        elif tag == "row":
            cells = [_line(_inline(cell)) for cell in child]
            yield "paragraph", " | ".join(cell for cell in cells if cell)
        elif tag == "graphic" or not tag:
            pass
        elif tag in ("list", "table") or any(inner.tag in _BLOCK_TAGS for inner in child):
            yield from _blocks(child)
        else:
            yield "paragraph", _lines(_inline(child))
        yield from _loose(child.tail)


def _loose(text: str | None) -> Iterator[tuple[str, str]]:
    if text and text.strip():
        yield "paragraph", _line(text)


def _item(element: Any) -> Iterator[tuple[str, str]]:
    """A list item, then the items of lists inside it."""
    inner = [child for child in element if child.tag == "list"]
    own = _line(_inline(element, without="list"))
    if own:
        yield "item", own
    for child in inner:
        yield from _blocks(child)


def _inline(element: Any, without: str = "") -> str:
    """All text below an element; line breaks as line feeds."""
    parts = [_flat(element.text)]
    for child in element:
        if child.tag == "lb":
            parts.append("\n")
        elif isinstance(child.tag, str) and child.tag != without and child.tag != "graphic":
            parts.append(_inline(child, without))
            if child.tag in _BLOCK_TAGS:
                parts.append("\n")
        parts.append(_flat(child.tail))
    return "".join(parts)


def _flat(text: str | None) -> str:
    return _SPACES.sub(" ", text or "")


def _line(text: str) -> str:
    return _SPACES.sub(" ", text).strip()


def _lines(text: str) -> str:
    return "\n".join(line for line in (_line(part) for part in text.split("\n")) if line)
