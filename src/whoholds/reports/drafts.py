"""What a format gives before it is a report: text, fields and where each field came from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Draft:
    """The content of one report, of whatever format.

    Attributes:
        text: the whole text; the title first where the format keeps it apart from the text and the text is ours to
            build (HTML, Markdown). The text of a JSON report is never touched.
        name: what a person would call it; empty where the format has no name of its own for it.
        headings: offsets into `text` at which a line begins that the format marks as a heading.
        items: the same for list items.
        language: the language that the format declares, an ISO 639-1 code.
        provenance: for each field, where it came from; for a field that was there and not usable, why it is unknown.
    """

    text: str
    name: str = ""
    title: str | None = None
    outlet: str | None = None
    url: str | None = None
    published: datetime | None = None
    language: str | None = None
    headings: frozenset[int] = frozenset()
    items: frozenset[int] = frozenset()
    provenance: Mapping[str, str] = field(default_factory=dict)
