"""Attributions as the reading gives them on: characters instead of tokens."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from whoholds.model import Attribution
from whoholds.reading.attribution.spans import AttributionSpan
from whoholds.reading.parse import Parsed


def records(parsed: Parsed, spans: Iterable[AttributionSpan]) -> Iterator[Attribution]:
    """Attributions of a block as spans of characters of the report; tokens side by side make one span."""
    for span in spans:
        yield Attribution(_runs(parsed, span.source), _runs(parsed, span.cue), _runs(parsed, span.content))


def _runs(parsed: Parsed, indices: Iterable[int]) -> tuple[tuple[int, int], ...]:
    out: list[tuple[int, int]] = []
    last = -2
    for i in sorted(indices):
        start, end = parsed.starts[i], parsed.ends[i]
        if i == last + 1:
            out[-1] = (out[-1][0], end)
        else:
            out.append((start, end))
        last = i
    return tuple(out)
