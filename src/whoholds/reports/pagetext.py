"""What comes out of a page, and the writing of its text with known offsets of headings and list items."""

from __future__ import annotations

from dataclasses import dataclass

from whoholds.reports.blocks import same_words


@dataclass(frozen=True, slots=True)
class PageText:
    """Text and fields of a page, as it states them; nothing is parsed or believed yet.

    Attributes:
        text: title first, blocks parted by a blank line, list items each on a line of its own.
        published: an ISO day or instant.
        doubt: a date on the page that can be read two ways.
        byline: the author line; read for a wire credit only, and not kept.
        headings, items: offsets into `text` of their lines.
    """

    text: str
    title: str | None = None
    outlet: str | None = None
    url: str | None = None
    published: str | None = None
    doubt: str | None = None
    byline: str | None = None
    headings: tuple[int, ...] = ()
    items: tuple[int, ...] = ()


class TextBuilder:
    """Writes blocks one after the other and remembers where headings and items begin."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._last = ""
        self._title: str | None = None
        self.headings: list[int] = []
        self.items: list[int] = []

    @property
    def text(self) -> str:
        """Everything written so far."""
        return "".join(self._parts)

    def title(self, text: str) -> None:
        """Write the title; a first heading that only repeats it is not written again."""
        self._title = text
        self.add("title", text)

    def add(self, kind: str, text: str, marker: str = "- ") -> None:
        """Write one block.

        Args:
            kind: "title", "heading", "item" or "paragraph".
            text: its text; an empty one is passed over.
            marker: what an item's line begins with.
        """
        if not text:
            return
        if kind == "heading" and self._last == "title" and same_words(text, self._title or ""):
            return
        if self._parts:
            self._write("\n" if kind == self._last == "item" else "\n\n")
        if kind == "heading":
            self.headings.append(self._length)
        elif kind == "item":
            self.items.append(self._length)
            text = marker + text
        self._write(text)
        self._last = kind

    def _write(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)
