"""Days from one to another, as people write them."""

from __future__ import annotations

from datetime import date

from whoholds.views.words import Words


def stretch(first: date, last: date, words: Words) -> str:
    """A stretch of days in words: "7 December 2024", "5 to 7 December 2024", "30 November 2024 to 2 December 2024"."""
    if first == last:
        return words.day(last)
    month = (first.year, first.month) == (last.year, last.month)
    start = words.day(first)
    if month:
        start = start.partition(" ")[0]  # the month and the year are said once
    return words("said_days", start=start, end=words.day(last))
