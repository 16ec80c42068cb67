"""Names that never touch each other: greedy by rank, a few positions each, dropped where there is no room.

Positions follow Imhof (1975, Positioning Names on Maps): right first, then left, above, below and the corners.
Widths are estimates for a sans serif of Helvetica's metrics with some air, because the reader's font is not known.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

# Helvetica's advance widths in thousandths of an em (Adobe Font Metrics), for what Latin names are made of
_WIDTHS = {
    **dict.fromkeys("ijl'’|.,:;!", 250),
    **dict.fromkeys("ft I()[]-‐–/", 300),
    **dict.fromkeys("rJ", 360),
    **dict.fromkeys("ckszvxyaeLbdghnopqu0123456789", 556),
    **dict.fromkeys("FTZEPSABKVXYCDHNRUw", 700),
    **dict.fromkeys("GOQ", 778),
    **dict.fromkeys("mM", 850),
    "W": 944,
}
AIR = 1.06  # estimates are stretched by this: fonts in use are a little wider than Helvetica
BOLD = 1.07
LINE = 1.18  # height of a line, in ems


def text_width(text: str, size: float, *, bold: bool = False, spacing: float = 0.0) -> float:
    """Width of a line of text in pixels: an estimate that errs on the wide side.

    Args:
        text: what is written.
        size: font size in pixels.
        bold: in bold face.
        spacing: extra space after each character, in pixels.
    """
    ems = 0.0
    for char in unicodedata.normalize("NFKD", text):
        if unicodedata.combining(char):
            continue
        wide = unicodedata.east_asian_width(char) in "WF"
        ems += 1000 if wide else _WIDTHS.get(char, 600)
    return ems / 1000 * size * AIR * (BOLD if bold else 1.0) + spacing * len(text)


def wrap(text: str, size: float, width: float, *, bold: bool = False) -> list[str]:
    """Lines of a text that are no wider than `width` pixels, broken at spaces; a longer word is a line of its own."""
    lines: list[str] = []
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and text_width(longer, size, bold=bold) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in pixels, y down."""

    left: float
    top: float
    right: float
    bottom: float

    def overlaps(self, other: Box) -> bool:
        """Whether the two share more than an edge."""
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )

    def inside(self, other: Box) -> bool:
        """Whether it lies wholly in the other."""
        return (
            self.left >= other.left
            and self.top >= other.top
            and self.right <= other.right
            and self.bottom <= other.bottom
        )


class Taken:
    """Rectangles that are in use, in a grid so that a look-up touches only the near ones."""

    def __init__(self, cell: float = 48.0) -> None:
        self._cell = cell
        self._grid: dict[tuple[int, int], list[Box]] = defaultdict(list)

    def _cells(self, box: Box) -> Iterator[tuple[int, int]]:
        c = self._cell
        for i in range(int(box.left // c), int(box.right // c) + 1):
            for j in range(int(box.top // c), int(box.bottom // c) + 1):
                yield i, j

    def add(self, box: Box) -> None:
        """Take a rectangle."""
        for key in self._cells(box):
            self._grid[key].append(box)

    def free(self, box: Box) -> bool:
        """Whether nothing taken overlaps it."""
        return not any(box.overlaps(other) for key in self._cells(box) for other in self._grid.get(key, ()))

    def overlap(self, box: Box) -> int:
        """How many taken rectangles it overlaps."""
        return len({other for key in self._cells(box) for other in self._grid.get(key, ()) if box.overlaps(other)})


@dataclass(frozen=True, slots=True)
class Wanted:
    """A name that asks for room beside its point.

    Attributes:
        reach: how far the point's own symbol reaches from (x, y), in pixels.
        rank: small numbers choose first.
    """

    key: str
    text: str
    x: float
    y: float
    size: float
    reach: float
    rank: tuple[float, ...] = ()
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Placed:
    """A name with its room. `x`, `y`: where the text begins, ends or centres (`anchor`) on its base line."""

    wanted: Wanted
    x: float
    y: float
    anchor: str
    box: Box


def positions(want: Wanted) -> Iterator[Placed]:
    """Where a name may stand, best first."""
    width, high = text_width(want.text, want.size, bold=want.bold), want.size * LINE
    gap, slant = want.reach + 2.5, want.reach * 0.72 + 2.0
    middle = want.y - high / 2
    spots = (
        ("start", want.x + gap, middle),
        ("end", want.x - gap, middle),
        ("middle", want.x, want.y - gap - high + 2.0),
        ("middle", want.x, want.y + gap - 2.0),
        ("start", want.x + slant, want.y - slant - high * 0.72),
        ("start", want.x + slant, want.y + slant - high * 0.28),
        ("end", want.x - slant, want.y - slant - high * 0.72),
        ("end", want.x - slant, want.y + slant - high * 0.28),
        ("start", want.x + gap - 1.0, middle - high * 0.5),
        ("start", want.x + gap - 1.0, middle + high * 0.5),
        ("end", want.x - gap + 1.0, middle - high * 0.5),
        ("end", want.x - gap + 1.0, middle + high * 0.5),
        ("start", want.x - want.reach, want.y - gap - high + 1.0),
        ("start", want.x - want.reach, want.y + gap - 1.0),
        ("end", want.x + want.reach, want.y - gap - high + 1.0),
        ("end", want.x + want.reach, want.y + gap - 1.0),
    )
    for anchor, x, top in spots:
        left = {"start": x, "end": x - width, "middle": x - width / 2}[anchor]
        box = Box(left, top, left + width, top + high)
        yield Placed(want, x, top + high * 0.78, anchor, box)


def place(wanted: Iterable[Wanted], frame: Box, taken: Taken) -> tuple[list[Placed], list[Wanted]]:
    """Give names room, best ranks first.

    Args:
        wanted: the names, in any order.
        frame: names stay inside it.
        taken: rectangles that are in use; the names' own are added.

    Returns:
        The placed names in rank order, and those that found no room.
    """
    placed, dropped = [], []
    for want in sorted(wanted, key=lambda w: (w.rank, w.key)):
        for spot in positions(want):
            if spot.box.inside(frame) and taken.free(spot.box):
                taken.add(spot.box)
                placed.append(spot)
                break
        else:
            dropped.append(want)
    return placed, dropped
