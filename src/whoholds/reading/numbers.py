"""Quantities: "2 000 soldats", "some fifty communities", "dix-neuf civils"."""

from __future__ import annotations

import re

from spacy.tokens import Token

from whoholds.model import Quantity
from whoholds.reading.grammar import Grammar

_UNITS_EN = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
_TENS_EN = {
    "twenty": 20,
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
    "sixty": 60,
    "seventy": 70,
    "eighty": 80,
    "ninety": 90,
}
_UNITS_FR = "zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix-sept dix-huit dix-neuf".split()
_TENS_FR = {
    "vingt": 20,
    "trente": 30,
    "quarante": 40,
    "cinquante": 50,
    "soixante": 60,
    "soixante-dix": 70,
    "quatre-vingt": 80,
    "quatre-vingts": 80,
    "quatre-vingt-dix": 90,
}
_SCALES = {
    "hundred": 100,
    "thousand": 1000,
    "million": 1_000_000,
    "cent": 100,
    "cents": 100,
    "mille": 1000,
    "millier": 1000,
    "millions": 1_000_000,
}
_WORDS = (
    {w: i for i, w in enumerate(_UNITS_EN)}
    | {w: i for i, w in enumerate(_UNITS_FR)}
    | _TENS_EN
    | _TENS_FR
    | {"une": 1, "dizaine": 10, "douzaine": 12, "vingtaine": 20, "trentaine": 30, "cinquantaine": 50, "centaine": 100}
)
_APPROX = frozenset(
    "about around nearly almost some roughly approximately over more least fewer up près environ quelque quelques presque plus moins moins autour une".split()
)
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
    """The stated number of a noun phrase ("près de 2 000 soldats"), None where there is none or it is vague ("dozens")."""
    if noun is None:
        return None
    tokens = [
        c
        for c in grammar.children(noun)
        if c.dep_ in ("nummod", "quantmod", "compound") and (c.pos_ == "NUM" or c.like_num)
    ]
    holder = noun
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
