"""KML 2.2 (OGC 12-007r2) for globes and handheld devices: a folder a side, a placemark a place or claim, with times."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from whoholds.control.glance import Answer
from whoholds.views.markup import Child, Markup, el
from whoholds.views.rows import Row, SideName, StoredClaimLike, claim_row, control_row, flat

_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<kml xmlns="http://www.opengis.net/kml/2.2">\n'
_NEUTRAL = "#808080"


def control(
    holdings: Iterable[Answer], side_name: SideName, colours: Mapping[str, str], title: str, note: str
) -> Iterator[str]:
    """A document of holdings, a folder for each holder.

    Args:
        holdings: one a place.
        side_name: the name of a holder's key.
        colours: `#rrggbb` by holder's key; grey for others.
        title: of the document.
        note: what a reader must know of it: day, theatre, where to look for more.
    """
    listed = sorted(holdings, key=lambda h: (h.holder, h.place_id))
    yield _HEAD + "<Document>\n"
    yield from _lines(el("name", title), el("description", note), *map(_style, sorted({*colours.items()})))
    yield str(_style(("other", _NEUTRAL))) + "\n"
    for holder, group in groupby(listed, key=lambda h: h.holder):
        yield f"<Folder>{el('name', side_name(holder))}\n"
        for holding in group:
            row = control_row(holding, side_name)
            style = holder if holder in colours else "other"
            yield from _lines(_placemark(row, str(row["place"]), holding.rule, style, row["since"], row["until"]))
        yield "</Folder>\n"
    yield "</Document>\n</kml>\n"


def claims(stored: Iterable[StoredClaimLike], title: str, note: str) -> Iterator[str]:
    """A document of claims in the order given; what has no coordinates is in it without a point."""
    yield _HEAD + "<Document>\n"
    yield from _lines(el("name", title), el("description", note), _style(("other", _NEUTRAL)))
    for item in stored:
        row = claim_row(item)
        name = " · ".join(str(row[key]) for key in ("event", "place") if row[key])
        yield from _lines(_placemark(row, name, str(row["quote"]), "other", row["when_start"], row["when_end"]))
    yield "</Document>\n</kml>\n"


def _placemark(row: Row, name: str, text: str, style: str, begin: object, end: object) -> Markup:
    parts: list[Child] = [el("name", name), el("description", text)]
    if begin or end:
        span = [el(tag, str(day)) for tag, day in (("begin", begin), ("end", end)) if day]
        parts.append(el("TimeSpan", span))
    parts.append(el("styleUrl", f"#{_id(style)}"))
    values = [
        el("Data", el("value", _text(value)), name=key)
        for key, value in flat(row)
        if value is not None and key not in ("lat", "lon")
    ]
    parts.append(el("ExtendedData", values))
    if row["lat"] is not None and row["lon"] is not None:
        parts.append(el("Point", el("coordinates", f"{row['lon']},{row['lat']}")))
    return el("Placemark", *parts)


def _text(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _style(item: tuple[str, str]) -> Markup:
    """KML colours are aabbggrr."""
    key, colour = item
    red, green, blue = colour[1:3], colour[3:5], colour[5:7]
    return el("Style", el("IconStyle", el("color", f"ff{blue}{green}{red}"), el("scale", "0.9")), id=_id(key))


def _id(key: str) -> str:
    """A key as an XML id."""
    return "s-" + "".join(c if c.isascii() and c.isalnum() else "_" for c in key)


def _lines(*parts: Markup) -> Sequence[str]:
    return [f"{part}\n" for part in parts]
