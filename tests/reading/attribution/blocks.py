"""Blocks parsed once, for the tests of this folder."""

from __future__ import annotations

from functools import lru_cache

from whoholds.reading.attribution import AttributionSpan, find_attributions
from whoholds.reading.grammar import Grammar, grammar_for
from whoholds.reading.lexicon import lexicon
from whoholds.reading.normalise import normalise
from whoholds.reading.parse import parse
from whoholds.reading.shields import respell


@lru_cache(maxsize=512)
def grammar(text: str, language: str) -> Grammar:
    """The grammar of a text taken as one block."""
    plain = normalise(text)
    names = respell(plain, 0, len(plain), [], lexicon(language).respell)
    return grammar_for(parse([(plain, 0, len(plain), language, names)])[0])


def find(text: str, language: str, *, attitudes: bool = True) -> list[AttributionSpan]:
    """Attributions of a text taken as one block."""
    return find_attributions(grammar(text, language), attitudes=attitudes)


def said(found: Grammar, indices: tuple[int, ...] | frozenset[int]) -> str:
    """The text of tokens, gaps as one space, without punctuation at the ends."""
    out, last = "", None
    for i in sorted(indices):
        start, end = found.parsed.starts[i], found.parsed.ends[i]
        gap = "" if last is None else (found.parsed.text[last:start] if last is not None and i - 1 in indices else " ")
        out += gap + found.parsed.text[start:end]
        last = end
    return " ".join(out.split()).strip(" ,.;:")
