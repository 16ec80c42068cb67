"""Sentence structure, alike for both languages."""

from whoholds.reading.grammar.base import Grammar, Link, Oblique
from whoholds.reading.grammar.english import English
from whoholds.reading.grammar.french import French
from whoholds.reading.grammar.mending import mend
from whoholds.reading.parse import Parsed

__all__ = ["English", "French", "Grammar", "Link", "Oblique", "grammar_for"]


def grammar_for(parsed: Parsed) -> Grammar:
    """The grammar of the block's language."""
    if parsed.language != "fr":
        return English(parsed)
    mend(parsed)
    return French(parsed)
