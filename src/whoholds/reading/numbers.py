"""Quantities: "2 000 soldats", "some fifty communities", "dix-neuf civils"."""

from __future__ import annotations

import re

from spacy.tokens import Token

from whoholds.model import Quantity
from whoholds.reading.grammar import Grammar
from whoholds.reading.words import numbers, words

_WORDS, _SCALES = numbers()
_APPROX = words("numbers", "approximate")
_DIGITS = re.compile(r"^\d{1,3}(?:[ ,.\u202f\u00a0]\d{3})+$|^\d+(?:[.,]\d+)?$")


def value_of(text: str) -> float | None:
    """The number that a numeral says, in digits or in words of either language; None where it is none."""
    text = text.strip().lower().replace("\u202f", " ").replace("\u00a0", " ")
    if _DIGITS.match(text):
        plain = re.sub(r"[ ,.](?=\d{3}(?:\D|$))", "", text)
        return float(plain.replace(",", "."))
    total, current, seen = 0, 0, False
    for word in re.split(r"[\s]+|-(?=(?:one|two|three|four|five|six|seven|eight|nine)\b)", text):
        if word in ("and", "et", "de", "a"):
            continue
        if word in _WORDS:
            current += _WORDS[word]
        elif word in _SCALES:
            scale = _SCALES[word]
            current = max(1, current) * scale
            if scale >= 1000:
                total, current = total + current, 0
        elif word.isdigit():
            current += int(word)
        else:
            return None
        seen = True
    return float(total + current) if seen else None


def quantity(grammar: Grammar, noun: Token | None) -> Quantity | None:
    """The stated number of a noun phrase ("près de 2 000 soldats"); None where none or a vague one is ("dozens")."""
    if noun is None:
        return None
    tokens = [
        c
        for c in grammar.children(noun)
        if (c.dep_ in ("nummod", "quantmod", "compound") and (c.pos_ == "NUM" or c.like_num))
        or (c.dep_ == "det" and c.text[:1].isdigit())
    ]
    holder = noun
    if not tokens and noun.dep_ == "amod":  # "forty people dead", "five dead"
        tokens = [t for t in (noun.head, *grammar.children(noun.head)) if t.pos_ == "NUM"][:1]
    if not tokens and noun.pos_ == "NUM":
        tokens = [noun]  # "close to 40,000 have fled"
    if not tokens and grammar.word(noun) in _WORDS:
        tokens = [noun]
        inner = [o.noun for o in grammar.obliques(noun) if o.prep in ("de", "of")]
        holder = inner[0] if inner else noun
    if not tokens:
        return None
    first, last = tokens[0], tokens[-1]
    left = min([first.i, *(t.i for t in grammar.subtree(first) if t.like_num or t.pos_ == "NUM")])
    raw = grammar.parsed.text[grammar.parsed.starts[left] : grammar.parsed.ends[last.i]]
    value = value_of(raw) or value_of(grammar.word(last))
    if value is None:
        return None
    before = {grammar.word(t) for t in grammar.doc[max(0, left - 4) : left]} | {
        grammar.word(c) for c in grammar.children(first)
    }
    return Quantity(value, grammar.lemma(holder), bool(before & _APPROX))
