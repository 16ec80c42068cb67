"""Sentence structure, alike for both languages."""

from whoholds.reading.grammar.base import Grammar, Link, Oblique
from whoholds.reading.grammar.english import English
from whoholds.reading.grammar.french import French
from whoholds.reading.parse import Parsed

__all__ = ["English", "French", "Grammar", "Link", "Oblique", "grammar_for"]


def grammar_for(parsed: Parsed) -> Grammar:
    """The grammar of the block's language."""
    return French(parsed) if parsed.language == "fr" else English(parsed)
