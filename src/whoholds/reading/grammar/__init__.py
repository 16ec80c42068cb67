"""Sentence structure, alike for all languages."""

from whoholds.reading.grammar.base import Grammar, Link, Oblique
from whoholds.reading.grammar.english import English
from whoholds.reading.grammar.french import French
from whoholds.reading.grammar.universal import Universal
from whoholds.reading.languages import language_of
from whoholds.reading.parse import Parsed

__all__ = ["English", "French", "Grammar", "Link", "Oblique", "Universal", "grammar_for"]


def grammar_for(parsed: Parsed) -> Grammar:
    """The grammar of the block's language."""
    return language_of(parsed.language).grammar(parsed)
