"""Markdown as text: marks are taken out, words and lines stay, headings and list items are remembered.

The front matter is a flat list of `key: value` lines; `title`, `outlet`, `published`, `url` and `lang` count. The body
is parsed as CommonMark with tables inside the process of `page_child`.
"""

from __future__ import annotations

import re
from typing import Any

from whoholds.errors import InputRefused
from whoholds.reports.pagetext import PageText, TextBuilder

_PAIR = re.compile(r"([A-Za-z_][\w-]{0,40})\s*:(?:\s+(.*))?")
_TAG = re.compile(r"<[^<>]{0,2000}>")
_BREAK_TAG = re.compile(r"<br\s*/?>", re.IGNORECASE)
_FRONT_LINES = 100


def front_matter(text: str, subject: str) -> tuple[dict[str, str], str]:
    """The fields of a front matter, and the text after it.

    A text that only begins with a rule has no front matter.

    Raises:
        InputRefused: `input.duplicate_key`.
    """
    lines = text.split("\n", _FRONT_LINES)
    if lines[0].strip() != "---":
        return {}, text
    fields: dict[str, str] = {}
    for number, line in enumerate(lines[1:_FRONT_LINES], start=1):
        if line.strip() in ("---", "..."):
            return fields, "\n".join(lines[number + 1 :]).lstrip("\r\n")
        match = _PAIR.fullmatch(line.strip())
        if match is None:
            if line.strip() and not line.startswith((" ", "\t", "#", "- ")):
                return {}, text
            continue
        if line[0] in " \t":
            continue
        key = match[1].lower()
        if key in fields:
            raise InputRefused(
                "input.duplicate_key",
                f"line {number + 1}: the front matter has {key!r} twice",
                hint="keep one of the two",
                subject=subject,
            )
        fields[key] = _unquoted(match[2] or "")
    return {}, text


def _unquoted(value: str) -> str:
    value = value.strip()
    if len(value) >= 2 and value[0] == value[-1] and value[0] in "\"'":
        return value[1:-1]
    return value


def convert(text: str, title: str | None) -> PageText:
    """The readable text of a Markdown body.

    Args:
        text: the body, without front matter.
        title: the front matter's title; written first unless the body begins with it.
    """
    from markdown_it import MarkdownIt

    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(text)
    builder = TextBuilder()
    first = next((t for t in tokens if t.type == "inline"), None)
    if title is not None:
        builder.title(title)
    elif tokens and tokens[0].type == "heading_open" and first is not None:
        title = _inline(first).replace("\n", " ").strip() or None
        if title is not None:
            builder.title(title)
    _write(tokens, builder)
    return PageText(text=builder.text, title=title, headings=tuple(builder.headings), items=tuple(builder.items))


def _write(tokens: list[Any], builder: TextBuilder) -> None:
    """Every block of a token stream. A list item's first paragraph is the item, further ones are paragraphs."""
    marker: str | None = None
    heading = False
    row: list[str] | None = None
    for token in tokens:
        if token.type == "heading_open":
            heading = True
        elif token.type == "heading_close":
            heading = False
        elif token.type == "list_item_open":
            marker = f"{token.info}{token.markup} " if token.info else "- "
        elif token.type == "list_item_close":
            marker = None
        elif token.type == "tr_open":
            row = []
        elif token.type == "tr_close" and row is not None:
            builder.add("paragraph", " | ".join(cell for cell in row if cell))
            row = None
        elif token.type == "inline":
            content = _inline(token).strip()
            if row is not None:
                row.append(content.replace("\n", " "))
            elif heading:
                builder.add("heading", content.replace("\n", " "))
            elif marker is not None:
                builder.add("item", content, marker)
                marker = None
            else:
                builder.add("paragraph", content)
        elif token.type in ("fence", "code_block"):
            builder.add("paragraph", _plain_lines(token.content))
        elif token.type == "html_block":
            builder.add("paragraph", _plain_lines(_TAG.sub("", _BREAK_TAG.sub("\n", token.content))))


def _plain_lines(text: str) -> str:
    return "\n".join(line.strip() for line in text.splitlines() if line.strip())


def _inline(token: Any) -> str:
    """The words of an inline token: link texts, image descriptions, code; line ends as they were set."""
    parts: list[str] = []
    for child in token.children or []:
        if child.type in ("text", "code_inline"):
            parts.append(child.content)
        elif child.type in ("softbreak", "hardbreak"):
            parts.append("\n")
        elif child.type == "image":
            parts.append(_inline(child))
        elif child.type == "html_inline" and _BREAK_TAG.fullmatch(child.content):
            parts.append("\n")
    return "".join(parts)
