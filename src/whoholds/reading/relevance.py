"""Is a report about a war at all? A kitchen can "conquer a quarter" and a price can "fall"."""

from __future__ import annotations

from collections.abc import Iterable

from whoholds.model import Report
from whoholds.reading.scene import FIGHTERS
from whoholds.reference.mention import ActorMention

SHORT = 400
"""Texts up to this many characters are taken at their word: a single sentence may name nobody. Unit: characters."""


def about_a_war(report: Report, actors: Iterable[ActorMention]) -> bool:
    """Does anybody in the text fight? A longer report without a single armed actor makes no claims about control."""
    return len(report.text) <= SHORT or any(m.kind in FIGHTERS for m in actors)
