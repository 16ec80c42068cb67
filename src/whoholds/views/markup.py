"""Writing XML by hand, safely: every attribute and text goes through here."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from xml.sax.saxutils import escape

# not allowed in XML 1.0 at all, and the controls that would turn the direction of a whole line
_BANNED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True, slots=True)
class Markup:
    """Text that is already XML."""

    xml: str

    def __str__(self) -> str:
        return self.xml


Child = Markup | str | Iterable["Markup | str"]


def clean(text: str) -> str:
    """Text without characters that XML forbids or that reverse the text around them."""
    return _BANNED.sub("", text)


def el(name: str, /, *children: Child, **attributes: str | float | int | None) -> Markup:
    """An element. `class_` and `stroke_width` become `class` and `stroke-width`; None leaves an attribute out."""
    head = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(clean(_value(value)), {chr(34): "&quot;"})}"'
        for key, value in attributes.items()
        if value is not None
    )
    inner = "".join(_children(children))
    return Markup(f"<{name}{head}>{inner}</{name}>" if inner else f"<{name}{head}/>")


def number(value: float) -> str:
    """A coordinate with at most one decimal."""
    text = f"{value:.1f}"
    return text[:-2] if text.endswith(".0") else text


def _value(value: str | float | int) -> str:
    return number(value) if isinstance(value, float) else str(value)


def _children(children: Iterable[Child]) -> Iterable[str]:
    for child in children:
        if isinstance(child, Markup):
            yield child.xml
        elif isinstance(child, str):
            yield escape(clean(child))
        else:
            yield from _children(child)
