"""Small drawings for a page: who held a place when, how an answer adds up, how many claims a day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from whoholds.model import Holding, Standing
from whoholds.views.markup import Markup, el
from whoholds.views.patterns import NEUTRAL, SideStyle, definitions
from whoholds.views.words import Words

_WIDTH = 600.0
_TICK = 62.0  # room of a day that is written out, at the size that phones need


def strip(
    history: Sequence[Holding], first: date, last: date, sides: Sequence[SideStyle], words: Words, prefix: str
) -> Markup:
    """A band of days in the holders' colours; what is only claimed is hatched, what is not known is empty.

    Args:
        history: consecutive intervals; one without a beginning is drawn from `first`, one without an end to `last`.
        first: first day of the band.
        last: last day of the band.
        sides: how sides look.
        words: for the names.
        prefix: of ids.
    """
    by_key = {side.key: side for side in sides}
    days = max(1, (last - first).days + 1)
    parts: list[Markup] = [el("rect", class_="strip-ground", x=0, y=8, width=_WIDTH, height=18)]
    for item in history:
        start, end = max(item.valid_from or first, first), min(item.valid_to or last, last)
        if end < first or start > last:
            continue
        x = (start - first).days / days * _WIDTH
        width = max(2.0, ((end - start).days + 1) / days * _WIDTH)
        parts.append(_band(item, by_key.get(item.holder), x, width, words, prefix))
    ticks = sorted({first, last, *(h.valid_from for h in history if h.valid_from and first <= h.valid_from <= last)})
    taken = -1e9
    edge = (ticks[-1] - first).days / days * _WIDTH
    room = edge - (2 * _TICK if edge > _WIDTH - _TICK else _TICK)  # the last label ends at its day where none follows
    for day in [*ticks[-1:], *ticks[:-1]] if len(ticks) > 1 else ticks:
        x = (day - first).days / days * _WIDTH
        label = f"{day.day:02d}.{day.month:02d}"
        if day != ticks[-1] and (x < taken + _TICK or x > room):
            continue
        taken = x if day != ticks[-1] else taken
        parts.append(el("path", class_="strip-tick", d=f"M{x:.1f} 26v5"))
        anchor = "end" if x > _WIDTH - _TICK else "start"
        parts.append(el("text", label, class_="strip-text", x=x, y=42, text_anchor=anchor))
    return el(
        "svg",
        definitions(sides, prefix),
        parts,
        xmlns="http://www.w3.org/2000/svg",
        class_="wh-map strip",
        viewBox=f"0 0 {_WIDTH:.0f} 46",
        role="img",
        aria_label=words("history"),
    )


def _band(item: Holding, side: SideStyle | None, x: float, width: float, words: Words, prefix: str) -> Markup:
    css = f"s{side.index}" if side else NEUTRAL
    hatch = f"url(#{prefix}h{side.index})" if side else f"url(#{prefix}hn)"
    size = {"x": x, "y": 8.0, "width": width, "height": 18.0}
    name = side.name(words.language) if side else words(f"holder_{item.holder}")
    title = el("title", f"{name}, {words('standing.' + item.standing.value).lower()}")
    if item.holder == "unknown":
        return el("rect", title, class_=f"{NEUTRAL} strip-unknown", **size)
    if item.standing is Standing.ASSESSED:
        return el("rect", title, class_=f"{css} m-solid", **size)
    if item.standing is Standing.STALE:
        return el("rect", title, class_=f"{css} m-stale", **size)
    return el("rect", title, class_=f"{css} m-ring", fill=hatch, **size)


def bar(value: float, largest: float, *, width: float = 120.0) -> Markup:
    """A bar to the right of a middle line for what speaks for an answer, to the left for what speaks against it."""
    middle = width / 2
    length = min(1.0, abs(value) / largest) * (middle - 2) if largest > 0 else 0.0
    x = middle if value >= 0 else middle - length
    css = "bar-for" if value >= 0 else "bar-against"
    return el(
        "svg",
        el("rect", class_=css, x=x, y=3, width=max(length, 0.8), height=10),
        el("path", class_="bar-middle", d=f"M{middle:.1f} 0v16"),
        xmlns="http://www.w3.org/2000/svg",
        class_="bar",
        viewBox=f"0 0 {width:.0f} 16",
        aria_hidden="true",
    )


def days(counts: Mapping[date, int], first: date, last: date, on: date, label: str, words: Words) -> Markup:
    """A bar a day, the day shown in full colour."""
    colon = "\u00a0: " if words.language == "fr" else ": "
    total = max(1, (last - first).days + 1)
    most = max(counts.values(), default=1)
    step = _WIDTH / total
    parts = []
    for i in range(total):
        day = first + timedelta(days=i)
        count = counts.get(day, 0)
        height = 24.0 * count / most if count else 0.0
        css = "day-on" if day == on else "day"
        gap = min(1.5, step * 0.2)
        if height or day == on:
            size = {"x": i * step + gap / 2, "y": 26.0 - max(height, 1.5), "width": max(step - gap, 0.5)}
            parts.append(
                el("rect", el("title", f"{words.day(day)}{colon}{count}"), class_=css, height=max(height, 1.5), **size)
            )
    return el(
        "svg",
        parts,
        xmlns="http://www.w3.org/2000/svg",
        class_="days",
        viewBox=f"0 0 {_WIDTH:.0f} 26",
        preserveAspectRatio="none",
        role="img",
        aria_label=label,
    )
